"""Clean paragraphs and seeds → how many damaged copies are recognised, how many pairs with another fact are kept apart.

    python -m tests.benchmarks.duplicates [--texts FILE] [--seeds 5] [--pairs 150]

Texts are the paragraphs of `corpus/`, or of a file with one paragraph a line.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from bot.model import Article, Location, Paragraph
from bot.passages.deduplication import Deduplication, deduplicate
from bot.reading.corpus import read_corpus
from tests.benchmarks.negatives import MORE_FACTS, MORE_NOISE, Makes

ROOT = Path(__file__).parent.parent.parent

PEERS = {"OCR 1 %": "0.86", "OCR 3 %": "0.83", "OCR 5 %": "0.81"}

PLACES = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "河北",
    "河南",
    "湖北",
    "湖南",
    "山东",
    "山西",
    "广东",
    "广西",
    "江苏",
    "江西",
    "浙江",
    "福建",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "辽宁",
    "吉林",
    "黑龙江",
    "安徽",
    "海南",
    "广州",
    "深圳",
    "南京",
    "武汉",
    "成都",
    "西安",
    "杭州",
    "银川",
    "兰州",
    "昆明",
    "贵阳",
    "长沙",
    "郑州",
    "济南",
    "太原",
    "石家庄",
    "沈阳",
    "长春",
    "哈尔滨",
]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华建国志文海波玉梅红玲"
LOOKALIKES = [
    "己已巳",
    "人入八",
    "土士",
    "未末",
    "日曰目",
    "千干于",
    "大太犬",
    "天夫无",
    "王玉主",
    "田由甲申",
    "木本术",
    "力刀",
    "贝见",
    "工土",
    "住往",
    "保堡",
    "提堤",
    "职织",
    "会全",
    "补朴",
    "贴帖",
    "困因",
    "难准",
    "申甲",
    "请清情",
    "标栎",
    "领颂",
    "资货",
    "费贵",
    "险验",
    "疗疔",
    "医匠",
    "部都",
    "市帀",
    "区匹",
    "县具",
    "政攻",
    "办力",
    "理埋",
    "员贠",
    "时吋",
    "间问",
    "可叮",
    "以似",
    "按接",
    "月用",
    "享亨",
    "发友",
    "放故",
]
COMMON = "的一是在不了有和人这中大为上个国我以要他"
WORDS = [
    ["上午", "下午", "晚上"],
    ["初级", "中级", "高级"],
    ["电工", "焊工", "钳工"],
    ["春季", "秋季", "夏季"],
    ["周一", "周二", "周五"],
    ["退休", "在职", "离休"],
    ["住院", "门诊"],
    ["快递员", "外卖员", "网约车司机"],
    ["合同制", "派遣制"],
    ["公租房", "廉租房"],
    ["产假", "病假", "婚假"],
    ["本人", "配偶"],
    ["小学", "中学", "大学"],
    ["正式工", "临时工"],
    ["医院", "学校"],
    ["银行卡", "会员卡"],
    ["女职工", "职工"],
    ["副主席", "主席"],
    ["全日制", "非全日制"],
    ["农村", "城市"],
    ["养老保险", "医疗保险", "失业保险"],
    ["三级", "四级"],
    ["半年", "一年"],
    ["街道", "社区"],
]
OPPOSED = [
    ("可以", "不得"),
    ("同意", "不同意"),
    ("应当", "不应"),
    ("以上", "以下"),
    ("增加", "减少"),
    ("提高", "降低"),
    ("上午", "下午"),
    ("之前", "之后"),
    ("包括", "不包括"),
    ("需要", "不需要"),
    ("享受", "不享受"),
    ("符合", "不符合"),
    ("男", "女"),
    ("元", "万元"),
    ("省", "市"),
    ("区", "县"),
    ("年", "月"),
    ("甲", "乙"),
    ("必须", "无须"),
    ("有", "没有"),
]


def with_noise(text: str, rnd: random.Random, rate: float, alphabet: str) -> str:
    """Misprints: mostly a character for another (common, any or alike in shape), some lost, some added."""
    alike = {char: family.replace(char, "") for family in LOOKALIKES for char in family}
    out = []
    for char in text:
        if rnd.random() >= rate:
            out.append(char)
            continue
        other = rnd.choice(rnd.choice((alphabet, [chr(rnd.randrange(0x4E00, 0x9FA5))], alike.get(char, alphabet))))
        out.append(rnd.choices(("", char + other, other), (1, 1, 8))[0])
    return "".join(out)


Noise = Callable[[str, random.Random, float, str], str]


def another_figure(text: str, rnd: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(r"\d", text)]
    if not places:
        return None
    at = rnd.choice(places)
    return text[:at] + rnd.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def another_length_of_figure(text: str, rnd: random.Random) -> str | None:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return None
    at = rnd.choice(found).end()
    if rnd.random() < 0.6 or len(found) == 1 or not text[at - 2].isdigit():
        return text[:at] + rnd.choice(("0", "00", ".5")) + text[at:]
    return text[: at - 1] + text[at:]


def another_numeral(text: str, rnd: random.Random) -> str | None:
    found = list(re.finditer(r"[一二三四五六七八九](?=[个名人次天年月日项倍成十百千万级条])", text))
    if not found:
        return None
    at = rnd.choice(found).start()
    return text[:at] + rnd.choice([d for d in "二三四五六七八九" if d != text[at]]) + text[at + 1 :]


def another_place(text: str, rnd: random.Random) -> tuple[str, str]:
    one, other = rnd.sample(PLACES, 2)
    at = _sentence_start(text, rnd)
    suffix = rnd.choice(("", "的", "职工", "市总工会"))
    return text[:at] + one + suffix + text[at:], text[:at] + other + suffix + text[at:]


def another_name(text: str, rnd: random.Random) -> tuple[str, str]:
    given = "".join(rnd.choices(GIVEN, k=rnd.choice((1, 2))))
    one = rnd.choice(SURNAMES) + given
    other = (
        rnd.choice([s for s in SURNAMES if s != one[0]]) + given
        if rnd.random() < 0.5
        else one[:-1] + rnd.choice([g for g in GIVEN if g != one[-1]])
    )
    if rnd.random() < 0.3:
        other = rnd.choice(SURNAMES.replace(one[0], "")) + "".join(rnd.choices(GIVEN, k=rnd.choice((1, 2))))
    at = _sentence_start(text, rnd)
    after = rnd.choice(("说，", "同志", "介绍，", "、", "告诉记者，"))
    return text[:at] + one + after + text[at:], text[:at] + other + after + text[at:]


def the_opposite(text: str, rnd: random.Random) -> str | None:
    pairs = [pair for one, other in OPPOSED for pair in ((one, other), (other, one)) if pair[0] in text]
    if not pairs:
        return None
    one, other = rnd.choice(pairs)
    at = rnd.choice([found.start() for found in re.finditer(one, text)])
    return text[:at] + other + text[at + len(one) :]


def _sentence_start(text: str, rnd: random.Random) -> int:
    return rnd.choice([0, *(found.end() for found in re.finditer("[。；，](?=.)", text))])


def another_word(text: str, rnd: random.Random) -> tuple[str, str]:
    one, other = rnd.sample(rnd.choice(WORDS), 2)
    at = _sentence_start(text, rnd)
    after = rnd.choice(("的职工，", "里的会员", "的，", "办理，"))
    return text[:at] + one + after + text[at:], text[:at] + other + after + text[at:]


def an_invented_place(text: str, rnd: random.Random) -> tuple[str, str]:
    one, other = ("".join(rnd.sample("云枫榆棠汀楝柏青石松梅兰竹荷溪河湖岭沙金银", 2)) for _ in range(2))
    at = _sentence_start(text, rnd)
    after = rnd.choice(("市", "区", "县", "镇", "路")) + rnd.choice(("的", "总工会", "职工服务站"))
    return text[:at] + one + after + text[at:], text[:at] + other + after + text[at:]


def a_figure_among_misprints(text: str, rnd: random.Random) -> tuple[str, str] | None:
    other = another_figure(text, rnd) or another_numeral(text, rnd)
    return (text, with_noise(other, rnd, 0.03, COMMON)) if other else None


def misprinted_elsewhere(makes: Makes) -> Makes:
    """Misprints of 3 % in the other text, but for what differs: those on a figure itself leave none to tell apart."""

    def make(text: str, rnd: random.Random) -> tuple[str, str] | None:
        made = makes(text, rnd)
        if made is None:
            return None
        one, other = made if isinstance(made, tuple) else (text, made)
        head = Prefix.similarity(one, other)
        tail = Postfix.similarity(one[head:], other[head:])
        around = (with_noise(part, rnd, 0.03, COMMON) for part in (other[:head], other[len(other) - tail :]))
        return one, other[head : len(other) - tail].join(around)

    return make


FACTS: dict[str, Makes] = {
    "figure": another_figure,
    "length of figure": another_length_of_figure,
    "numeral": another_numeral,
    "place": another_place,
    "name": another_name,
    "opposite": the_opposite,
    "word": another_word,
    "invented place": an_invented_place,
    "figure + OCR 3 %": a_figure_among_misprints,
    **MORE_FACTS,
}
FACTS |= {f"{name} + OCR": misprinted_elsewhere(makes) for name, makes in FACTS.items() if "OCR" not in name}


def article(number: int, *texts: str) -> Article:
    return Article(f"{number:05}.md", tuple(Paragraph(text, i, i) for i, text in enumerate(texts, start=1)))


def kept_for(found: Deduplication) -> dict[Location, Location]:
    return {d.dropped: d.kept for d in found.duplicates if d.kind.value != "near"}


def measure_noise(
    texts: list[str], rnd: random.Random, rate: float, pairs: int, noise: Noise = with_noise
) -> tuple[int, int, list[tuple[str, str]]]:
    alphabet = "".join(re.findall("[一-龥]", "".join(texts)))
    chosen = rnd.sample(texts, min(pairs, len(texts)))
    noisy = [(text, noise(text, rnd, rate, alphabet)) for text in chosen]
    noisy = [(a, b) for a, b in noisy if a != b]
    return _grouped(noisy, together=True)


def measure_fact(texts: list[str], rnd: random.Random, fact: str, pairs: int) -> tuple[int, int, list[tuple[str, str]]]:
    made: list[tuple[str, str]] = []
    for text in rnd.sample(texts, len(texts)):
        other = FACTS[fact](text, rnd)
        if other is not None and len(made) < pairs:
            made.append(other if isinstance(other, tuple) else (text, other))
    return _grouped([(a, b) for a, b in made if a != b], together=False)


def _grouped(pairs: list[tuple[str, str]], *, together: bool) -> tuple[int, int, list[tuple[str, str]]]:
    found = deduplicate(article(i, text) for i, text in enumerate(text for pair in pairs for text in pair))
    groups = {p.location.file: p.group or p.id for p in found.passages}
    files = [(f"{2 * i:05}.md", f"{2 * i + 1:05}.md") for i in range(len(pairs))]
    merged = {d.dropped.file: d.kept.file for d in found.duplicates if d.kind.value != "near"}
    alike = [groups.get(merged.get(a, a)) == groups.get(merged.get(b, b)) for a, b in files]
    return sum(alike), len(pairs), [pair for pair, same in zip(pairs, alike, strict=True) if same != together]


def measure_pieces(
    texts: list[str], rnd: random.Random, how: str, pairs: int
) -> tuple[int, int, list[tuple[str, str]]]:
    """Whole paragraphs in one article each, what was made of them in another: all of it is to be dropped."""
    chosen = rnd.sample([text for text in texts if len(text) > 50], min(pairs, len(texts) // 3))
    articles, expected = [], []
    for i, text in enumerate(chosen):
        if how == "joined":
            at, rest = rnd.randrange(10, len(text) - 10), chosen[i - 1]
            pieces = [text[at:] + rest[: rnd.randrange(15, len(rest))]]
            articles.append(article(3 * i, text, rest))
        else:
            borders = [f.end() for f in re.finditer("[。；]", text[:-10]) if f.end() > 10] if how == "split" else []
            at = rnd.choice(borders) if borders else rnd.randrange(10, len(text) - 10)
            pieces = [text[:at]] if how == "broken off" else [text[:at], text[at:]]
            articles.append(article(3 * i, text))
        if how == "cut, apart":
            articles += [article(3 * i + 1, pieces[0]), article(3 * i + 2, pieces[1])]
        else:
            articles.append(article(3 * i + 1, *pieces))
        expected += [(text, p) for p in pieces]
    standing = {p.text for p in deduplicate(articles).passages}
    missed = [(text, piece) for text, piece in expected if piece in standing]
    lost = [(text, "lost") for text in chosen if text not in standing]
    return len(expected) - len(missed), len(expected), missed + lost


def read_texts(path: Path | None) -> list[str]:
    if path is None:
        found = [p.text for a in read_corpus(ROOT / "corpus").articles for p in a.paragraphs]
    else:
        found = path.read_text(encoding="utf-8").splitlines()
    standing = [p.text for p in deduplicate(article(i, text) for i, text in enumerate(found)).passages]
    return [text for text in standing if 30 <= len(text) <= 400]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=150)
    parser.add_argument("--show", action="store_true", help="print each miss")
    given = parser.parse_args()
    texts = read_texts(given.texts)
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    print(f"{len(texts)} paragraphs, seeds {seeds.start} to {seeds.stop - 1}")
    print(f"{'pairs':<22} {'wanted':>8} {'peers':>6}  " + "  ".join(f"seed {seed}" for seed in seeds))
    for how in ("cut", "cut, apart", "broken off", "split", "joined"):
        _row(
            how,
            "1.0",
            "1.0",
            [measure_pieces(texts, random.Random(seed), how, given.pairs) for seed in seeds],
            given.show,
        )
    for rate in (1, 3, 5):
        name = f"OCR {rate} %"
        _row(
            name,
            PEERS[name],
            PEERS[name],
            [measure_noise(texts, random.Random(seed), rate / 100, given.pairs) for seed in seeds],
            given.show,
        )
    for kind, noise in MORE_NOISE.items():
        for rate in (1, 3, 5):
            measured = [measure_noise(texts, random.Random(seed), rate / 100, given.pairs, noise) for seed in seeds]
            _row(f"{kind} {rate} %", "", "", measured, given.show)
    for fact in FACTS:
        _row(
            fact,
            "" if fact.endswith(" + OCR") else "<= .007",
            "" if fact.endswith(" + OCR") else "1/150",
            [measure_fact(texts, random.Random(seed), fact, given.pairs) for seed in seeds],
            given.show,
        )


def _row(
    name: str, wanted: str, peers: str, measured: list[tuple[int, int, list[tuple[str, str]]]], show: bool
) -> None:
    print(
        f"{name:<22} {wanted:>8} {peers:>6}  "
        + "  ".join(f"{good / max(of, 1):.3f} ({good}/{of})" for good, of, _ in measured)
    )
    if show:
        for a, b in [pair for *_, missed in measured for pair in missed][:25]:
            print("    ", _differing(a, b))


def _differing(a: str, b: str) -> str:
    edits = [o for o in Levenshtein.opcodes(a, b) if o.tag != "equal"]
    return f"{len(a)} " + " | ".join(
        f"{a[max(o.src_start - 4, 0) : o.src_start]}[{a[o.src_start : o.src_end]}→{b[o.dest_start : o.dest_end]}]{a[o.src_end : o.src_end + 4]}"
        for o in edits[:8]
    )


if __name__ == "__main__":
    main()

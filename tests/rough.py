"""Clean articles and a seed → a page dump such as another tool leaves of another newspaper: rougher than `damage`.

What differs: articles in any order, up to four pieces a paragraph and as short as three characters, headlines over two
lines, bylines and 上接 in other forms, parts of articles again and cut elsewhere, invented pull quotes, photographers'
names, the page's date and editors, no blank lines or two of them, indents, CRLF, trailing blanks.
"""

from __future__ import annotations

import itertools
import random
import re

from tests.damage import Clean, Gold, Page

OPENING = "“‘《（(『「"
CLOSING = "”’》）)』」，。、；：！？,;:!?…%"
END = re.compile(r"[。！？!?…][”’』」）)》]*$")
COLUMNS = ("践行嘱托 一线回响", "基层连线", "工会人手记", "权威发布")
BYLINES = ("□{}", "□本报记者 {}", "本报记者 {}", "■{}", "◎{} ")
CONTINUED = ("(上接第{}版)", "（上接第{}版）", "(上接{}版)")
NOTES = ("(作者系某市总工会副主席)", "(作者单位:某市总工会)", "(本报记者 苗禾 整理)")
QUOTES = ("把职工『小事』当作心头『大事』", "一碗热饭暖人心", "让每一份付出都被看见", "“工会就是咱的娘家”")
CREDITS = ("本报记者 苗禾 摄", "苗禾 摄", "苗禾/摄", "通讯员 庄润生 摄影报道")
EDGES = ("2026年4月9日 星期四", "第3版 综合新闻", "工人日报", "责任编辑:庄润生 美编:丁小满", "新闻热线:(0000)5510012")


def rough_page(articles: list[Clean], seed: int, *, dense: bool = False) -> Page:
    """`dense` for pages of many short pieces, to learn from."""
    rnd = random.Random(seed)
    texts = [article for article in articles if not article.caption]
    rnd.shuffle(texts)
    broken = rnd.randrange(len(texts)) if rnd.random() < 0.7 else -1
    share = 0.5 if dense else rnd.choice((0.2, 0.35, 0.5))
    columns, gold = [], []
    for i, article in enumerate(texts):
        blocks, right = _column(article, rnd, share=share, breaks=i == broken, dense=dense)
        columns.append(blocks)
        gold.append(right)
    for caption in (article for article in articles if article.caption):
        gold.append(Gold(caption.title, caption.paragraphs))
        _place(caption, columns, rnd)
    pages = [*map(list, columns), *_again(columns, gold[: len(texts)], rnd)]
    _repeat_a_tail(pages, gold[rnd.randrange(len(texts))].paragraphs, rnd)
    if rnd.random() < 0.5:
        pages.insert(0, rnd.sample(EDGES, k=2))
        pages.insert(rnd.randrange(1, len(pages)), [rnd.choice(("广告", "责编:苗禾 版式:丁小满"))])
    return Page(_set([block for blocks in pages for block in blocks], gold, rnd), gold)


def _column(article: Clean, rnd: random.Random, *, share: float, breaks: bool, dense: bool) -> tuple[list[str], Gold]:
    paragraphs = list(article.paragraphs)
    if breaks and len(paragraphs) > 1 and len(paragraphs[-1]) > 30:
        paragraphs[-1] = paragraphs[-1][: rnd.randrange(12, len(paragraphs[-1]) - 4)].rstrip(CLOSING + OPENING)
    head = [rnd.choice(COLUMNS)] if rnd.random() < 0.15 else []
    head += [article.kicker] if article.kicker else []
    cut = rnd.randrange(6, len(article.title) - 5) if len(article.title) > 14 and rnd.random() < 0.12 else 0
    head += [article.title[:cut], article.title[cut:]] if cut else [article.title]
    if article.byline:
        head.append(rnd.choice(BYLINES).format(article.byline))
    elif rnd.random() < 0.15:
        head.append(rnd.choice(CONTINUED).format(rnd.randrange(1, 8)))
    pieces = [
        cut_up(p, rnd, dense=dense) if rnd.random() < share and not (breaks and p is paragraphs[-1]) else [p]
        for p in paragraphs
    ]
    inside = [i for i, some in enumerate(pieces) if len(some) > 1]
    if inside and rnd.random() < 0.35:
        some = pieces[rnd.choice(inside)]
        some.insert(rnd.randrange(1, len(some)), _quote(article, rnd))
    blocks = [*head, *itertools.chain.from_iterable(pieces)]
    blocks += [rnd.choice(NOTES)] if rnd.random() < 0.12 else []
    blocks += [rnd.choice(("(下转第4版)", "（下转第2版）"))] if breaks and rnd.random() < 0.3 else []
    return blocks, Gold(article.title, paragraphs, also=tuple(head))


def cut_up(paragraph: str, rnd: random.Random, *, dense: bool = False) -> list[str]:
    """Two to four pieces, none of them ending a sentence; the paragraph as it is where no such cut is found."""
    count = 1 if len(paragraph) < 120 else rnd.choice((1, 1, 1, 2, 2, 3))
    if dense and len(paragraph) >= 60:
        count = rnd.choice((2, 2, 3, 3, 4))
    for _ in range(20 if len(paragraph) > 30 else 0):
        places = sorted(rnd.sample(range(5, len(paragraph) - 3), k=count))
        pieces = [paragraph[a:b] for a, b in itertools.pairwise([0, *places, len(paragraph)])]
        left, right = pieces[:-1], pieces[1:]
        is_plain = all(len(piece) > 2 and piece == piece.strip() for piece in pieces)
        if (
            is_plain
            and not any(END.search(p) or p[-1] in OPENING for p in left)
            and all(p[0] not in CLOSING for p in right)
        ):
            return pieces
    return [paragraph]


def _quote(article: Clean, rnd: random.Random) -> str:
    said = [s for p in article.paragraphs for s in re.split("[。！？]", p) if 8 <= len(s) <= 24]
    plain = [s for s in said if not set(s) & set("，,：:；;、（）()“”")]
    return rnd.choice(QUOTES) if rnd.random() < 0.3 or not plain else rnd.choice(plain)


def _place(caption: Clean, columns: list[list[str]], rnd: random.Random) -> None:
    """The caption under its headline, or behind another article with its headline astray in a third."""
    own = [*caption.paragraphs, *([rnd.choice(CREDITS)] if rnd.random() < 0.25 else [])]
    if rnd.random() < 0.35:
        columns.insert(rnd.randrange(len(columns) + 1), [caption.title, *own])
        return
    behind, host = rnd.sample(columns, 2)
    behind += own
    spots = [i for i in range(2, len(host)) if END.search(host[i - 1])]
    if spots:
        host.insert(rnd.choice(spots), caption.title)


def _again(columns: list[list[str]], gold: list[Gold], rnd: random.Random) -> list[list[str]]:
    """Copies of some columns, a part of some, and one article cut at other places."""
    again = []
    for column in rnd.sample(columns, k=min(3, len(columns))):
        for _ in range(rnd.randrange(1, 4)):
            start = rnd.randrange(1, len(column) - 2) if rnd.random() < 0.25 and len(column) > 4 else 0
            stop = start + rnd.randrange(2, len(column) - start + 1) if start else len(column)
            again.append(column[start:stop])
    if rnd.random() < 0.3:
        one = rnd.choice(gold)
        again.append(
            [one.title or "", *(q for p in one.paragraphs for q in (cut_up(p, rnd) if END.search(p) else [p]))]
        )
    rnd.shuffle(again)
    return again


def _repeat_a_tail(pages: list[list[str]], paragraphs: list[str], rnd: random.Random) -> None:
    for one, two in itertools.pairwise(paragraphs):
        start = max(one.rfind(mark, 0, len(one) - 1) for mark in "。，,") + 1
        if END.search(one) and END.search(two) and 0 < start < len(one) - 6:
            for blocks in pages:
                if two in blocks and rnd.random() < 0.8:
                    blocks.insert(blocks.index(two) + 1, one[start:] + two)
            return


def _set(blocks: list[str], gold: list[Gold], rnd: random.Random) -> str:
    """The blocks as a tool writes them: its own blank lines, indents, blanks at line ends, line ends."""
    starts = {p[:12] for g in gold for p in g.paragraphs} if rnd.random() < 0.12 else set()
    lines = [
        ("\u3000\u3000" if block[:12] in starts else "")
        + block
        + (rnd.choice((" ", "\u3000")) if rnd.random() < 0.1 else "")
        for block in blocks
    ]
    apart = rnd.choices(("\n\n", "\n", "\n\n\n"), (84, 6, 10))[0]
    text = "\n\n" + apart.join(lines) + "\n"
    return text.replace("\n", "\r\n") if rnd.random() < 0.2 else text

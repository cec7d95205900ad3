"""Folders that change at random: a build that carries over what the last one knew is that from nothing, to the byte."""

import random

import numpy as np
import pytest

from bot.known import Carried, Known
from bot.library import Library
from bot.reading.corpus import read_corpus
from bot.search import counting
from bot.store.codec import to_plain
from tests.make import Left

SENTENCES = (
    "困难职工每季度可以申请住房补贴3000元。",
    "困难职工每季度可以申请住房补贴2000元。",
    "困难职工每季度可以申请住房补贴3000元，名单要公示。",
    "困难职工每季度能够申请住房补贴3000元，名单要公示。",
    "困雄职工每季度可以申请住房补贴3000元，名单要公示。",
    "银川市总工会3月1日起受理，本人携带身份证到服务站办理，不同意的可以申诉。",
    "同意的可以申诉。",
    "咨询电话：12351。",
    "木工、电工、焊工培训不收费，结业的发证书，报名请到服务站去找王师傅。",
    "木工、电工、焊工培训不收费，结业的发证书，报名请到服务站去找王師傅。",
    "户外劳动者服务站供应开水，可以热饭、歇脚、充电。",
    "会员大病可以申请救助，住院自付部分超过5000元的，按三成补助",
    "超过5000元的，按三成补助",
    "新兴词语堆芯熔毁与Wi-Fi 6路由器",
)
HEADINGS = ("一、办理", "领航须知", "寒暑假托管")
"""The last two have words that stand in no paragraph and no headline."""
REGIONS = "白菜村 = 宁夏/银川\n"


def file_of(chance):
    paragraphs = [
        "".join(chance.choices(SENTENCES, k=chance.choice((1, 1, 2, 3)))) for _ in range(chance.randint(1, 5))
    ]
    title = chance.choice(("租房补贴", "培训通知", "租房补贴2023年版", "租房补贴2025年版", ""))
    head = f"---\ntitle: {title}\ndate: 202{chance.randint(0, 6)}-04-09\n---\n\n" if title else ""
    heading = f"## {chance.choice(HEADINGS)}\n\n" if chance.random() < 0.4 else ""
    return head + heading + "\n\n".join(paragraphs) + "\n"


def change(chance, root):
    files = sorted(root.rglob("*.md"))
    match chance.choice(("add", "change", "change", "remove", "rename", "copy", "cut", "regions")):
        case "add":
            (root / f"{chance.randint(0, 99):02}.md").write_text(file_of(chance))
        case "change" if files:
            chance.choice(files).write_text(file_of(chance))
        case "remove" if files:
            chance.choice(files).unlink()
        case "rename" if files:
            chance.choice(files).rename(root / f"{chance.randint(0, 99):02}.md")
        case "copy" if files:
            (root / f"{chance.randint(0, 99):02}.md").write_bytes(chance.choice(files).read_bytes())
        case "cut" if files:
            file = chance.choice(files)
            file.write_text(file.read_text()[: -chance.randint(2, 12)])
        case "regions":
            (root / "regions.txt").write_text(chance.choice(("", REGIONS)))


def built(root, read=None, known=None):
    """All that a snapshot would hold."""
    reading = read_corpus(root, known=read)
    regions = root / "regions.txt"
    library = Library.build(reading, regions=regions.read_text() if regions.exists() else "", known=known)
    plain, arrays = to_plain(library)
    return plain, {name: (array.dtype, array.tobytes()) for name, array in arrays}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("large", [0, 1500, counting.LARGE], ids=["large", "now large, now small", "small"])
def test_after_any_changes_all_is_as_from_nothing(tmp_path, monkeypatch, seed, large):
    monkeypatch.setattr(counting, "LARGE", large)
    chance, root, read, left = random.Random(seed), tmp_path / "corpus", Left(), Left()
    root.mkdir()
    for number in range(chance.randint(0, 12)):
        (root / f"{number:02}.md").write_text(file_of(chance))

    for _ in range(6):
        before, read, left = (read, left), Left(), Left()
        known = (Known(one.tables, keeper=other) for one, other in zip(before, (read, left), strict=True))
        carried = built(root, *known)
        assert carried == built(root)
        for _ in range(chance.choice((1, 1, 1, 3))):
            change(chance, root)


def test_rows_are_carried_over_beside_new_ones():
    carried = Carried(np.asarray([-1, 1, 2, -1, -1, 4]), Known())

    assert carried.new.tolist() == [0, 3, 4]
    assert carried.to(5).tolist() == [-1, 1, 2, -1, 5]
    assert carried.array(np.asarray([10, 11, 12, 13, 14]), np.asarray([1, 2, 3])).tolist() == [1, 11, 12, 2, 3, 14]
    before = np.frombuffer(b"aBBcdE", np.uint8), np.asarray([1, 3, 4, 5, 6])
    values, ends = carried.ragged(before, (np.frombuffer(b"xyz", np.uint8), np.asarray([1, 1, 3])))
    assert (values.tobytes(), ends.tolist()) == (b"xBBcyzE", [1, 3, 4, 4, 6, 7])


def test_an_article_is_carried_over_once_and_only_in_the_order_it_had():
    first = Left()
    assert Known(keeper=first).carried(["a", "b", "c"], [2, 1, 3]).before.tolist() == [-1] * 6

    def before(articles, sizes):
        return Known(first.tables).carried(articles, sizes).before.tolist()

    assert before(["b", "x", "c"], [1, 1, 3]) == [2, -1, 3, 4, 5]
    assert before(["c", "a"], [3, 2]) == [3, 4, 5, -1, -1]
    assert before(["b", "b"], [1, 1]) == [2, -1]
    assert before(["a", "b"], [3, 1]) == [-1, -1, -1, 2]  # another size: no digest of eight bytes is proof
    assert before([], [2]) == [-1, -1]

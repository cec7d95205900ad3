from dataclasses import replace

from bot.choice import apart, current
from bot.fitness import Circumstances
from bot.model import Hit, Passage
from tests.make import make_article

OLD = "没有享受公租房的困难职工可以申请住房租赁补贴，标准是每户每月300元。"
NEW = "没有享受公租房的困难职工可以申请住房租赁补贴，标准提高到每户每月360元。"


def make_hit(text, score, *, file, date):
    article = make_article(text, file=file, date=date, title="租房补贴办法")
    return Hit(Passage(text, article, article.paragraphs[0]), score)


def test_the_newer_wording_stands_in_the_place_of_the_older_one():
    old, new = (
        make_hit(OLD, 1.0, file="2025.md", date="2025-02-01"),
        make_hit(NEW, 0.6, file="2026.md", date="2026-02-01"),
    )
    other = make_hit("租金每月从工资里扣的，不再补贴。", 0.9, file="2025.md", date="2025-02-01")
    worker = Circumstances(newer={("2025.md", 1): new.passage.article})

    found = list(current([old, other, new], worker))

    assert [(hit.passage.text, hit.score) for hit in found] == [(NEW, 1.0), (other.passage.text, 0.9)]


def test_the_older_wording_stays_where_its_year_is_asked_for_or_the_newer_was_not_found():
    old, new = (
        make_hit(OLD, 1.0, file="2025.md", date="2025-02-01"),
        make_hit(NEW, 0.6, file="2026.md", date="2026-02-01"),
    )
    newer = {("2025.md", 1): new.passage.article}

    assert list(current([old, new], Circumstances(year=2025, newer=newer))) == [old, new]
    assert list(current([old], Circumstances(newer=newer))) == [old]
    assert list(current([], Circumstances(newer=newer))) == []


def test_of_what_says_the_same_of_one_place_the_first_is_cited():
    here, again = (make_hit(text, 1.0, file=f"{n}.md", date="2026-01-01") for n, text in enumerate((NEW, f"{NEW}对。")))
    lanzhou, yinchuan = (
        hit._replace(passage=replace(hit.passage, region=(city,)))
        for hit, city in ((here, "兰州市"), (again, "银川市"))
    )

    assert list(apart([here, again], lambda one, other: True)) == [here]
    assert list(apart([here, again], lambda one, other: False)) == [here, again]
    assert list(apart([lanzhou, yinchuan], lambda one, other: True)) == [lanzhou, yinchuan]

"""Articles and passages go into arrays and come out equal, made one by one."""

import datetime as dt

from make import make_article

from bot.model import Article, Location, Paragraph, Passage
from bot.store.columns import columns_of, from_columns

FULL = Article(
    "法/民.md",
    (Paragraph("第一条。", 1, 3, (2,), ("总则",)), Paragraph("断了", 2, 5, broken_off=True)),
    title="法",
    date=dt.date(2026, 4, 9),
    expires=dt.date(2027, 1, 1),
    region=("福建省", "福州市"),
    extra=(("a", "b"),),
)


def test_articles_and_passages_come_out_as_they_went_in():
    other = make_article("一段。", "又一段。")
    elsewhere = Paragraph("不在文中。", 9, 9)
    passages = (
        Passage("a", FULL, FULL.paragraphs[1], also_in=(Location("b.md", 1, 2),), group="g"),
        Passage("b", other, other.paragraphs[0], region=("全国",), kind="guide"),
        Passage("c", FULL, elsewhere),
    )

    articles, found = from_columns(columns_of((FULL, other), passages))

    assert (articles, found) == ((FULL, other), passages)
    assert hash(found[0]) == hash(passages[0])


def test_what_came_out_goes_in_again_alike():
    passages = tuple(Passage(str(n), FULL, paragraph) for n, paragraph in enumerate(FULL.paragraphs))
    first = columns_of((FULL,), passages)

    articles, again = from_columns(first)
    second = columns_of(articles, again)

    assert {name: array.tolist() for name, array in second.items()} == {n: a.tolist() for n, a in first.items()}

import time

from bot.model import Article, Paragraph
from bot.tg.admins.difference import Difference, compare


def article(file, title, *texts, first_line=1):
    paragraphs = tuple(Paragraph(text, n, first_line + n) for n, text in enumerate(texts, 1))
    return Article(file, paragraphs, title=title, line=first_line)


def test_articles_new_changed_and_gone_are_told_apart():
    same, old, new = article("a.md", "甲", "一"), article("b.md", "乙", "一"), article("b.md", "乙", "二")
    gone, fresh = article("c.md", "丙", "一"), article("d.md", "丁", "一")

    assert compare((same, old, gone), (same, new, fresh)) == Difference(
        (fresh,), (new,), (gone,), ("d.md",), ("b.md",), ("c.md",)
    )


def test_an_article_that_only_moved_within_its_file_has_not_changed():
    assert compare((article("a.md", "甲", "一"),), (article("a.md", "甲", "一", first_line=40),)) == Difference(
        (), (), ()
    )


def test_articles_without_headline_in_one_file_are_told_apart_by_their_turn():
    first, second = article("a.md", None, "一"), article("a.md", None, "二")

    assert compare((first,), (first, second)) == Difference((second,), (), (), changed_files=("a.md",))


def test_many_articles_of_one_headline_in_one_file_take_no_longer_each():
    many = tuple(article("a.jsonl", None, str(number)) for number in range(20_000))

    begun = time.process_time()
    difference = compare(many[:-1], many)

    assert difference == Difference((many[-1],), (), (), changed_files=("a.jsonl",))
    assert time.process_time() - begun < 5

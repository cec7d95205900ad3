"""Guides, reports and speeches; the labelled sentences stand in acceptance/facts_kinds.jsonl."""

import json
from pathlib import Path

import pytest

from bot.model import Article, Paragraph
from bot.passages.kinds import TextKind, kind_of, kinds_of

LABELLED = Path(__file__).parent / "acceptance" / "facts_kinds.jsonl"
CASES = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").split("\n") if line]


def an_article(*texts: str, title: str | None = None, byline: str | None = None) -> Article:
    return Article("a.md", tuple(Paragraph(text, n, n) for n, text in enumerate(texts, 1)), title=title, byline=byline)


@pytest.mark.parametrize("kind", [TextKind.GUIDE, TextKind.REPORT, TextKind.SPEECH])
def test_what_is_called_a_kind_mostly_is_one_and_most_are_found(kind):
    told = [case for case in CASES if kind_of(case["text"]) is kind]
    right = [case for case in told if case["kind"] == kind]
    there = [case for case in CASES if case["kind"] == kind]

    assert len(right) >= 0.95 * len(told)
    assert len(right) >= 0.9 * len(there)


def test_a_paragraph_without_cues_is_of_its_articles_kind():
    article = an_article(
        "灯一直亮着。", "本报讯 (记者甲)4月8日,市总工会举行座谈会。", title="驿站的灯", byline="记者 甲"
    )

    assert kinds_of(article) == (TextKind.REPORT, (TextKind.REPORT, TextKind.REPORT))


def test_a_standard_inside_a_report_stays_a_guide():
    standard = "申请人应当携带身份证到区总工会办理,标准为每户每年3000元。"
    article = an_article("本报讯 (记者甲)4月8日,市总工会举行座谈会。", standard, title="补贴发了", byline="记者 甲")

    assert kinds_of(article)[1] == (TextKind.REPORT, TextKind.GUIDE)


def test_an_article_without_paragraphs_is_of_no_kind():
    assert kinds_of(an_article()) == (TextKind.OTHER, ())


def test_a_paragraph_of_a_guide_that_only_gives_an_example_is_no_news():
    assert kind_of("老张去年5月一共领了3000元。", whole=TextKind.GUIDE) is TextKind.GUIDE
    assert kind_of("本报讯 (记者甲)4月8日,市总工会举行座谈会。", whole=TextKind.GUIDE) is TextKind.REPORT

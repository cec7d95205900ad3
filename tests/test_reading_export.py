"""An export of articles is read line by line; a bad line costs that line."""

import datetime as dt
import json

import pytest

from bot.model import Paragraph
from bot.reading import problems
from bot.reading.export import read_export

ONE = "困难职工可以申请住房补贴。"
TWO = "补贴按季度发放，全年不超过3600元。"


def test_every_line_is_an_article_and_paragraphs_are_counted_through_the_file():
    lines = [
        {"title": "甲", "date": "2026-04-09", "text": f"{ONE}\n{TWO}", "id": 7},
        {"title": "乙", "paragraphs": [ONE]},
    ]

    articles, found = read_export("\n".join(map(json.dumps, lines)), file="a.jsonl")

    assert [article.title for article in articles] == ["甲", "乙"]
    assert (articles[0].date, articles[0].extra) == (dt.date(2026, 4, 9), (("id", "7"),))
    assert articles[0].paragraphs == (Paragraph(ONE, 1, 1), Paragraph(TWO, 2, 1))
    assert articles[1].paragraphs == (Paragraph(ONE, 3, 2),)
    assert found == ()


def test_the_line_and_paragraph_marks_of_unicode_part_paragraphs():
    ((article,), _) = read_export(json.dumps({"text": f"{ONE}\u2028{TWO}\u2029{ONE}"}), file="a.jsonl")

    assert [paragraph.text for paragraph in article.paragraphs] == [ONE, TWO, ONE]


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", "[" * 100_000, '{"title": "甲"}', '{"text": "\\ud800"}', '{"text": 7}']
)
def test_a_bad_line_is_a_problem_and_the_next_is_read(line):
    articles, found = read_export(f"{line}\n{json.dumps({'title': '乙', 'text': ONE})}", file="a.jsonl")

    assert [article.title for article in articles] == ["乙"]
    assert {problem.line for problem in found} == {1}


def test_half_characters_in_the_fields_are_left_out():
    line = json.dumps({"title": "甲\ud800", "tags": ["\ud800", "住房"], "text": ONE})

    (article,), _ = read_export(line, file="a.jsonl")

    assert (article.title, article.extra) == (None, (("tags", "、住房"),))


@pytest.mark.parametrize("state", [{"status": "draft"}, {"Status": "Trash"}, {"状态": "草稿"}, {"draft": True}])
def test_what_a_site_does_not_show_is_a_draft(state):
    articles, found = read_export(json.dumps({"title": "甲", "text": ONE, **state}), file="a.jsonl")

    assert (articles, found) == ((), (problems.DRAFT.at("a.jsonl", 1),))


def test_what_a_site_shows_is_read_with_the_moment_of_its_publication():
    record = {"title": "甲", "text": ONE, "status": "published", "publishTime": 1_760_000_000_000}

    (article,), found = read_export(json.dumps(record), file="a.jsonl")

    assert (article.date, article.extra, found) == (dt.date(2025, 10, 9), (("status", "published"),), ())


def test_a_draft_in_an_export_is_named_with_its_line():
    line = json.dumps({"title": "甲", "text": ONE, "draft": True})

    assert read_export(f"\n{line}", file="a.jsonl") == ((), (problems.DRAFT.at("a.jsonl", 2),))


@pytest.mark.parametrize(
    "record",
    [
        {"标题": "甲", "内容": f"{ONE}\n{TWO}", "发布时间": "2025-06-01"},
        {"headline": "甲", "articleBody": f"{ONE}\n{TWO}", "datePublished": "2025-06-01T10:00:00+08:00"},
        {"Title": "甲", "content_html": f"<p>{ONE}</p><p>{TWO}</p>", "published_at": "2025/6/1"},
        {"title": "甲", "paragraphs": [{"content": ONE}, {"content": TWO}], "Date": "2025-06-01"},
    ],
    ids=["Chinese", "schema.org", "a feed", "objects"],
)
def test_other_programs_name_their_fields_otherwise(record):
    (article,), found = read_export(json.dumps(record, ensure_ascii=False), file="a.jsonl")

    assert (article.title, article.date, found) == ("甲", dt.date(2025, 6, 1), ())
    assert [paragraph.text for paragraph in article.paragraphs] == [ONE, TWO]


@pytest.mark.parametrize("names", [("question", "answer"), ("问题", "答案"), ("Question", "Answer")])
def test_a_question_with_its_answer_is_an_article(names):
    line = json.dumps(
        dict(zip(names, ("公租房怎么申请？", "先向单位工会提出书面申请。"), strict=True)), ensure_ascii=False
    )

    (article,), found = read_export(line, file="a.jsonl")

    assert (article.title, found) == ("公租房怎么申请？", ())
    assert [part.text for part in article.paragraphs] == ["先向单位工会提出书面申请。"]

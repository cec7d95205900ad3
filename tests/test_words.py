import pytest

from bot.model import Answer, AnswerKind, Citation, Passage
from bot.words import first_words, searched_instead
from tests.make import make_article


def said(answer: Answer) -> str | None:
    return first_words(answer, hotline="12351", crisis_line="12356")


@pytest.mark.parametrize("kind", sorted(set(AnswerKind) - {AnswerKind.ANSWER}))
def test_each_kind_of_no_has_words_of_its_own_without_a_gap_left_open(kind):
    article = make_article("每户每月360元。", title="租房补贴怎么领")
    words = said(Answer("问", kind, suggestions=(Passage("p", article, article.paragraphs[0]),)))

    assert words
    assert "{" not in words


def test_citations_speak_for_themselves():
    assert said(Answer("问", AnswerKind.ANSWER)) is None


def test_help_comes_first_and_leads_over_to_what_else_was_asked():
    article = make_article("工会帮忙讨回工资。")
    citation = Citation(Passage("p", article, article.paragraphs[0]), "工会帮忙讨回工资。", 0)

    alone = said(Answer("问", AnswerKind.DISTRESS))
    besides = said(Answer("问", AnswerKind.DISTRESS, (citation,)))

    assert alone.index("12356") < alone.index("12351")
    assert besides.startswith(alone)
    assert besides.endswith("：")


def test_who_wants_to_speak_to_somebody_reads_the_hotlines_number():
    assert "12351" in said(Answer("转人工", AnswerKind.ABOUT))


def test_who_wrote_a_number_of_their_own_reads_that_it_is_not_kept():
    article = make_article("工会帮忙讨回工资。")
    citation = Citation(Passage("p", article, article.paragraphs[0]), "工会帮忙讨回工资。", 0)

    assert "没有保存" in (said(Answer("问", AnswerKind.NOT_FOUND, is_numbered=True)) or "")
    assert "没有保存" in (searched_instead(Answer("问", AnswerKind.ANSWER, (citation,), is_numbered=True)) or "")
    assert searched_instead(Answer("问", AnswerKind.ANSWER, (citation,))) is None

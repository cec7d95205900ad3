import io

from rich.console import Console

from bot.console import show_explanation
from bot.records import explanation_record


def test_what_was_searched_and_why_each_candidate_stands_where_it_does_is_told(library):
    why = library.explain("租房补贴每个月多少钱")

    first = why.candidates[0]
    assert (first.passage.article.file, first.cited) == ("housing/rent.md", True)
    assert "租房补贴" in "".join(why.words)
    assert dict(first.shares)
    assert why.signals.strength >= why.floor


def test_the_first_candidate_is_the_first_citation(library):
    for question in ("驿站几点关门", "医疗互助交多少钱", "免费电工班怎么报名"):
        first = library.explain(question).candidates[0]
        citation = library.answer(question).citations[0]

        assert (first.passage.id, first.score) == (citation.passage.id, citation.score)


def test_what_the_floor_holds_back_is_shown_as_not_cited(library):
    why = library.explain("护照丢了到哪里办理")

    assert [candidate.cited for candidate in why.candidates] == [False] * len(why.candidates)
    assert why.signals.strength < why.floor


def test_a_place_named_in_the_question_changes_the_score_and_is_told(library):
    record = explanation_record(library.explain("云栎市的租房补贴", region="银川市"))

    assert (record["region"], record["region_named"]) == (["宁夏回族自治区", "银川市"], False)
    assert record["candidates"][0]["factors"]["place"] < 1


def test_a_question_without_a_word_of_the_corpus_has_no_candidates(library):
    assert library.explain("xyzzy").candidates == ()


def test_of_a_long_message_the_part_that_was_looked_for_is_explained(library):
    story = "我在这个厂里干了八年，白班夜班两头倒。" * 60

    why = library.explain(f"{story}请问租房补贴每个月多少钱？")

    assert "八年" not in why.searched
    assert why.candidates[0].passage == library.answer(f"{story}请问租房补贴每个月多少钱？").citations[0].passage


def test_no_message_is_too_long_to_be_explained_at_once(library):
    rare = "".join(map(chr, range(0x4E00, 0x5E00)))

    assert len(library.explain(rare).searched) < 1300


def test_a_candidates_line_names_what_its_factors_come_from(library):
    shown = Console(file=io.StringIO(), width=400)

    show_explanation(shown, library.explain("云栎市的租房补贴", region="银川市"))

    first = next(line for line in shown.file.getvalue().split("\n") if line.startswith(("可引用", "不引用")))
    assert "，地区云栎市 ×0." in first

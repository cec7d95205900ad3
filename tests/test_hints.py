import pytest

from bot.search.hints import Hints
from bot.search.question import EXPANDED, ask
from bot.search.thesaurus import Thesaurus

THESAURUS = Thesaurus.read(
    """老人走了 / 丈人没了 / 奔丧 / 送(老人|老丈人)…最后 => 丧假
水淹了屋 / 屋里着火 / 遭了灾 => 临时救助
两口子吵架 / 心里堵得慌 => 心理咨询
"""
)


def everything(term: str) -> bool:
    """A corpus that holds each term."""
    return True


@pytest.fixture
def hinted():
    hints = Hints(THESAURUS, everything)
    return lambda question: hints.hinted(hints.beside(ask(question, thesaurus=THESAURUS)))


def test_what_is_only_worded_like_an_entry_leads_where_it_leads(hinted):
    asked = hinted("老丈人走了，得回去送送")

    assert asked.hints[0] == "丧假"
    assert asked.expanded["丧假"] > asked.expanded.get("心理", 0.0)


def test_it_weighs_less_than_what_a_phrase_of_the_question_leads_to(hinted):
    assert hinted("老丈人走了").expanded["丧假"] < hinted("回去奔丧").expanded["丧假"]


def test_what_a_phrase_of_the_thesaurus_leads_to_stays(hinted):
    asked = hinted("屋里着火了，两口子还吵架")

    assert asked.expanded["临时"] == EXPANDED
    assert {"临时救助", "心理咨询"} <= set(asked.hints)


def test_where_no_entry_is_like_it_a_question_stays_as_it_was(hinted):
    asked = hinted("GDP是什么")

    assert (asked.hints, asked.expanded) == ((), {})


def test_an_empty_thesaurus_hints_at_nothing():
    asked = ask("老丈人走了", thesaurus=Thesaurus())

    assert Hints(Thesaurus(), everything).beside(asked) is asked
    assert Hints(Thesaurus(), everything).hinted(asked) is asked


def test_a_question_that_shares_next_to_nothing_with_any_entry_is_left_as_it_is(hinted):
    question = "元素周期表里第十五个元素的原子量走到小数点后有几位"

    assert hinted(question).hints == ()
    assert hinted(question).expanded == {}


def test_the_entries_that_are_worded_like_it_stand_beside_a_question_and_lead_to_no_term_of_it():
    asked = ask("老丈人走了，得回去送送", thesaurus=THESAURUS)

    beside = Hints(THESAURUS, everything).beside(asked)

    assert (beside.alike[0].official, beside.alike[0].likeness) == (("丧假",), 1.0)
    assert beside.terms == asked.terms


def test_an_entry_that_leads_to_what_no_passage_says_is_not_looked_at():
    asked = ask("老丈人走了，屋里乱", thesaurus=THESAURUS)

    alike = Hints(THESAURUS, "临时救助，也管心理".__contains__).beside(asked).alike

    assert [entry.official for entry in alike] == [("临时救助",)]
    assert alike[0].likeness == 1.0


def test_of_what_an_entry_leads_to_one_word_that_passages_say_is_enough():
    thesaurus = Thesaurus.read("老人走了 => 丧假 / 殡葬假期")
    asked = ask("老丈人走了", thesaurus=thesaurus)

    assert Hints(thesaurus, "丧假".__contains__).beside(asked).alike
    assert not Hints(thesaurus, "殡葬的假".__contains__).beside(asked).alike

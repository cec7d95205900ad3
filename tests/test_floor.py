import dataclasses
import math

import pytest

from bot.search.floor import GATHERED, MOST, Floor, Signals, gathered

MANY = 10**9


def test_a_passage_that_says_all_is_above_any_floor():
    assert Floor.calibrate([1.0] * 50).holds(Signals(telling=1.0, covered=1.0, share=1.0, topic=1.0, gathered=0.5))


def test_what_is_only_guessed_at_is_below_any_floor_and_may_be_worth_a_look():
    guessed = Signals(telling=1.0, covered=1.0, share=1.0, topic=1.0, gathered=0.5, hinted=True, guessed=True)

    assert not Floor().holds(guessed)
    assert Floor().nears(guessed)


def test_a_question_without_hits_is_below_any_floor():
    assert not Floor.calibrate([0.0] * 50).holds(Signals())


def test_the_floor_is_higher_where_related_articles_answer_in_part():
    assert Floor.calibrate([0.1, 0.5, 0.6]).least > Floor.calibrate([0.1, 0.2, 0.6]).least


def test_a_corpus_that_could_not_be_asked_keeps_the_usual_floor():
    assert Floor.calibrate([]) == Floor()


def test_what_stands_in_one_article_is_gathered_and_what_stands_in_many_is_not():
    assert gathered([("a", 1.0), ("a", 0.5), ("a", 0.5)], articles=MANY) == pytest.approx(1.0)
    assert gathered([("a", 1.0), ("b", 1.0), ("c", 1.0)], articles=MANY) == pytest.approx(0.0, abs=1e-6)


def test_a_few_articles_can_scatter_no_more_than_among_themselves():
    firsts = [("a", 1.0), ("b", 1.0), ("a", 1.0), ("b", 1.0)]

    assert gathered(firsts, articles=3) < gathered(firsts, articles=9) < gathered(firsts, articles=MANY)


def test_of_a_few_articles_gathering_tells_little_and_of_one_it_is_as_of_right_answers():
    scattered = [("a", 1.0), ("b", 1.0)]

    assert gathered([("a", 1.0), ("a", 1.0)], articles=1) == GATHERED
    assert 0 < gathered(scattered, articles=2) < GATHERED < gathered([("a", 1.0), ("a", 1.0)], articles=2) < 1


def test_one_passage_says_nothing_of_gathering():
    assert gathered([("a", 1.0)], articles=MANY) == pytest.approx(0.0, abs=1e-6)


def test_each_signal_adds_its_evidence_and_all_together_are_the_strength():
    speaks_for = {"telling", "covered", "share", "topic", "margin", "apart", "joined", "gathered", "spoken", "named"}
    speaks_against = {"astray", "led", "elsewhere", "silent"}
    signals = Signals(**dict.fromkeys((*speaks_for, *speaks_against), 0.3))
    logit = math.log(signals.strength / (1 - signals.strength))

    assert logit == pytest.approx(sum(signals.evidence.values()))
    assert {name for name, said in signals.evidence.items() if said > 0} == speaks_for
    assert {name for name, said in signals.evidence.items() if said < 0} == {*speaks_against, "before"}


def test_a_word_that_an_article_is_about_tells_more_than_one_that_it_mentions():
    assert Signals(telling=0.6, topic=0.9).strength > Signals(telling=0.6, topic=0.2).strength


def test_a_signal_beyond_the_most_adds_nothing():
    assert Signals(margin=MOST).strength == Signals(margin=9.0).strength


def test_what_comes_near_the_floor_may_be_offered_and_what_shares_a_word_may_not():
    floor, near, far = Floor(0.5), Signals(telling=0.8, covered=0.8, gathered=0.8), Signals(telling=0.1, gathered=0.1)

    assert (floor.holds(near), floor.nears(near)) == (False, True)
    assert floor.nears(far) is False


def test_likeness_raises_and_unlikeness_lowers():
    assert Signals(likeness=-1.0).strength < Signals().strength < Signals(likeness=1.0).strength


def test_a_high_score_for_words_that_tell_nothing_is_below_the_floor():
    assert not Floor().holds(Signals(margin=1.5, apart=1.5))


def test_another_matter_takes_an_answer_below_the_floor_that_else_is_above_it():
    signals = Signals(telling=0.6, covered=0.7, share=0.6, topic=0.7, margin=0.4, gathered=0.3)

    assert Floor().holds(signals)
    assert not Floor().holds(dataclasses.replace(signals, astray=0.6))


def test_a_word_that_stands_in_other_articles_takes_an_answer_below_the_floor_that_else_is_above_it():
    signals = Signals(telling=0.6, covered=0.8, share=0.6, topic=0.75, margin=0.3, gathered=0.3)

    assert Floor().holds(signals)
    assert not Floor().holds(dataclasses.replace(signals, elsewhere=0.7))

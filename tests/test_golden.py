from bot.evaluation import Expected
from bot.golden import MOST_FAILING, Move, Trial, tried
from tests.test_tg_desk import TEXTS, library_of

RENT, AID = Expected("公租房怎么申请", (("轮候配租",),)), Expected("医疗互助金最高多少", (("三万元",),))


def test_a_question_that_lost_its_answer_fails_and_its_source_has_moved():
    trial = tried((RENT, AID), old=library_of(*TEXTS), new=library_of(*TEXTS[1:]))

    assert trial.asked == 2
    assert trial.failing == (RENT.question,)
    assert Move(RENT.question, "1.md", "") in trial.moved


def test_the_same_library_moves_nothing_and_a_question_that_must_not_be_answered_may_fail_too():
    library = library_of(*TEXTS)

    assert tried((RENT, Expected("火星移民", None)), old=library, new=library) == Trial(2)
    assert tried((Expected("公租房怎么申请", None),), old=library, new=library).failing == ("公租房怎么申请",)


def test_only_more_than_a_few_failures_are_bad():
    assert not Trial(9, ("问",) * MOST_FAILING).is_bad
    assert Trial(9, ("问",) * (MOST_FAILING + 1)).is_bad

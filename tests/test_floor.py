from bot.search.floor import Floor, Signals


def test_a_passage_that_says_all_is_above_any_floor():
    assert Floor.calibrate([1.0] * 50).holds(Signals(nearness=1.0, telling=1.0, share=1.0, margin=0.5))


def test_a_question_without_hits_is_below_any_floor():
    assert not Floor.calibrate([0.0] * 50).holds(Signals())


def test_the_floor_is_higher_where_related_articles_answer_in_part():
    assert Floor.calibrate([0.1, 0.5, 0.6]).least > Floor.calibrate([0.1, 0.2, 0.6]).least


def test_a_corpus_that_could_not_be_asked_keeps_the_usual_floor():
    assert Floor.calibrate([]) == Floor()

import numpy as np
import pytest

from bot.search.likeness import BELOW, FURTHEST, NEAREST, Likeness

ARTICLES = np.array([0, 0, 1, 2])


def measured(*cosines):
    """From one clause of the first passage that has these cosines with the four passages."""
    rows = np.array([[cosine] for cosine in cosines], dtype=np.float16)
    return Likeness.measure(rows, ARTICLES, {0: np.array([1.0], dtype=np.float32)})


def test_the_usual_is_measured_on_other_articles_than_the_clauses_own():
    likeness = measured(1.0, 0.9, 0.5, 0.25)

    assert likeness.of(np.array([0.5])) == pytest.approx(BELOW)
    assert likeness == measured(0.0, 0.0, 0.5, 0.25)


def test_a_model_whose_cosines_are_closer_together_says_the_same():
    wide, narrow = measured(1.0, 1.0, 0.5, 0.0), measured(1.0, 1.0, 0.875, 0.75)

    assert wide.of(np.array([0.75])) == pytest.approx(narrow.of(np.array([0.9375])))


def test_the_likest_passage_counts_and_likeness_outweighs_no_words():
    likeness = measured(1.0, 1.0, 0.5, 0.25)

    assert likeness.of(np.array([0.3, 0.5, 0.1])) == likeness.of(np.array([0.5]))
    assert (likeness.of(np.array([9.0])), likeness.of(np.array([-9.0]))) == (NEAREST, -FURTHEST)


def test_where_nothing_can_be_compared_likeness_says_nothing():
    alone = Likeness.measure(np.ones((1, 1), np.float16), np.array([0]), {0: np.ones(1, np.float32)})

    assert (alone.of(np.array([0.9])), Likeness().of(np.array([0.9]))) == (0.0, 0.0)
    assert measured(1.0, 1.0, 0.5, 0.25).of(np.array([])) == 0.0

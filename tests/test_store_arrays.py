"""An index goes into arrays and comes out of them the same."""

import numpy as np
from make import make_article

from bot.library import Library
from bot.reading.corpus import Reading
from bot.search.index import Index

QUESTIONS = ("租房补贴多少钱", "电工班什么时候上课", "医疗互助怎么报销", "驿站几点开门", "怎么办信用卡", "")


def test_an_index_of_arrays_answers_as_the_one_that_was_built(library):
    built = library.index

    again = Index.of(built.passages, built.thesaurus, built.arrays())

    assert again.floor == built.floor
    for question in QUESTIONS:
        assert again.search(question) == built.search(question)
        for hit in built.search(question):
            assert again.quote(question, hit.passage) == built.quote(question, hit.passage)


def test_an_index_works_on_arrays_that_cannot_be_written(library):
    arrays = {name: array.copy() for name, array in library.index.arrays().items()}
    for array in arrays.values():
        array.setflags(write=False)

    again = Index.of(library.passages, library.index.thesaurus, arrays)

    assert again.search(QUESTIONS[0]) == library.index.search(QUESTIONS[0])


def test_all_arrays_are_plain_numbers(library):
    assert {array.dtype.kind for array in library.index.arrays().values()} <= set("iuf")


def test_an_empty_index_goes_into_arrays_and_back():
    empty = Library.build(Reading(0, (), ())).index

    again = Index.of((), empty.thesaurus, {name: np.asarray(array) for name, array in empty.arrays().items()})

    assert again.search("租房") == ()


def test_one_term_and_one_passage_go_into_arrays_and_back():
    one = Library.build(Reading(1, (make_article("租"),), ())).index

    again = Index.of(one.passages, one.thesaurus, one.arrays())

    assert again.search("租") == one.search("租")

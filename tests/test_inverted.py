from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import known
from bot.search import inverted as module
from bot.search.counts import count
from bot.search.inverted import Inverted

TEXTS = st.lists(st.tuples(st.text("abcdef", max_size=6), st.text("abxyz", max_size=4)), max_size=10)


def inverted(pairs, **chosen):
    """Two fields of each text, its letters their terms."""
    vocabulary = {letter: number for number, letter in enumerate(sorted(set("".join(map("".join, pairs)))))}
    found = [[count(field, vocabulary)] for field in zip(*pairs, strict=True)]
    return Inverted.of(found or [[count((), {})] for _ in range(2)], vocabulary, **chosen)


def plain(index):
    found = {}
    for number, term in enumerate(index.terms):
        here = slice(index.starts[number], index.starts[number + 1])
        columns = (index.texts[here].tolist(), *(counts[here].tolist() for counts in index.counts))
        found[term] = list(zip(*columns, strict=True))
    return found


def expected(pairs):
    terms = sorted(set("".join(map("".join, pairs))))
    counted = [(Counter(body), Counter(above)) for body, above in pairs]
    return {
        term: [(n, body[term], above[term]) for n, (body, above) in enumerate(counted) if body[term] or above[term]]
        for term in terms
    }


@given(TEXTS, st.sampled_from((1, 3, 1 << 20)))
def test_each_term_knows_its_texts_however_many_are_sorted_at_once(pairs, at_once):
    assert plain(inverted(pairs, at_once=at_once)) == expected(pairs)


@given(TEXTS, TEXTS, st.data(), st.sampled_from((1, 4, 1 << 16)))
def test_with_texts_gone_and_others_come_it_is_that_of_those_that_stand(pairs, others, data, at_once):
    goes = [data.draw(st.booleans()) for _ in pairs]
    order = data.draw(st.permutations([False] * (len(pairs) - sum(goes)) + [True] * len(others)))
    is_new = np.asarray(order, np.bool_)
    to, stays, come = np.full(len(pairs), -1, np.int32), np.flatnonzero(~is_new), np.flatnonzero(is_new)
    to[[n for n, gone in enumerate(goes) if not gone]] = stays
    whole = [None] * len(order)
    for place, pair in zip(stays.tolist(), (p for p, gone in zip(pairs, goes, strict=True) if not gone), strict=True):
        whole[place] = pair
    for place, pair in zip(come.tolist(), others, strict=True):
        whole[place] = pair

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "_AT_ONCE", at_once)
        found = inverted(pairs).after(to, inverted(others, numbers=come.astype(np.int32)).standing())

    assert plain(found) == expected(whole)


@given(TEXTS, st.data(), st.sampled_from((1, 4, 1 << 20)))
def test_parts_are_counted_as_the_whole_that_they_make(pairs, data, at_once):
    ascending = np.cumsum([data.draw(st.integers(0, 1)) for _ in pairs]).tolist()
    of = np.asarray(data.draw(st.one_of(st.just(ascending), st.permutations(ascending))), np.int32)
    wholes = {}
    for number, (body, _) in zip(of.tolist(), pairs, strict=True):
        wholes[number] = wholes.get(number, "") + body
    given_up, module.AT_ONCE = module.AT_ONCE, at_once
    try:
        found = inverted(pairs).grouped(of)
    finally:
        module.AT_ONCE = given_up

    assert {term: rows for term, rows in plain(found).items() if rows} == {
        term: [(n, Counter(text)[term]) for n, text in sorted(wholes.items()) if term in text]
        for term in sorted(set("".join(wholes.values())))
    }


@given(TEXTS)
def test_fields_that_were_counted_apart_lie_together(pairs):
    bodies, headings = ([(pair[field], "") for pair in pairs] for field in (0, 1))
    one, other = (
        Inverted(part.terms, part.starts, part.texts, part.counts[:1]) for part in map(inverted, (bodies, headings))
    )

    assert plain(one.in_field(0, of=2).merged(other.in_field(1, of=2))) == expected(pairs)


@given(TEXTS)
def test_what_lies_in_arrays_is_the_same_again(pairs):
    assert plain(Inverted.from_arrays(inverted(pairs).arrays())) == expected(pairs)

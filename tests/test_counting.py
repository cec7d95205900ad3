import os
import signal
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.children import ChildError
from bot.search import analysis, counting
from bot.search.counting import Ahead, count_texts
from bot.search.counts import Counts, count, count_batch, lengths_of
from bot.search.cutter import CAN_FORK, Cutter, cutters
from bot.search.inverted import Inverted

TEXTS = ("困难职工申请公租房，补贴3000元。", "", "工会会员大病救助", "困难职工" * 3, "Covid-19 義診")


def plain(counts, vocabulary):
    """Text → term → how often, out of the three arrays."""
    terms = list(vocabulary)
    found = {}
    for term, text, often in zip(counts.terms.tolist(), counts.texts.tolist(), counts.counts.tolist(), strict=True):
        found.setdefault(text, {})[terms[term]] = often
    return found


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=12), max_size=12))
def test_each_term_is_counted_in_each_text(corpus):
    vocabulary = {}

    counts = count(corpus, vocabulary)

    assert plain(counts, vocabulary) == {n: dict(Counter(words)) for n, words in enumerate(corpus) if words}
    assert list(vocabulary) == list(dict.fromkeys(word for words in corpus for word in words))


@given(st.lists(st.integers(0, 4), max_size=8))
def test_texts_are_taken_in_any_order_and_more_than_once(numbers):
    corpus = [["a", "b", "a"], [], ["c"], ["b"], ["a", "c"]]
    vocabulary = {}
    counts = count(corpus, vocabulary)

    taken = counts.of(np.asarray(numbers, dtype=np.int32))

    expected = {place: dict(Counter(corpus[n])) for place, n in enumerate(numbers) if corpus[n]}
    assert plain(taken, vocabulary) == expected


@pytest.mark.parametrize("texts", [(), TEXTS, TEXTS * 3])
def test_children_count_as_this_process_does(texts, monkeypatch):
    here, there, expected = {}, {}, {}
    monkeypatch.setattr(counting, "BATCH", 20)
    alone = count_texts(texts, here)
    monkeypatch.setattr(counting, "MANY", 0)
    shared = count_texts(texts, there)

    assert list(here) == list(there)
    assert plain(alone, here) == plain(shared, there)
    assert plain(alone, here) == plain(count(map(analysis.terms, texts), expected), expected)


MIXED = st.text(st.sampled_from("公租房补贴困难职工𠮷〇3,.-%aWi臺\n。 "), max_size=40)


@given(st.lists(MIXED, max_size=8))
def test_a_batch_is_counted_as_its_terms_are(texts):
    expected = {}

    terms, counts = count_batch(texts)

    assert plain(counts, terms) == plain(count(map(analysis.terms, texts), expected), expected)
    assert sorted(terms) == sorted(expected)
    assert counts.texts.tolist() == sorted(counts.texts.tolist())


def test_progress_says_how_many_texts_are_cut():
    heard = []

    count_texts(TEXTS, {}, progress=lambda done, total: heard.append((done, total)))

    assert heard[-1] == (len(TEXTS), len(TEXTS))


def test_nothing_joined_is_empty():
    assert len(Counts.joined([]).terms) == 0


def test_a_child_that_is_gone_is_plain():
    with Cutter() as cutter:
        cutter._process.kill()
        cutter._process.wait()

        with pytest.raises(ChildError, match="cutting 1 texts"):
            cutter.cut(["工会"])


def test_all_that_cut_side_by_side_count_alike():
    expected = count_batch(TEXTS)

    with cutters(3) as side_by_side:
        found = [cutter.cut(TEXTS) for cutter in (*side_by_side, *reversed(side_by_side))]

    assert {terms for terms, _ in found} == {expected[0]}
    assert all(plain(Counts(*columns), terms) == plain(expected[1], terms) for terms, columns in found)


@pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")
def test_of_those_that_cut_side_by_side_one_that_is_killed_takes_no_other_with_it_and_none_is_left():
    with cutters(3) as (first, one, other):
        assert len({cutter.cut(TEXTS)[0] for cutter in (first, one, other)}) == 1
        path = Path(f"/proc/{first._process.pid}/task/{first._process.pid}/children")
        killed, left = map(int, path.read_text().split())
        os.kill(killed, signal.SIGKILL)

        with pytest.raises(ChildError):
            one.cut(TEXTS)
        assert other.cut(TEXTS)[0] == first.cut(TEXTS)[0]
    assert not any(Path(f"/proc/{pid}").exists() for pid in (killed, left, first._process.pid))


def test_what_was_cut_ahead_counts_as_what_is_cut_when_it_is_wanted(monkeypatch):
    lists = ((*TEXTS[1::-1], TEXTS[2], TEXTS[0]), TEXTS[1:])
    here, vocabulary = Ahead().counts_of(*lists)
    with monkeypatch.context() as patch:
        patch.setattr(counting, "LARGE", 0)
        parts, known = Ahead((*TEXTS, "还有别的词")).counts_of(*lists)

    assert known.keys() == vocabulary.keys()
    assert [plain(Counts.joined(part), known) for part in parts] == [
        plain(Counts.joined(part), vocabulary) for part in here
    ]
    expected = [count(map(analysis.terms, texts), vocabulary) for texts in lists]
    assert [plain(Counts.joined(part), vocabulary) for part in Ahead().counts_of(*lists)[0]] == [
        plain(part, vocabulary) for part in expected
    ]


def test_what_was_cut_ahead_goes_as_it_is_used_up(monkeypatch):
    monkeypatch.setattr(counting, "LARGE", 0)
    ahead = Ahead(TEXTS)
    (found,), vocabulary = ahead.counts_of(TEXTS)
    assert ahead._cut.result()

    Inverted.of([found], vocabulary)

    assert not ahead._cut.result()


def test_lengths_are_told_over_all_parts():
    parts = [count([["甲", "乙", "甲"], [], ["乙"]], {}), count([[], [], [], [], ["丙", "丙"]], {})]
    assert lengths_of(parts, 6).tolist() == [3, 0, 1, 0, 2, 0]
    assert lengths_of([count([], {})], 2).tolist() == [0, 0]

import math
import random
from collections import Counter, defaultdict

import numpy as np
import pytest
import rank_bm25
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import best, bm25
from bot.search.best import SMALL
from bot.search.bm25 import BM25
from bot.search.inverted import Inverted

CORPUS = [text.split() for text in ("工会 发放 补贴", "公租房 申请", "工会 公租房 公租房 补贴", "阅读 活动", "义诊")]

corpora = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=12), max_size=12)
questions = st.lists(st.sampled_from("abcdefgz"), max_size=8)


def plain(corpus, question, k1, b):
    """The formula as the textbook has it, one passage after another."""
    lengths = [len(words) for words in corpus]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    holders = Counter(term for words in corpus for term in set(words))
    scores = []
    for words in corpus:
        counts = Counter(words)
        score = 0.0
        for term in question:
            if counts[term]:
                idf = math.log(1 + (len(corpus) - holders[term] + 0.5) / (holders[term] + 0.5))
                bound = k1 * (1 - b + b * len(words) / mean)
                score += idf * counts[term] * (k1 + 1) / (counts[term] + bound)
        scores.append(score)
    return scores


def many(seed):
    """More passages than are scored one and all, their words as unevenly common as those of a language."""
    chance = random.Random(seed)
    words = [chr(0x4E00 + n) for n in range(400)]
    weights = [1 / (n + 1) for n in range(400)]
    return [chance.choices(words, weights, k=chance.randint(1, 12)) for _ in range(SMALL + 100)], words


def test_it_is_a_bm25_of_rank_bm25():
    assert issubclass(BM25, rank_bm25.BM25)


@given(corpora, questions, st.floats(0.1, 3), st.floats(0, 1))
def test_scores_are_those_of_the_plain_formula(corpus, question, k1, b):
    index = BM25(corpus, k1=k1, b=b)

    assert index.get_scores(question) == pytest.approx(plain(corpus, question, k1, b), abs=1e-6, rel=1e-6)


@given(corpora, st.lists(corpora, max_size=1), st.integers(1, 9))
def test_postings_weighed_a_few_at_a_time_are_the_same_to_the_bit(corpus, titles, at_once):
    fields = [(0.5, [*title, *corpus][: len(corpus)]) for title in titles]
    whole = BM25(corpus, fields=fields).arrays()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bm25, "_AT_ONCE", at_once)
        few_at_a_time = BM25(corpus, fields=fields).arrays()

    assert {name: few_at_a_time[name].tobytes() for name in whole} == {
        name: array.tobytes() for name, array in whole.items()
    }


@given(corpora, questions, st.integers(1, 9))
def test_postings_added_a_few_at_a_time_give_the_same_scores_to_the_bit(corpus, question, at_once):
    index, terms = BM25(corpus), {term: count * 0.3 for term, count in Counter(question).items()}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(best, "_AT_ONCE", at_once)
        few_at_a_time = index.weigh(terms)

    assert few_at_a_time.tobytes() == index.weigh(terms).tobytes()


@given(corpora, questions, st.integers(0, 12))
def test_the_best_are_those_of_a_full_sort_with_ties_in_corpus_order(corpus, question, limit):
    index = BM25(corpus)
    scores = index.get_scores(question)

    expected = [n for n in sorted(range(len(scores)), key=lambda n: (-scores[n], n)) if scores[n] > 0][:limit]

    assert [number for number, _ in index.top(Counter(question), limit)] == expected


@settings(max_examples=4)
@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 60))
def test_the_best_of_many_passages_are_those_of_the_plain_formula(seed, length, limit):
    corpus, words = many(seed)
    question = random.Random(-seed).sample(words, length)

    found = BM25(corpus).top(dict.fromkeys(question, 1.0), limit)

    expected = plain(corpus, question, 1.2, 0.75)
    order = [n for n in sorted(range(len(corpus)), key=lambda n: (-expected[n], n)) if expected[n] > 0][:limit]
    assert [score for _, score in found] == pytest.approx([expected[n] for n in order], rel=1e-6)
    assert [score for _, score in found] == pytest.approx([expected[n] for n, _ in found], rel=1e-6)
    alike = defaultdict(list)
    for n, _ in found:
        alike[tuple(sorted(corpus[n]))].append(n)
    assert all(numbers == sorted(numbers) for numbers in alike.values())


@settings(max_examples=4)
@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 60), st.sampled_from([0.0, 1.0, 10.0]))
def test_common_terms_left_unread_change_no_bit_of_the_best(seed, length, limit, most):
    corpus, words = many(seed)
    chance = random.Random(-seed)
    question = {word: chance.choice((1.0, 0.5, 0.07)) for word in chance.sample(words, length)}
    bonus = np.asarray([chance.uniform(-most, most) for _ in corpus])
    index = BM25(corpus)

    scores = index.weigh(question)

    whole = np.where(scores > 0, scores + bonus, -np.inf)
    order = [n for n in np.argsort(-whole, kind="stable")[:limit].tolist() if scores[n] > 0]
    assert index.top(question, limit, bonus=bonus) == [(n, whole[n]) for n in order]


def test_an_empty_corpus_answers_with_nothing():
    index = BM25([])

    assert (list(index.get_scores(["工会"])), index.get_top_n(["工会"], [])) == ([], [])


def test_passages_that_match_nothing_are_not_among_the_best():
    assert BM25(CORPUS).get_top_n(["公租房"], ["甲", "乙", "丙", "丁", "戊"], n=5) == ["丙", "乙"]


def test_a_word_in_most_passages_still_counts_for_and_not_against():
    corpus = [["工会", "补贴"], ["工会"], ["工会"], ["工会"], ["阅读"]]

    assert min(BM25(corpus).get_scores(["工会"])[:4]) > 0


def test_a_tokenizer_cuts_the_corpus():
    index = BM25(["工会 补贴", "阅读"], str.split)

    assert index.get_top_n(["补贴"], ["甲", "乙"]) == ["甲"]


def test_scores_of_some_passages_are_those_of_all():
    index = BM25(CORPUS)

    assert index.get_batch_scores(["工会"], [2, 0]) == list(index.get_scores(["工会"])[[2, 0]])


def test_a_list_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 texts given, 5 indexed"):
        BM25(CORPUS).get_top_n(["工会"], ["甲", "乙"])


def test_a_title_lifts_its_passage():
    titles = [[], [], [], ["义诊"], []]
    plainly, titled = BM25(CORPUS), BM25(CORPUS, fields=[(0.4, titles)])

    assert (plainly.get_scores(["义诊"])[3], titled.get_scores(["义诊"])[3] > 0) == (0, True)


def test_the_idf_of_every_term_can_be_read():
    index = BM25(CORPUS)

    assert set(index.idf) == {word for words in CORPUS for word in words}
    assert index.idf["义诊"] == pytest.approx(math.log(1 + 4.5 / 1.5))


def test_weights_scale_a_terms_part_of_the_score():
    index = BM25(CORPUS)

    assert np.allclose(index.weigh({"义诊": 0.5}), 0.5 * index.get_scores(["义诊"]))


def test_counts_of_other_terms_than_the_vocabulary_are_refused():
    counted = BM25([["公租房", "补贴"]])
    inverted = Inverted(["公租房"], np.asarray([0, 1]), np.asarray([0], np.int32), (np.asarray([1], np.uint8),))

    with pytest.raises(ValueError, match="counts of 1 terms for a vocabulary of 2"):
        BM25.counted(inverted, counted.vocabulary, (np.asarray([2.0]),), k1=0.6, b=0.7)

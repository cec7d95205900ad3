from functools import cache
from importlib import resources

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import vocabulary
from bot.lexicon import MANY, Lexicon
from bot.vocabulary import Vocabulary, arrays_of

words = st.text(st.characters(exclude_characters="\n"))


@given(st.lists(words, unique=True), words)
def test_words_have_the_numbers_of_their_order_and_others_have_none(known, other):
    found = Vocabulary(arrays_of(known))

    assert {word: found.get(word) for word in (*known, other)} == {
        word: known.index(word) if word in known else None for word in (*known, other)
    }
    assert (len(found), other in found) == (len(known), other in known)


def test_words_are_named_in_the_order_of_their_numbers():
    assert list(Vocabulary(arrays_of(["补贴", "租房", "a", "公租房"]))) == ["补贴", "租房", "a", "公租房"]


def test_a_word_that_is_none_of_them_is_a_key_error():
    with pytest.raises(KeyError, match="租房"):
        Vocabulary(arrays_of(["补贴"]))["租房"]


def test_a_lexicon_that_only_looks_words_up_cuts_as_the_one_that_is_loaded():
    text = "困难职工申请公租房，到职工服务中心交材料，骑手也可以；The end of 2026年。"

    light = Lexicon()
    light.initialize()

    assert list(light.words(text)) == list(loaded().words(text))
    assert (light.total, light.likelihood(text)) == (loaded().total, loaded().likelihood(text))


@given(st.text("困难职工申请公租房可以的在一不了骑手小明a1，。龘", max_size=60))
def test_a_loaded_lexicon_cuts_as_jieba_does(text):
    plain = jieba.Tokenizer()
    plain.FREQ, plain.total, plain.initialized = loaded().FREQ, loaded().total, True

    assert list(loaded().cut(text)) == list(plain.cut(text))
    assert list(loaded().cut(text, HMM=False)) == list(plain.cut(text, HMM=False))


def test_a_loaded_lexicon_holds_what_jieba_reads_and_the_union_s_words():
    read, total = jieba.Tokenizer().gen_pfdict(jieba.Tokenizer().get_dict_file())
    of_the_union = {word for word, count in loaded().FREQ.items() if read.get(word) != count}

    assert loaded().total == total
    assert read.keys() <= loaded().FREQ.keys()
    assert all(_stands_in_a_union_term(word) for word in of_the_union)


def _stands_in_a_union_term(word):
    return any(term.startswith(word) for term in union_terms())


@cache
def union_terms():
    text = resources.files("bot").joinpath("union_terms.txt").read_text(encoding="utf-8")
    return tuple(term for line in text.splitlines() for term in line.partition("#")[0].split())


@cache
def loaded():
    known = Lexicon()
    known.load(characters=MANY)
    return known


def test_what_is_remembered_does_not_pile_up(monkeypatch):
    monkeypatch.setattr(vocabulary, "_REMEMBERED", 2)
    asked = []
    lengths = vocabulary.Remembered(lambda word: asked.append(word) or len(word))

    assert [lengths[word] for word in ("补贴", "补贴", "租房子", "公租房", "补贴")] == [2, 2, 3, 3, 2]
    assert (asked, len(lengths)) == (["补贴", "租房子", "公租房", "补贴"], 2)

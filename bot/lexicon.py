"""Chinese text → words, by jieba's dictionary with the union's own words added; the only import of jieba."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache, partial
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.vocabulary import Remembered, Vocabulary, arrays_of

_ABSENT = sys.modules.get("pkg_resources")
if _ABSENT is None:  # where setuptools is, jieba opens its dictionary by it; to import that takes a tenth of a second
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
try:
    import jieba
finally:
    if _ABSENT is None:
        del sys.modules["pkg_resources"]

_PIECE = 256
"""Characters. jieba's time grows with the square of a run: one character 100,000 times takes 52 s, in pieces 1.5 s."""

_ONLY_HAN = re.compile("[\u4e00-\u9fd5]+")
"""What jieba takes for Chinese."""

_UNION_FREQUENCY = 200
"""As common as a rather rare word of jieba's own (租房 has 113, 信用卡 329): enough to win, and they do tell a topic."""

MANY = 50_000  # characters to be cut from which on it is worth a second to have the dictionary in memory

_REACH = 6
"""Characters on each side of a cut that are looked at; few words are longer."""

_GIVEN = 12
"""Persons of the dictionary who share a character behind their surname, at least."""

SURNAMES = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许邓冯韩曹彭萧蔡潘田董袁杜苏魏吕丁沈姚卢傅钟姜崔谭廖范汪陆贾韦邹熊孟秦邱侯尹薛闫黎陶贺郝顾龚邵覃戴汤马黄高"
)
"""The seventy that most people have."""

_NAME_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nt"})
_FUNCTION_TAGS = frozenset({"d", "df", "p", "c", "f", "q", "u", "ud", "ug", "uj", "ul", "uv", "uz"})


class Lexicon(jieba.Tokenizer):  # type: ignore[misc]
    """A tokenizer of our own, loaded when first asked and kept out of the shared temporary folder."""

    initialized: bool
    _log: Callable[[str], float | None]
    """The logarithm of a word's probability; above zero for what only begins a word, None for what begins none."""
    _is_loaded = False

    def initialize(self, dictionary: str | None = None) -> None:  # noqa: ARG002 (jieba calls it with none)
        if self.initialized:
            return
        with self.lock:
            if self.initialized:
                return
            self._read()

    def load(self, *, characters: int = MANY) -> None:
        """Has the whole dictionary in this process' memory, not only mapped: a lookup then takes a tenth of the time.

        Where it is mapped and few characters are to be cut, it stays so: to read it takes a second.
        """
        with self.lock:
            if not self._is_loaded and (characters >= MANY or not self.initialized):
                self._read()

    def lighten(self) -> None:
        """Has no more of it in this process' memory than its `arrays`, a tenth, as where they are mapped."""
        arrays = self.arrays
        with self.lock:
            if self._is_loaded:
                self._look_up_in(arrays)

    def take(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Takes up what `arrays` gave, which may lie in a file; what is loaded already stays."""
        with self.lock:
            if not self.initialized:
                self.arrays = dict(arrays)
                self._look_up_in(arrays)

    def _look_up_in(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        frequencies, self.total = Vocabulary(arrays), int(arrays["total"][0])
        self.FREQ, self._log = frequencies, Remembered(partial(_log_of, frequencies, self.total)).__getitem__
        self.initialized, self._is_loaded = True, False

    @cached_property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """The dictionary with the union's words, by digests."""
        self.initialize()
        arrays = arrays_of(self.FREQ)
        frequencies = np.fromiter(self.FREQ.values(), np.int32, len(self.FREQ))
        return {
            "digests": arrays["digests"],
            "numbers": frequencies[arrays["numbers"]],
            "total": np.asarray([self.total]),
        }

    def _read(self) -> None:
        whole, self.total = self.gen_pfdict(self.get_dict_file())
        for word in _union_terms():
            for end in range(1, len(word)):
                whole.setdefault(word[:end], 0)
            whole[word] = max(whole.get(word, 0), _UNION_FREQUENCY)
        known = {count: math.log(count) - math.log(self.total) if count else 1.0 for count in set(whole.values())}
        self._log = {word: known[count] for word, count in whole.items()}.get
        self.FREQ, self.initialized, self._is_loaded = whole, True, True

    def get_DAG(self, sentence: str) -> Mapping[int, list[int]]:  # noqa: ARG002, N802 (jieba's name)
        """Nothing: `calc` looks for itself where words can stand."""
        self.initialize()
        return {}

    def calc(self, sentence: str, DAG: Mapping[int, list[int]], route: dict[int, tuple[float, int]]) -> None:  # noqa: ARG002, N803
        """The likeliest cut from each character on, where jieba looks for it."""
        route.update(enumerate(zip(*self._likeliest(sentence), strict=True)))

    def _likeliest(self, run: str) -> tuple[list[float], list[int]]:
        """From each character on, how likely the likeliest cut is and where its first word's last character stands.

        Jieba's own two walks over the text in one.
        """
        look, size, unknown = self._log, len(run), -math.log(self.total)
        best, lasts, nothing = [0.0] * (size + 1), [0] * (size + 1), -math.inf
        for start in range(size - 1, -1, -1):
            last, top, end = start, nothing, start + 1
            value = look(run[start])
            while value is not None:
                if value <= 0.0 and (likely := value + best[end]) >= top:
                    last, top = end - 1, likely
                end += 1
                if end > size:
                    break
                value = look(run[start:end])
            best[start] = top if top != nothing else unknown + best[start + 1]
            lasts[start] = last
        return best, lasts

    def words(self, run: str) -> Iterator[str]:
        """The words of a run of text, in order; joined they are the run."""
        for start in range(0, len(run), _PIECE):
            yield from self.cut(run[start : start + _PIECE])

    def words_of_run(self, run: str) -> list[str]:
        """The same of a run without punctuation, in a list: jieba need not look for Latin letters in it."""
        if not _ONLY_HAN.fullmatch(run):
            return list(self.words(run))
        self.initialize()
        words: list[str] = []
        for first in range(0, len(run), _PIECE):
            piece = run[first : first + _PIECE]
            _, lasts = self._likeliest(piece)
            start = done = 0
            while start < len(piece):
                end = lasts[start] + 1
                if end - start > 1:
                    words += self._of_singles(piece[done:start])
                    words.append(piece[start:end])
                    done = end
                start = end
            words += self._of_singles(piece[done:])
        return words

    def _of_singles(self, piece: str) -> Iterable[str]:
        """The words of characters none of which the dictionary joins: jieba's guess, but where it has them as a word."""
        if len(piece) < 2:
            return (piece,) if piece else ()
        return piece if self.FREQ.get(piece) else _guessed(piece)

    def crosses(self, left: str, right: str) -> bool:
        """True where a Chinese word stands across the border of the two texts: the cut went through its middle."""
        border = len(left[-_REACH:])
        at = 0
        for word in self.cut(left[-_REACH:] + right[:_REACH], HMM=False):
            if at < border < at + len(word):
                return bool("\u4e00" <= word[0] <= "\u9fff")
            at += len(word)
        return False

    def first_word(self, run: str) -> str:
        """The word that a run of text begins with; its last one is `last_word`."""
        return str(next(self.cut(run[:_REACH], HMM=False)))

    def last_word(self, run: str) -> str:
        *_, last = self.cut(run[-_REACH:], HMM=False)
        return str(last)

    def likelihood(self, run: str) -> float:
        """The logarithm of the probability of the likeliest cut of a run: the higher, the more it is made of words."""
        self.initialize()
        return self._likeliest(run)[0][0]

    def is_word(self, run: str) -> bool:
        """True for what stands in the dictionary."""
        self.initialize()
        return (self._log(run) or 1.0) <= 0.0

    def is_name(self, word: str) -> bool:
        """True for a place, a person or an institution that the dictionary knows, of two characters or more."""
        return word in _names()

    def is_function_word(self, word: str) -> bool:
        """True for an adverb, preposition, conjunction, particle, measure or place word: what goes with another."""
        return word in _function_words()

    def is_person(self, run: str) -> bool:
        """True for two or three characters that may well be somebody's name and are no word: 李铁牛, but not 高温."""
        is_name = 1 < len(run) < 4 and run[0] in SURNAMES and any(map(self.is_given_name, run[1:]))
        return is_name and not self.is_word(run)

    def is_given_name(self, char: str) -> bool:
        """True for a character that many persons of the dictionary have behind their surname."""
        return char in _given_names()


def _log_of(frequencies: Vocabulary, total: int, word: str) -> float | None:
    """The same as of a loaded dictionary where it is only mapped."""
    frequency = frequencies.look(word)
    if not frequency:
        return None if frequency is None else 1.0
    return math.log(frequency) - math.log(total)


@cache
def lexicon() -> Lexicon:
    """The process's one lexicon (some 100 MB and 0.7 s when first used; never changed after)."""
    return Lexicon()


@lru_cache(maxsize=1 << 15)
def _guessed(piece: str) -> tuple[str, ...]:
    """Jieba's guess at words that it does not know. In 20,000 paragraphs put together anew from the public sets 72 of 100 come again."""
    return tuple(jieba.finalseg.cut(piece))


@cache
def _names() -> frozenset[str]:
    return frozenset(word for word, tag in _tagged() if tag in _NAME_TAGS and len(word) > 1)


@cache
def _function_words() -> frozenset[str]:
    with jieba.Tokenizer().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return frozenset(word for word, _, tag in entries if tag in _FUNCTION_TAGS)


@cache
def _given_names() -> frozenset[str]:
    counts = Counter(char for word, tag in _tagged() if tag == "nr" and len(word) < 4 for char in set(word[1:]))
    return frozenset(char for char, count in counts.items() if count >= _GIVEN)


@cache
def _tagged() -> tuple[tuple[str, str], ...]:
    """What the dictionary knows as a name, with its kind."""
    with jieba.Tokenizer().get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return tuple((word, tag) for word, _, tag in entries if tag in _NAME_TAGS)


def _union_terms() -> Iterator[str]:
    text = resources.files(__package__).joinpath("union_terms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield from line.partition("#")[0].split()

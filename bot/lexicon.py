"""Chinese text → words, by jieba's dictionary with the union's own words added; the only import of jieba."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.compiled import keep, recalled
from bot.vocabulary import Remembered, Vocabulary, digests_of

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

MANY = 100_000
"""Characters to be cut from which on it is worth .3 s to have the dictionary in memory: while words are new, a lookup of
one that is not takes ten times as long."""

_COMPILED, _KINDS = "dictionary", "kinds"
"""What is compiled: the words, and which of them are names or go with another word."""

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
    FREQ: Mapping[str, int]
    _log: Callable[[str], float | None]
    """The logarithm of a word's probability; above zero for what only begins a word, None for what begins none."""
    _is_loaded = False

    def initialize(self, dictionary: str | None = None) -> None:  # noqa: ARG002 (jieba calls it with none)
        """Where the dictionary was compiled before, words are looked up in that, in a tenth of the memory and at ten times
        the time of `load`; else it is read, in a second, and compiled for the next process.
        """
        if self.initialized:
            return
        with self.lock:
            if self.initialized:
                return
            sources = _sources()
            found = recalled(_COMPILED, sources)
            if found is None:
                self._hold(*self._read())
                keep(_COMPILED, sources, lambda: self._arrays)
            else:
                self._arrays = dict(found)
                self._look_up()

    def load(self, *, characters: int = MANY) -> None:
        """Has the whole dictionary in this process' memory, where many characters are to be cut."""
        self.initialize()
        with self.lock:
            if characters >= MANY and not self._is_loaded:
                with self.get_dict_file() as lines:
                    fields = lines.read().decode().split()
                whole = dict.fromkeys(self._arrays["begins"].tobytes().decode().split("\n"), 0)
                whole.update(zip(fields[::3], map(int, fields[1::3]), strict=True))
                self._hold(_with_union_terms(whole), self.total)

    def lighten(self) -> None:
        """Has no more of it in this process' memory than what is compiled."""
        with self.lock:
            if self._is_loaded:
                self._look_up()

    def _look_up(self) -> None:
        frequencies, self.total = Vocabulary(self._arrays), int(self._arrays["total"][0])
        self.FREQ, self._log = frequencies, Remembered(partial(_log_of, frequencies, self.total)).__getitem__
        self.initialized, self._is_loaded = True, False

    def _hold(self, whole: Mapping[str, int], total: int) -> None:
        known = {count: math.log(count) - math.log(total) if count else 1.0 for count in set(whole.values())}
        self._log = {word: known[count] for word, count in whole.items()}.get
        self.FREQ, self.total, self.initialized, self._is_loaded = whole, total, True, True

    def _read(self) -> tuple[Mapping[str, int], int]:
        """How often each word stands in what the dictionary was counted from, 0 for what only begins one; and all words."""
        whole, total = self.gen_pfdict(self.get_dict_file())
        return _with_union_terms(whole), total

    @cached_property
    def _arrays(self) -> dict[str, NDArray[Any]]:
        """The same compiled: `digests` of the words, ascending, and `numbers` in that order; `total`; `begins`: what only
        begins a word, a line each, which takes longer to work out than to read.
        """
        words, counts = list(self.FREQ), np.fromiter(self.FREQ.values(), np.int32, len(self.FREQ))
        digests = digests_of(words)
        order = np.argsort(digests)
        return {
            "digests": digests[order],
            "numbers": counts[order],
            "begins": np.frombuffer("\n".join(word for word in words if not self.FREQ[word]).encode(), np.uint8),
            "total": np.asarray([self.total]),
        }

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
        return word in _tagged("names")

    def is_function_word(self, word: str) -> bool:
        """True for an adverb, preposition, conjunction, particle, measure or place word: what goes with another."""
        return word in _tagged("functions")

    def is_person(self, run: str) -> bool:
        """True for two or three characters that may well be somebody's name and are no word: 李铁牛, but not 高温."""
        is_name = 1 < len(run) < 4 and run[0] in SURNAMES and any(map(self.is_given_name, run[1:]))
        return is_name and not self.is_word(run)

    def is_given_name(self, char: str) -> bool:
        """True for a character that many persons of the dictionary have behind their surname."""
        return char in _tagged("given")


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
def _tagged(kind: str) -> frozenset[str]:
    """The words of the dictionary that are `names` or `functions`, and what persons have as a `given` name."""
    return frozenset(_kinds()[kind].tobytes().decode().split("\n"))


@cache
def _kinds() -> Mapping[str, NDArray[Any]]:
    """The words of each kind, a line each."""
    sources = _sources()
    found = recalled(_KINDS, sources)
    if found is not None:
        return found
    made = _by_kind()
    keep(_KINDS, sources, lambda: made)
    return made


def _by_kind() -> Mapping[str, NDArray[Any]]:
    with jieba.Tokenizer().get_dict_file() as lines:
        entries = [(word, tag) for word, _, tag in (line.decode().split() for line in lines)]
    given = Counter(char for word, tag in entries if tag == "nr" and len(word) < 4 for char in set(word[1:]))
    found = {
        "names": [word for word, tag in entries if tag in _NAME_TAGS and len(word) > 1],
        "functions": [word for word, tag in entries if tag in _FUNCTION_TAGS],
        "given": [char for char, count in given.items() if count >= _GIVEN],
    }
    return {kind: np.frombuffer("\n".join(words).encode(), np.uint8) for kind, words in found.items()}


def _sources() -> tuple[bytes, ...]:
    """What the dictionary is worked out of, and by."""
    with jieba.Tokenizer().get_dict_file() as lines:
        by = (Path(__file__).with_name(name) for name in ("lexicon.py", "vocabulary.py"))
        return lines.read(), _union_text().encode(), *(path.read_bytes() for path in by)


def _with_union_terms(whole: dict[str, int]) -> dict[str, int]:
    for word in _union_terms():
        for end in range(1, len(word)):
            whole.setdefault(word[:end], 0)
        whole[word] = max(whole.get(word, 0), _UNION_FREQUENCY)
    return whole


def _union_terms() -> Iterator[str]:
    for line in _union_text().splitlines():
        yield from line.partition("#")[0].split()


def _union_text() -> str:
    return resources.files(__package__).joinpath("union_terms.txt").read_text(encoding="utf-8")

"""The text of a thesaurus in, everyday words with their official ones out, beside what an admin can mend."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.known import Known, keys_of
from bot.model import Problem

from .folding import fold

TABLE = "thesaurus"
_LONGEST, _LONGEST_PHRASE = 20, 300
GAP = fold("…")
"""Between two parts of an everyday phrase: 欠…工资 is 欠我们三个月工资, too."""
_WORDINGS = 200
_CHOICE = re.compile(r"\(([^()]+)\)")
"""What else may stand there: (老板|厂里)…(扣|罚)钱."""
_GAPS = 4
"""In one phrase; each more of them multiplies the ways to lay it over a question, and takes seconds from seven on."""
_BETWEEN = 8
"""Characters of one clause that may stand in a gap, the fewest that lead to the next part; and as many of the next clause:
what is said the roundabout way (我娃才十五,想进电子厂) is seldom said in one."""
_SPACES = re.compile(r"\s+")
_BREAKS, _STRUCTURE = frozenset(", "), frozenset("()|")
Parts = tuple[tuple[str, ...], ...]
"""Of a phrase, in order; each is one of several wordings."""
_MEND = "每行写成「日常说法 / 日常说法 => 正式说法 / 正式说法」或「说法 = 说法」,括号里用 | 隔开几种说法,以 # 开头的行是说明"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What else a worker's word is called; folded on both sides. Empty leads nowhere."""

    official: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lengths: Mapping[str, frozenset[int]] = field(init=False, repr=False, compare=False)
    """How long the everyday words are that begin with a character."""
    gapped: Mapping[str, tuple[tuple[str, Parts], ...]] = field(init=False, repr=False, compare=False)
    """The everyday phrases with a gap, each with its parts, by what they may begin with."""
    begins: Mapping[str, frozenset[int]] = field(init=False, repr=False, compare=False)
    """How long those beginnings are that begin with a character."""

    def __post_init__(self) -> None:
        gapped: dict[str, list[tuple[str, Parts]]] = {}
        for word in self.official:
            if GAP in word:
                parts = tuple(_spread(part) for part in word.split(GAP))
                for begin in dict.fromkeys(parts[0]):
                    gapped.setdefault(begin, []).append((word, parts))
        object.__setattr__(self, "lengths", _lengths(word for word in self.official if GAP not in word))
        object.__setattr__(self, "begins", _lengths(gapped))
        object.__setattr__(self, "gapped", {begin: tuple(found) for begin, found in gapped.items()})

    @classmethod
    def read(cls, text: str, *, file: str = "thesaurus.txt") -> Thesaurus:
        """One entry a line; a bad line becomes a problem and the others hold."""
        return _read(text, file)

    @classmethod
    def recalled(cls, text: str, *, file: str, known: Known) -> Thesaurus:
        """What `read` gives; of the very text that the last build read, by what came of it then."""
        table, written = known.table(TABLE), np.frombuffer(text.encode(errors="surrogatepass"), np.uint8)
        found = table.get("found")
        if found is not None and np.array_equal(table["text"], written):
            thesaurus = cls.unpacked(found.tobytes().decode(errors="surrogatepass"))
        else:
            thesaurus = cls.read(text, file=file)
            found = np.frombuffer(thesaurus.packed().encode(errors="surrogatepass"), np.uint8)
        known.leave(TABLE, {"text": written, "found": found}, keys=keys_of([text]))
        return thesaurus

    def packed(self) -> str:
        """All of it as one text, what many words lead to but once: as such it takes a third of the time to read."""
        leads = {official: number for number, official in enumerate(dict.fromkeys(self.official.values()))}
        numbers = [leads[official] for official in self.official.values()]
        problems = [dataclasses.astuple(problem) for problem in self.problems]
        packed = [list(leads), "\n".join(self.official), numbers, problems]
        return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, packed: str) -> Thesaurus:
        officials, words, numbers, problems = json.loads(packed)
        leads = list(map(tuple, officials))
        official = zip(words.split("\n"), (leads[number] for number in numbers), strict=True) if numbers else ()
        return cls(dict(official), tuple(Problem(*problem) for problem in problems))

    @property
    def words(self) -> tuple[str, ...]:
        """All words on either side, each once; phrases with a gap are none."""
        both = (word for everyday, official in self.official.items() for word in (everyday, *official))
        return tuple(dict.fromkeys(word for word in both if GAP not in word))

    @staticmethod
    def wordings(phrase: str) -> tuple[str, ...]:
        """All that may be said for an everyday phrase; of one with gaps what may stand between them."""
        return tuple(wording for part in phrase.split(GAP) for wording in _spread(part)) if GAP in phrase else (phrase,)

    def find(self, text: str) -> tuple[tuple[str, int], ...]:
        """The everyday words in a folded text with their offsets, in order; of overlapping ones the longest."""
        spans = [(start, end) for start, end in _spans(text, self.lengths) if text[start:end] in self.official]
        taken: list[tuple[int, int]] = []
        for a, b in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if all(b <= start or a >= end for start, end in taken):
                taken.append((a, b))
        return tuple((text[a:b], a) for a, b in sorted(taken))

    def find_gapped(self, text: str) -> tuple[tuple[str, str], ...]:
        """What stands in a folded text for each phrase with a gap, beside the phrase, each phrase once, in order.

        They stand beside the words within them and beside one another.
        """
        begun: dict[str, list[int]] = {}
        for start, end in _spans(text, self.begins):
            if (begin := text[start:end]) in self.gapped:
                begun.setdefault(begin, []).append(start)
        found = [
            (*span, phrase)
            for begin in begun
            for phrase, parts in self.gapped[begin]
            if _may_stand(parts, text) and (span := _laid(parts, text, _starts(parts[0], begun)))
        ]
        return tuple((text[start:end], phrase) for start, end, phrase in sorted(set(found)))


@functools.lru_cache(maxsize=1)  # a process that builds several libraries reads ours once: a second of each
def _read(text: str, file: str) -> Thesaurus:
    official: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        pairs = tuple(_pairs(_SPACES.sub(" ", fold(entry))))
        if not pairs:
            problems.append(Problem(file, number, f"这一行读不懂:{entry[:40]}", _MEND))
        for everyday, word in pairs:
            known = official.setdefault(everyday, [])
            if word not in known:
                known.append(word)
    leads: dict[tuple[str, ...], tuple[str, ...]] = {}  # which many words share
    shared = {word: leads.setdefault(found := tuple(others), found) for word, others in official.items()}
    return Thesaurus(shared, tuple(problems))


def _lengths(words: Iterable[str]) -> dict[str, frozenset[int]]:
    """How long the words are that begin with a character."""
    lengths: dict[str, set[int]] = {}
    for begin, length in {(word[0], len(word)) for word in words}:
        lengths.setdefault(begin, set()).add(length)
    return {begin: frozenset(found) for begin, found in lengths.items()}


def _spans(text: str, lengths: Mapping[str, frozenset[int]]) -> list[tuple[int, int]]:
    """Where in a text a word may stand, by its first character and its length."""
    return [
        (start, start + length)
        for start, begun in enumerate(map(lengths.get, text))
        for length in begun or ()
        if start + length <= len(text)
    ]


def _may_stand(parts: Parts, text: str) -> bool:
    for part in parts:  # a thousand phrases a question: generators take twice as long
        for wording in part:
            if wording in text:
                break
        else:
            return False
    return True


def _starts(wordings: Iterable[str], begun: Mapping[str, Sequence[int]]) -> list[int]:
    """Where any of these wordings stands, ascending."""
    return sorted({start for wording in wordings for start in begun.get(wording, ())})


def _laid(parts: Parts, text: str, starts: Iterable[int]) -> tuple[int, int] | None:
    """Where a phrase stands that begins at one of these places; as a regular expression would find it, of which each phrase
    would need its own.
    """
    vain: set[tuple[int, int]] = set()
    return next(((start, end) for start in starts if (end := _end(parts, text, start, vain))), None)


def _end(parts: Parts, text: str, start: int, vain: set[tuple[int, int]]) -> int:
    """Where these parts end, the first of which begins here; 0 where they do not stand so, which `vain` remembers."""
    if (len(parts), start) in vain:
        return 0
    for wording in parts[0]:
        if text.startswith(wording, start):
            behind = start + len(wording)
            if len(parts) == 1:
                return behind
            for at in _behind_gap(text, behind):
                if end := _end(parts[1:], text, at, vain):
                    return end
    vain.add((len(parts), start))
    return 0


def _behind_gap(text: str, start: int) -> Iterator[int]:
    """Where the next part may begin, when a gap begins here; the nearest first."""
    left, broken = _BETWEEN, False
    for at in range(start, len(text)):
        yield at
        if text[at] in _BREAKS and not broken:
            left, broken = _BETWEEN, True
        elif left and (text[at].isalnum() or text[at] == "_"):
            left -= 1
        else:
            return


@functools.lru_cache(maxsize=1 << 15)  # what a library holds of each phrase anyway, and asked for three times
def _spread(part: str) -> tuple[str, ...]:
    """All that a part may be: of (扣|罚)钱 扣钱 and 罚钱; nothing where that is too much."""
    if "(" not in part:
        return (part,)
    pieces = [piece.split("|") if n % 2 else [piece] for n, piece in enumerate(_CHOICE.split(part))]
    return tuple(map("".join, itertools.product(*pieces))) if math.prod(map(len, pieces)) <= _WORDINGS else ()


def _pairs(entry: str) -> Iterator[tuple[str, str]]:
    """Everyday word and official word of one line; nothing where the line is malformed."""
    left, arrow, right = entry.partition("=>")
    if arrow:
        official = _words(right, "/")
        yield from ((a, b) for a in _words(left, "/") for b in official if a != b)
    else:
        words = _words(entry, "=")
        yield from ((a, b) for a in words for b in words if a != b)


def _words(part: str, separator: str) -> tuple[str, ...]:
    written = map(str.strip, part.split(separator))
    words = tuple(word for phrase in written for word in ((phrase,) if GAP in phrase else _spread(phrase) or ("",)))
    return words if ">" not in part and all(map(_is_good, words)) else ()


def _is_good(word: str) -> bool:
    if GAP not in word:
        return 0 < len(word) <= _LONGEST and _STRUCTURE.isdisjoint(word)
    return len(word) <= _LONGEST_PHRASE and word.count(GAP) <= _GAPS and all(map(_is_good_part, word.split(GAP)))


@functools.lru_cache(maxsize=1 << 15)
def _is_good_part(part: str) -> bool:
    texts = _spread(part)
    return bool(texts) and all(texts) and all(map(_STRUCTURE.isdisjoint, texts))

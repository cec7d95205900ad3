"""A question with words that nobody knows in, the same question with the words that sound alike out."""

from __future__ import annotations

import bisect
import functools
import itertools
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.lexicon import lexicon

from .analysis import asking, joining
from .letters import PART, Letters, sound

_HAN = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[a-z]+[1-5]?(?:[ '’]*[a-z]+[1-5]?)*(?![0-9])")  # tones too: gong1zu1fang2
_HAN_AT_END = re.compile("[\u3400-\u9fff]+$")
_APART = re.compile("(?<![\u3400-\u9fff])(?:[\u3400-\u9fff] ){3,}[\u3400-\u9fff](?![\u3400-\u9fff])")
_LONGEST = 8
VOCABULARY = 8000
"""Words that can be meant; to sound them all takes half a second, when the first piece of the right characters comes."""
STORY = 200
COMMON = 3000
"""How often a character stands as a word in what jieba's dictionary was counted from that is meant as typed: 班 does,
4,674 times, 祖 (for 租) 1,588 times."""
SURE = 20_000
"""The same of one that nobody mistypes in a pair, or forgets: 找 (for 招) does 20,856 times, 没 52,407 times."""
GIBBERISH = 20
"""Unknown pairs of characters beyond which, where they are most of a text, nobody mistyped a question: 190 rare
characters took 140 ms."""


Places = dict[int, list[dict[str, frozenset[str]]]]
"""For words of a length, at each place of theirs, which have a character there."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A folded question as it is searched, with what was typed and what was searched instead."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


class Spelling:
    """What words sound like. `words` gives those that can be meant, the likeliest first.

    Only a `topical` word is meant by two characters or by a piece that ends within a word: too much sounds alike.
    """

    def __init__(
        self,
        words: Callable[[], Iterable[str]],
        known: Callable[[str], bool],
        *,
        topical: Collection[str] = frozenset(),
        sounds: Mapping[str, str] | None = None,
    ) -> None:
        self._meanings = words
        self._topical = topical
        self._known = known
        self._kept = sounds

    @functools.cached_property
    def sounds(self) -> Mapping[str, str]:
        """The likeliest words, each with its sound: asked for when the first piece is to be sounded, or kept from before."""
        return {word: sound(word) for word in self._words} if self._kept is None else self._kept

    @functools.cached_property
    def _words(self) -> Collection[str]:
        """The likeliest words."""
        if self._kept is not None:
            return self._kept
        meant = (word for word in self._meanings() if len(word) > 1 and _HAN.fullmatch(word))
        found: dict[str, None] = {}
        for word in meant:  # and no further: there may be hundreds of thousands of terms
            found[word] = None
            if len(found) == VOCABULARY:
                break
        return found.keys()

    def correct(self, folded: str) -> Corrected:
        """Unknown words become known ones of the same sound, or ones that they lack a character of.

        A story longer than `STORY` stays as it is: it says its matter more than once.
        """
        if len(folded) > STORY:
            return Corrected(folded)
        folded = _without_blanks(folded)
        changes: list[tuple[int, int, str]] = []
        runs = [run.span() for run in _HAN.finditer(folded)]
        strange = [at for start, end in runs for at in range(start, end - 1) if not self._known(folded[at : at + 2])]
        if len(strange) > GIBBERISH and 2 * len(strange) > len(folded):
            return Corrected(folded)
        for start, end in runs:
            changes += self._in_characters(folded, start, end, [at for at in strange if start <= at < end])
        for run in _LATIN.finditer(folded):
            if change := self._in_letters(folded, *run.span()):
                changes.append(change)
        text = folded
        for start, end, word in sorted(changes, reverse=True):
            text = text[:start] + word + text[end:]
        return Corrected(text, tuple((folded[a:b], word) for a, b, word in sorted(changes) if word.strip()))

    @functools.cached_property
    def _by_sound(self) -> dict[str, str]:
        sounds: dict[str, str] = {}
        for word, spoken in self.sounds.items():
            sounds.setdefault(spoken, word)
        return sounds

    @functools.cached_property
    def _by_lack(self) -> dict[str, str]:
        """Words of four characters and more by what is left when one within is forgotten."""
        lacking: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            if len(word) > 3:
                for i in range(1, len(word) - 1):
                    if not _is_sure(word[i]):
                        lacking[word[:i] + word[i + 1 :]].add(word)
        return {rest: next(iter(words)) for rest, words in lacking.items() if len(words) == 1}

    @functools.cached_property
    def _by_swap(self) -> dict[str, str]:
        """Topical words of three characters and more by what is left when two neighbours change places."""
        swapped: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            if len(word) > 2 and word in self._topical:
                for at in range(len(word) - 1):
                    swapped[word[:at] + word[at + 1] + word[at] + word[at + 2 :]].add(word)
        return {typed: next(iter(words)) for typed, words in swapped.items() if len(words) == 1}

    def _in_characters(self, text: str, start: int, end: int, strange: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """Changes of whole words only: 务业 in 服务业 is no unknown word. `strange` is where unknown pairs begin."""
        if not strange:  # most questions, whose words need not be cut for this
            return
        edges = [
            start,
            *(start + edge for edge in itertools.accumulate(map(len, lexicon().words_of_run(text[start:end])))),
        ]
        at = 0
        while at < len(edges) - 1:
            begin = edges[at]
            within = next((pair + 2 for pair in strange if pair >= begin), end + 1)  # it holds a strange pair
            stops = [n for n in range(min(begin + _LONGEST, end), within - 1, -1) if n in edges or n - begin > 2]
            found = next(((n, word) for n in stops if (word := self._meant(text[begin:n], whole=n in edges))), None)
            if found:
                yield begin, found[0], found[1]
            at = bisect.bisect_left(edges, found[0] if found else begin + 1)

    def _meant(self, piece: str, *, whole: bool) -> str:
        """The word that a piece with a strange pair stands for; empty where the piece is known or nothing is near.

        `whole` where the piece ends with a word: else it may sound like a word but not lack a character of one.
        """
        whole = whole and len(piece) > 2
        lacking = (self._by_lack.get(piece, "") or self._by_swap.get(piece, "")) if whole else ""
        may_sound = self._is_spelled_like(piece, whole=whole)
        if not (lacking or may_sound):  # eight of nine pieces
            return ""
        if self._known(piece) or piece in self._words or self._asks_or_joins(piece):
            return ""
        near = self._by_sound.get(sound(piece), "") if may_sound else ""
        if (whole or near in self._topical) and len(near) == len(piece):
            if _is_own_word(piece, near):
                return ""
            if 2 * sum(map(operator.eq, near, piece)) >= len(piece):
                return near
        return lacking

    def _is_spelled_like(self, piece: str, *, whole: bool) -> bool:
        """Whether half of its characters stand where some word has them: else it need not be sounded."""
        places = self._places[not whole].get(len(piece), ())
        held = [words for at, char in zip(places, piece, strict=False) if (words := at.get(char))]
        if 2 * len(held) < len(piece) or not held:
            return False
        if len(piece) < 5:  # most pieces: two of four are enough, of two one
            return len(piece) < 3 or any(not one.isdisjoint(other) for one, other in itertools.combinations(held, 2))
        return 2 * max(Counter(itertools.chain.from_iterable(held)).values()) >= len(piece)

    @functools.cached_property
    def _places(self) -> tuple[Places, Places]:
        """Where words have a character: of all words, and of the topical ones."""
        topical = [word for word in self._words if word in self._topical]
        return _places_in(self._words), _places_in(topical)

    def _asks_or_joins(self, piece: str) -> bool:
        """Whether a piece holds what only asks or joins."""
        if asking().search(piece):
            return True
        parts = (piece[a:b] for a, b in itertools.combinations(range(len(piece) + 1), 2))
        if joining().isdisjoint(parts):  # none of its words is one, then
            return False
        return any(word in joining() for word in lexicon().words(piece))

    def _in_letters(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Letters that are the sounds of known words from end to end, or their first ones, or of a part of one word."""
        letters = re.sub("[^a-z]", "", text[start:end])
        words = "" if self._known(letters) else self._letters.words(letters)
        if words:
            return start, end, words
        beside = self._letters.beside(letters, text[max(0, start - PART) : start], text[end : end + PART])
        return (start - len(beside[0]), end + len(beside[1]), beside[2]) if beside else None

    @functools.cached_property
    def _letters(self) -> Letters:
        return Letters(self.sounds, self._by_sound, self._topical)


def _without_blanks(text: str) -> str:
    """The text without blanks that cut a word: 公 租 房 怎 么 申 请, 最低 工资 标准."""
    text = _APART.sub(lambda apart: apart.group().replace(" ", ""), text)
    if " " not in text:
        return text
    joined, words = "", lexicon().FREQ
    for part in text.split(" "):
        last = _HAN_AT_END.search(joined)
        first = _HAN.match(part)
        is_cut = last and first and words.get(last.group() + first.group(), 0) > 0
        joined += part if is_cut or not joined else f" {part}"
    return joined


def _places_in(words: Iterable[str]) -> Places:
    places: dict[int, list[dict[str, set[str]]]] = {}
    for word in words:
        for at, char in zip(places.setdefault(len(word), [{} for _ in word]), word, strict=True):
            at.setdefault(char, set()).add(word)
    return {
        length: [{char: frozenset(found) for char, found in at.items()} for at in each]
        for length, each in places.items()
    }


def _is_own_word(piece: str, near: str) -> bool:
    """Whether a piece is two words, of which the meant one shares all but a common word of one character: 班 + 工会, 找 + 人."""
    words = lexicon().FREQ
    if len(piece) == 2:
        return any(typed != meant and _is_sure(typed) for typed, meant in zip(piece, near, strict=True))
    return any(
        typed != meant and rest == kept and len(rest) > 1 and words.get(rest, 0) > 0 and words.get(typed, 0) > COMMON
        for typed, rest, meant, kept in (
            (piece[:1], piece[1:], near[:1], near[1:]),
            (piece[-1:], piece[:-1], near[-1:], near[:-1]),
        )
    )


def _is_sure(char: str) -> bool:
    """Whether a character is a word of its own so often that it is meant as typed."""
    return bool(lexicon().FREQ.get(char, 0) > SURE)

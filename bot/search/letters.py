"""Letters in, the words that they spell out: pinyin from end to end, a part of a word in pinyin, first letters."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from bot.lexicon import lexicon

from .analysis import asking_phrases, joining

SYLLABLE = 6
"""Letters of the longest syllable, zhuang."""
LONGEST = 8
"""Syllables of the longest word that is looked for."""
PART = 3
"""Characters beside letters that may be the rest of one word: nian假, 工shang认定."""
FIRST = range(3, 7)
"""First letters that may stand for a word, gzf; of two too many words begin alike."""
DONE = "领算发报交休拿给退补扣赔签辞转查缴天年月元次"
"""What is done or counted, in one syllable: shiyejin zenme ling, chanjia duoshao tian."""

_HAN = re.compile("[\u3400-\u9fff]+")


class Letters:
    """What letters may spell: `sounds` gives known words with their sounds, `by_sound` the likeliest word of a sound.

    Only a `topical` word of the dictionary is meant by its first letters, and only where no other has the same.
    """

    def __init__(self, sounds: Mapping[str, str], by_sound: Mapping[str, str], topical: Collection[str]) -> None:
        self._sounds = sounds
        self._by_sound = by_sound
        self._topical = topical

    def words(self, letters: str) -> str:
        """The words that the letters spell from end to end; empty where they spell none."""
        if len(letters) in FIRST and letters in self._by_first_letters:
            return self._by_first_letters[letters]
        return "".join(self._read(letters) or ()) if len(letters) >= SYLLABLE else ""

    def beside(self, letters: str, before: str, after: str) -> tuple[str, str, str] | None:
        """Of the characters before and after letters those that make one word with them, and the word; the most first."""
        for left in reversed(range(len(before) + 1)):
            for right in reversed(range(len(after) + 1)):
                head, tail = before[len(before) - left :], after[:right]
                if not (head or tail) or (head + tail and not _HAN.fullmatch(head + tail)):
                    continue
                word = self._by_sound.get(sound(head) + letters + sound(tail), "")
                if word in self._topical and word.startswith(head) and word.endswith(tail):
                    return head, tail, word
        return None

    @functools.cached_property
    def _by_first_letters(self) -> dict[str, str]:
        from pypinyin import lazy_pinyin

        found: dict[str, set[str]] = defaultdict(set)
        for word in self._sounds:
            if len(word) in FIRST and word in self._topical and lexicon().FREQ.get(word, 0) > 0:
                found["".join(syllable[0] for syllable in lazy_pinyin(word))].add(word)
        return {letters: next(iter(words)) for letters, words in found.items() if len(words) == 1}

    def _read(self, letters: str) -> tuple[str, ...] | None:
        """The fewest words whose sounds the letters are, one after another."""
        best: list[tuple[str, ...] | None] = [(), *([None] * len(letters))]
        for end in range(1, len(letters) + 1):
            for begin in range(max(0, end - LONGEST * SYLLABLE), end):
                before, word = best[begin], self._spoken(letters[begin:end])
                if before is not None and word is not None:
                    read, here = (*before, word), best[end]
                    if here is None or len(read) < len(here):
                        best[end] = read
        return best[-1]

    def _spoken(self, letters: str) -> str | None:
        return self._by_sound.get(letters) or _asked_aloud().get(letters)


@functools.cache
def _asked_aloud() -> dict[str, str]:
    """Words that ask or join by their sound; they keep their place, so that what they part stays apart."""
    words: Collection[str] = [phrase for phrase in (*asking_phrases(), *joining()) if _HAN.fullmatch(phrase)]
    return {**{sound(word): word for word in DONE}, **{sound(word): word for word in sorted(words)}}


_heard: dict[str, str] = {}
"""Sounds that need not be worked out. A word has one sound for good, so all libraries of a process may share them."""


def hear(sounds: Mapping[str, str]) -> None:
    """Has this process know the sounds of words, as `sound` gave them to another."""
    _heard.update(sounds)


def sound(word: str) -> str:
    """The word's syllables without tones, one after another."""
    return _heard.get(word) or _sounded(word)


def _sounded(word: str) -> str:
    from pypinyin import lazy_pinyin  # its 47,000 phrases take .6 s to load, and most questions are typed right

    return "".join(lazy_pinyin(word))

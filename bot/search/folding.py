"""Text in, the same text in one spelling out, character for character: half width, lower case, simplified."""

from __future__ import annotations

import functools
import unicodedata

from bot.script import simplified

SHORT = 80
"""Characters of a text that is likely to be folded again soon: a question, by each who looks at it."""

_UNLIKE = {"么": "麼", "妳": "你"}
"""What the converter takes otherwise: the 么 of 能入会么 for a traditional 幺, 妳 for a character of its own."""


class _Folds(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it.

    One character at a time: NFKC over a whole text takes a minute where somebody strings combining marks together,
    and it changes the length, so that a match could not be shown in the original.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).lower()
        if len(folded) != 1:
            folded = char
        elif folded in _UNLIKE:
            folded = _UNLIKE[folded]
        elif not folded.isascii() and folded.isalpha():
            folded = unicodedata.normalize("NFD", folded)[0] if _is_latin(folded) else folded
        self[code] = folded
        return folded


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN ")


@functools.cache
def _folds() -> _Folds:
    return _Folds()


def fold(text: str) -> str:
    """The text in one spelling; as long as the text, so that every offset holds in both."""
    return _short(text) if len(text) <= SHORT else _fold(text)


def _fold(text: str) -> str:
    return simplified(text.translate(_folds()))


_short = functools.lru_cache(maxsize=256)(_fold)

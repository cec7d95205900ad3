"""A message → what would be said aloud of it, for comparing with the cue lists."""

from __future__ import annotations

import re

from bot.search.folding import fold

_NOT_SPOKEN = re.compile(r"[\W_]+")


def spoken(text: str) -> str:
    """Letters, digits and Chinese characters only, folded as questions are; empty for signs and emoji."""
    return _NOT_SPOKEN.sub("", fold(text))

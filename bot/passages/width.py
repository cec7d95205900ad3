"""A text → the same with half-width punctuation and digits, character for character, so that one pattern reads both."""

from __future__ import annotations

_HALF = str.maketrans("，：；！？（）０１２３４５６７８９．～－％〔〕", ",:;!?()0123456789.~-%()")


def half_width(text: str) -> str:
    """Offsets into the one are offsets into the other."""
    return text.translate(_HALF)

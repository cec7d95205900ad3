"""Text → the same in simplified characters, character for character; the only import of opencc."""

from __future__ import annotations

import functools
import re

import opencc

_COMMON = re.compile("[國會業動員經學對這個為來時發過說們從開關將與應當單勞實現機無險還後據條權產務規處費報請專書]")
_HALVES = re.compile("[\ud800-\udfff]")
_SHARE = 0.1
"""Characters that simplified text has not, of all: in traditional text a third; a name or a misprint are fewer."""


def simplified(text: str) -> str:
    """As long as the text, so that every offset holds in both; half a character, which nothing can write, is a sign."""
    text = _HALVES.sub("\ufffd", text)
    found: str = _converter().convert(text)
    return found if len(found) == len(text) else "".join(map(_one, text))


def is_traditional(text: str) -> bool:
    """True for a text in traditional characters, not for one with a few of them."""
    if _COMMON.search(text) is None:
        return False
    strange = sum("\u4e00" <= char <= "\u9fff" and not is_simplified(char) for char in text)
    return strange >= _SHARE * len(text)


def is_simplified(char: str) -> bool:
    """True for the 6,763 characters that cover all but some ten-thousandths of simplified text."""
    return char.encode("gb2312", errors="ignore") != b""


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@functools.lru_cache(maxsize=4096)
def _one(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char

"""Text → the same in simplified characters, character for character; the only import of opencc."""

from __future__ import annotations

import functools
import re

import opencc

_COMMON = re.compile("[國會業動員經學對這個為來時發過說們從開關將與應當單勞實現機無險還後據條權產務規處費報請專書]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_HALVES = re.compile("[\ud800-\udfff]")
_SHARE = 0.1
"""Characters that simplified text has not, of all: in traditional text a third; a name or a misprint are fewer."""


def simplified(text: str) -> str:
    """As long as the text, so that every offset holds in both; half a character, which nothing can write, is a sign."""
    text = _HALVES.sub("\ufffd", text)
    found: str = _converter().convert(text)
    return found if len(found) == len(text) else "".join(map(_one, text))


def simplified_by_character(text: str) -> str:
    """The same without a look at the words: a tenth of the time, and 乾隆 becomes 干隆, so for comparing only."""
    return "".join(map(_one, _HALVES.sub("\ufffd", text)))


def is_traditional(text: str) -> bool:
    """True for a text in traditional characters, not for one with a few of them."""
    if _COMMON.search(text) is None:
        return False
    chinese = "".join(
        _CHINESE.findall(text)
    )  # in one go: a character at a time takes most of the time of telling repeats
    return len(chinese) - len(chinese.encode("gb2312", errors="ignore")) // 2 >= _SHARE * len(text)


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

"""A paragraph → the form in which copies are compared: what a printer or a page-to-text tool changes is gone."""

from __future__ import annotations

import re

_FULL_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,:%/-](?=\d)|(?<=\d)%")
_KEPT = str.maketrans(".,:%/-", "\ue000\ue001\ue002\ue003\ue004\ue005")
_PRIVATE = re.compile(r"[^\w\ue000-\ue005]+|_+")


def normal_form(text: str) -> str:
    """Half width, lower case, no white space and no punctuation but for marks between figures.

    3.5元 stays apart from 35元, and m² from m2 (so no NFKC here). Idempotent but for those marks.
    """
    half = text.translate(_FULL_TO_HALF).lower()
    return _PRIVATE.sub("", _BETWEEN_DIGITS.sub(lambda mark: mark[0].translate(_KEPT), half))

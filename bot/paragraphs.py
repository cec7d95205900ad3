"""Paragraphs → arrays, and the paragraphs again, each decoded only when it is looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.mapped import Lazy
from bot.model import Paragraph
from bot.pieces import Pieces, joined
from bot.plain import as_json, frozen

Columns = Mapping[str, NDArray[Any]]

RAGGED, PLAIN = ("texts", "paragraphs"), ("paragraphs.number", "paragraphs.line")
"""The columns: bytes one after the other beside their ends, and numbers."""


class Paragraphs(Lazy[Paragraph]):
    """The sequence of the paragraphs that `columns_of` was given."""

    def __init__(self, columns: Columns) -> None:
        self._texts, self._more = (Pieces(name, columns) for name in RAGGED)
        self._numbers, self._lines = (columns[name].data for name in PLAIN)

    def __len__(self) -> int:
        return len(self._texts)

    def _at(self, number: int) -> Paragraph:
        text, more = self._texts[number].decode(errors="surrogatepass"), self._more[number]
        others = map(frozen, json.loads(more)) if more else ()
        return Paragraph(text, self._numbers[number], self._lines[number], *others)


def columns_of(paragraphs: Iterable[Paragraph]) -> dict[str, NDArray[Any]]:
    """Their texts and what few have (`_more`) as pieces of bytes, their numbers and lines as int32, one a paragraph."""
    held = list(paragraphs)
    return {
        **joined("texts", (paragraph.text.encode(errors="surrogatepass") for paragraph in held)),
        **joined("paragraphs", map(_more, held)),
        "paragraphs.number": np.asarray([paragraph.number for paragraph in held], np.int32),
        "paragraphs.line": np.asarray([paragraph.line for paragraph in held], np.int32),
    }


def _more(paragraph: Paragraph) -> bytes:
    """Seams, section and `broken_off` as JSON; empty for nearly all paragraphs, which have none of them."""
    if not (paragraph.seams or paragraph.section or paragraph.broken_off):
        return b""
    return as_json([paragraph.seams, paragraph.section, paragraph.broken_off])

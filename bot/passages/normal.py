"""A paragraph → the form in which copies are compared: what a printer or a page-to-text tool changes is gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried, Rows
from bot.mapped import Lazy

Ends = NDArray[np.int64]

TABLE = "normals"

_HALF = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0x2212: 0x2D, 0xFFE5: 0xA5}
    | dict.fromkeys(range(0x2010, 0x2016), 0x2D)
)
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_BETWEEN = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile("[。；！？;!?]")
_AFTER_FIGURE = frozenset("%‰°℃℉")
_BEFORE_FIGURE = frozenset("-+±<>≤≥≈=≠$€£¥")
_OPERATORS = frozenset("+×÷±≠≤≥")
_MARKS = 0xE000

END = "\ue100"
"""A mark, too: the end of a sentence between two figures, as in 至12。3人."""


def normal_form(text: str) -> str:
    """Half width, lower case, no white space and no punctuation but for the marks of figures.

    3.5元 stays apart from 35元, ≥35 from ≤35, 工资+奖金 from 工资-奖金, and m² from m2 (so no NFKC here). A mark of a
    figure, or of a sum in words, is one character from U+E000 on, which `is_figure` knows.
    """
    half = text.translate(_HALF) if _WIDE.search(text) else text
    return _BETWEEN.sub(_marks, half.lower())


class Normals(Lazy[str]):
    """Normal forms: bytes within a `whole`, from their `begins` to their `ends`; `lengths` are in characters."""

    def __init__(self, whole: NDArray[np.uint8], begins: Ends, ends: Ends, lengths: NDArray[np.int32]) -> None:
        self.whole, self.begins, self.ends, self.lengths = whole, begins, ends, lengths
        self._whole, self._begins, self._ends = whole.data, begins.data, ends.data

    @classmethod
    def of(cls, normals: Sequence[str]) -> Normals:
        if isinstance(normals, Normals):
            return (
                normals
                if isinstance(normals, cls)
                else cls(normals.whole, normals.begins, normals.ends, normals.lengths)
            )
        pieces = [normal.encode(errors="surrogatepass") for normal in normals]
        ends = np.cumsum(np.asarray(list(map(len, pieces)), np.int64), dtype=np.int64)
        lengths = np.asarray(list(map(len, normals)), np.int32)
        return cls(np.frombuffer(b"".join(pieces), np.uint8), _begins(ends), ends, lengths)

    def __len__(self) -> int:
        return len(self.ends)

    def _at(self, number: int) -> str:
        return bytes(self._whole[self._begins[number] : self._ends[number]]).decode(errors="surrogatepass")

    def some(self, rows: Rows) -> Normals:
        return Normals(self.whole, self.begins[rows], self.ends[rows], self.lengths[rows])

    def text(self) -> str:
        """The whole."""
        return str(self.whole.data, "utf-8", "surrogatepass")


def with_carried(new: Sequence[str], carried: Carried) -> Normals:
    """The normal forms of all texts, of which those are given that are new."""
    found, table = Normals.of(new), carried.known.table(TABLE)
    before = (table["text"], table["ends"]) if table else None
    whole, ends = carried.ragged(before, (found.whole, found.ends))
    lengths = carried.array(table.get("lengths"), found.lengths)
    carried.known.leave(TABLE, {"text": whole, "ends": ends, "lengths": lengths})
    return Normals(whole, _begins(ends), ends, lengths)


def _begins(ends: Ends) -> Ends:
    return np.concatenate((ends[:0] if not len(ends) else [0], ends[:-1])).astype(np.int64)


def is_mark(char: str) -> bool:
    """True for a mark of figures that `normal_form` kept."""
    return "\ue000" <= char <= END


def is_figure(char: str) -> bool:
    """True for a digit and for a mark of figures that `normal_form` kept."""
    return char.isdigit() or is_mark(char)


def _marks(found: re.Match[str]) -> str:
    """Of what stands between words, that which belongs to a figure: 3.5, 13,000, 5:2, 3~5, 1、2号楼, two cells.

    Where a sentence ends between two figures, that is kept, too, or they would read as one.
    """
    text, start, end = found.string, found.start(), found.end()
    follows = start > 0 and text[start - 1].isdigit()
    precedes = end < len(text) and text[end].isdigit()
    if not follows and not precedes:
        run = found[0].translate(_HALF).strip()
        return _mark(run) if run in _OPERATORS and start > 0 and end < len(text) else ""
    ends = list(_SENTENCE_END.finditer(found[0]))
    before, after = (found[0][: ends[0].start()], found[0][ends[-1].end() :]) if ends else (found[0], found[0])
    before, after = ("".join(run.translate(_HALF).split()) for run in (before, after))
    if follows and precedes and not ends:
        return "".join(map(_mark, before or " "))
    left = _mark(before[0]) if follows and before and before[0] in _AFTER_FIGURE else ""
    is_sign = precedes and bool(after) and after[-1] in _BEFORE_FIGURE and not _joins_words(after, text, start)
    return left + (END if follows and precedes else "") + (_mark(after[-1]) if is_sign else "")


def _joins_words(run: str, text: str, start: int) -> bool:
    """True for a dash as in A-3 or ——3000元, which is no minus."""
    return run[-1] == "-" and (
        run[-2:] == "--" or (start > 0 and text[start - 1].isascii() and text[start - 1].isalnum())
    )


def _mark(char: str) -> str:
    return chr(_MARKS + (ord(char) & 0xFF))

"""The cells of a table row, with those of rows above that reach down into it: the name of a group stands in its first row only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_LONGEST = 30
"""Characters of a cell that is told again in each row it reaches into; a longer one is no name of a group."""
_MOST = 6
"""Such cells side by side. With the two bounds a row grows by some two hundred characters at the most."""
_MOST_ROWS = 100


class Cell(NamedTuple):
    text: str
    rows: int = 1
    columns: int = 1


def sizes(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """How many rows and columns a cell takes by its HTML."""
    rows, columns = (attributes.get(name) or "1" for name in ("rowspan", "colspan"))
    return _size(rows), _size(columns)


def _size(written: str) -> int:
    is_number = written.isascii() and written.isdigit() and len(written) < 5
    return min(max(int(written), 1), _MOST_ROWS) if is_number else 1


class Spans:
    """Of one table."""

    def __init__(self) -> None:
        self._reaching: dict[int, Cell] = {}
        """What reaches into the next row, by the column where it begins."""

    def row(self, cells: Iterable[Cell]) -> list[str]:
        """The texts of the next row, each in its column."""
        above, self._reaching = self._reaching, {}
        texts: list[str] = []
        column = 0
        for cell in cells:
            while column in above:
                column = self._place(above.pop(column), column, texts)
            column = self._place(cell, column, texts)
        for at in sorted(above):
            if at >= column:
                column = self._place(above[at], at, texts)
        return texts

    def _place(self, cell: Cell, column: int, texts: list[str]) -> int:
        """Writes a cell, and leaves it to the next row where it reaches there; the column behind it."""
        texts.append(cell.text)
        if cell.rows > 1 and 0 < len(cell.text) <= _LONGEST and len(self._reaching) < _MOST:
            self._reaching[column] = cell._replace(rows=cell.rows - 1)
        return column + cell.columns

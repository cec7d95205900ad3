"""Lines of a printed page, wherever they stand on it, to paragraphs in reading order."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.reading.blocks import SENTENCE_END, Block, Kind, join_lines

FEWEST = 3  # lines on either side that make a column
CROSSING = 0.2  # of the lines of a page, the headlines over several columns
LARGE = 1.15  # a line so many times the size of the text is a headline
MOST_LINES = 40  # of one paragraph
APART = 1.9  # line heights between two lines of one paragraph, at most
CELL = " | "
TEXT = re.compile("[，。；！？]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its text and its box in points, the origin at the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int
    is_row: bool = False


def in_reading_order(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The columns of one page, first to last, each with its lines from top to bottom; a table's rows are lines each."""
    lines = _with_rows(lines)
    heads = _heads(lines)
    return ((heads,) if heads else ()) + _columns([line for line in lines if line not in heads])


def _heads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The headlines at the top of a page that stand in the middle of all that is on it, with nothing beside them."""
    if len(lines) < 2 * FEWEST:
        return ()
    size = statistics.median(line.size for line in lines)
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    down = sorted(lines, key=lambda line: -line.top)
    heads = itertools.takewhile(
        lambda pair: (
            pair[0].size > LARGE * size
            and pair[0].bottom > pair[1].top - 1
            and abs(pair[0].left + pair[0].right - 2 * middle) < 4 * size
        ),
        itertools.pairwise(down),
    )
    return tuple(head for head, _ in heads)


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, with cells that stand side by side in two rows or more as rows."""
    down = sorted(lines, key=lambda line: (-round(line.bottom), line.left))
    levels = [list(level) for _, level in itertools.groupby(down, key=lambda line: round(line.bottom))]
    rows: list[Line] = []
    for are_several, run in itertools.groupby(levels, key=lambda level: len(level) > 1):
        together = list(run)
        rows += (_table(together) or _of_one_width(together)) if are_several else itertools.chain(*together)
    return rows


def _of_one_width(levels: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines, where as many cells stand side by side in rows that follow one another as rows."""
    for _, alike in itertools.groupby(levels, key=len):
        some = list(alike)
        yield from _table(some) or itertools.chain(*some)


def _table(rows: Sequence[Sequence[Line]]) -> list[Line] | None:
    """Short words that stand in columns well apart as rows, some of whose cells may be empty; None where they are none.

    Columns of running text have commas in them.
    """
    if len(rows) < 2 or any(TEXT.search(cell.text) for row in rows for cell in row):
        return None
    width = max(map(len, rows))
    full = list(zip(*(row for row in rows if len(row) == width), strict=True))
    columns = [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in full]
    size = rows[0][0].size
    if any(after[0] - before[1] <= size for before, after in itertools.pairwise(columns)):
        return None
    placed = [_placed(row, columns) for row in rows]
    return [_row(cells) for cells in placed if cells] if all(placed) else None


def _placed(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[Line | None]:
    """The cells of a row by their columns, None where there is none; empty where one stands in no column or in two."""
    cells: list[Line | None] = [None] * len(columns)
    for cell in row:
        over = [n for n, (left, right) in enumerate(columns) if cell.left < right and cell.right > left]
        if len(over) != 1 or cells[over[0]] is not None:
            return []
        cells[over[0]] = cell
    return cells


def _row(cells: Sequence[Line | None]) -> Line:
    there = [cell for cell in cells if cell]
    text = CELL.join(cell.text.strip() if cell else "" for cell in cells)
    return replace(there[0], text=text, right=there[-1].right, top=max(cell.top for cell in there), is_row=True)


def _columns(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    gutter = _gutter(lines)
    if gutter is None:
        return (tuple(sorted(lines, key=lambda line: (-line.bottom, line.left))),) if lines else ()
    columns: list[tuple[Line, ...]] = []
    rest = list(lines)
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.bottom)
    for wide in [*across, None]:
        band = [line for line in rest if line is not wide and (wide is None or line.bottom > wide.bottom)]
        band = [line for line in band if line not in across]
        for side in ([x for x in band if x.right <= gutter], [x for x in band if x.left >= gutter]):
            columns += _columns(side)
        if wide:
            columns.append((wide,))
        rest = [line for line in rest if line not in band and line is not wide]
    return tuple(columns)


def paragraphs_of(columns: Sequence[Sequence[Line]]) -> tuple[Block, ...]:
    """The paragraphs and headlines of columns in reading order; a block's line is its page."""
    lines = [line for column in columns for line in column]
    if not lines:
        return ()
    body = statistics.median(line.size for line in lines)
    edges = {id(line): _edges(column) for column in columns for line in column}
    groups: list[list[Line]] = []
    for before, line in itertools.pairwise([None, *lines]):
        if before is None or line is None or _begins(before, line, edges, body=body):
            groups.append([])
        if line:
            groups[-1].append(line)
    return tuple(_blocks([part for group in groups for part in _in_sight(group)], body=body))


def _in_sight(group: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """A paragraph as it is, or, where nothing on the page sets paragraphs apart, its lines up to a full stop."""
    if len(group) <= MOST_LINES or group[0].is_row:
        yield group
        return
    start = 0
    for place, line in enumerate(group, start=1):
        if SENTENCE_END.search(line.text) or place - start == MOST_LINES or place == len(group):
            yield group[start:place]
            start = place


def _blocks(groups: Sequence[Sequence[Line]], *, body: float) -> Iterator[Block]:
    for run, group in enumerate(groups):
        if group[0].is_row:
            rows = [
                group[0],
                *(row for row in group[1:] if row.text != group[0].text),
            ]  # a page repeats the table's head
            yield from (Block(Kind.ROW, row.text, row.page, run=run) for row in rows)
            continue
        text, seams = join_lines([line.text.strip() for line in group])
        is_head = group[0].size > body * LARGE and not SENTENCE_END.search(text)
        level = (1 if group[0].size > body * LARGE * LARGE else 2) if is_head else 0
        yield Block(Kind.HEADING if is_head else Kind.PARAGRAPH, text, group[0].page, level=level, seams=seams)


def _begins(before: Line, line: Line, edges: dict[int, tuple[float, float]], *, body: float) -> bool:
    """Whether a paragraph begins here: other size, indent, a short line before it, or a gap above it."""
    if before.is_row or line.is_row:
        return before.is_row != line.is_row or not _is_of_table(before, line)
    if abs(before.size - line.size) > 0.1 * body:
        return True
    left, _ = edges[id(line)]
    _, right = edges[id(before)]
    if line.text.startswith("\u3000") or line.left - left > 1.5 * body:
        return True
    is_short = right - before.right > 1.6 * body
    is_next = edges[id(before)] == edges[id(line)] and before.page == line.page
    if is_next and before.bottom - line.bottom > APART * body:
        return True
    return is_short and (bool(SENTENCE_END.search(before.text)) or line.size > body * LARGE)


def _is_of_table(before: Line, line: Line) -> bool:
    """True for rows of one table, though it goes on over the end of a page: as many cells, that begin at the same place."""
    are_alike = before.text.count(CELL) == line.text.count(CELL) and abs(before.left - line.left) <= line.size
    return before.page == line.page or are_alike


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    return min(line.left for line in column), max(line.right for line in column)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the widest upright gap with lines side by side on both sides of it; a few lines may cross it."""
    if len(lines) < 2 * FEWEST:
        return None
    size = statistics.median(line.size for line in lines)
    best: tuple[float, float] | None = None
    for edge in sorted({line.left for line in lines}):
        left = [line for line in lines if line.right < edge]
        right = [line for line in lines if line.left >= edge - size / 4]
        reach = max((line.right for line in left), default=edge)
        is_wider = edge - reach > max(0.8 * size, best[0] if best else 0)
        crossing = len(lines) - len(left) - len(right)
        if is_wider and crossing <= CROSSING * len(lines) + 1 and _side_by_side(left, right):
            best = (edge - reach, (edge + reach) / 2)
    return best[1] if best else None


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """At least a few lines on the one side stand at the height of lines on the other."""
    if min(len(left), len(right)) < FEWEST:
        return False
    low, high = max(min(x.bottom for x in s) for s in (left, right)), min(max(x.top for x in s) for s in (left, right))
    return all(sum(low - 1 <= line.bottom <= high + 1 for line in side) >= FEWEST for side in (left, right))

"""The figures of some days → one PNG that can be read on a phone; Chinese labels, with a font that comes along.

Drawn as SVG by ourselves: bars are a multiplication, and the chart library that was tried measures Chinese as if it
were Latin and cuts it off. Its turning into a PNG is resvg's work.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.util import find_spec

from bot.gaps import VAIN
from bot.model import AnswerKind
from bot.store.records import Day
from bot.tg import sentences
from bot.tg.admins.figures import summed
from bot.tg.render import clean, clip

WIDTH, MARGIN = 900, 40
UP, ROW = 240, 46  # the height of upright bars, and of a row with a lying one
NAME = 200  # the width of a lying bar's name: eight characters
ROWS = 6
COLOURS = ("#1f6fb4", "#d9772b", "#9a9a9a")
INK, FAINT, LINE = "#1a1a1a", "#5a5a5a", "#cccccc"
PACKAGES = ("resvg_py", "pylopdf_fonts_zh_cn")


def is_installed() -> bool:
    """Whether a picture can be drawn here; figures in words can always be told."""
    return all(find_spec(package) for package in PACKAGES)


def picture_of(days: Sequence[Day], *, until: dt.date, count: int, version: str) -> bytes:
    """Questions a day and how they went, how fast, ratings and topics, of `count` days; needs `is_installed`."""
    dates = [until - dt.timedelta(days=back) for back in range(count - 1, -1, -1)]
    known = {day.date: day for day in days}
    week = [known.get(date, Day(date)) for date in dates]
    labels = [sentences.PICTURE_DAY.format(day=date) for date in dates]
    ratings = summed(day.ratings for day in week).most_common(ROWS)
    topics = summed(day.topics for day in week).most_common(ROWS)
    slow = [round(day.latency(0.95) * 1000) for day in week]
    parts = (
        _heading(week, version),
        _upright(sentences.PICTURE_QUESTIONS, labels, [_outcomes(day) for day in week], sentences.PICTURE_OUTCOMES),
        _upright(sentences.PICTURE_LATENCY, labels, [(milliseconds,) for milliseconds in slow]),
        _lying(sentences.PICTURE_TOPICS, topics),
        _lying(sentences.PICTURE_RATINGS, ratings),
    )
    return rendered(*_stacked(parts))


def rendered(svg: str, height: int) -> bytes:
    """An SVG's content as a PNG, with the Chinese font and no other."""
    import pylopdf_fonts_zh_cn
    import resvg_py

    whole = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">{svg}</svg>'
    font = str(pylopdf_fonts_zh_cn.sans_path())
    return resvg_py.svg_to_bytes(
        svg_string=whole,
        background="#ffffff",
        font_files=[font],
        font_family="Noto Sans SC",
        skip_system_fonts=True,
    )


Part = tuple[str, int]
"""What is drawn, from 0 downward, and how high it is."""


def _stacked(parts: Iterable[Part]) -> Part:
    top, drawn = MARGIN, []
    for svg, height in parts:
        drawn.append(f'<g transform="translate(0 {top})">{svg}</g>')
        top += height
    return "".join(drawn), top


def _heading(days: Sequence[Day], version: str) -> Part:
    answered, vain, other = (sum(column) for column in zip(*map(_outcomes, days), strict=True))
    rated = sum(count for day in days for _, count in day.ratings)
    title = sentences.PICTURE_TITLE.format(first=days[0].date, last=days[-1].date)
    sums = sentences.PICTURE_SUMS.format(answered=answered, vain=vain, other=other, rated=rated, version=version)
    return _text(MARGIN, 30, title, size=40) + _text(MARGIN, 80, sums, size=26, colour=FAINT), 130


def _upright(title: str, labels: Sequence[str], columns: Sequence[tuple[int, ...]], names: Sequence[str] = ()) -> Part:
    """Columns of counts upon one another, with their sum above; `names` say what the colours are."""
    most = max(1, *(sum(column) for column in columns))
    step = (WIDTH - 2 * MARGIN) / len(columns)
    bottom = 90 + UP
    drawn = [_text(MARGIN, 20, title, size=30), *_legend(names)]
    drawn.append(f'<path d="M{MARGIN} {bottom}H{WIDTH - MARGIN}" stroke="{LINE}" stroke-width="2"/>')
    for number, (label, column) in enumerate(zip(labels, columns, strict=True)):
        left, top = MARGIN + number * step, float(bottom)
        for count, colour in zip(column, COLOURS, strict=False):
            height = UP * count / most
            top -= height
            drawn.append(_bar(left + step * 0.15, top, step * 0.7, height, colour))
        middle = left + step / 2
        drawn.append(_text(middle, top - 12, str(sum(column)), size=26, anchor="middle"))
        drawn.append(_text(middle, bottom + 34, label, size=24, colour=FAINT, anchor="middle"))
    return "".join(drawn), bottom + 90


def _legend(names: Sequence[str]) -> Iterator[str]:
    right = WIDTH - MARGIN
    for name, colour in reversed(tuple(zip(names, COLOURS, strict=False))):
        right -= 24 * len(name) + 50
        yield _bar(right, 0, 22, 22, colour) + _text(right + 30, 20, name, size=24, colour=FAINT)


def _lying(title: str, counts: Sequence[tuple[str, int]]) -> Part:
    """A row for each name, the count at the end of its bar; said in words where there is none."""
    drawn = [_text(MARGIN, 20, title, size=30)]
    if not counts:
        return "".join((*drawn, _text(MARGIN, 66, sentences.NONE, size=26, colour=FAINT))), 120
    room = WIDTH - 2 * MARGIN - NAME - 90
    most = max(count for _, count in counts)
    for number, (name, count) in enumerate(counts):
        top = 50 + number * ROW
        length, label = room * count / most, sentences.KIND_NAMES.get(name, name)
        drawn.append(_text(MARGIN + NAME - 16, top + 27, clip(label, 7), size=26, anchor="end"))
        drawn.append(_bar(MARGIN + NAME, top, length, 34, COLOURS[0]))
        drawn.append(_text(MARGIN + NAME + length + 12, top + 27, str(count), size=26))
    return "".join(drawn), 50 + len(counts) * ROW + 50


def _bar(left: float, top: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _text(left: float, base: float, text: str, *, size: int, colour: str = INK, anchor: str = "start") -> str:
    place = f'x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{colour}" xml:space="preserve">{escape(clean(text))}</text>'


def _outcomes(day: Day) -> tuple[int, int, int]:
    """Answered, asked in vain, and the rest: greetings and what was no question."""
    kinds = Counter(dict(day.kinds))
    answered, vain = kinds[AnswerKind.ANSWER], sum(kinds[kind] for kind in VAIN)
    return answered, vain, day.questions - answered - vain

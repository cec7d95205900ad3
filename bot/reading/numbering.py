"""A Word file → the same with its automatic numbers as words: 第一条, （二）, 三、, which stand in no run of text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.reading.ooxml import attribute, elements, packed, unpacked

_PARAGRAPH = re.compile(r"(<w:p(?:\s[^<>]*)?>\s*)(<w:pPr\s*>(?:(?!<w:p[\s>]).)*?</w:pPr>)", re.DOTALL)
_PROPERTIES = re.compile(r"<w:numPr\s*>(?:(?!<w:numPr[\s>]).)*?</w:numPr>", re.DOTALL)
_START = re.compile(r"<w:startOverride\s([^<>]*)")
_PLACE = re.compile(r"%([1-9])")
_PLAIN = re.compile(r"%[1-9][.．、)）]?")
"""A bare figure, which mammoth tells as well: its lists are ordered."""

_CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"})
_FIGURES = frozenset({"decimal", "decimalFullWidth", "decimalZero"})
_ENCLOSED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class _Counters:
    """How far each list of the document has come; lists of one definition count on."""

    levels: Mapping[str, Mapping[int, _Level]]
    definitions: Mapping[str, str]
    overrides: dict[tuple[str, int], int]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, number: str, level: int) -> str | None:
        """The next number of the list, as Word shows it; None where it is a bullet, a bare figure, or unknown."""
        levels = self.levels.get(self.definitions.get(number, ""), {})
        if level not in levels:
            return None
        counts = self.counts[self.definitions[number]]
        start = self.overrides.pop((number, level), None)
        counts[level] = start if start is not None else counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        text = levels[level].text
        asked = [int(place) - 1 for place in _PLACE.findall(text)]
        if not asked or (_PLAIN.fullmatch(text) and levels[level].format in _FIGURES):
            return None
        shown = [_shown(levels[i].format, counts.get(i, levels[i].start)) for i in asked if i in levels]
        if len(shown) < len(asked) or None in shown:
            return None
        parts = iter(shown)
        return _PLACE.sub(lambda _: next(parts) or "", text)


def numbered(data: bytes) -> bytes:
    """The file with the numbers written where they are shown; as it is where it has none of that kind."""
    parts = unpacked(data)
    if not {"word/document.xml", "word/numbering.xml"} <= parts.keys():
        return data
    counters = _counters(parts["word/numbering.xml"].decode("utf-8", "replace"))
    text = parts["word/document.xml"].decode("utf-8", "replace")
    written = _PARAGRAPH.sub(lambda found: _written(found, counters), text)
    if written == text:
        return data
    return packed({**parts, "word/document.xml": written.encode()})


def _counters(text: str) -> _Counters:
    levels = {
        attribute("abstractNumId", head): {
            _figure(attribute("ilvl", own)): _level(body) for own, body in elements("lvl", definition)
        }
        for head, definition in elements("abstractNum", text)
    }
    lists = [(attribute("numId", head), body) for head, body in elements("num", text)]
    overrides = {
        (number, _figure(attribute("ilvl", own))): _figure(attribute("val", start[1]))
        for number, body in lists
        for own, change in elements("lvlOverride", body)
        if (start := _START.search(change))
    }
    return _Counters(levels, {number: _value("abstractNumId", body) for number, body in lists}, overrides)


def _level(body: str) -> _Level:
    return _Level(_value("numFmt", body), _value("lvlText", body), _figure(_value("start", body), 1))


def _written(found: re.Match[str], counters: _Counters) -> str:
    own = _PROPERTIES.search(found[2])
    if own is None:
        return found[0]
    label = counters.label(_value("numId", own[0]), _figure(_value("ilvl", own[0])))
    if label is None:
        return found[0]
    apart = "\u3000" if "\u4e00" <= label[-1] <= "\u9fff" else " " if label[-1].isalnum() else ""
    run = f'<w:r><w:t xml:space="preserve">{label}{apart}</w:t></w:r>'
    return found[1] + found[2].replace(own[0], "") + run


def _value(name: str, text: str) -> str:
    found = re.search(rf"<w:{name}\s([^<>]*)", text)
    return attribute("val", found[1]) if found else ""


def _figure(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else otherwise


def _shown(kind: str, count: int) -> str | None:
    if kind in _CHINESE:
        return _chinese(count)
    if kind in _FIGURES:
        return str(count)
    if kind in _ENCLOSED and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    return None


def _chinese(count: int) -> str | None:
    """一 to 九百九十九."""
    if not 0 < count < 1000:
        return None
    hundreds, tens, ones = count // 100, count // 10 % 10, count % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")

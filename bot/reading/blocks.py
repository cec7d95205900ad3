"""The pieces that every format is first read into: headings, paragraphs, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SENTENCE_END = re.compile(r"[。！？!?…][”’」』）》〉)\"']*$")
BARE = 40  # characters of a line without any stop that stands for a heading, byline or subtitle
STOP = re.compile(r"[。！？；…：，、!?;:,\d]")
WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\u2014-\u2026\U00020000-\U0003ffff"
JOINED_BARE = re.compile(rf"[{WIDE}][^\w\s]?\n|\n[^\w\s]?[{WIDE}]|\d-\n\d")
"""A mark in half width belongs to the Chinese beside it; a telephone number goes on behind its dash."""


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece. `level` is that of a heading (1 the highest), or of a paragraph that looks like one (0: like none);
    `run` tells the items or rows of one list or table, `linked` how many letters lead to another page.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    run: int = 0
    seams: tuple[int, ...] = ()
    linked: int = 0


def letters_in(text: str) -> int:
    """How many characters are letters: no figures, marks and blanks."""
    return sum(map(str.isalpha, text))


def join_lines(lines: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Lines of one paragraph as one text with its seams: Chinese joins bare, a space stays between Latin words."""
    text, seams = lines[0], []
    for line in lines[1:]:
        if text and line and JOINED_BARE.search(f"{text[-2:]}\n{line[:2]}"):
            seams.append(len(text))
            text += line
        else:
            text = f"{text} {line}"
    return text, tuple(seams)


def are_paragraphs(lines: Sequence[str]) -> bool:
    """True where a line end is a paragraph's end: each line ends its sentence, as hard-wrapped text never does."""
    return len(lines) > 1 and all(SENTENCE_END.search(line) for line in lines)


def are_rows(lines: Sequence[str]) -> bool:
    """True for several lines that stand as they were set, a name, a street, a telephone: no sentence ends in one."""
    return len(lines) > 1 and not any(SENTENCE_END.search(line) for line in lines)


def is_bare(text: str) -> bool:
    """True for a short line without any stop, as headings and names are."""
    return 0 < len(text) <= BARE and "\n" not in text and not STOP.search(text)

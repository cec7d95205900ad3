"""Two normal forms → the spans in which they differ, and what such a span may turn out to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import Levenshtein

_NEXT = 1
"""Equal characters between two edits that are looked at as one: 江苏 and 浙江 share one."""


class Edit(Enum):
    MISPRINT = "misprint"
    WORDING = "wording"
    DOUBT = "doubt"
    """A misprint beside others; alone it may be another fact."""
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Change:
    """A span of one text that stands in place of a span of the other."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def old(self) -> str:
        return self.a[self.a_start : self.a_end]

    @property
    def new(self) -> str:
        return self.b[self.b_start : self.b_end]

    @property
    def size(self) -> int:
        return max(self.a_end - self.a_start, self.b_end - self.b_start)

    @property
    def is_swap(self) -> bool:
        """True where both texts have something there."""
        return self.a_start < self.a_end and self.b_start < self.b_end

    @property
    def sides(self) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        return (self.a, self.a_start, self.a_end), (self.b, self.b_start, self.b_end)

    def steps(self) -> Iterator[Change]:
        """The same as single characters exchanged, lost or added."""
        for edit in Levenshtein.editops(self.old, self.new):
            at, to = self.a_start + edit.src_pos, self.b_start + edit.dest_pos
            yield Change(self.a, self.b, at, at + (edit.tag != "insert"), to, to + (edit.tag != "delete"))


def changes(a: str, b: str) -> Iterator[Change]:
    """In the order of the texts; those next to each other as one."""
    spans: list[tuple[int, int, int, int]] = []
    for edit in Levenshtein.opcodes(a, b):
        a_start, a_end, b_start, b_end = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if edit.tag == "equal":
            continue
        if spans and a_start - spans[-1][1] <= _NEXT:
            spans[-1] = (spans[-1][0], a_end, spans[-1][2], b_end)
        else:
            spans.append((a_start, a_end, b_start, b_end))
    return (Change(a, b, *span) for span in spans)

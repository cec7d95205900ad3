"""The name of a word list that stands beside the code → its words."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def listed(room: str, name: str) -> tuple[str, ...]:
    """The words of the room's file of that name, in order, parted by blanks; what stands behind a # is a remark."""
    text = resources.files(room).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() for word in line.partition("#")[0].split())


@cache
def word_set(room: str, name: str) -> frozenset[str]:
    """The same words without their order."""
    return frozenset(listed(room, name))

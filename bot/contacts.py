"""A worker's place → whom to turn to there, as the operator wrote it."""

from __future__ import annotations

from collections.abc import Sequence

Contacts = Sequence[tuple[str, str]]
"""Names of places (兰州, 兰州市, or 北京/朝阳区 where several have the name), each with its card: office, address, telephone."""


def card_of(region: Sequence[str] | None, contacts: Contacts) -> str:
    """The card of the district, else of the city, else of the province; empty where there is none."""
    parts = tuple(region or ())
    for end in range(len(parts), 0, -1):
        for name, card in contacts:
            if _is_named(parts[:end], name):
                return card
    return ""


def _is_named(region: Sequence[str], name: str) -> bool:
    """Whether this is the region's name: the last of it names the region itself, what stands before it the larger ones."""
    *larger, last = (part.strip() for part in name.replace("／", "/").split("/"))
    return region[-1].startswith(last) and all(any(part.startswith(one) for part in region[:-1]) for one in larger)

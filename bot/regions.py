"""What a worker types as a place → the regions that it may mean, and the places that a library speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.library import Library
from bot.passages.divisions import NATION, Gazetteer, Region
from bot.passages.mentions import meant_by
from bot.passages.places import place_in, region_named

SEPARATOR = "/"


def regions_meant(text: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """The one region that is surely meant, else all that may be; nothing where no name in it is known."""
    name = text.strip()
    surely = region_named(name, gazetteer) or place_in(name, gazetteer)
    if surely:
        return (surely,)
    parts = tuple(name.replace("／", SEPARATOR).replace(SEPARATOR, " ").split())
    return meant_by(parts, gazetteer) if parts else ()


def regions_offered(library: Library, *, limit: int) -> tuple[Region, ...]:
    """The places of the library's articles, those with most articles first, as far as their names are known."""
    named = (region_named(written(place), library.gazetteer) for place in library.contents.places if place != NATION)
    return tuple(dict.fromkeys(region for region in named if region))[:limit]


def unknown_places(names: Iterable[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Those of an operator's names of places that mean none, by a slip of the pen or for want of a line in regions.txt."""
    return tuple(name for name in names if not regions_meant(name, gazetteer))


def written(region: Region) -> str:
    """The region in one line that `region_named` reads back."""
    return SEPARATOR.join(region)


def spoken(name: str) -> str:
    """What was written in one line, as people say it: 甘肃省兰州市."""
    return name.replace(SEPARATOR, "")

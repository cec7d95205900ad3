"""The place of a passage beside that of a worker → how far it is from the worker's, what to say of it."""

from __future__ import annotations

from enum import StrEnum

from .divisions import NATION, Region
from .mentions import is_within

NOT_STATED = "未注明地区"


class Nearness(StrEnum):
    SAME = "same"
    WIDER = "wider"
    """The worker's province or the nation: it holds for the worker too."""
    NARROWER = "narrower"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def nearness(passage: Region | None, worker: Region | None) -> Nearness:
    """How the place of a passage lies to the worker's; unknown where either is."""
    if passage == NATION:
        return Nearness.WIDER
    if not passage or not worker:
        return Nearness.UNKNOWN
    if passage == worker:
        return Nearness.SAME
    if is_within(worker, passage):
        return Nearness.WIDER
    return Nearness.NARROWER if is_within(passage, worker) else Nearness.ELSEWHERE


def spoken_region(region: Region) -> str:
    """The name as one says it: 银川市, 银川市兴庆区, 北京市朝阳区."""
    return "".join(region[-2:]) if region[-1][-1] in "区县旗" and not region[-1].endswith("自治区") else region[-1]


def place_note(passage: Region | None, worker: Region | None) -> str | None:
    """What a worker should know of the place; None where it holds for the worker."""
    if not passage:
        return NOT_STATED
    near = nearness(passage, worker)
    if near is Nearness.NARROWER:
        return f"这是{spoken_region(passage)}的做法,同在{spoken_region(worker or ())}的其他地方可能不同"
    if near in {Nearness.SAME, Nearness.WIDER}:
        return None
    return f"这是{spoken_region(passage)}的做法,您所在地可能不同"


def shared(one: Region, other: Region) -> int:
    """How many of the larger divisions both lie in."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

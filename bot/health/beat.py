"""A beat of the running bot, and the judgement on it: well, or what ails it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STALE = 30.0  # seconds; the bot beats every five, and a busy machine may delay one
DEAF = 180.0  # seconds without a word of Telegram; a poll takes 25, and one lost connection is no deafness


class Phase(StrEnum):
    STARTING = "starting"
    READY = "ready"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Beat:
    """`at` and `heard` are seconds since 1970: of the beat, and of Telegram's last word where we ask for updates."""

    at: float
    phase: Phase
    heard: float | None = None
    ailing: str | None = None
    """What it knows itself to want for answering, as a sentence."""


def is_alive(beat: Beat | None, *, now: float) -> bool:
    """Whether its event loop goes round; a start takes what it takes."""
    return beat is not None and (beat.phase is Phase.STARTING or abs(now - beat.at) <= STALE)


def ailment(beat: Beat | None, *, now: float) -> str | None:
    """What keeps it from answering workers, as a sentence; None when it is well."""
    if beat is None:
        return "机器人没有在运行，或者 NIANGJIA_STATE 与它的不同。"
    if abs(now - beat.at) > STALE:
        return f"机器人已有 {abs(now - beat.at):.0f} 秒没有动静。"
    if beat.phase is not Phase.READY:
        return "机器人正在启动。" if beat.phase is Phase.STARTING else "机器人正在停止。"
    if beat.heard is not None and now - beat.heard > DEAF:
        return f"机器人已有 {now - beat.heard:.0f} 秒收不到 Telegram 的回应。"
    return beat.ailing

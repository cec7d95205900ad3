"""The heartbeat file: the running bot writes it every few seconds, and another process reads from it whether it is well."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

STALE = 30.0  # seconds; the bot beats every five, and a busy machine may delay one
DEAF = 180.0  # seconds without a word of Telegram; a poll takes 25, and one lost connection is no deafness
FILE = "heartbeat.json"
SIZE = 512  # bytes, more than a beat takes with the longest sentence on what ails it; the rest is blank


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
    """Why it cannot answer, as it knows itself: one Chinese sentence."""


def is_alive(beat: Beat | None, *, now: float) -> bool:
    """Whether the bot beat within `STALE` seconds; one that is starting counts as alive however long it takes."""
    return beat is not None and (beat.phase is Phase.STARTING or abs(now - beat.at) <= STALE)


def ailment(beat: Beat | None, *, now: float) -> str | None:
    """Why it does not answer workers, as one Chinese sentence; None when it is well."""
    if beat is None:
        return "机器人没有在运行，或者 NIANGJIA_STATE 与它的不同。"
    if abs(now - beat.at) > STALE:
        return f"机器人已有 {abs(now - beat.at):.0f} 秒没有动静。"
    if beat.phase is not Phase.READY:
        return "机器人正在启动。" if beat.phase is Phase.STARTING else "机器人正在停止。"
    if beat.heard is not None and now - beat.heard > DEAF:
        return f"机器人已有 {now - beat.heard:.0f} 秒收不到 Telegram 的回应。"
    return beat.ailing


def heartbeat_path(state: str) -> Path:
    """The file in the folder of state; where `state` is a database's address, in a folder of ours under the temporary one."""
    if "://" not in state:
        return Path(state) / FILE
    return Path(tempfile.gettempdir()) / f"niangjia-{os.getuid()}" / FILE


def write_beat(path: Path, beat: Beat) -> None:
    """Overwrites the file in place with `SIZE` bytes, which needs no free space on the disk; raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(
        {"at": beat.at, "phase": beat.phase, "heard": beat.heard, "ailing": beat.ailing, "process": os.getpid()},
        ensure_ascii=False,
    )
    # in the temporary folder somebody else may have laid a link
    number = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        os.write(number, line.encode().ljust(SIZE))
    finally:
        os.close(number)


def read_beat(path: Path) -> Beat | None:
    """The last beat; None where the file is missing, cannot be read, or holds something else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        heard = found["heard"]
        ailing = found.get("ailing")
        known = None if heard is None else float(heard)
        return Beat(float(found["at"]), Phase(found["phase"]), known, None if ailing is None else str(ailing))
    except (OSError, ValueError, KeyError, TypeError):
        return None

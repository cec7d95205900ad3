"""The beat as a small file in the folder of state, so that another process can judge it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from bot.health.beat import Beat, Phase

FILE = "heartbeat.json"
SIZE = 512  # bytes, more than a beat takes with the longest sentence on what ails it; the rest is blank


def heartbeat_path(state: str) -> Path:
    """In the folder of state; a database's address is no folder, and then in the machine's folder for such things."""
    if "://" not in state:
        return Path(state) / FILE
    return Path(tempfile.gettempdir()) / f"niangjia-{os.getuid()}" / FILE


def write_beat(path: Path, beat: Beat) -> None:
    """Writes over the old beat in one piece of the same size, so that a full disk takes it too; raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps(
        {"at": beat.at, "phase": beat.phase, "heard": beat.heard, "ailing": beat.ailing, "process": os.getpid()},
        ensure_ascii=False,
    )
    number = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.write(number, line.encode().ljust(SIZE))
    finally:
        os.close(number)


def read_beat(path: Path) -> Beat | None:
    """None where there is none, or nothing that is one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        heard = found["heard"]
        ailing = found.get("ailing")
        known = None if heard is None else float(heard)
        return Beat(float(found["at"]), Phase(found["phase"]), known, None if ailing is None else str(ailing))
    except (OSError, ValueError, KeyError, TypeError):
        return None

"""Questions and reloads for a long while: no error, and nothing that grows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.scene import ADMIN, CHATS, QUESTION, STAND_IN, STRANGE, Scene, Table, scene
from tests.faults.editions import EDITIONS, lay
from tests.faults.table import Row, Scale

EVERY = 0.2  # seconds between two questions
RELOAD = 60.0
OVER = 30.0
"""Seconds of each minute that are not looked at: a reload holds two libraries for its time, which is no growth."""
LOOK = 5.0
WARM = 0.2  # of the time: until then caches fill and the allocator finds its size
QUESTIONS = (QUESTION, STRANGE, "医疗互助", "焊工培训班什么时候", "驿站有什么", "/start", "被拖欠工资怎么办", "你好")


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    files: int
    threads: int
    megabytes: float


def soak(scale: Scale) -> Iterator[Row]:
    if not STAND_IN.exists():
        return
    minutes = 2.0 if scale.quick else scale.minutes
    table = Table()
    with scene(table) as one:
        lay(one.corpus, EDITIONS[0])
        one.start()
        asked, reloads, looks = _soaked(one, minutes * 60)
        answered = _answered(one, asked)
        code, _ = one.stop()
        errors = [line for line in one.log.read_text().splitlines() if " ERROR " in line or " CRITICAL " in line]
    settled = [look for look in looks if look.at > WARM * minutes * 60]
    measured = (
        f"{asked} questions, {answered} answered, {reloads} reloads, {len(errors)} errors in the log, exit {code}"
    )
    held = answered == asked and not errors and code == 0 and not table.failed
    yield Row(f"soak of {minutes:.0f} min, 5 questions a second, a reload a minute", "no error", measured, held)
    hours = (settled[-1].at - settled[0].at) / 3600
    for name, figures, most in (
        ("descriptors", [look.files for look in settled], 2.0),
        ("threads", [look.threads for look in settled], 2.0),
        ("memory, MB", [look.megabytes for look in settled], 5.0),
    ):
        grown = slope([look.at / 3600 for look in settled], figures) * hours
        measured = f"{min(figures):.0f} to {max(figures):.0f}, slope {grown / hours:+.2f} an hour ({grown:+.2f} in the {hours * 60:.0f} min after warming)"
        yield Row(f"the soak's {name}", f"flat: grown by at most {most:.0f} after warming", measured, grown <= most)


def _soaked(one: Scene, seconds: float) -> tuple[int, int, list[Look]]:
    one.fake.mark()
    began = time.monotonic()
    asked = reloads = 0
    looks: list[Look] = []
    while (spent := time.monotonic() - began) < seconds:
        if asked * EVERY <= spent:
            one.fake.say(chat=next(CHATS), text=QUESTIONS[asked % len(QUESTIONS)])
            asked += 1
        else:
            time.sleep(0.02)
        if (reloads + 1) * RELOAD <= spent:
            reloads += 1
            lay(one.corpus, EDITIONS[reloads % 2])
            one.fake.say(chat=ADMIN, text="/reload")
        if spent % RELOAD >= OVER and (not looks or looks[-1].at + LOOK <= spent):
            looks.append(look(one.bot.pid, at=spent))
    return asked, reloads, looks


def look(process: int, *, at: float) -> Look:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    files = sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    return Look(at, files, int(status["Threads"]), int(status["VmRSS"].split()[0]) / 1024)


def _answered(one: Scene, asked: int) -> int:
    """How many chats have got a reply, given half a minute for the last ones; the admin's not counted."""
    end = time.monotonic() + 30
    chats: set[int] = set()
    while len(chats) < asked and time.monotonic() < end:
        time.sleep(1)
        log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
        chats = {entry["chat"] for entry in log if entry["chat"] != ADMIN}
    return len(chats)


def slope(at: Sequence[float], figures: Sequence[float]) -> float:
    """Of the line that lies nearest to all figures."""
    middle, mean = sum(at) / len(at), sum(figures) / len(figures)
    spread = sum((x - middle) ** 2 for x in at)
    return sum((x - middle) * (y - mean) for x, y in zip(at, figures, strict=True)) / spread if spread else 0.0

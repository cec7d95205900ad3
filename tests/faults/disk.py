"""A disk that fails at each step in turn, that is full, that may only be read: the old library answers on."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import logging
import mmap
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bot.store import StoreError, open_store
from bot.store.snapshots import Snapshots
from tests.end_to_end.scene import CHATS, QUESTION, STAND_IN, Scene, Table, reloaded, scene
from tests.faults.editions import EDITIONS, edition_of, lay, taken_up
from tests.faults.kills import forked
from tests.faults.table import Row, Scale, folder

NOON = dt.datetime(2026, 6, 1, 4, 0, tzinfo=dt.UTC)
OLD, NEW = EDITIONS
PROMISE = "old snapshot answers; no temporary file stays; the admin is told"
STEPS = ("write", "pwrite64", "fsync", "fdatasync", "rename")
"""The first is Python's and the second SQLite's."""
KEPT = {"libraries", "reading.cache", "known.cache", "niangjia.sqlite3", "niangjia.sqlite3-wal", "niangjia.sqlite3-shm"}


def failing_steps(scale: Scale) -> Iterator[Row]:
    """The N-th call fails for N = 1, 2, ... until a run passes: once, or from there on, as a full disk does."""
    if shutil.which("strace") is None:
        yield Row("the N-th write, fsync, rename fails", PROMISE, "strace is not installed", None)
        return
    errors = ("ENOSPC", "EIO", "EROFS")
    with folder() as place:
        stage = Stage(place)
        for error in errors[: scale.of(3, 1)]:
            counts, wrong = {}, []
            for step in STEPS:
                for number in itertools.count(1, scale.of(1, 7)):
                    hit, found = stage.run(step, error, number, for_good=error != "EIO")
                    wrong += [f"{step} {number}: {found}"] if found else []
                    if not hit:
                        break
                counts[step] = number - 1
            told = ", ".join(f"{count} {step}" for step, count in counts.items() if count)
            yield Row(
                f"the N-th call fails: {error}", PROMISE, f"N up to {told}; {wrong[:3] or 'none wrong'}", not wrong
            )


class Stage:
    """A state with an old library in it, and the reload of a new one with some writing to the database."""

    def __init__(self, place: Path) -> None:
        self.corpus, self.state = place / "corpus", place / "state"
        self._as_it_was = place / "before"
        lay(self.corpus, OLD)
        taken_up(self.corpus, self._as_it_was)
        store = open_store(str(self._as_it_was))
        store.regions.choose(1, "福州市", now=NOON)
        store.close()
        lay(self.corpus, NEW)
        self._told = mmap.mmap(-1, 16)  # what the child says must not be a write that can fail

    def run(self, step: str, error: str, number: int, *, for_good: bool) -> tuple[bool, str]:
        """Whether the call was made at all, and what did not hold; empty where all did."""
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.copytree(self._as_it_was, self.state)
        self._told[:4] = b"\0\0\0\0"
        child = forked(self._reload)
        os.waitpid(child, os.WUNTRACED)
        when = f"{number}+" if for_good else str(number)
        trace = self.state.parent / "trace"
        rule = ["-e", f"trace={step}", "-e", f"inject={step}:error={error}:when={when}"]
        strace = subprocess.Popen(["strace", "-qq", "-o", trace, *rule, "-p", str(child)], stderr=subprocess.DEVNULL)
        while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text():
            time.sleep(0.002)
        os.kill(child, signal.SIGCONT)
        os.waitpid(child, 0)
        strace.wait()
        return "(INJECTED)" in trace.read_text(), self._wrong()

    def _reload(self) -> None:
        """In the child: first byte for the end, second for what the admin was told, third for the database's error."""
        logging.disable()
        os.kill(os.getpid(), signal.SIGSTOP)
        library, told = taken_up(self.corpus, self.state)
        self._told[1] = 1 + told
        self._told[2] = edition_of(library) == NEW
        try:
            store = open_store(str(self.state), wait=0.1)
            store.regions.choose(2, "厦门市", now=NOON)
            store.close()
            self._told[3] = 1
        except StoreError:
            self._told[3] = 2
        self._told[0] = 1

    def _wrong(self) -> str:
        ended, told, new, remembered = self._told[:4]
        if not ended:
            return "the reload ended by an error that has no name"
        snapshots = Snapshots(self.state)
        kept = [edition_of(snapshots.load(one)) for one in snapshots.kept()]
        left = {path.name for path in self.state.iterdir()} - KEPT
        left |= {path.name for path in (self.state / "libraries").iterdir() if path.name.startswith(".")}
        if not kept or kept[-1] != OLD or not new:
            return f"snapshots {kept}"
        if left:
            return f"left behind: {left}"
        if (len(kept) == 1) != (told == 2):
            return "the admin was not told rightly"
        return self._wrong_rows(remembered == 1)

    def _wrong_rows(self, remembered: bool) -> str:
        try:
            store = open_store(str(self.state))
        except StoreError as error:
            return f"the database does not open: {error.code}"
        found = (store.regions.find(1), store.regions.find(2))
        store.close()
        return "" if found[0] == "福州市" and found[1] in ("厦门市", *([] if remembered else [""])) else f"rows {found}"


def full_disks(scale: Scale) -> Iterator[Row]:
    """A file system of 32 MiB with less and less room, and one that may only be read, below the real bot."""
    with small_disk() as disk:
        if disk is None:
            yield Row("a file system of 32 MiB filled", PROMISE, "no file system may be mounted here", None)
            return
        tried, wrong = filled(disk, step=scale.of(64, 1024))
        yield Row("32 MiB filled, a little more room each time", PROMISE, f"{tried} rooms; {wrong[:3] or 'none wrong'}", not wrong)  # fmt: skip
    if STAND_IN.exists():
        yield from below_the_bot()


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    with folder() as place:
        disk = place / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], capture_output=True, check=False
        )
        try:
            yield None if mounted.returncode else disk
        finally:
            if not mounted.returncode:
                subprocess.run(["umount", "-l", disk], check=False)


def filled(disk: Path, *, step: int) -> tuple[int, list[str]]:
    """Reloads with 0, `step`, ... KiB free until everything could be kept: how many rooms, and what did not hold."""
    place, state = disk.parent, disk / "state"
    lay(place / "corpus", OLD)
    taken_up(place / "corpus", state)
    lay(place / "corpus", NEW)
    wrong: list[str] = []
    for tried, room in enumerate(itertools.count(0, step), start=1):
        fill(disk, leave=room << 10)
        library, told = taken_up(place / "corpus", state)
        (disk / "filler").unlink()
        snapshots = Snapshots(state)
        kept = [edition_of(snapshots.load(one)) for one in snapshots.kept()]
        left = [path.name for path in state.rglob("*") if ".new" in path.name or ".gone" in path.name]
        if kept[-1] != OLD or edition_of(library) != NEW or left or told != (len(kept) == 1):
            wrong.append(f"{room} KiB: {kept} {left}")
        if len(kept) > 1:
            return tried, wrong
    raise AssertionError("an endless count ended")


def fill(disk: Path, *, leave: int) -> None:
    """Leaves so many bytes; others may be writing meanwhile."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        for _ in range(max(0, free - leave) // 1024):
            filler.write(bytes(1024))


def below_the_bot() -> Iterator[Row]:
    for fault, words in (("full", "磁盘已满"), ("read-only", "只读")):
        table = Table()
        with small_disk() as disk, scene(table, NIANGJIA_STATE=str(disk / "state")) as one:
            lay(one.corpus, OLD)
            one.start()
            spoil(fault, disk, one)
            lay(one.corpus, NEW)
            said, answered = reloaded(one), one.say(QUESTION, chat=next(CHATS), timeout=20)[0]
            mend(fault, disk)
            again = reloaded(one)
            code, _ = one.stop()
        held = words in said and NEW in answered and words not in again and code == 0 and not table.failed
        line = next((line for line in said.splitlines() if words in line), said)
        measured = f"{line[:60]}; once mended the reload is {'good' if words not in again else again}"
        yield Row(f"the state's disk is {fault} below the bot", PROMISE, measured, held)


def spoil(fault: str, disk: Path, one: Scene) -> None:
    """A disk with open files cannot be remounted by hand: there the bot is started upon it."""
    if fault == "full":
        fill(disk, leave=0)
        return
    one.stop()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    one.start()


def mend(fault: str, disk: Path) -> None:
    if fault == "full":
        (disk / "filler").unlink()
        return
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)

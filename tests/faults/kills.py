"""kill -9 at random moments of a build, a save, a database write and a reload: the old state or the new one."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.store import open_store
from bot.store.records import Claim
from bot.store.shelf import Shelf
from bot.store.snapshots import FOLDER, SnapshotError, Snapshots
from tests.end_to_end.scene import ADMIN, CHATS, QUESTION, STAND_IN, Table, scene
from tests.faults.editions import EDITIONS, edition_of, lay, taken_up
from tests.faults.table import Row, Scale, folder

NOON = dt.datetime(2026, 6, 1, 4, 0, tzinfo=dt.UTC)
PROMISE = "every start; the old state or the new one"


def kills(scale: Scale) -> Iterator[Row]:
    with folder() as place:
        rounds = scale.of(80, 4)
        good, moments = of_builds(place, rounds, random.Random(1))
        yield Row("kill -9 while building and saving", PROMISE, f"{good} of {rounds}; {moments}", good == rounds)
    with folder() as place:
        rounds = scale.of(80, 4)
        good = of_database(place, rounds, random.Random(2))
        yield Row("kill -9 while writing to the database", PROMISE, f"{good} of {rounds}", good == rounds)
    if STAND_IN.exists():
        rounds = scale.of(40, 2)
        good = of_reloads(rounds, random.Random(3))
        yield Row("kill -9 of the bot amid /reload and questions", PROMISE, f"{good} of {rounds}", good == rounds)


def of_builds(place: Path, rounds: int, order: random.Random) -> tuple[int, str]:
    """How many kills left whole snapshots and a shelf that opens with today's corpus; and what the kills met."""
    corpus, state = place / "corpus", place / "state"
    for edition in (*EDITIONS, EDITIONS[0]):  # the first loads dictionaries, and kills must meet the work
        lay(corpus, edition)
        began = time.monotonic()
        taken_up(corpus, state)
    longest, good, halves = 1.3 * (time.monotonic() - began), 0, 0
    for number in range(1, rounds + 1):
        edition = EDITIONS[number % 2]
        lay(corpus, edition)
        killed(lambda: taken_up(corpus, state), after=order.uniform(0, longest))
        halves += (state / FOLDER / ".new").exists()
        good += _all_whole(state) and edition_of(Shelf(corpus, state).open()) == edition
    return good, f"{halves} left half a snapshot, which was passed over and swept away"


def _all_whole(state: Path) -> bool:
    snapshots = Snapshots(state)
    try:
        return all(edition_of(snapshots.load(kept)) in EDITIONS for kept in snapshots.kept())
    except SnapshotError:
        return False


def of_database(state: Path, rounds: int, order: random.Random) -> int:
    """How many kills left a database with all that was acknowledged, and nothing by half."""
    good = 0
    for number in range(rounds):
        first = number * 1_000_000
        acknowledged = _acknowledged(state, first, order)
        store = open_store(str(state))
        claims = {store.updates.claim(one, holder="b", now=NOON) for one in acknowledged}
        gaps = store.gaps.open(limit=1_000_000)
        store.close()
        kept = {f"w{one}" for one in acknowledged} <= {gap.words[0] for gap in gaps}
        good += bool(acknowledged) and claims == {Claim.DONE} and kept and {gap.count for gap in gaps} == {1}
    return good


def _acknowledged(state: Path, first: int, order: random.Random) -> list[int]:
    """The numbers that a writer says to have kept before it is killed."""
    reading, writing = os.pipe()

    def write() -> None:
        store = open_store(str(state))
        for number in range(first, first + 1_000_000):
            store.updates.claim(number, holder="a", now=NOON)
            store.gaps.note([f"w{number}"], "班车几点", reason="not_found", place="福州市", now=NOON)
            store.updates.finish(number, holder="a")
            os.write(writing, f"{number}\n".encode())

    child = forked(write)
    os.close(writing)
    with os.fdopen(reading) as lines:
        said = [lines.readline()]
        time.sleep(order.random() * 0.1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += lines
    return [int(line) for line in said if line.endswith("\n")]


def of_reloads(rounds: int, order: random.Random) -> int:
    """How many kills of the bot were followed by a start that answers wholly from one edition."""
    good = 0
    with scene(Table()) as one:
        lay(one.corpus, EDITIONS[0])
        one.start()
        for number in range(1, rounds + 1):
            edition = EDITIONS[number % 2]
            lay(one.corpus, edition)
            one.fake.say(chat=ADMIN, text="/reload")
            for _ in range(5):
                one.fake.say(chat=next(CHATS), text=QUESTION)
            time.sleep(order.uniform(0, 1.5))
            one.bot.kill()
            one.bot.wait()
            one.start()
            good += edition in one.say(QUESTION, chat=next(CHATS), timeout=20)[0]
        one.stop()
    return good


def killed(work: Callable[[], object], *, after: float) -> None:
    """Does the work in a child and kills that, if it has not ended by itself."""
    child = forked(work)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def forked(work: Callable[[], object]) -> int:
    """A child that is warm already: dictionaries are loaded, so that a kill meets the work and not the start."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)

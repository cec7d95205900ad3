"""Single bits that flip and files that are cut: the snapshot, the database, the caches, the vectors."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.known import Known
from bot.library import Library
from bot.loading import load_library
from bot.passages.divisions import Gazetteer
from bot.reading.corpus import read_corpus
from bot.search.semantic import Vectorized
from bot.store import Fault, StoreError, open_store
from bot.store.database import FILE
from bot.store.kept import keep, read_kept
from bot.store.records import Cited, Deed, Feedback, FeedbackKind, Receipt
from bot.store.shelf import KNOWN, Shelf
from bot.store.snapshots import FOLDER, SnapshotError, SnapshotFault, Snapshots
from tests.faults.editions import EDITIONS, lay
from tests.faults.table import Row, Scale, folder
from tests.make import Left

NOON = dt.datetime(2026, 6, 1, 4, 0, tzinfo=dt.UTC)
NOTICED, HARMLESS, MISSED = "noticed", "harmless", "missed"
Outcome = str


def flips(scale: Scale) -> Iterator[Row]:
    rounds = scale.of(1000, 60)
    with folder() as place:
        lay(place / "corpus", EDITIONS[0])
        library = replace(load_library(place / "corpus"), gazetteer=Gazetteer({}, {}, {}))
        outcomes = {
            "snapshot": of_snapshot(place / "snapshot", library, rounds),
            "database": of_database(place / "database", rounds),
            "cache of what was read": of_cache(place, rounds),
            "cache of what was worked out": of_known(place, rounds),
            "kept vectors": of_vectors(place / "vectors.cache", rounds),
        }
    for name, found in outcomes.items():
        measured = f"of {rounds} noticed {found[NOTICED]}, missed {found[MISSED]}"
        if found[HARMLESS]:
            measured += f", in bytes that hold nothing {found[HARMLESS]} (all rows read as before)"
        yield Row(f"bit flips and cuts of the {name}", "all noticed; rebuilt, or refused by name", measured, not found[MISSED])  # fmt: skip


def of_snapshot(state: Path, library: Library, rounds: int) -> Counter[Outcome]:
    snapshots = Snapshots(state)
    kept = snapshots.save(library, corpus="aa", now=NOON)
    [saved] = (state / FOLDER).iterdir()

    def outcome() -> Outcome:
        try:
            snapshots.load(kept)
        except SnapshotError as error:
            return NOTICED if error.fault is SnapshotFault.DAMAGED else MISSED
        return MISSED

    return damaged(sorted(saved.iterdir()), rounds, outcome)


def of_database(state: Path, rounds: int) -> Counter[Outcome]:
    file, copy = state / FILE, state / "copy" / FILE
    copy.parent.mkdir(parents=True)
    fill(state)
    rows = _rows(file)

    def outcome() -> Outcome:
        for path in copy.parent.iterdir():
            path.unlink()
        shutil.copy(file, copy)
        try:
            open_store(str(copy.parent)).close()
        except StoreError as error:
            return NOTICED if error.fault is Fault.DAMAGED else MISSED
        try:
            return HARMLESS if _rows(copy) == rows else MISSED
        except sqlite3.Error:
            return MISSED

    return damaged([file], rounds, outcome)


def fill(state: Path, *, count: int = 200) -> None:
    """A database with rows in every table."""
    store = open_store(str(state))
    for number in range(count):
        store.regions.choose(number, "福州市", now=NOON)
        gap = store.gaps.note([f"w{number}"], "班车几点", reason="not_found", place="福州市", now=NOON)
        store.links.add(number, gap, "班车几点", expires=NOON)
        answer = f"answer{number:06}"
        receipt = Receipt(answer, "answer", "ab12", ("公租房", "申请"), (Cited("p1", 1.5),))
        store.receipts.keep(receipt, worker=number, question="公租房怎么申请", now=NOON)
        store.feedback.give(Feedback(answer, FeedbackKind.USEFUL), now=NOON)
        store.subscriptions.follow(number, "住房", now=NOON)
        store.statistics.asked("answer", seconds=0.01, topics=[f"t{number}"], now=NOON)
        store.audit.record(Deed(NOON, number, "reload"))
        store.updates.claim(number, holder="a", now=NOON)
    store.close()


def _rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(file)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    finally:
        connection.close()


def of_cache(place: Path, rounds: int) -> Counter[Outcome]:
    """Noticed is what does not change what is read, for what was kept is read again."""
    corpus, cache, left = place / "corpus", place / "cache", Left()
    plain = read_corpus(corpus, known=Known(keeper=left))
    keep(cache, left.tables)

    def outcome() -> Outcome:
        return NOTICED if read_corpus(corpus, known=Known(read_kept(cache))) == plain else MISSED

    return damaged(_files(cache), rounds, outcome)


def of_kept(folder: Path, rounds: int) -> Counter[Outcome]:
    return damaged(_files(folder), rounds, lambda: MISSED if read_kept(folder) else NOTICED)


def of_known(place: Path, rounds: int) -> Counter[Outcome]:
    """Noticed is what is not read, for that is worked out again; and the library is that of before."""
    state = place / "known"
    state.mkdir()
    shelf, folder = Shelf(place / "corpus", state), state / KNOWN
    plain = shelf.build(shelf.corpus)
    found = of_kept(folder, rounds)
    part = _files(folder)[-1]
    part.write_bytes(part.read_bytes()[:-1])
    again = shelf.build(shelf.corpus)
    is_alike = again.passages == plain.passages and again.duplicates == plain.duplicates
    return found if is_alike and read_kept(folder) else Counter({MISSED: rounds})


def of_vectors(folder: Path, rounds: int) -> Counter[Outcome]:
    order = np.random.default_rng(1)
    kept = Vectorized(tuple(f"{n:032x}" for n in range(50)), order.random((50, 64)).astype(np.float16))
    keep(folder, kept.arrays())

    def outcome() -> Outcome:
        read = Vectorized.of(read_kept(folder))
        if not read.keys:
            return NOTICED
        return HARMLESS if read.keys == kept.keys and np.array_equal(read.rows, kept.rows) else MISSED

    return damaged(_files(folder), rounds, outcome)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def damaged(files: list[Path], rounds: int, outcome: Callable[[], Outcome]) -> Counter[Outcome]:
    """What came of flipping a bit (four times of five) or cutting, one file after the other; each is mended again."""
    order, found = random.Random(rounds), Counter[Outcome]()
    for number in range(rounds):
        path = files[number % len(files)]
        whole = path.read_bytes()
        at = order.randrange(len(whole))
        raw = bytearray(whole)
        raw[at] ^= 1 << order.randrange(8)
        path.write_bytes(whole[:at] if number // len(files) % 5 == 4 else raw)
        found[outcome()] += 1
        path.write_bytes(whole)
    return found

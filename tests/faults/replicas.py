"""Several bots by webhook on one PostgreSQL, one of them killed amid questions."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

from tests.end_to_end.replicas import replicas as walked
from tests.end_to_end.scene import STAND_IN
from tests.faults.table import Row, Scale
from tests.faults.telegram import of_chapter
from tests.postgres import postgres_programs

FAULT = "two bots on one PostgreSQL: each update to both, then kill -9 of one amid 60 questions"
PROMISE = "each answered once; none lost to the kill; the other takes the whole rate"


def replicas(_scale: Scale) -> Iterator[Row]:
    if not STAND_IN.exists():
        return
    if postgres_programs() is None or importlib.util.find_spec("psycopg") is None:
        yield Row(FAULT, PROMISE, "no PostgreSQL server is installed", None)
        return
    yield of_chapter(FAULT, PROMISE, walked)

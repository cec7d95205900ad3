"""An empty or older database becomes one of this version: forward only, all steps in one transaction.

Not Alembic: its environment, templates and command serve many developers' branches; here a step is a function in a
tuple, and the same transaction that runs the steps writes the number, so a kill leaves the old version or the new.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, inspect, select, text, update

from .errors import Fault, StoreError
from .schema import EDITIONS, META, REPLICAS, SUBSCRIPTIONS, TABLES

Step = Callable[[Connection], None]


def _sum_rows(_connection: Connection) -> None:
    """Version 2: an SQLite file sums its rows (see checksums.py), and a program that cannot sum must not write to it."""


def _editions(connection: Connection) -> None:
    """Version 3: subscriptions say up to which edition of the news their worker was told; until now nobody could subscribe."""
    SUBSCRIPTIONS.drop(connection)
    SUBSCRIPTIONS.create(connection)
    EDITIONS.create(connection)


def _replicas(connection: Connection) -> None:
    """Version 4: the processes that share a database say that they live."""
    REPLICAS.create(connection)


STEPS: tuple[Step, ...] = (_sum_rows, _editions, _replicas)
"""Step n makes version n + 2 out of version n + 1. Never edit one that was released; change schema.py along with it."""

_LOCK = 0x4E4A  # any number, the same for all replicas


def migrate(connection: Connection, *, steps: Sequence[Step] = STEPS) -> None:
    """Brings the database to the newest version; raises `StoreError` where it is newer than this program."""
    if connection.dialect.name == "postgresql":  # SQLite's transaction holds the whole file already
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    newest = len(steps) + 1
    version = version_of(connection)
    if version > newest:
        raise StoreError(Fault.NEWER)
    if not version:
        _create(connection, newest)
    elif version < newest:
        for step in steps[version - 1 :]:
            step(connection)
        connection.execute(update(META).where(META.c.name == "version").values(value=str(newest)))


def version_of(connection: Connection) -> int:
    """The version of a database; 0 for one without tables of ours."""
    if not inspect(connection).has_table(META.name):
        return 0
    return int(connection.execute(select(META.c.value).where(META.c.name == "version")).scalar() or 0)


def _create(connection: Connection, version: int) -> None:
    TABLES.create_all(connection)
    rows = {"version": str(version), "key": secrets.token_hex(32)}
    connection.execute(insert(META), [{"name": name, "value": value} for name, value in rows.items()])

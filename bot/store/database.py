"""A folder or an address in, short transactions out: the only place that knows which database it is."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, select

from . import checksums
from .disk import Disk
from .errors import Fault, StoreError, named
from .migrations import migrate
from .schema import META
from .statements import driver_of

FILE = "niangjia.sqlite3"
WAIT = 5.0
"""Seconds that a transaction waits for another's end. Ours take milliseconds; more means something is stuck."""

PAUSE = 0.01  # seconds between two tries of what SQLite does not wait for

_BEGIN = "niangjia_begin"
_WRITE = "BEGIN IMMEDIATE"
"""A writer takes its lock at once: one that began by reading would fail instead of waiting for its turn."""


class _Here(threading.local):
    """The transaction that this thread is in."""

    connection: Connection | None = None


class Database:
    """Transactions on one database, for any number of threads. Errors of the database leave as `StoreError`."""

    def __init__(self, engine: Engine, key: bytes, *, wait: float = WAIT) -> None:
        self._engine, self._writer = engine, _beginning(engine, _WRITE)
        self._glancing = _beginning(engine, "")
        self._key, self._wait = key, wait
        self._here = _Here()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        if self._here.connection is not None:
            yield self._here.connection
            return
        with named(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one statement that reads, which is whole by itself: a transaction around it takes as long again."""
        if self._here.connection is not None:
            yield self._here.connection
            return
        with named(), self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is the only writer from its first word; all of it is kept or nothing."""
        if self._here.connection is not None:
            yield self._here.connection
            return
        with named(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread writes and reads meanwhile is one transaction: to begin and end one takes half a millisecond."""
        with self.write() as connection:
            outer, self._here.connection = self._here.connection, connection
            try:
                yield
            finally:
                self._here.connection = outer

    def digest(self, value: str) -> bytes:
        """The same 16 bytes for the same value, in this database only: finds a person's rows without naming anyone."""
        return hashlib.blake2b(value.encode(errors="surrogatepass"), key=self._key, digest_size=16).digest()

    def scrub(self) -> None:
        """Takes what was deleted out of the raw files as well. PostgreSQL's own vacuum does that in its time.

        Two cannot do so at once, and SQLite does not wait where the other is at it.
        """
        end = monotonic() + self._wait
        while self._engine.dialect.name == "sqlite":
            with named(), self._glancing.connect() as connection:
                busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            if not busy:
                return
            if monotonic() > end:
                raise StoreError(Fault.BUSY)
            sleep(PAUSE)

    def check(self) -> None:
        """Reads all there is; raises `StoreError` where something is not as it was written. PostgreSQL checks itself."""
        if self._engine.dialect.name == "sqlite":
            with self.read() as connection:
                checksums.check(connection)

    def close(self) -> None:
        self._engine.dispose()


def open_database(state: str, *, wait: float = WAIT) -> Database:
    """The database in a folder (made where missing), or at an SQLAlchemy address; migrated. Raises `StoreError`."""
    with named():
        if "://" not in state:
            _make_file(Path(state), wait)
        return _opened(_address(state), wait)


def _opened(url: URL, wait: float) -> Database:
    engine = _engine(url, wait)
    try:
        return Database(engine, _migrated(engine), wait=wait)
    except BaseException:  # whatever ends it, nothing half made stays; it rises again
        engine.dispose()
        raise


def _migrated(engine: Engine) -> bytes:
    """Brings the tables up to date; gives the key that owners' digests are made with."""
    sqlite_here = engine.dialect.name == "sqlite"
    with _beginning(engine, _WRITE).begin() as connection:
        if sqlite_here:
            checksums.check(connection)
        migrate(connection)
        if sqlite_here:
            checksums.arm(connection)
        key: str = connection.execute(select(META.c.value).where(META.c.name == "key")).scalar_one()
        return bytes.fromhex(key)


def _beginning(engine: Engine, word: str) -> Engine:
    return engine.execution_options(**{_BEGIN: word})


def _engine(url: URL, wait: float) -> Engine:
    sqlite_here = url.get_backend_name() == "sqlite"
    try:
        # parameters are hidden, because a trace with a worker's words must not reach a log
        arguments = {"timeout": wait} if sqlite_here else {}
        # the connection that was used last is used next: SQLite forgets what it read when another one has written
        engine = create_engine(url, hide_parameters=True, pool_timeout=wait, pool_use_lifo=True, connect_args=arguments)
    except (exc.ArgumentError, ImportError):
        raise StoreError(Fault.ADDRESS) from None
    if sqlite_here:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _address(state: str) -> URL:
    if "://" not in state:
        return _address_of(Path(state) / FILE)
    try:
        return make_url(state)
    except (exc.ArgumentError, ValueError):
        raise StoreError(Fault.ADDRESS) from None


def _address_of(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


def _make_file(folder: Path, wait: float) -> None:
    """Makes the folder and a whole database in it where there is none, for this account's eyes only.

    It gets its name when it is whole: an empty file of that name has lost what stood in it.
    """
    file, new, disk = folder / FILE, folder / f"{FILE}.new", Disk()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        with disk.lock(folder, wait=True):
            if not file.exists():
                try:
                    _clear(new)
                    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
                    _opened(_address_of(new), wait).close()
                    disk.rename(new, file)
                finally:
                    _clear(new)
    if not file.stat().st_size:
        raise StoreError(Fault.DAMAGED, "empty")


def _clear(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001 (SQLAlchemy hands it over)
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin` does
    checksums.prepare(connection)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if word := connection.get_execution_options().get(_BEGIN, "BEGIN"):
        driver_of(connection).execute(word)

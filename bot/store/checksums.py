"""A checksum beside each row of an SQLite file, kept by the file's own triggers: what changed unwritten is noticed.

SQLite checks the shape of its pages and nothing in them, and Python's module cannot load its checksum layer. A trigger
sums where a row is written, so that no statement of ours need know of it. PostgreSQL has page checksums of its own.
"""

from __future__ import annotations

import hashlib
import sqlite3

from sqlalchemy import Connection, exc

from .errors import Fault, StoreError

_COLUMN, _FUNCTION = "checksum", "niangjia_checksum"
_DECLARED = "declared"
"""The row of `meta` with the sum of all declarations: a trigger that changed by itself would sum nothing."""


def prepare(connection: sqlite3.Connection) -> None:
    """Teaches a connection the function that the triggers call."""
    connection.create_function(_FUNCTION, -1, _sum, deterministic=True)


def check(connection: Connection) -> None:
    """Raises `StoreError` where a page is broken, a row is not as it was written, or a declaration changed."""
    try:
        broken = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok"
        wrong = "page" if broken else next((name for name in _tables(connection) if _differs(connection, name)), "")
    except exc.OperationalError as error:
        if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_ERROR":
            raise
        wrong = "row"  # a name or a text that is none any more
    if wrong or _has_other_declarations(connection):
        raise StoreError(Fault.DAMAGED, wrong or _DECLARED)


def arm(connection: Connection) -> None:
    """Gives each table that is new, or has another shape than before, its column, its triggers and its sums."""
    before = _declarations(connection)
    for table in _tables(connection):
        if _COLUMN not in _columns(connection, table):
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {_COLUMN} BLOB")
        _arm(connection, table)
    if _declarations(connection) != before:
        row = (_DECLARED, _digest(_declarations(connection)))
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", row)


def _arm(connection: Connection, table: str) -> None:
    columns = [name for name in _columns(connection, table) if name != _COLUMN]
    summing = f"UPDATE {table} SET {_COLUMN} = {_FUNCTION}({', '.join(columns)})"  # noqa: S608 (our own names)
    triggers = {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} AFTER {when} ON {table} "
        f"BEGIN {summing} WHERE rowid = NEW.rowid; END"
        for name, when in (("inserted", "INSERT"), ("updated", f"UPDATE OF {', '.join(columns)}"))
    }
    wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    if dict(connection.exec_driver_sql(wanted, (table,)).all()) == triggers:
        return
    for name, statement in triggers.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(summing)


def _differs(connection: Connection, table: str) -> bool:
    columns = _columns(connection, table)
    if _COLUMN not in columns:
        return False
    summed = f"{_FUNCTION}({', '.join(name for name in columns if name != _COLUMN)})"
    found = f"SELECT 1 FROM {table} WHERE {_COLUMN} IS NOT {summed} LIMIT 1"  # noqa: S608 (our own names)
    return connection.exec_driver_sql(found).first() is not None


def _has_other_declarations(connection: Connection) -> bool:
    if "meta" not in _tables(connection):
        return False
    known = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (_DECLARED,)).scalar()
    return known is not None and known != _digest(_declarations(connection))


def _tables(connection: Connection) -> tuple[str, ...]:
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    return tuple(connection.exec_driver_sql(wanted).scalars())


def _columns(connection: Connection, table: str) -> tuple[str, ...]:
    return tuple(row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({table})"))


def _declarations(connection: Connection) -> tuple[tuple[object, ...], ...]:
    wanted = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    return tuple(map(tuple, connection.exec_driver_sql(wanted)))


def _digest(declarations: tuple[tuple[object, ...], ...]) -> str:
    return _sum(*declarations).hex()


def _sum(*values: object) -> bytes:
    return hashlib.blake2b(repr(values).encode(errors="surrogatepass"), digest_size=8).digest()

"""Statements that are written once: what all tables share, and the few that each question asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Insert = sqlite.Insert | postgresql.Insert


class Ready:
    """A statement as the driver takes it, and how each value is made to fit: worked out once.

    To look that up with each call takes SQLAlchemy longer than the database takes for the work. What comes back is as
    the driver gives it.
    """

    def __init__(self, statement: ClauseElement, dialect: Dialect, *, columns: Sequence[str] | None = None) -> None:
        """An insert is of these columns, or of all."""
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect, column_keys=columns))
        self._text, self._is_ordered = str(compiled), compiled.positional
        self._given = {name: value for name, value in compiled.params.items() if value is not None}
        types = {name: bound.type for bound, name in compiled.bind_names.items()}
        fits = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in types.items()}
        self._fits = [(name, fits[name]) for name in compiled.positiontup or fits]
        self._is_plain = dialect.name == "sqlite"

    def run(self, connection: Connection, *rows: Mapping[str, Any]) -> Sequence[Any] | None:
        """Runs it with the values of one row, or once with those of each; gives the first row that comes back.

        SQLite's driver is asked without SQLAlchemy between, which takes longer than SQLite does.
        """
        values = [self._fitting(row) for row in rows]
        if not self._is_plain:
            result = connection.exec_driver_sql(self._text, values if len(values) > 1 else values[0])
            return result.first() if result.returns_rows else None
        driver = driver_of(connection)
        if len(values) > 1:
            driver.executemany(self._text, values)
            return None
        found = driver.execute(self._text, values[0]).fetchall()
        return found[0] if found else None

    def _fitting(self, row: Mapping[str, Any]) -> Any:
        """The values in the statement's order, or by name, as the driver wants them."""
        values = {**self._given, **row} if self._given else row
        if self._is_ordered:
            return tuple([fit(values[name]) if fit else values[name] for name, fit in self._fits])
        return {name: fit(values[name]) if fit else values[name] for name, fit in self._fits}


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection to SQLite; what it raises is named as well."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def upsert(
    connection: Connection,
    table: Table,
    row: Mapping[str, Any],
    change: Mapping[str, Any],
    *,
    key: Sequence[Column[Any]] = (),
) -> Row[Any]:
    """Inserts a row, or makes the change where its key (one that is unique) stands already; gives the whole row."""
    statement = inserting(connection.dialect, table).values(**row)
    changing = statement.on_conflict_do_update(index_elements=key or _key(table), set_=change)
    return connection.execute(changing.returning(table)).one()


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Inserts a row; False where its key stands already and the row was left as it is."""
    return _inserting_new(connection.dialect, table, tuple(row)).run(connection, row) is not None


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Inserts a whole row, in the place of one that has its key already."""
    _putting(connection.dialect, table).run(connection, row)


def count_one(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds one to the `count` of each of these rows, or inserts them with a count of one."""
    _counting(connection.dialect, table).run(connection, *({**row, "count": 1} for row in rows))


def inserting(dialect: Dialect, table: Table) -> Insert:
    return (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)


@lru_cache(maxsize=16)
def _putting(dialect: Dialect, table: Table) -> Ready:
    statement = inserting(dialect, table)
    change = {column.name: column for column in statement.excluded if not column.primary_key}
    return Ready(statement.on_conflict_do_update(index_elements=_key(table), set_=change), dialect)


@lru_cache(maxsize=16)
def _inserting_new(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> Ready:
    statement = inserting(dialect, table).on_conflict_do_nothing(index_elements=_key(table))
    return Ready(statement.returning(*_key(table)), dialect, columns=columns)


@lru_cache(maxsize=16)
def _counting(dialect: Dialect, table: Table) -> Ready:
    change = {"count": table.c["count"] + 1}
    return Ready(inserting(dialect, table).on_conflict_do_update(index_elements=_key(table), set_=change), dialect)


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)

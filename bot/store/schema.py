"""The tables, as this version of the program wants them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

from .errors import Fault, StoreError

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Moment(TypeDecorator[dt.datetime]):
    """A moment as whole seconds since 1970: alike in every database, and no zone to forget."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without a zone")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else dt.datetime.fromtimestamp(value, dt.UTC)


class Words(TypeDecorator[str]):
    """Text as people send it: what no database takes (NUL, half a surrogate pair, more than fits) is left out."""

    impl = String
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        self._length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else _storable(value)[: self._length]


class Parts(TypeDecorator[tuple[Any, ...]]):
    """A tuple of JSON's values as text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else _storable(_written(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002
        try:
            return None if value is None else tuple(json.loads(value))
        except (ValueError, TypeError):
            raise StoreError(Fault.DAMAGED, "JSON") from None


def _storable(text: str) -> str:
    return text.replace("\0", "").encode(errors="ignore").decode()


def _at(name: str = "at") -> Column[dt.datetime]:
    return Column(name, Moment, nullable=False, index=True)


def _text(name: str) -> Column[str]:
    return Column(name, Words(), nullable=False, default="")


def _key(name: str, length: int) -> Column[str]:
    return Column(name, Words(length), primary_key=True)


TABLES = MetaData()

META = Table("meta", TABLES, _key("name", 32), _text("value"))

REGIONS = Table("regions", TABLES, Column("owner", LargeBinary, primary_key=True), _text("region"), _at())

RECEIPTS = Table(
    "receipts",
    TABLES,
    _key("id", 32),
    Column("owner", LargeBinary, nullable=False, index=True),
    _text("question"),
    _text("kind"),
    _text("library"),
    Column("terms", Parts, nullable=False),
    Column("cited", Parts, nullable=False),
    Column("floor", Float, nullable=False),
    Column("measure", Float, nullable=False),
    Column("gap", BigInteger, nullable=False),
    _at(),
)

FEEDBACK = Table("feedback", TABLES, _key("answer", 32), _text("kind"), _text("passage"), _at())

GAPS = Table(
    "gaps",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("words", Parts, nullable=False, unique=True),
    _text("question"),
    Column("first", Moment, nullable=False),
    Column("last", Moment, nullable=False, index=True),
    Column("answered", Moment, nullable=True),
    sqlite_autoincrement=True,  # an id that a button or a receipt still holds must not come to mean another gap
)

GAP_COUNTS = Table(
    "gap_counts",
    TABLES,
    Column("gap", Integer, primary_key=True, autoincrement=False),
    _key("place", 64),
    _key("reason", 32),
    Column("count", Integer, nullable=False),
)

LINKS = Table(
    "links",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("worker", BigInteger, nullable=False),
    Column("gap", Integer, nullable=False, index=True),
    _text("question"),
    _at("expires"),
    UniqueConstraint("worker", "gap"),
    sqlite_autoincrement=True,
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    TABLES,
    Column("worker", BigInteger, primary_key=True, autoincrement=False),
    _key("topic", 64),
    Column("edition", Integer, nullable=False),  # of the news up to this one nothing is to be sent any more
    _at(),
)

EDITIONS = Table(
    "editions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("news", Parts, nullable=False),  # (topic, ids of passages) each
    _at(),
    sqlite_autoincrement=True,  # whoever was told of an edition must not be taken for told of a later one
)

ACTIONS = Table(
    "actions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("who", BigInteger, nullable=False, index=True),
    _text("action"),
    _text("detail"),
    Column("allowed", Boolean, nullable=False),
    _at(),
)

UPDATES = Table(
    "updates",
    TABLES,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    _text("holder"),
    Column("done", Boolean, nullable=False),
    _at(),
)

REPLICAS = Table("replicas", TABLES, _key("name", 64), _at())

STATISTICS = Table(
    "statistics",
    TABLES,
    Column("day", Date, primary_key=True),
    _key("measure", 16),
    _key("name", 64),
    Column("count", Integer, nullable=False),
)

Index("gaps_open", GAPS.c.answered, GAPS.c.last)

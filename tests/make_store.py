"""A store over every database at hand: a fixture for the store's tests, SQLite always, PostgreSQL among the slow."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from postgres import postgres_programs, postgres_server
from sqlalchemy import create_engine

from bot.store import open_store

NOON = dt.datetime(2026, 6, 1, 4, 0, tzinfo=dt.UTC)
"""Noon in China."""

DATABASES = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.slow)] if postgres_programs() else [])]

_numbers = itertools.count(1)


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


@pytest.fixture(scope="session")
def server():
    with postgres_server() as address:
        yield address


@pytest.fixture(params=DATABASES)
def address(request, tmp_path):
    """What NIANGJIA_STATE would say: a fresh folder, or a fresh database of the server."""
    if request.param == "sqlite":
        return str(tmp_path / "state")
    server = request.getfixturevalue("server")
    name = f"niangjia{next(_numbers)}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def store(address):
    opened = open_store(address)
    yield opened
    opened.close()

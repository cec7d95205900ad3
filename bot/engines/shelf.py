"""The shelf of a library that lies in an engine for many: what one process keeps, all take up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.library import Library
from bot.loading import CorpusError
from bot.model import Problem
from bot.search.counting import Progress
from bot.store.shelf import Former, Shelf, shelf_of

from .engine import Engine, EngineError, Fault, publish

EMBEDDED = "embedded"


class SharedShelf(Shelf):
    """Builds from the folder of this machine, and keeps in the engine; its errors leave as `CorpusError`."""

    def __init__(self, corpus: Path, state: Path | None, engine: Engine) -> None:
        super().__init__(corpus, state)
        self.engine = engine

    def open(self) -> Library:
        """What everyone is answered from; where nothing is, what this machine's folder holds is published first."""
        try:
            return self.engine.library()
        except EngineError as error:
            if error.fault is not Fault.EMPTY:
                raise CorpusError(str(error)) from None
        self.keep(self.build(self.corpus))
        with _as_corpus():
            return self.engine.library()

    def look(self, *, progress: Progress | None = None) -> Library:  # noqa: ARG002 (nothing is built for a look)
        """What everyone is answered from; nothing is published."""
        with _as_corpus():
            return self.engine.library()

    def keep(self, library: Library, *, instead_of: Library | None = None) -> tuple[Problem, ...]:  # noqa: ARG002
        """Publishes it; whatever fails on the way leaves everyone with what they have."""
        with _as_corpus():
            publish(self.engine, library, now=_now())
        return ()

    def former(self) -> tuple[Former, ...]:
        with _as_corpus():
            active = self.engine.active()
            others = (version for version in self.engine.versions() if version != active)
            return tuple(Former(one.id, one.mark, one.built, one.articles, one.passages) for one in others)

    def take_back(self, former: Former, *, instead_of: Library) -> tuple[Library, tuple[Problem, ...]]:  # noqa: ARG002
        with _as_corpus():
            version = next((one for one in self.engine.versions() if one.id == former.id), None)
            if version is None:
                raise EngineError(Fault.GONE)
            self.engine.validate(version)
            self.engine.activate(version)
            return self.engine.library(), ()

    def with_meaning(self, library: Library) -> Library:
        """As it is: the vectors of all passages would have to be here."""
        return library


def engine_at(uri: str) -> Engine:
    """The engine at an address; raises `CorpusError` where that means nothing or its package is missing."""
    from .milvus import Milvus

    with _as_corpus():
        return Milvus(uri)


def shelf_at(corpus: Path, state: str, engine: str) -> Shelf:
    """The shelf that the settings speak of."""
    own = shelf_of(corpus, state)
    return own if engine == EMBEDDED else SharedShelf(corpus, own.state, engine_at(engine))


@contextmanager
def _as_corpus() -> Iterator[None]:
    try:
        yield
    except EngineError as error:
        raise CorpusError(str(error)) from None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

"""The engine for many processes: versions are pairs of collections in Milvus, an alias says which is active.

Of each version one collection holds the passages' terms, searched by Milvus' own BM25 with our parameters; the other
holds by name what scoring and quoting takes: an article with its passages, what each term adds to each score.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from bot.library import Library
from bot.search.clauses import telling_clause
from bot.search.ranking import K1, B

from .client import ASKING, BUILDING, Client
from .engine import EngineError, Fault, Version
from .packing import FRAME, Row, chunk_name, chunks, parts, rows
from .remote import Remote, library_of

ALIAS = "niangjia"
PROBES = 20  # passages of a new version that are looked for before it is put to use
ROWS, BYTES = 1000, 4_000_000  # of one insertion; Milvus takes 64 MB
_NAME = r"(\d{6})"
_UNUSED = [0.0, 0.0]  # Milvus wants a vector in every collection


class Milvus:
    """`uri` is `http(s)://[user:password@]host[:port][/database]`; one alias is one library."""

    def __init__(self, uri: str, *, alias: str = ALIAS, patience: float = ASKING) -> None:
        """`patience` is for how many seconds each of a question's few calls waits."""
        self._client, self._asking = Client(uri, patience=BUILDING), Client(uri, patience=patience)
        self._alias = alias
        self._library: Library | None = None
        self._taken_up = ""
        self._lock = threading.Lock()

    def build(self, library: Library, *, now: dt.datetime) -> Version:
        number = 1 + max((int(name) for name in self._numbers()), default=0)
        name = f"{number:06}"
        self._create(name)
        insert = self._insert
        insert(self._passages(name), (_row(row) for row in rows(library)))
        built = now.isoformat(timespec="seconds")
        insert(
            self._parts(name),
            (
                {**chunk, "unused": _UNUSED}
                for part, payload in parts(library, version=name, built=built)
                for chunk in chunks(part, payload)
            ),
        )
        for collection in (self._passages(name), self._parts(name)):
            self._client.call("flush", collection)
            self._client.call("load_collection", collection)
        return self._version(name)

    def validate(self, version: Version) -> None:
        """As many passages as were given, and a clause of some of them leads to a passage that holds it."""
        passages = self._passages(version.id)
        counted = self._client.read("query", passages, filter="", output_fields=["count(*)"])
        if not version.passages or counted[0]["count(*)"] != version.passages:
            raise EngineError(Fault.DAMAGED, "count")
        library = library_of(self._remote(version.id, self._client))
        for number in range(0, version.passages, max(1, version.passages // PROBES)):
            clause = telling_clause(library.passages[number].text)
            if clause and not any(clause in hit.passage.text for hit in library.index.search(clause)):
                raise EngineError(Fault.DAMAGED, f"passage {number}")

    def activate(self, version: Version) -> None:
        collection = self._passages(version.id)
        before = self._active_name()
        move = "create_alias" if before is None else "alter_alias"
        self._client.call(move, collection, self._alias)
        self._prune(version.id, before)

    def active(self) -> Version | None:
        name = self._active_name()
        return None if name is None else self._version(name)

    def versions(self) -> tuple[Version, ...]:
        found = (self._whole(name) for name in reversed(self._numbers()))
        return tuple(version for version in found if version is not None)

    def library(self) -> Library:
        """The frame and the table of terms are read once a version; passages when they are needed."""
        with self._lock:
            name = self._active_name()
            if name is None:
                raise EngineError(Fault.EMPTY)
            if self._library is None or self._taken_up != name:
                self._library, self._taken_up = library_of(self._remote(name)), name
            return self._library

    def health(self) -> None:
        try:
            name = self._active_name()
            if name is None:
                raise EngineError(Fault.EMPTY)
            self._asking.read("get", self._parts(name), ids=[chunk_name(FRAME, 0)], output_fields=["of"])
            self._asking.read("query", self._passages(name), filter="number == 0", output_fields=["number"])
        except EngineError as error:
            if error.fault is Fault.AWAY:
                self.close()
            raise

    def clear(self) -> None:
        """Takes away all versions and the alias."""
        if self._active_name() is not None:
            self._client.call("drop_alias", self._alias)
        for name in self._numbers():
            self._client.or_none(lambda name=name: self._drop(name))  # type: ignore[misc]

    def close(self) -> None:
        """The next call connects anew."""
        self._client.forget()
        self._asking.forget()

    def _create(self, name: str) -> None:
        text = {"max_length": 65_535, "enable_analyzer": True, "analyzer_params": {"tokenizer": "standard"}}
        vector = self._client.index("vector", "SPARSE_INVERTED_INDEX", "BM25", bm25_k1=K1, bm25_b=B)
        self._client.call(
            "create_collection",
            self._passages(name),
            schema=self._client.schema(
                (
                    ("number", "INT64", {}),
                    ("terms", "VARCHAR", text),
                    ("vector", "SPARSE_FLOAT_VECTOR", {}),
                    ("article", "INT64", {}),
                    ("key", "VARCHAR", {"max_length": 64}),
                    ("place", "VARCHAR", {"max_length": 255}),
                    ("date", "VARCHAR", {"max_length": 10}),
                    ("near", "VARCHAR", {"max_length": 64}),
                ),
                bm25=("terms", "vector"),
            ),
            index_params=vector,
            consistency_level="Strong",
        )
        self._client.call(
            "create_collection",
            self._parts(name),
            schema=self._client.schema(
                (
                    ("name", "VARCHAR", {"max_length": 64}),
                    ("of", "INT64", {}),
                    ("piece", "VARCHAR", {"max_length": 65_535}),
                    ("unused", "FLOAT_VECTOR", {"dim": 2}),
                )
            ),
            index_params=self._client.index("unused", "FLAT", "L2"),
            consistency_level="Strong",
        )

    def _insert(self, collection: str, found: Iterable[dict[str, Any]]) -> None:
        for batch in _batches(found):
            self._client.call("insert", collection, batch)

    def _prune(self, active: str, before: str | None) -> None:
        """The active version and the one before stay; what is younger may be under way in another process."""
        kept = {active, before} if before != active else {active, *(one.id for one in self.versions()[:2])}
        for name in self._numbers():
            if name < max(active, before or "") and name not in kept:
                self._client.or_none(lambda name=name: self._drop(name))  # type: ignore[misc]

    def _drop(self, name: str) -> None:
        for collection in (self._parts(name), self._passages(name)):
            self._client.call("drop_collection", collection)

    def _active_name(self) -> str | None:
        found = self._asking.or_none(lambda: self._asking.call("describe_alias", self._alias))
        return None if found is None else str(found["collection_name"]).removeprefix(f"{self._alias}_")[:6]

    def _version(self, name: str) -> Version:
        frame = self._remote(name).frame
        built = dt.datetime.fromisoformat(frame["built"])
        return Version(name, frame["mark"], built, frame["listed"], frame["passages"])

    def _whole(self, name: str) -> Version | None:
        """None where it is gone by now, or its load has not come to its end, or never will."""
        try:
            return self._version(name)
        except EngineError as error:
            if error.fault in (Fault.GONE, Fault.DAMAGED):
                return None
            raise

    def _remote(self, name: str, asking: Client | None = None) -> Remote:
        return Remote(asking or self._asking, self._client, self._passages(name), self._parts(name))

    def _numbers(self) -> tuple[str, ...]:
        """The names of all versions, whole or not."""
        found = self._client.call("list_collections")
        return tuple(sorted({match[1] for one in found if (match := re.fullmatch(self._passages(_NAME), one))}))

    def _passages(self, name: str) -> str:
        return f"{self._alias}_{name}_passages"

    def _parts(self, name: str) -> str:
        return f"{self._alias}_{name}_parts"


def _row(row: Row) -> dict[str, Any]:
    fields = ("number", "terms", "article", "key", "place", "date")
    return {**{name: getattr(row, name) for name in fields}, "near": row.group}


def _batches(found: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows in insertions of so many rows or bytes at most."""
    batch: list[dict[str, Any]] = []
    size = 0
    for row in found:
        batch.append(row)
        size += sum(len(value.encode()) for value in row.values() if isinstance(value, str))
        if len(batch) >= ROWS or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

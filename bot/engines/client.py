"""Calls to Milvus, its errors by our names: the only place that knows pymilvus."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from .engine import EngineError, Fault

T = TypeVar("T")
ASKING = 0.8  # seconds for each of the few calls that a question takes; the first that fails ends it
BUILDING = 120.0  # seconds for each call of a build, which loads and indexes whole collections

# Milvus' numbers of errors, in its pkg/util/merr/errors.go
_AWAY = 2  # "service unavailable"
_NOT_FOUND = {100, 1600}  # a collection, an alias
_NOT_LOADED = 101  # a collection


class Client:
    """One connection, made when first needed and again after it was lost."""

    def __init__(self, uri: str, *, patience: float = ASKING) -> None:
        """`patience` is for how many seconds a call waits."""
        if not uri.startswith(("http://", "https://")) or not urlsplit(uri).hostname:
            raise EngineError(Fault.ADDRESS)
        if find_spec("pymilvus") is None:
            raise EngineError(Fault.MISSING)
        self._uri, self.patience = uri, patience
        self._client: Any = None

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        """What a method of `MilvusClient` gives; over a new connection where the old one was cut by a restart."""
        end = monotonic() + self.patience
        try:
            return self._called(method, *arguments, timeout=self.patience, **named)
        except EngineError as error:
            if error.fault is not Fault.AWAY:
                raise
            self.forget()
            if (left := end - monotonic()) < self.patience / 2:  # it took the call and did not answer
                raise
        return self._called(method, *arguments, timeout=left, **named)

    def _called(self, method: str, *arguments: Any, **named: Any) -> Any:
        with self._named():
            return getattr(self._connected(), method)(*arguments, **named)

    def read(self, method: str, collection: str, *arguments: Any, **named: Any) -> Any:
        """A call that reads a collection; one that a restart left unloaded is loaded first."""
        try:
            return self.call(method, collection, *arguments, **named)
        except EngineError as error:
            if error.code != str(_NOT_LOADED):
                raise
        self.call("load_collection", collection)
        return self.call(method, collection, *arguments, **named)

    def or_none(self, call: Callable[[], T]) -> T | None:
        """None where what is asked for does not exist."""
        try:
            return call()
        except EngineError as error:
            if error.fault is Fault.GONE:
                return None
            raise

    def schema(self, fields: Sequence[tuple[str, str, dict[str, Any]]], *, bm25: tuple[str, str] | None = None) -> Any:
        """Fields by name, type and options, the first the key; `bm25` names a text and the vector made of it."""
        from pymilvus import DataType, Function, FunctionType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        for number, (name, kind, options) in enumerate(fields):
            schema.add_field(name, getattr(DataType, kind), is_primary=number == 0, **options)
        if bm25 is not None:
            text, vector = bm25
            names = {"input_field_names": [text], "output_field_names": [vector]}
            schema.add_function(Function(name="bm25", function_type=FunctionType.BM25, **names))
        return schema

    def index(self, field: str, kind: str, metric: str, **options: float) -> Any:
        from pymilvus import MilvusClient

        found = MilvusClient.prepare_index_params()
        found.add_index(field_name=field, index_type=kind, metric_type=metric, params=options)
        return found

    def forget(self) -> None:
        """The next call connects anew."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connected(self) -> Any:
        if self._client is None:
            from pymilvus import MilvusClient

            logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs what was asked with every failure
            parts = urlsplit(self._uri)
            where = f"{parts.scheme}://{parts.hostname}:{parts.port or 19530}"
            token = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if parts.username else ""
            name = parts.path.strip("/")
            # dedicated: a shared one waits for as long as whoever connected first was willing to
            self._client = MilvusClient(uri=where, token=token, db_name=name, timeout=self.patience, dedicated=True)
        return self._client

    @contextmanager
    def _named(self) -> Iterator[None]:
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except (RpcError, ValueError) as error:  # a closed channel is a `ValueError`
            raise EngineError(Fault.AWAY, type(error).__name__) from None
        except MilvusException as error:
            raise EngineError(_fault(error.code), str(error.code)) from None


def _fault(code: object) -> Fault:
    """By Milvus' number; a connection that fails has gRPC's name in its place."""
    if code in _NOT_FOUND:
        return Fault.GONE
    return Fault.REFUSED if isinstance(code, int) and code != _AWAY else Fault.AWAY

"""An engine and a library in, what was tried and whether it held out: for operators, on a Milvus of their own."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from time import monotonic, sleep
from typing import Any

from bot.children import child_environment
from bot.library import Library
from bot.passages.divisions import Gazetteer
from bot.search.clauses import spread_clauses
from bot.search.index import Index

from .engine import EngineError, publish
from .milvus import Milvus

ALIAS = "niangjia_accept"
DEPTH, OVERLAP = 10, 0.95
"""So many best passages of both engines are compared, and such a share of them must be the same, on the average."""
CLAUSES = 300
"""Questions that are made of the corpus itself, where none are given."""
SMALL = 50
"""Passages of the versions that are swapped: what is tried is the swap, and sixty of them should take minutes."""
READERS = 2  # processes


@dataclass(frozen=True, slots=True)
class Tried:
    name: str
    found: str
    is_good: bool


def accept(
    uri: str,
    library: Library,
    *,
    questions: Sequence[str] = (),
    swaps: int = 60,
    outage: float = 0.0,
    announce: Callable[[str], None] = lambda _: None,
) -> Iterator[Tried]:
    """One line after the other, as they are tried. `questions` are asked of both engines, else clauses of the library.

    With `outage`, readers ask for so many seconds while the operator stops a query node; `announce` tells when.
    """
    try:
        engine = Milvus(uri, alias=ALIAS)
    except EngineError as error:
        yield _failed(error)
        return
    try:
        yield from _parity(engine, library, questions or _clauses(library))
        yield from _swapped(uri, engine, library, swaps)
        if outage:
            yield from _stopped(uri, outage, announce)
        else:
            yield Tried("停掉一个查询节点", "没有试（加 --outage 60 再试）", True)
    except EngineError as error:
        yield _failed(error)
    finally:  # also where something failed, or the operator has had enough
        with suppress(EngineError):
            engine.clear()


def _failed(error: EngineError) -> Tried:
    return Tried("检索服务", f"{error}（{error.code}）" if error.code else str(error), False)


def _parity(engine: Milvus, library: Library, questions: Sequence[str]) -> Iterator[Tried]:
    began = monotonic()
    version = publish(engine, library, now=_now())
    yield Tried("建立并启用", f"{version.passages} 段，{monotonic() - began:.0f} 秒", True)
    far = engine.library().index
    overlaps, firsts, times = [], [], []
    for question in questions:
        began = monotonic()
        found = [hit.passage.id for hit in far.search(question, limit=DEPTH)]
        times.append(monotonic() - began)
        wanted = [hit.passage.id for hit in library.index.search(question, limit=DEPTH)]
        overlaps.append(len(set(found) & set(wanted)) / len(wanted) if wanted else float(not found))
        firsts.append(found[:1] == wanted[:1])
    mean, times = statistics.fmean(overlaps), sorted(times)
    told = f"{len(questions)} 问，前十重合 {mean:.3f}，首位相同 {statistics.fmean(firsts):.3f}"
    yield Tried("与内置引擎一致", told, mean >= OVERLAP)
    yield Tried("快慢", f"中位 {1000 * times[len(times) // 2]:.0f} 毫秒，最慢 {1000 * times[-1]:.0f} 毫秒", True)


def _swapped(uri: str, engine: Milvus, library: Library, swaps: int) -> Iterator[Tried]:
    publish(engine, _marked(library, 0), now=_now())
    began = monotonic()
    with _Readers(uri) as readers:
        for number in range(1, swaps + 1):
            publish(engine, _marked(library, number), now=_now())
        said = readers.end()
    seconds = monotonic() - began
    for one in said:
        told = f"{swaps} 次换版用 {seconds:.0f} 秒；" + _told(one)
        yield Tried("换版时提问", told, not one["errors"] and not one["mixed"] and one["asked"] > 0)


def _stopped(uri: str, seconds: float, announce: Callable[[str], None]) -> Iterator[Tried]:
    with _Readers(uri) as readers:
        announce(f"请现在停掉一个查询节点；{seconds:.0f} 秒内一直提问……")
        sleep(seconds)
        said = readers.end()
    for one in said:
        told = f"{_told(one)}，最久 {one['longest']:.1f} 秒没有回答"
        yield Tried("停掉一个查询节点", told, not one["mixed"] and one["longest"] < seconds / 2)


class _Readers:
    """Processes that ask without end."""

    def __init__(self, uri: str) -> None:
        self._uri, self._stack = uri, ExitStack()
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> _Readers:
        command = [sys.executable, "-m", "bot.engines.reader", ALIAS]
        with ExitStack() as stack:  # which ends those that began where another does not begin
            for _ in range(READERS):
                process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=child_environment(), text=True
                )
                stack.callback(_ended, process)
                self._processes.append(process)
            for process in self._processes:
                _pipe(process.stdin).write(f"{self._uri}\n")  # not an argument: it may hold a password
                _pipe(process.stdin).flush()
                _pipe(process.stdout).readline()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def end(self) -> list[dict[str, Any]]:
        return [json.loads(process.communicate(timeout=60)[0]) for process in self._processes]


def _pipe(pipe: Any) -> Any:
    if pipe is None:
        raise ValueError("a reader without a pipe")
    return pipe


def _ended(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
        process.communicate()


def _told(one: dict[str, Any]) -> str:
    errors = "、".join(f"{name} {count}" for name, count in one["errors"].items()) or "无"
    return f"问了 {one['asked']} 次，见到 {one['versions']} 版，出错 {errors}，混版 {one['mixed']}"


def _marked(library: Library, number: int) -> Library:
    """A few of the passages, each of an article that says which version it is."""
    few = tuple(
        replace(passage, article=replace(passage.article, note=f"{number}"), group=None)
        for passage in library.passages[:SMALL]
    )
    return Library(1, (), few, (), (), Index.build(few), Gazetteer.build(""))


def _clauses(library: Library) -> list[str]:
    return list(spread_clauses(library.passages, most=CLAUSES).values())[:CLAUSES]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

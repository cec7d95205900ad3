"""What every engine can do, the version that it makes, and what goes wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.library import Library


class Fault(StrEnum):
    AWAY = "away"
    GONE = "gone"
    EMPTY = "empty"
    DAMAGED = "damaged"
    REFUSED = "refused"
    ADDRESS = "address"
    MISSING = "missing"


SENTENCES = {
    Fault.AWAY: "检索服务暂时连不上，请稍后再试。",
    Fault.GONE: "这一版资料库已经不在检索服务里了，请再试一次。",
    Fault.EMPTY: "检索服务里还没有资料库。请先运行 niangjia engine load。",
    Fault.DAMAGED: "检索服务里的这一版资料库不完整，没有启用，需要重新建立。",
    Fault.REFUSED: "检索服务拒绝了请求。请检查它的版本、账号和剩余空间。",
    Fault.ADDRESS: "NIANGJIA_ENGINE 应为 embedded，或检索服务的 http(s):// 地址。",
    Fault.MISSING: '缺少 pymilvus，请安装：pip install "niangjia[milvus]"。',
}


class EngineError(Exception):
    """An engine cannot do what was asked; the message is one plain Chinese sentence without any address in it.

    `code` is the engine's own short name of the error, fit for a log.
    """

    def __init__(self, fault: Fault, code: str = "") -> None:
        super().__init__(SENTENCES[fault])
        self.fault = fault
        self.code = code


@dataclass(frozen=True, slots=True)
class Version:
    """A whole library in an engine; `id` tells it apart, `mark` is alike wherever the same corpus was built."""

    id: str
    mark: str
    built: dt.datetime
    articles: int
    passages: int


class Engine(Protocol):
    """Holds versions of one library, of which one is active. Calls block, from any thread; all raise `EngineError`.

    A version is never edited: what was begun and not ended is no version, and nobody is answered from it.
    """

    def build(self, library: Library, *, now: dt.datetime) -> Version:
        """Another version beside those that are there; nobody is answered from it yet."""

    def validate(self, version: Version) -> None:
        """Raises where the version is not whole, or does not find its own passages."""

    def activate(self, version: Version) -> None:
        """Everyone is answered from this version from now on; it and the one before stay, older ones go."""

    def active(self) -> Version | None: ...

    def versions(self) -> tuple[Version, ...]:
        """All that are whole, newest first."""

    def library(self) -> Library:
        """What the active version answers with: its index searches the engine. The same object for the same version."""

    def health(self) -> None:
        """Raises where questions cannot be answered now."""


def publish(engine: Engine, library: Library, *, now: dt.datetime) -> Version:
    """Builds, validates and activates: whatever fails on the way leaves the active version as it is."""
    version = engine.build(library, now=now)
    engine.validate(version)
    engine.activate(version)
    return version

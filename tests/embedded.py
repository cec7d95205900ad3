"""An engine for tests, held to the same contract as Milvus: versions are libraries in memory."""

from __future__ import annotations

import datetime as dt
import itertools

from bot.engines.engine import EngineError, Fault, Version
from bot.library import Library, version_of

KEPT = 2


class Embedded:
    """Needs nothing but memory; another process has versions of its own."""

    def __init__(self) -> None:
        self._libraries: dict[Version, Library] = {}
        self._active: Version | None = None
        self._numbers = itertools.count(1)

    def build(self, library: Library, *, now: dt.datetime) -> Version:
        counts = len(library.articles), len(library.passages)
        version = Version(f"{next(self._numbers):06}", version_of(library), now, *counts)
        self._libraries[version] = library
        return version

    def validate(self, version: Version) -> None:
        library = self._libraries.get(version)
        if library is None:
            raise EngineError(Fault.GONE)
        if not library.passages:
            raise EngineError(Fault.DAMAGED)

    def activate(self, version: Version) -> None:
        if version not in self._libraries:
            raise EngineError(Fault.GONE)
        before, self._active = self._active, version
        kept = {version, before} if before != version else set(self.versions()[:KEPT]) | {version}
        self._libraries = {known: library for known, library in self._libraries.items() if known in kept}

    def active(self) -> Version | None:
        return self._active

    def versions(self) -> tuple[Version, ...]:
        return tuple(sorted(self._libraries, key=lambda version: version.id, reverse=True))

    def library(self) -> Library:
        if self._active is None:
            raise EngineError(Fault.EMPTY)
        return self._libraries[self._active]

    def health(self) -> None:
        """Whoever can ask is answered."""

"""A corpus folder → its library: from the snapshot that fits, else built and saved; the last good one in need."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.library import CorpusError, Library, load_library
from bot.model import Problem
from bot.search.semantic import Meaning, is_installed

from .fingerprint import corpus_fingerprint
from .snapshots import Snapshot, SnapshotError, Snapshots
from .vectors import keep_vectors, read_vectors

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
CACHE, VECTORS = "reading.cache", "vectors.npz"


class Shelf:
    """Where the libraries of one corpus are kept. `state` is None where nothing may be kept on this machine."""

    def __init__(self, corpus: Path, state: Path | None) -> None:
        self.corpus, self.state = corpus, state
        self._meaning: Meaning | None = None

    def open(self, *, progress: Progress | None = None) -> Library:
        """The library at a start: that of a snapshot if the corpus is as it was then, else built.

        Where nothing can be built, the newest snapshot that loads; raises `CorpusError` where there is none either.
        """
        if (known := self._known()) is not None:
            return known
        try:
            return self.build(self.corpus, progress=progress)
        except CorpusError as error:
            if (last := self._last_good()) is not None:
                logger.error("the corpus cannot be used, the last good library answers: %s", error)
                return last
            raise

    def build(self, root: Path, *, progress: Progress | None = None) -> Library:
        """Reads the folder anew and saves what it built; what cannot be saved is told among the problems."""
        cache = self.state / CACHE if self.state and self.state.is_dir() else None
        library = load_library(root, progress=progress, cache=cache)
        try:
            if self.state:
                self._snapshots().save(library, corpus=corpus_fingerprint(root), now=dt.datetime.now(dt.UTC))
        except (SnapshotError, OSError) as error:
            said = str(error) if isinstance(error, SnapshotError) else f"资料文件夹读取出错（{type(error).__name__}）"
            logger.error("the library could not be saved: %s", said)
            problem = Problem("NIANGJIA_STATE", None, said, "新资料已经启用，但重启后需要重新建立")
            return replace(library, problems=(*library.problems, problem))
        return library

    def renew(self, root: Path, *, progress: Progress | None = None) -> Library:
        """What a reload takes up: built, saved, and soon ordered by meaning."""
        return self.with_meaning(self.build(root, progress=progress))

    def with_meaning(self, library: Library) -> Library:
        """The library, its candidates ordered by meaning once the vectors are there; itself without the extra."""
        if not is_installed():
            return library
        if self._meaning is not None:
            self._meaning.stop()
        file = self.state / VECTORS if self.state else None
        self._meaning = Meaning(library.passages, kept=read_vectors(file) if file else None)
        self._meaning.start(then=partial(keep_vectors, file) if file else None)
        return replace(library, index=library.index.with_meaning(self._meaning))

    def _known(self) -> Library | None:
        try:
            fitting = self._snapshots().fitting(corpus_fingerprint(self.corpus)) if self.state else ()
        except OSError:
            return None
        return self._first_that_loads(fitting)

    def _last_good(self) -> Library | None:
        return self._first_that_loads(self._snapshots().kept()) if self.state else None

    def _first_that_loads(self, kept: tuple[Snapshot, ...]) -> Library | None:
        for snapshot in kept:
            try:
                return self._snapshots().load(snapshot)
            except SnapshotError as error:
                logger.warning("a snapshot cannot be used: %s", error)
        return None

    def _snapshots(self) -> Snapshots:
        return Snapshots(self.state or Path())


def shelf_of(corpus: Path, state: str) -> Shelf:
    """The shelf in the folder of state; a database's address is no folder, and then nothing is kept."""
    return Shelf(corpus, None if "://" in state else Path(state))

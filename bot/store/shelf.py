"""A corpus folder → its library: from the snapshot that fits, else built; the last good one in need, earlier ones on demand."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.library import Library, version_of
from bot.loading import CorpusError, load_library
from bot.model import Passage, Problem
from bot.search.counting import Progress
from bot.search.embedding import is_installed
from bot.search.semantic import Meaning, Vectorized

from .builder import Builder
from .disk import Disk
from .fingerprint import corpus_fingerprint
from .kept import keep, known_in, read_kept
from .snapshots import Snapshot, SnapshotError, SnapshotFault, Snapshots

logger = logging.getLogger(__name__)

CACHE, KNOWN, VECTORS = "reading.cache", "known.cache", "vectors.cache"
FORMER = 3  # libraries to go back to


@dataclass(frozen=True, slots=True)
class Former:
    """A library that was served before and can be again; `id` tells it apart, `version` is what admins read."""

    id: str
    version: str
    built: dt.datetime
    articles: int
    passages: int
    kept: Snapshot | Library | None = None
    """None where another place keeps it."""


class Shelf:
    """Where the libraries of one corpus are kept. `state` is None where nothing may be kept on this machine.

    The newest snapshot is the library that is served, and a start takes it up again; a library that could not be
    saved is held in memory instead. With a `builder` the libraries to be served are built by a process of its own and
    mapped from the disk. Calls block, and come one at a time; only `give_up` may come amid another.
    """

    def __init__(
        self, corpus: Path, state: Path | None, *, disk: Disk | None = None, builder: Builder | None = None
    ) -> None:
        self.corpus, self.state, self._disk, self._builder = corpus, state, disk, builder
        self._laid_out: tuple[Sequence[Passage], Snapshot] | None = None
        self._meaning: Meaning | None = None
        self._served: Snapshot | None = None
        self._read = ""
        self._since = _now()
        self._held: deque[Former] = deque(maxlen=FORMER)
        self._numbers = itertools.count(1)

    def open(self) -> Library:
        """The library at a start: that of a snapshot if the corpus is as it was then, else built and kept.

        Where nothing can be built, the newest snapshot that loads; raises `CorpusError` where there is none either.
        """
        if (known := self._known()) is not None:
            return known
        try:
            library = self._built(self.corpus, yielding=False)
        except CorpusError as error:
            if (last := self._last_good()) is not None:
                logger.error("the corpus cannot be used, the last good library answers: %s", error)
                return last
            raise
        unsaved = self.keep(library)
        return replace(library, problems=(*library.problems, *unsaved))

    def look(self, *, progress: Progress | None = None) -> Library:
        """What a start would answer with, for who only wants to ask: nothing is kept and nothing is stood in for."""
        return self._known() or self.build(self.corpus, progress=progress)

    def build(self, root: Path, *, progress: Progress | None = None) -> Library:
        """Reads the folder anew; nothing is kept of it but what makes the next reading quick.

        `progress` hears of the files that are read, then, from the start, of the texts that are cut into words.
        """
        if self.state is None or not os.path.isdir(self.state):  # noqa: PTH112 (a Path's own raises where it is closed to us)
            return load_library(root, progress=progress, cutting=progress)
        self._snapshots().lend_sounds()
        with known_in(self.state / CACHE) as read, known_in(self.state / KNOWN) as known:
            return load_library(root, progress=progress, cutting=progress, read=read, known=known)

    def renew(self, root: Path, *, progress: Progress | None = None) -> Library:
        """What a reload may take up: built, and soon ordered by meaning."""
        return self.with_meaning(self._built(root, progress=progress, yielding=True))

    def give_up(self) -> None:
        """Ends a build under way in another process; one in this process cannot be ended."""
        if self._builder is not None:
            self._builder.stop()

    def _built(self, root: Path, *, progress: Progress | None = None, yielding: bool) -> Library:
        """Built in a process of its own, and mapped from where that laid it; in this one where no disk takes it."""
        if self._builder is None:
            return self.build(root, progress=progress)
        try:
            with nullcontext(self.state) if self.state else _passing_folder() as state:
                corpus = self._builder.build(root, state, progress=progress, yielding=yielding)
                if corpus is not None:
                    return self._load_laid_out(state, corpus)
        except (SnapshotError, OSError) as error:
            logger.warning("no process of its own for a build: %s", error)
        return self.build(root, progress=progress)

    def _load_laid_out(self, state: Path, corpus: str) -> Library:
        snapshots = Snapshots(state)
        snapshot = snapshots.laid_out(corpus)
        library = snapshots.load(snapshot)
        self._laid_out = (library.passages, snapshot) if state == self.state else None
        return library

    def keep(self, library: Library, *, instead_of: Library | None = None) -> tuple[Problem, ...]:
        """Keeps the library that is served from now on; the problem that it will not outlast a restart, if so."""
        if instead_of is not None and self._served is None and not _is_alike(library, instead_of):
            self._hold(instead_of)
        try:
            self._served, self._since, self._read = None, _now(), ""
            if self.state:
                self._served = self._promoted(library) or self._saved(library)
        except (SnapshotError, OSError) as error:
            return (_unsaved(error, "新资料已经启用，但重启后需要重新建立"),)
        return ()

    def _promoted(self, library: Library) -> Snapshot | None:
        """The snapshot of a library that was built in a process of its own; None where there is none, or not any more."""
        laid_out, self._laid_out = self._laid_out, None
        if laid_out is None or laid_out[0] is not library.passages:
            return None
        try:
            promoted = self._snapshots().promote(laid_out[1], corpus=laid_out[1].corpus)
        except SnapshotError:
            return None
        self._read = promoted.corpus
        return promoted

    def _saved(self, library: Library) -> Snapshot:
        return self._snapshots().save(library, corpus=corpus_fingerprint(self.corpus), now=self._since)

    def stay(self) -> None:
        """What is served stays, although the corpus is another now: a start goes on with it."""
        self._laid_out, self._read = None, ""
        if self._served is None:
            return
        try:
            self._served = self._snapshots().promote(self._served, corpus=corpus_fingerprint(self.corpus))
        except (SnapshotError, OSError) as error:
            logger.error("a restart will read the corpus that was not taken up: %s", error)

    def is_current(self) -> bool:
        """Whether what is served was built of the folder as it is now; False where that is not known."""
        try:
            return bool(self._read) and corpus_fingerprint(self.corpus) == self._read
        except OSError:
            return False

    def former(self) -> tuple[Former, ...]:
        """The libraries to go back to, those built last first."""
        saved = (_former(kept) for kept in self._loadable() if kept != self._served)
        return tuple(sorted((*self._held, *saved), key=lambda former: former.built, reverse=True)[:FORMER])

    def take_back(self, former: Former, *, instead_of: Library) -> tuple[Library, tuple[Problem, ...]]:
        """A former library, served from now on, and what `keep` says; raises `SnapshotError` where it is damaged."""
        if isinstance(former.kept, Library):
            self._held.remove(former)
            problems = self.keep(former.kept, instead_of=instead_of)
            return self.with_meaning(former.kept), problems
        if former.kept is None:
            raise SnapshotError(SnapshotFault.DAMAGED)
        library = self._snapshots().load(former.kept)
        if self._served is None:
            self._hold(instead_of)
        self._served, self._since, self._read = former.kept, former.built, ""
        try:
            self._served = self._snapshots().promote(former.kept, corpus=corpus_fingerprint(self.corpus))
        except (SnapshotError, OSError) as error:
            return self.with_meaning(library), (_unsaved(error, "已经退回，但重启后会重新读取资料文件夹"),)
        return self.with_meaning(library), ()

    def with_meaning(self, library: Library) -> Library:
        """The library, its candidates ordered by meaning once the vectors are there; itself without the extra."""
        if not is_installed():
            return library
        if self._meaning is not None:
            self._meaning.stop()
        folder = self.state / VECTORS if self.state else None
        self._meaning = Meaning(library.passages, kept=Vectorized.of(read_kept(folder)) if folder else None)
        self._meaning.start(then=(lambda vectors: keep(folder, vectors.arrays())) if folder else None)
        return replace(library, index=library.index.with_meaning(self._meaning))

    def _hold(self, library: Library) -> None:
        """Holds in memory what is served no longer and stands on no disk."""
        counts = (len(library.articles), len(library.passages))
        name = f"m{next(self._numbers)}"
        self._held.append(Former(name, version_of(library), self._since, *counts, library))

    def _known(self) -> Library | None:
        try:
            fitting = self._snapshots().fitting(corpus_fingerprint(self.corpus)) if self.state else ()
        except OSError:
            return None
        return self._first_that_loads(fitting)

    def _last_good(self) -> Library | None:
        return self._first_that_loads(self._loadable())

    def _first_that_loads(self, kept: Iterable[Snapshot]) -> Library | None:
        for snapshot in kept:
            try:
                library = self._snapshots().load(snapshot)
            except SnapshotError as error:
                logger.warning("a snapshot cannot be used: %s", error)
                continue
            self._served, self._since = snapshot, snapshot.built
            return library
        return None

    def _loadable(self) -> tuple[Snapshot, ...]:
        return self._snapshots().loadable() if self.state else ()

    def _snapshots(self) -> Snapshots:
        return Snapshots(self.state or Path(), disk=self._disk)


def shelf_of(corpus: Path, state: str) -> Shelf:
    """The shelf in the folder of state; a database's address is no folder, and then nothing is kept."""
    return Shelf(corpus, None if "://" in state else Path(state), builder=Builder())


@contextmanager
def _passing_folder() -> Iterator[Path]:
    """A folder that goes again; what is mapped from it stays as long as it is used."""
    with TemporaryDirectory(prefix="niangjia-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _former(kept: Snapshot) -> Former:
    return Former(kept.library, kept.version, kept.built, kept.articles, kept.passages, kept)


def _is_alike(one: Library, other: Library) -> bool:
    return one.articles == other.articles and one.index.thesaurus == other.index.thesaurus


def _unsaved(error: SnapshotError | OSError, mend: str) -> Problem:
    said = str(error) if isinstance(error, SnapshotError) else f"资料文件夹读取出错（{type(error).__name__}）"
    logger.error("the library could not be saved: %s", said)
    return Problem("NIANGJIA_STATE", None, said, mend)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

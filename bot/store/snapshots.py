"""Built libraries on the disk: saved whole or not at all, the last four kept, every byte checked when loaded."""

from __future__ import annotations

import datetime as dt
import errno
import gc
import hashlib
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.library import Library, version_of
from bot.search.index import SOUNDS, sounds_in
from bot.search.letters import hear

from .codec import to_library, to_plain
from .disk import NO_RIGHT, NO_ROOM, Disk
from .fingerprint import program_fingerprint
from .parts import MANIFEST, DamagedError, Parts, Plain, read_about, read_arrays, read_parts

FOLDER = "libraries"
KEPT = 4
"""The library that is served and three to go back to; of those that are alike only the newest."""
_NAME = re.compile(r"(\d{6,})-([0-9a-f]+)")
_NEW, _GONE = ".new", ".gone"


class SnapshotFault(StrEnum):
    FULL = "full"
    READ_ONLY = "read_only"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    PROGRAM = "program"
    BUSY = "busy"


SENTENCES = {
    SnapshotFault.FULL: "磁盘已满，资料库快照没有保存。请清理磁盘后再试。",
    SnapshotFault.READ_ONLY: "存放资料库快照的位置是只读的，没有保存。请检查 NIANGJIA_STATE 的写入权限。",
    SnapshotFault.UNREADABLE: "存放资料库快照的磁盘读写出错。请检查 NIANGJIA_STATE 所在的磁盘。",
    SnapshotFault.DAMAGED: "资料库快照已经损坏，需要重新建立。",
    SnapshotFault.PROGRAM: "资料库快照是另一个版本的程序建立的，需要重新建立。",
    SnapshotFault.BUSY: "另一个程序正在保存资料库快照，请稍后再试。",
}
_SYSTEM = {
    **dict.fromkeys(NO_ROOM, SnapshotFault.FULL),
    **dict.fromkeys(NO_RIGHT, SnapshotFault.READ_ONLY),
    errno.EAGAIN: SnapshotFault.BUSY,
}


class SnapshotError(Exception):
    """A snapshot cannot be saved or used; the message is one plain Chinese sentence without a path in it."""

    def __init__(self, fault: SnapshotFault, part: str = "") -> None:
        super().__init__(SENTENCES[fault])
        self.fault = fault
        self.part = part


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A library on the disk: `corpus` says from which files it was built, `library` what came of them.

    The `number` grows; 0 is laid out and not yet kept. `version` is what admins read: it tells libraries apart by their passages only.
    """

    number: int
    corpus: str
    library: str
    version: str
    program: str
    built: dt.datetime
    articles: int
    passages: int


class Snapshots:
    """The snapshots in a folder of state. The newest is the library that is served."""

    def __init__(self, state: Path, *, disk: Disk | None = None, program: str | None = None) -> None:
        self._folder = state / FOLDER
        self._disk = disk or Disk()
        self._program = program or program_fingerprint()

    def kept(self) -> tuple[Snapshot, ...]:
        """All whose manifests are whole and of this shape, newest first; none where the folder cannot be read."""
        try:
            return tuple(_read(self._folder))
        except OSError:
            return ()

    def loadable(self) -> tuple[Snapshot, ...]:
        """Those that this program can load, newest first."""
        return tuple(kept for kept in self.kept() if kept.program == self._program)

    def fitting(self, corpus: str) -> tuple[Snapshot, ...]:
        """Those of this corpus that this program can load, newest first."""
        return tuple(kept for kept in self.loadable() if kept.corpus == corpus)

    def load(self, snapshot: Snapshot) -> Library:
        """The library, its arrays mapped from the disk; raises `SnapshotError` where a byte is not as written."""
        with _named():
            if snapshot.program != self._program:
                raise SnapshotError(SnapshotFault.PROGRAM)
            with _uncollected():
                return to_library(*read_parts(self._path(snapshot)))

    def lend_sounds(self) -> None:
        """Has this process know the sounds of the newest snapshot's words, which it would only find again."""
        for kept in self.loadable()[:1]:
            with suppress(DamagedError, OSError):
                hear(sounds_in(read_arrays(self._path(kept), (SOUNDS,))))

    def save(self, library: Library, *, corpus: str, now: dt.datetime) -> Snapshot:
        """Keeps a library as the newest; raises `SnapshotError`, and then all is as it was."""
        with self._alone():
            self._lay_out(library, now)
            return self._number_next(self._folder / _NEW, corpus)

    def lay_out(self, library: Library, *, corpus: str, now: dt.datetime) -> Snapshot:
        """Writes a library beside those that are kept, where it can be loaded from, until the next is written.

        It has the number 0, and is kept once it is promoted; raises `SnapshotError`, and then nothing is laid out.
        """
        with self._alone():
            self._lay_out(library, now)
            return _snapshot(0, corpus, read_about(self._folder / _NEW))

    def laid_out(self, corpus: str) -> Snapshot:
        """What `lay_out` gave, in another process perhaps; raises `SnapshotError` where it is gone."""
        with _named():
            return _snapshot(0, corpus, read_about(self._folder / _NEW))

    def promote(self, snapshot: Snapshot, *, corpus: str) -> Snapshot:
        """Makes an older one, or the one laid out, the newest, for what the corpus is; raises `SnapshotError`."""
        with self._alone(sweeping=bool(snapshot.number)):
            if not snapshot.number and _snapshot(0, snapshot.corpus, read_about(self._path(snapshot))) != snapshot:
                raise SnapshotError(SnapshotFault.BUSY)  # another program lays out one of its own
            return self._number_next(self._path(snapshot), corpus)

    def _lay_out(self, library: Library, now: dt.datetime) -> None:
        text, arrays = to_plain(library)
        about = {"program": self._program, "version": version_of(library), "built": now.isoformat(timespec="seconds")}
        counts = {"articles": len(library.articles), "passages": len(library.passages)}
        new = self._folder / _NEW
        try:
            with Parts(self._disk, new, state=self._folder.parent) as parts:
                parts.add_text(text)
                for name, array in arrays:
                    parts.add(name, array)
                parts.finish({**about, **counts})
        except BaseException:  # whatever ends it, nothing half made stays; it rises again
            self._disk.remove(new)
            raise

    def _number_next(self, folder: Path, corpus: str) -> Snapshot:
        """Gives a whole snapshot the number after the newest's; where that fails a new one does not stay."""
        named = self._folder / _name(self._number(), corpus)
        try:
            self._disk.rename(folder, named)
        except BaseException:  # whatever ends it, a new one does not stay; it rises again
            if folder.name == _NEW:
                self._disk.remove(folder)
                self._disk.remove(named)
            raise
        self._prune()
        return next(_read(self._folder))

    @contextmanager
    def _alone(self, *, sweeping: bool = True) -> Iterator[None]:
        with _named():
            self._disk.make_folder(self._folder)
            with self._disk.lock(self._folder):
                if sweeping:
                    self._sweep()
                yield

    def _sweep(self) -> None:
        """Takes away what a kill left half written or half removed."""
        for name in (_NEW, _GONE):
            self._disk.remove(self._folder / name)

    def _prune(self) -> None:
        """Of those that are alike the newest stays; what is damaged goes."""
        newest: dict[str, str] = {}
        for kept in _read(self._folder):
            newest.setdefault(kept.library, _name(kept.number, kept.corpus))
        staying = set(itertools.islice(newest.values(), KEPT))
        for name in [name for name, _, _ in _names(self._folder) if name not in staying]:
            with suppress(OSError):  # one too many is no harm, and the next save tries again
                (self._folder / name).rename(self._folder / _GONE)
            self._disk.remove(self._folder / _GONE)

    def _number(self) -> int:
        return 1 + max((number for _, number, _ in _names(self._folder)), default=0)

    def _path(self, snapshot: Snapshot) -> Path:
        return self._folder / (_name(snapshot.number, snapshot.corpus) if snapshot.number else _NEW)


def _name(number: int, corpus: str) -> str:
    return f"{number:06}-{corpus}"


def _names(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Names of snapshots with their number and corpus, newest first."""
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    yield from sorted(((match[0], int(match[1]), match[2]) for match in found if match), key=lambda row: -row[1])


def _read(folder: Path) -> Iterator[Snapshot]:
    for name, number, corpus in _names(folder):
        with suppress(DamagedError):
            yield _snapshot(number, corpus, read_about(folder / name))


def _snapshot(number: int, corpus: str, about: Plain) -> Snapshot:
    """Raises `DamagedError` where the manifest is of another shape: an older or newer program's, whole as it may be."""
    try:
        library = hashlib.blake2b("".join(about["parts"].values()).encode(), digest_size=4).hexdigest()
        built = dt.datetime.fromisoformat(about["built"])
        counts = (about["articles"], about["passages"])
        return Snapshot(number, corpus, library, about["version"], about["program"], built, *counts)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedError(MANIFEST) from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Half a million nouns come and none goes: the collector would walk them all again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except DamagedError as error:
        raise SnapshotError(SnapshotFault.DAMAGED, str(error)) from None
    except OSError as error:
        raise SnapshotError(_SYSTEM.get(error.errno or 0, SnapshotFault.UNREADABLE), type(error).__name__) from None

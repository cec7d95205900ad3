"""The files of a corpus as they were handed in: put, replaced, withdrawn and brought back, each whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.reading.corpus import is_data
from bot.reading.files import FileError, Found, read_bytes, walk
from bot.reading.formats import SUFFIXES, limit_of
from bot.reading.naming import Name

from .disk import NO_RIGHT, NO_ROOM, Disk

UPLOADS = "uploads"
"""Where new files go: with a corpus that is mounted read-only this one folder may be writable."""
KEPT = dt.timedelta(days=365)
"""How long what was replaced or withdrawn can be brought back: as long as the audit tells of it."""
_FORMER, _NEW = ".former", ".new"  # hidden: neither is read as an article or counted as a change of the corpus
_STAMP = "%Y%m%dT%H%M%SZ"
_VERSION = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{8})\.\w+")

READ_ONLY = "资料文件夹是只读的，改不了。请让维护程序的人把资料文件夹（或其中的 uploads）改成可写，或者请他直接改好文件，再发 /reload。"
FULL = "资料文件夹所在的磁盘满了，没有改动。请清理磁盘后再试。"
UNWRITABLE = "资料文件夹读写出错，没有改动。请检查磁盘。"
_SYSTEM = dict.fromkeys(NO_ROOM, FULL) | dict.fromkeys(NO_RIGHT, READ_ONLY)


class OriginalError(Exception):
    """A file could not be kept, and all is as it was; the message is one plain Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a file held until a moment, when it was replaced or withdrawn."""

    name: str
    until: dt.datetime
    digest: str
    path: Path

    @property
    def id(self) -> str:
        return digest_of(f"{self.name}\0{self.until:{_STAMP}}".encode())


@dataclass(frozen=True, slots=True)
class Change:
    """A file that now holds something else, and what it held before; None where it was not there."""

    name: str
    before: Version | None


class Originals:
    """The files below one folder. Names are relative to it. Calls block, and changes come one at a time."""

    def __init__(self, corpus: Path, *, disk: Disk | None = None) -> None:
        self._corpus, self._disk = corpus, disk or Disk()
        self._shelved = corpus / UPLOADS / _FORMER

    def names(self) -> tuple[str, ...]:
        """The files that are read as articles, in their order."""
        return tuple(found.name for found in self._found())

    def namesakes(self, name: Name) -> tuple[str, ...]:
        """The files of this name in any folder; capitals make no difference."""
        wanted = str(name).casefold()
        return tuple(found for found in self.names() if found.rpartition("/")[2].casefold() == wanted)

    def unused(self, name: Name) -> str:
        """The name of a new file: this one, or the first with a number that is free."""
        taken = {found.casefold() for found in self.names()}
        number, free = 1, name
        while f"{UPLOADS}/{free}".casefold() in taken:
            number += 1
            free = name.numbered(number)
        return f"{UPLOADS}/{free}"

    def is_writable(self, name: str) -> bool:
        """Whether a file of this name could be put as far as the system says; a full disk shows only later."""
        places = (self._corpus / name).parent, self._shelved
        return all(os.access(_nearest(place), os.W_OK | os.X_OK) for place in places)

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where there is no such file."""
        path = self._path(name)
        if path is None:
            return None
        with contextlib.suppress(FileError):
            return read_bytes(path, limit=limit_of(path.suffix.lower()))
        return None

    def read_version(self, version: Version) -> bytes | None:
        """What a file held; None where that was taken away."""
        with contextlib.suppress(OSError):
            return version.path.read_bytes()
        return None

    def change(self, name: str, data: bytes | None, *, now: dt.datetime) -> Change:
        """Lets a file hold these bytes, or be withdrawn with None; what it held is kept. Raises `OriginalError`.

        What was kept for its time goes with it.
        """
        path = self._path(name) or self._corpus / name
        with _named():
            old = path.read_bytes() if path.exists() else None
            before = self._shelve(name, old, now) if old is not None else None
            try:
                self._write(path, data) if data is not None else self._remove(path)
            except BaseException:  # it rises again; a disk that fails after the step was taken has changed the file
                if before is not None and path.exists() and path.read_bytes() == old:
                    self._forget(before)
                raise
            for version in [version for version in self._versions() if version.until < now - KEPT]:
                self._forget(version)
        return Change(name, before)

    def undo(self, change: Change) -> None:
        """Puts things back to where they were before a change; raises `OriginalError`."""
        path = self._path(change.name) or self._corpus / change.name
        with _named():
            if change.before is None:
                self._remove(path)
            else:
                self._write(path, change.before.path.read_bytes())
                self._forget(change.before)

    def former(self) -> tuple[Version, ...]:
        """What was replaced or withdrawn and stands nowhere now, latest first; of equal ones the latest."""
        versions: dict[tuple[str, str], Version] = {}
        for version in sorted(self._versions(), key=lambda version: version.until, reverse=True):
            versions.setdefault((version.name, version.digest), version)
        names = {name for name, _ in versions}
        standing = {(name, digest_of(data)[:8]) for name in names if (data := self.read(name))}
        return tuple(version for key, version in versions.items() if key not in standing)

    def _found(self) -> Iterator[Found]:
        for entry in walk(self._corpus):
            if isinstance(entry, Found) and entry.suffix in SUFFIXES and not is_data(entry.name):
                yield entry

    def _path(self, name: str) -> Path | None:
        return next((self._corpus / found.path for found in self._found() if found.name == name), None)

    def _versions(self) -> Iterator[Version]:
        for path in self._shelved.rglob("*") if self._shelved.is_dir() else ():
            if match := _VERSION.fullmatch(path.name):
                until = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
                yield Version(path.parent.relative_to(self._shelved).as_posix(), until, match[2], path)

    def _shelve(self, name: str, data: bytes, now: dt.datetime) -> Version:
        digest = digest_of(data)[:8]
        path = self._shelved / name / f"{now.astimezone(dt.UTC):{_STAMP}}-{digest}{Path(name).suffix}"
        version = Version(name, now.replace(microsecond=0), digest, path)
        try:
            self._write(path, data)
        except BaseException:  # whatever ends it, no half version stays; it rises again
            self._forget(version)
            raise
        return version

    def _forget(self, version: Version | None) -> None:
        if version is not None:
            with contextlib.suppress(OSError):  # one too many is no harm
                version.path.unlink()
                version.path.parent.rmdir()

    def _write(self, path: Path, data: bytes) -> None:
        """Beside its place, then to its place in one step; what a kill left there is taken away first."""
        new = path.parent / _NEW
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        try:
            self._disk.write(new, (data,))
            self._disk.rename(new, path)
        except BaseException:  # whatever ends it, nothing half made stays; it rises again
            new.unlink(missing_ok=True)
            raise

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._disk.sync_folder(path.parent)


def digest_of(data: bytes) -> str:
    """Twelve characters that tell contents apart."""
    return hashlib.blake2b(data, digest_size=6).hexdigest()


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if os.path.exists(place))  # noqa: PTH110 (a Path's own may raise)


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OriginalError(_SYSTEM.get(error.errno or 0, UNWRITABLE)) from None

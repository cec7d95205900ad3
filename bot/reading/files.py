"""A folder to the files in it that may be read, in a fixed order; also their bytes, safely and within a limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.model import Problem
from bot.reading import problems
from bot.reading.problems import Trouble

DEPTH = 32  # folders within folders; deeper is a mistake or an attack
OWNED = "~$"  # Word and WPS note beside an open file whose it is
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file of the folder: `name` is relative to it, fit to be shown; `path` is where its bytes are."""

    name: str
    path: Path
    size: int = 0

    @property
    def suffix(self) -> str:
        stem, dot, end = self.name.rpartition("/")[2].rpartition(".")  # a `Path` of each takes as long as all else
        return f".{end.lower()}" if stem and dot and end else ""


class FileError(Exception):
    """One file cannot be read; the trouble says why, in words for an admin."""

    def __init__(self, trouble: Trouble, *, line: int | None = None, **details: object) -> None:
        super().__init__(trouble.problem)
        self.trouble, self.line, self.details = trouble, line, details

    def at(self, file: str) -> Problem:
        return self.trouble.at(file, self.line, **self.details)


def walk(root: Path) -> Iterator[Found | Problem]:
    """Every file below the folder, sorted, hidden ones left out; a problem for what is no file of this folder."""
    yield from _walk(Path(os.path.realpath(root)), root=Path(os.path.realpath(root)), depth=0)


def read_bytes(path: Path, *, limit: int) -> bytes:
    """The bytes of a regular file; raises `FileError` when it is another thing, or larger than the limit."""
    try:
        descriptor = os.open(path, OPEN_FLAGS)
    except OSError as error:
        raise FileError(problems.UNREADABLE, reason=reason_of(error)) from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FileError(problems.NOT_A_FILE)
        refuse_large(status.st_size, limit=limit)
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise FileError(problems.UNREADABLE, reason=reason_of(error)) from None
    if len(data) > limit:  # it grew since it was measured
        raise FileError(problems.CHANGED)
    return data


def refuse_large(size: int, *, limit: int) -> None:
    """Raises `FileError` for more bytes than the limit, told in MB and rounded up: 16.1 of at most 16 are 17."""
    if size > limit:
        raise FileError(problems.TOO_LARGE, size=-(-size >> 20), limit=limit >> 20)


def reason_of(error: OSError) -> str:
    """The system's own short word for it, without the path, which the problem names already."""
    return error.strerror or type(error).__name__


def shown(path: Path, root: Path) -> str:
    """The name relative to the folder, with what cannot be printed written as escapes."""
    return _shown(_within(str(path), root)) or "."


def _within(path: str, root: Path) -> str:
    return path[len(str(root)) :].lstrip(os.sep).replace(os.sep, "/")


def _shown(name: str) -> str:
    name = os.fsencode(name).decode("utf-8", "backslashreplace")
    if name.isprintable():
        return name
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode("ascii") for ch in name)


def _walk(folder: Path, *, root: Path, depth: int) -> Iterator[Found | Problem]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield problems.UNREADABLE_FOLDER.at(shown(folder, root), reason=reason_of(error))
        return
    for entry in entries:
        if entry.name.startswith((".", OWNED)):
            continue
        path = Path(entry.path)
        if entry.is_symlink():
            yield _follow(path, root=root)
        elif not entry.is_dir(follow_symlinks=False):
            yield from _file(entry, root=root)
        elif depth < DEPTH:
            yield from _walk(path, root=root, depth=depth + 1)
        else:
            yield problems.TOO_DEEP.at(shown(path, root), limit=DEPTH)


def _file(entry: os.DirEntry[str], *, root: Path) -> Iterator[Found | Problem]:
    path, within = Path(entry.path), _within(entry.path, root)
    name = _shown(within)
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:  # it was taken away since the folder was listed
        yield problems.UNREADABLE.at(name, reason=reason_of(error))
        return
    if not stat.S_ISREG(status.st_mode):
        yield problems.NOT_A_FILE.at(name)
        return
    if name != within:
        yield problems.STRANGE_NAME.at(name)
    yield Found(name, path, status.st_size)


def _follow(link: Path, *, root: Path) -> Found | Problem:
    """A link to a file of the same folder is that file (so do mounted volumes look); any other is a problem."""
    name = shown(link, root)
    try:
        target = Path(os.path.realpath(link, strict=True))
        status = target.stat()
    except OSError:
        return problems.LINK_BROKEN.at(name)
    if not target.is_relative_to(root):
        return problems.LINK_OUTSIDE.at(name)
    if stat.S_ISDIR(status.st_mode):
        return problems.LINKED_FOLDER.at(name)
    return Found(name, target, status.st_size) if stat.S_ISREG(status.st_mode) else problems.NOT_A_FILE.at(name)

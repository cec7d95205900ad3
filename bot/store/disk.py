"""Writing that survives a kill: bytes, then fsync, then a name. A hook sees each step before it is taken."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no advisory lock of this kind: there two savers at once are not kept apart
    fcntl = None  # type: ignore[assignment]

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_RIGHT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
"""By what numbers the system says that a disk is full, or may not be written."""

_CHUNK = 1 << 20

Hook = Callable[[str], None]


def _nothing(step: str) -> None:
    """What is done before each step where nobody looks."""


class Disk:
    """The steps by which files come to be. `before` is told "folder", "write", "link", "fsync" or "rename" and may raise."""

    def __init__(self, before: Hook = _nothing) -> None:
        self._before = before

    def make_folder(self, folder: Path) -> None:
        self._before("folder")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, path: Path, buffers: Iterable[bytes | memoryview]) -> None:
        """A new file of these bytes, on the disk when this returns."""
        with path.open("xb") as file:
            for buffer in buffers:
                for start in range(0, len(buffer), _CHUNK):
                    self._before("write")
                    file.write(buffer[start : start + _CHUNK])
            file.flush()
            self._before("fsync")
            os.fsync(file.fileno())

    def link(self, old: Path, new: Path) -> bool:
        """A second name for what a file holds, which outlives the first; False where the file system gives none."""
        self._before("link")
        try:
            os.link(old, new)
        except OSError:
            return False
        return True

    def rename(self, old: Path, new: Path) -> None:
        """One step from the old name to the new; on the disk when this returns."""
        self._before("rename")
        old.rename(new)
        self.sync_folder(new.parent)

    def sync_folder(self, folder: Path) -> None:
        self._before("fsync")
        if hasattr(os, "O_DIRECTORY"):
            number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(number)
            finally:
                os.close(number)

    def remove(self, folder: Path) -> None:
        """Takes a folder away as far as that goes; what stays is taken by the next sweep."""
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, folder: Path, *, wait: bool = False) -> Iterator[None]:
        """Keeps other savers out of a folder; waits for one at work, or raises `BlockingIOError`. A kill lets go."""
        if fcntl is None:
            yield
            return
        number = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            yield
        finally:
            os.close(number)

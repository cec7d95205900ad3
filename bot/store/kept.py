"""What can be worked out again, and costs time: arrays in a folder with their checksums, replaced whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.known import Known

from .disk import Disk
from .fingerprint import program_fingerprint
from .parts import DamagedError, Parts, read_arrays

logger = logging.getLogger(__name__)

PROGRAM = "program"
_KEPT, _NEW, _GONE = "kept", ".new", ".gone"

Arrays = Mapping[str, NDArray[Any]]


def read_kept(folder: Path) -> dict[str, NDArray[Any]]:
    """What is kept, mapped from the disk; empty where there is nothing, or where a byte is not as it was written."""
    try:
        return read_arrays(folder / _KEPT) if (folder / _KEPT).is_dir() else {}
    except DamagedError:
        logger.warning("%s is damaged and is worked out again", folder.name)
    except OSError as error:
        logger.warning("%s cannot be read and is worked out again (%s)", folder.name, type(error).__name__)
    return {}


def keep(folder: Path, arrays: Arrays) -> None:
    """Writes them in place of what was kept; where the disk does not take it, they are worked out again."""
    with Draft(folder) as draft:
        draft.add(arrays)
        draft.finish()


@contextmanager
def known_in(folder: Path) -> Iterator[Known]:
    """What is kept there, if this very program left it; what is left goes there, the disk not waited for."""
    program = np.frombuffer(program_fingerprint().encode(), np.uint8)
    with Draft(folder) as draft, ThreadPoolExecutor(1, thread_name_prefix=folder.name) as beside:
        keeper = _Beside(draft, beside)
        known = Known(beside.submit(_left_by, program, folder).result, keeper=keeper)  # held by nobody else
        keeper.add({PROGRAM: program})
        yield known


def _left_by(program: NDArray[np.uint8], folder: Path) -> Arrays:
    before = read_kept(folder)
    return before if np.array_equal(before.pop(PROGRAM, np.zeros(0)), program) else {}


class Draft:
    """What is to be kept, written while it comes, so that nothing of it need be held; it takes its place when it is finished.

    Where the disk does not take it, or another program is at it, what was kept stays.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._disk = folder, Disk()
        self._held = ExitStack()
        self._parts: Parts | None = None

    def __enter__(self) -> Self:
        with self._tolerant():
            if self._folder.is_file():
                self._folder.unlink()  # of a program before this one, which kept a file
            self._disk.make_folder(self._folder)
            self._held.enter_context(self._disk.lock(self._folder))
            self._disk.remove(self._folder / _NEW)
            self._parts = Parts(self._disk, self._folder / _NEW, state=self._folder.parent)
            self._held.enter_context(self._parts)
        return self

    def __exit__(self, *_: object) -> None:
        """What is not finished goes again."""
        self._give_up()

    def add(self, arrays: Arrays) -> None:
        with self._tolerant():
            for name, array in arrays.items():
                if self._parts is not None:
                    self._parts.add(name, array)

    def finish(self) -> None:
        with self._tolerant():
            if self._parts is not None:
                self._parts.finish({})
                kept, gone = self._folder / _KEPT, self._folder / _GONE
                self._disk.remove(gone)
                if kept.exists():
                    self._disk.rename(kept, gone)
                self._disk.rename(self._folder / _NEW, kept)
                self._disk.remove(gone)
                self._parts = None

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            logger.warning("%s could not be kept (%s)", self._folder.name, type(error).__name__)
            self._give_up()

    def _give_up(self) -> None:
        parts, self._parts = self._parts, None
        if parts is not None:
            self._disk.remove(self._folder / _NEW)
        self._held.close()


class _Beside:
    """Adds to a draft by another thread: the disk need not be waited for."""

    def __init__(self, draft: Draft, beside: ThreadPoolExecutor) -> None:
        self._draft, self._beside = draft, beside

    def add(self, arrays: Arrays) -> None:
        self._beside.submit(self._draft.add, arrays)

    def finish(self) -> None:
        self._beside.submit(self._draft.finish)

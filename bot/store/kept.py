"""Arrays in one file with a checksum, written whole or not at all: what can be worked out again, and costs time."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_SIZE = 4  # bytes of the checksum in front: three times as quick as one that proves more, and this proves damage
_AT = 64  # each array begins at a multiple of so many bytes, the first at the first
_LENGTH = 8  # bytes at the end: how many before them list the arrays


def read_kept(file: Path) -> dict[str, NDArray[Any]]:
    """What is kept, mapped from the disk; empty where there is nothing, or where a byte is not as it was written."""
    try:
        whole = np.memmap(file, np.uint8, "r").view(np.ndarray) if file.stat().st_size > _AT else np.zeros(0, np.uint8)
    except FileNotFoundError:
        return {}
    except OSError as error:
        logger.warning("%s cannot be read and is worked out again (%s)", file.name, type(error).__name__)
        return {}
    if whole[:_SIZE].tobytes() != _checksum(crc32(whole[_SIZE:].data)):
        logger.warning("%s is damaged and is worked out again", file.name)
        return {}
    length = int(np.frombuffer(whole[-_LENGTH:].tobytes(), np.uint64)[0])
    found, begin = {}, _AT
    for name, kind, shape in json.loads(whole[-_LENGTH - length : -_LENGTH].tobytes()):
        size = np.dtype(kind).itemsize * int(np.prod(shape))
        found[name] = whole[begin : begin + size].view(kind).reshape(shape)
        begin += size + -size % _AT
    return found


def keep(file: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes them in place of what was kept; where the disk does not take it, they are worked out again."""
    with Draft(file) as draft:
        draft.add(arrays)
        draft.finish()


class Draft:
    """What is to be kept, written while it comes, so that nothing of it need be held; it takes its place when it is finished."""

    def __init__(self, file: Path) -> None:
        self._file, self._new = file, file.with_suffix(".new")
        self._listed: list[tuple[str, str, tuple[int, ...]]] = []
        self._checked, self._size = crc32(bytes(_AT - _SIZE)), _AT
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        with self._tolerant():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._new.open("wb")
            self._stream.write(bytes(_AT))
        return self

    def __exit__(self, *_: object) -> None:
        """What is not finished goes again."""
        if self._stream is not None:
            self._give_up()

    def add(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        with self._tolerant():
            for name, array in arrays.items():
                self._listed.append((name, array.dtype.str, array.shape))
                self._write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data if array.size else b"")
                self._write(bytes(-self._size % _AT))

    def finish(self) -> None:
        with self._tolerant():
            head = json.dumps(self._listed).encode()
            self._write(head + np.uint64(len(head)).tobytes())
            if self._stream is not None:
                self._stream.seek(0)
                self._stream.write(_checksum(self._checked))
                self._stream.flush()
                os.fsync(self._stream.fileno())
                self._stream.close()
                self._new.replace(self._file)
                self._stream = None

    def _write(self, piece: bytes | memoryview) -> None:
        if self._stream is not None:
            self._stream.write(piece)
            self._checked = crc32(piece, self._checked)
            self._size += len(piece)

    @contextlib.contextmanager
    def _tolerant(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            logger.warning("%s could not be kept (%s)", self._file.name, type(error).__name__)
            self._give_up()

    def _give_up(self) -> None:
        stream, self._stream = self._stream, None
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()
        with contextlib.suppress(OSError):
            self._new.unlink(missing_ok=True)


def _checksum(checked: int) -> bytes:
    return checked.to_bytes(_SIZE, "little")

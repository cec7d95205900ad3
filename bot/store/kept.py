"""Arrays in one file with a checksum, written whole or not at all: what can be worked out again, and costs time."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_SIZE = 32  # bytes of the checksum in front; processors have an instruction for it
_AT = 64  # each array begins at a multiple of so many bytes


def read_kept(file: Path) -> dict[str, NDArray[Any]]:
    """What is kept, mapped from the disk; empty where there is nothing, or where a byte is not as it was written."""
    try:
        whole = np.memmap(file, np.uint8, "r").view(np.ndarray) if file.stat().st_size > _AT else np.zeros(0, np.uint8)
    except FileNotFoundError:
        return {}
    except OSError as error:
        logger.warning("%s cannot be read and is worked out again (%s)", file.name, type(error).__name__)
        return {}
    if whole[:_SIZE].tobytes() != sha256(whole[_SIZE:].data).digest():
        logger.warning("%s is damaged and is worked out again", file.name)
        return {}
    begin = _AT + int(whole[_SIZE:_AT].view(np.uint64)[0])
    found = {}
    for name, kind, shape in json.loads(whole[_AT:begin].tobytes()):
        begin = _aligned(begin)
        size = np.dtype(kind).itemsize * int(np.prod(shape))
        found[name] = whole[begin : begin + size].view(kind).reshape(shape)
        begin += size
    return found


def keep(file: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes them in place of what was kept; where the disk does not take it, they are worked out again."""
    new, digest = file.with_suffix(".new"), sha256()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as stream:
            stream.write(bytes(_SIZE))
            for piece in _pieces(arrays):
                digest.update(piece)
                stream.write(piece)
            stream.seek(0)
            stream.write(digest.digest())
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as error:
        logger.warning("%s could not be kept (%s)", file.name, type(error).__name__)
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _pieces(arrays: Mapping[str, NDArray[Any]]) -> Iterator[bytes | memoryview]:
    """All that follows the checksum."""
    head = json.dumps([[name, array.dtype.str, array.shape] for name, array in arrays.items()]).encode()
    yield np.uint64(len(head)).tobytes().ljust(_AT - _SIZE, b"\0") + head
    end = _AT + len(head)
    for array in arrays.values():
        yield bytes(_aligned(end) - end)
        yield np.ascontiguousarray(array).reshape(-1).view(np.uint8).data if array.size else b""
        end = _aligned(end) + array.nbytes


def _aligned(begin: int) -> int:
    return -(-begin // _AT) * _AT

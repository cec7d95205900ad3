"""The vectors of passages on the disk: worked out once, at some 40 ms each, and kept for the next start."""

from __future__ import annotations

import contextlib
import logging
import os
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import numpy as np

from bot.search.semantic import Vectorized

logger = logging.getLogger(__name__)

SIZE = 16  # bytes of the checksum in front: a flipped bit in a zip file's own words raises whatever it likes


def read_vectors(file: Path) -> Vectorized:
    """What is kept; empty where there is nothing, or where a byte is not as it was written."""
    try:
        whole = memoryview(file.read_bytes())
    except FileNotFoundError:
        return Vectorized()
    except OSError as error:
        logger.warning("the kept vectors cannot be read and are worked out again (%s)", type(error).__name__)
        return Vectorized()
    checksum, arrays = whole[:SIZE], whole[SIZE:]
    if checksum != _checksum(arrays):
        logger.warning("the kept vectors are damaged and are worked out again")
        return Vectorized()
    with np.load(BytesIO(arrays), allow_pickle=False) as kept:
        return Vectorized.of({name: kept[name] for name in ("keys", "rows")})


def keep_vectors(file: Path, vectors: Vectorized) -> None:
    """Writes them whole or not at all; what cannot be kept is worked out again at the next start."""
    new, buffer, arrays = file.with_suffix(".new"), BytesIO(), vectors.arrays()
    np.savez(buffer, keys=arrays["keys"], rows=arrays["rows"])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as stream:
            stream.write(_checksum(buffer.getbuffer()))
            stream.write(buffer.getbuffer())
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as error:
        logger.warning("the vectors could not be kept (%s)", type(error).__name__)
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _checksum(arrays: memoryview) -> bytes:
    return blake2b(arrays, digest_size=SIZE).digest()

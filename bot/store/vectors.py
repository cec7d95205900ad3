"""The vectors of passages on the disk: worked out once, at some 40 ms each, and kept for the next start."""

from __future__ import annotations

import contextlib
import logging
import os
import zipfile
from pathlib import Path

import numpy as np

from bot.search.semantic import Vectorized

logger = logging.getLogger(__name__)


def read_vectors(file: Path) -> Vectorized:
    """What is kept; empty where there is nothing, or where it is damaged."""
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return Vectorized.of({name: kept[name] for name in ("keys", "rows")})
    except FileNotFoundError:
        return Vectorized()
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        logger.warning("the kept vectors cannot be used and are worked out again (%s)", type(error).__name__)
        return Vectorized()


def keep_vectors(file: Path, vectors: Vectorized) -> None:
    """Writes them whole or not at all; what cannot be kept is worked out again at the next start."""
    new = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as stream:
            arrays = vectors.arrays()
            np.savez(stream, keys=arrays["keys"], rows=arrays["rows"])
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    except OSError as error:
        logger.warning("the vectors could not be kept (%s)", type(error).__name__)
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)

"""What the program works out alike at each start, kept where Python keeps its bytecode, and under the same rules."""

from __future__ import annotations

import importlib.util
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SUFFIX = ".compiled"  # a digest of the program counts .npz files among its models

Arrays = Mapping[str, NDArray[Any]]


def recalled(name: str, sources: Iterable[bytes]) -> Arrays | None:
    """What was kept under the name out of these sources, every byte checked; None where it was not, or cannot be read."""
    path = _beside(name, sources)
    with suppress(OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error), path.open("rb") as file:
        return dict(np.load(file, allow_pickle=False))
    return None


def keep(name: str, sources: Iterable[bytes], make: Callable[[], Arrays]) -> None:
    """Keeps what `make` gives in place of what was kept under the name; makes nothing where it could not be written.

    As with bytecode: `PYTHONDONTWRITEBYTECODE` forbids it, and a full disk is no error.
    """
    if sys.dont_write_bytecode:
        return
    path = _beside(name, sources)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.access(path.parent, os.W_OK):
            _write(path, make())


def _beside(name: str, sources: Iterable[bytes]) -> Path:
    digest = blake2b(digest_size=8)
    for source in sources:
        digest.update(blake2b(source, digest_size=16).digest())
    return Path(importlib.util.cache_from_source(__file__)).with_name(f"{name}.{digest.hexdigest()}{SUFFIX}")


def _write(path: Path, arrays: Arrays) -> None:
    """Whole or not at all; what was kept under the same name out of other sources goes."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with new.open("wb") as file:
            np.savez_compressed(file, **dict(arrays))  # type: ignore[arg-type]  # none of them is called allow_pickle
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    name, *_ = path.name.split(".")
    for older in path.parent.glob(f"{name}.*{SUFFIX}"):
        if older != path:
            older.unlink(missing_ok=True)

"""What the program works out alike at each start, kept where Python keeps its bytecode, and under the same rules."""

from __future__ import annotations

import importlib.util
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SUFFIX = ".kept"  # a digest of the program counts .npz files among its models

Arrays = Mapping[str, NDArray[Any]]


def kept(name: str, sources: Iterable[bytes], make: Callable[[], Arrays]) -> Arrays:
    """What `make` gives, or gave to an earlier process out of the same sources.

    Every byte is checked; what cannot be read is made anew, and what cannot be written is made at each start, as a
    module is compiled anew where its bytecode can't be written or `PYTHONDONTWRITEBYTECODE` forbids it.
    """
    path = _beside(name, sources)
    with suppress(OSError, ValueError, EOFError, zipfile.BadZipFile), path.open("rb") as file:
        return dict(np.load(file, allow_pickle=False))
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, made)
    return made


def _beside(name: str, sources: Iterable[bytes]) -> Path:
    digest = blake2b(digest_size=8)
    for source in sources:
        digest.update(blake2b(source, digest_size=16).digest())
    return Path(importlib.util.cache_from_source(__file__)).with_name(f"{name}.{digest.hexdigest()}{SUFFIX}")


def _write(path: Path, arrays: Arrays) -> None:
    """Whole or not at all; what was kept under the same name out of other sources goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with new.open("wb") as file:
            np.savez(file, **dict(arrays))  # type: ignore[arg-type]  # none of them is called allow_pickle
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    name, *_ = path.name.split(".")
    for older in path.parent.glob(f"{name}.*{SUFFIX}"):
        if older != path:
            older.unlink(missing_ok=True)

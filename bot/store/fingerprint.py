"""A corpus or this program in, a short name for exactly this state of it out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

PROGRAM = Path(__file__).parent.parent
_LARGE = 64 << 20
"""Bytes; a file beyond is no article, and told apart by its size and time instead of by reading all of it."""


def corpus_fingerprint(root: Path) -> str:
    """A name for the names and contents of all files below a folder; raises `OSError` where one cannot be read.

    By content, not by time: a copy, a checkout or an image of the same corpus is the same corpus.
    """
    return _digest(root, lambda name: True)  # noqa: ARG005


@cache
def program_fingerprint() -> str:
    """A name for this program's code, word lists and models: a snapshot of other code could answer otherwise."""
    from bot.loading import shipped_thesaurus  # it takes a third of a second, and a corpus can be read meanwhile

    code = _digest(PROGRAM, lambda name: name.endswith((".py", ".txt", ".npz")))
    return hashlib.blake2b(code.encode() + _content(shipped_thesaurus()), digest_size=8).hexdigest()


def _digest(root: Path, counts: Callable[[str], bool]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for folder, folders, files in os.walk(root):  # a third of the time that Path.rglob takes
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".") and counts(name)):
            path = os.path.join(folder, name)  # noqa: PTH118 (a Path of each file takes as long as reading it)
            if os.path.isfile(path):  # noqa: PTH113
                known = path[len(str(root)) :].replace(os.sep, "/")
                digest.update(f"{known}\0".encode(errors="surrogateescape"))
                digest.update(_content(path))
    return digest.hexdigest()


def _content(path: Path | str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        stat = os.fstat(file.fileno())
        if stat.st_size > _LARGE:
            return f"{stat.st_size} {stat.st_mtime_ns}".encode()
        return hashlib.blake2b(file.read(), digest_size=16).digest()

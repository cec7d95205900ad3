"""A corpus or this program in, a short name for exactly this state of it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot.library import shipped_thesaurus

_LARGE = 64 << 20
"""Bytes; a file beyond is no article, and told apart by its size and time instead of by reading all of it."""


def corpus_fingerprint(root: Path) -> str:
    """A name for the names and contents of all files below a folder; raises `OSError` where one cannot be read.

    By content, not by time: a copy, a checkout or an image of the same corpus is the same corpus.
    """
    return _digest(root, lambda path: True)  # noqa: ARG005


@cache
def program_fingerprint() -> str:
    """A name for this program's code and word lists: a snapshot of other code could answer otherwise."""
    code = _digest(Path(__file__).parent.parent, lambda path: path.suffix in {".py", ".txt"})
    return hashlib.blake2b(code.encode() + _content(shipped_thesaurus()), digest_size=8).hexdigest()


def _digest(root: Path, counts: Callable[[Path], bool]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and counts(path) and not any(part.startswith(".") for part in name.parts):
            digest.update(f"{name.as_posix()}\0".encode(errors="surrogateescape"))
            digest.update(_content(path))
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    stat = path.stat()
    if stat.st_size > _LARGE:
        return f"{stat.st_size} {stat.st_mtime_ns}".encode()
    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()

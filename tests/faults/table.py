"""The nouns of the table of faults: a row, and at what scale it is filled."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """`held` is None where this machine has no means to try."""

    fault: str
    promise: str
    measured: str
    held: bool | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Quick finds what is plainly broken; in full the figures are those that were promised."""

    quick: bool = False
    minutes: float = 30.0

    def of(self, full: int, quick: int) -> int:
        return quick if self.quick else full


Check = Callable[[Scale], Iterator[Row]]


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="niangjia-", ignore_cleanup_errors=True) as name:
        yield Path(name)

"""Pieces of bytes in arrays that lie in a file, a sequence out whose members are made when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

S = TypeVar("S")
T = TypeVar("T")


class Mapped(Sequence[T]):
    """Each member made of one of the `sources`; with `kept` once and for all, so that it is always the same object.

    Equal to any sequence of equal members.
    """

    def __init__(self, sources: Sequence[S], make: Callable[[S], T], *, kept: bool = False) -> None:
        self._sources: Sequence[Any] = sources
        self._make = make
        self._known: dict[int, T] | None = {} if kept else None

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, number: int) -> T: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...

    def __getitem__(self, number: int | slice) -> T | tuple[T, ...]:
        found = range(len(self))[number]
        return tuple(map(self._at, found)) if isinstance(found, range) else self._at(found)

    def __iter__(self) -> Iterator[T]:
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _at(self, number: int) -> T:
        if self._known is None:
            return self._make(self._sources[number])
        if number not in self._known:
            self._known.setdefault(number, self._make(self._sources[number]))  # another thread may have been faster
        return self._known[number]


class Pieces(Sequence[bytes]):
    """What `joined` put together."""

    def __init__(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._whole, self._ends = arrays[name], arrays[f"{name}.ends"]

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> bytes: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[bytes, ...]: ...

    def __getitem__(self, number: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(len(self))[number])
        return self._whole[self._ends[number - 1] if number else 0 : self._ends[number]].tobytes()


def joined(name: str, pieces: Iterable[bytes]) -> dict[str, NDArray[Any]]:
    """Pieces as one run of bytes beside their ends."""
    found = list(pieces)
    ends = np.cumsum(np.asarray([len(piece) for piece in found], np.int64), dtype=np.int64)
    return {name: np.frombuffer(b"".join(found), np.uint8), f"{name}.ends": ends}

"""Sequences whose members are made when they are looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Lazy(Sequence[T]):
    """Equal to any sequence of equal members."""

    @abstractmethod
    def _at(self, number: int) -> T:
        """The member of this number, which is within bounds."""

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

    def __hash__(self) -> int:
        return hash(tuple(self))  # that of the tuple which it stands for


class Mapped(Lazy[T]):
    """Each member made of one of the `sources`; with `kept` once and for all, so that it is always the same object."""

    def __init__(self, sources: Sequence[S], make: Callable[[S], T], *, kept: bool = False) -> None:
        self._sources: Sequence[Any] = sources
        self._make = make
        self._known: dict[int, T] | None = {} if kept else None

    def __len__(self) -> int:
        return len(self._sources)

    def _at(self, number: int) -> T:
        if self._known is None:
            return self._make(self._sources[number])
        if number not in self._known:
            self._known.setdefault(number, self._make(self._sources[number]))  # another thread may have been faster
        return self._known[number]

"""Sequences that make a member only when it is asked for, out of something that takes less memory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Lazy(Sequence[T]):
    """A read-only sequence over `_at`; equal to any sequence of equal members, with a tuple's hash."""

    @abstractmethod
    def _at(self, number: int) -> T:
        """Makes member `number`, which is at least 0 and below the length."""

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
    """Member n is `make(sources[n])`: made anew each time, or, with `kept`, once, and the same object from then on."""

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

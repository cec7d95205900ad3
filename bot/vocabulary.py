"""Words → arrays that may be mapped from a file, and a word's number again, found by its digest without loading words.

A digest of eight bytes stands for the word: among ten million words a string that is none of them is taken for one in
two billion billion times ten million.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_REMEMBERED = 1 << 16
"""Lookups that are remembered; then it begins anew, so that what people type does not pile up."""

T = TypeVar("T")


class Remembered(dict[str, T]):
    """A dictionary that fills itself: a missing word's value is `find(word)`. Its `__getitem__` takes half a method's time."""

    def __init__(self, find: Callable[[str], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> T:
        found = self._find(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found
        return found


class Vocabulary(Mapping[str, int]):
    """Word → number, over what `arrays_of` gave; iterating over the words reads the array `text`."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        digests: Sequence[int] = arrays["digests"].data if len(arrays["digests"]) else ()
        self.look: Callable[[str], int | None] = partial(_look, digests, arrays["numbers"].data)
        """The word's number; None where it is none of these."""
        self.find = Remembered(self.look).__getitem__
        """The same, remembered."""

    def __getitem__(self, word: str) -> int:
        number = self.find(word)
        if number is None:
            raise KeyError(word)
        return number

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.find(word) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays["text"].tobytes().decode(errors="surrogatepass").split("\n") if len(self) else ())

    def __len__(self) -> int:
        return len(self.arrays["numbers"])

    def get(self, word: str, default: Any = None) -> Any:
        found = self.find(word)
        return default if found is None else found


def _look(digests: Sequence[int], numbers: Sequence[int], word: str) -> int | None:
    digest = _digest(word)
    at = bisect_left(digests, digest)
    return numbers[at] if at < len(digests) and digests[at] == digest else None


def arrays_of(words: Collection[str], digests: NDArray[np.uint64] | None = None) -> dict[str, NDArray[Any]]:
    """`digests` ascending (uint64), `numbers` of their words (int32), `text`: the words, which hold no line break, a line each.

    A word's number is its place in `words`. `digests` may be given where `digests_of(words)` is known already.
    """
    digests = digests_of(words) if digests is None else digests
    order = np.argsort(digests)
    return {
        "digests": digests[order],
        "numbers": order.astype(np.int32),
        "text": np.frombuffer("\n".join(words).encode(errors="surrogatepass"), np.uint8),
    }


def digests_of(words: Collection[str]) -> NDArray[np.uint64]:
    """The digest of each word, in order."""
    return np.fromiter(map(_digest, words), np.uint64, len(words))


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest(), "little")

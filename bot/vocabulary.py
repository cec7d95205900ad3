"""Words in, arrays out that may lie in a file: each word's number is found there by a digest, and none is loaded.

A digest of eight bytes stands for the word: among ten million words a string that is none of them is taken for one in
two billion billion times ten million.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

_REMEMBERED = 1 << 16
"""Lookups that are remembered; then it begins anew, so that what people type does not pile up."""


class Vocabulary(Mapping[str, int]):
    """The numbers of words, by what `arrays_of` gave; without the words themselves it cannot name them."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        self._numbers = arrays["numbers"]
        self._sorted: Sequence[int] = arrays["digests"].data if len(arrays["digests"]) else ()
        self._known: dict[str, int | None] = {}

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
        return len(self._numbers)

    def get(self, word: str, default: Any = None) -> Any:
        found = self.find(word)
        return default if found is None else found

    def find(self, word: str) -> int | None:
        """The word's number; None where it is none of these."""
        try:
            return self._known[word]
        except KeyError:
            digest = _digest(word)
            at = bisect_left(self._sorted, digest)
            found = int(self._numbers[at]) if at < len(self._sorted) and self._sorted[at] == digest else None
            if len(self._known) >= _REMEMBERED:
                self._known = {}
            self._known[word] = found
            return found


def arrays_of(words: Collection[str], digests: NDArray[np.uint64] | None = None) -> dict[str, NDArray[Any]]:
    """Words, no line break in any, in the order of their numbers; their `digests_of`, where they are there already."""
    digests = digests_of(words) if digests is None else digests
    order = np.argsort(digests)
    return {
        "digests": digests[order],
        "numbers": order.astype(np.int32),
        "text": np.frombuffer("\n".join(words).encode(errors="surrogatepass"), np.uint8),
    }


def digests_of(words: Collection[str]) -> NDArray[np.uint64]:
    return np.fromiter(map(_digest, words), np.uint64, len(words))


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest(), "little")

"""What was worked out of texts at the last build in, what this build leaves for the next out: arrays in tables.

A row for each text, found by a digest of eight bytes of whatever the row depends on. Only what this build used is
left, so that nothing piles up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]

_KEYS = "keys"


class Known:
    """Tables by their names. `before` holds those of the last build, empty where there are none; `after` is filled.

    Once that is done and anything is new, `keep` is given it, and nothing of it is held here any more.
    """

    def __init__(self, before: Arrays | None = None, *, keep: Callable[[Arrays], object] | None = None) -> None:
        self._before, self._keep = before or {}, keep
        self.after: dict[str, NDArray[Any]] = {}

    def done(self) -> None:
        """Nothing more is left for the next build, and nothing more asked of the last."""
        if self._keep and self._is_new():
            self._keep(self.after)
        self.after, self._before = {}, {}

    def _is_new(self) -> bool:
        names = self.after.keys()
        return names != self._before.keys() or any(
            not np.array_equal(self.after[name], self._before[name]) for name in names if name.endswith(_KEYS)
        )

    def table(self, name: str) -> Arrays:
        """A table of the last build; no arrays where there is none."""
        return {
            key.removeprefix(f"{name}."): array for key, array in self._before.items() if key.startswith(f"{name}.")
        }

    def rows(self, name: str, keys: Keys) -> Rows:
        """Where each key stands in a table of the last build; -1 where it does not."""
        known = self._before.get(f"{name}.{_KEYS}", np.zeros(0, np.uint64))
        if not len(known):
            return np.full(len(keys), -1, np.int64)
        order = np.argsort(known)
        at = order[np.searchsorted(known, keys, sorter=order).clip(max=len(known) - 1)]
        return np.where(known[at] == keys, at, -1)

    def leave(self, name: str, keys: Keys, arrays: Arrays) -> None:
        """Takes a table for the next build, its rows in the order of the keys."""
        self.after |= {f"{name}.{key}": array for key, array in {**arrays, _KEYS: keys}.items()}


def keys_of(texts: Iterable[str]) -> Keys:
    """A key for each text, in their order."""
    digests = (blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(b"".join(digests), np.uint64)

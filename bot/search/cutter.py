"""Texts to the counts of their terms, worked out in a child process: this one's lock leaves other processors idle."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.children import Child, ChildError

Cut = tuple[tuple[str, ...], NDArray[Any]]


class Cutter(Child):
    """Cuts beside this process."""

    module = "bot.search.cutting"

    def cut(self, texts: Sequence[str]) -> Cut:
        """The terms of these texts in the order of their first places, and three rows: terms, texts, counts.

        Raises `ChildError`.
        """
        try:
            answers = self.ask(json.dumps(list(texts)).encode() + b"\n")
            length, size = json.loads(answers.readline())
            terms = answers.read(length).decode()
            rows = np.frombuffer(answers.read(size), np.int32).reshape(3, -1)
        except (BrokenPipeError, ValueError) as error:
            raise ChildError(f"cutting {len(texts)} texts: {error}") from None
        return tuple(terms.split("\n")) if terms else (), rows

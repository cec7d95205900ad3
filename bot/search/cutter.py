"""Texts to the counts of their terms, worked out in a child process: this one's lock leaves other processors idle."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.children import child_environment

Cut = tuple[tuple[str, ...], NDArray[Any]]


class CutterError(Exception):
    """The child process ended before it answered: the system had no memory left for it, or somebody killed it."""


class Cutter:
    """A child process of our own module: nothing is forked, so a host may have threads and needs no guarded main."""

    def __enter__(self) -> Self:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "bot.search.cutting"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=child_environment(),
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def cut(self, texts: Sequence[str]) -> Cut:
        """The terms of these texts in the order of their first places, and three rows: terms, texts, counts."""
        try:
            return self._ask(texts)
        except (BrokenPipeError, ValueError) as error:
            raise CutterError(f"cutting {len(texts)} texts: {error}") from None

    def _ask(self, texts: Sequence[str]) -> Cut:
        questions, answers = self._child.stdin, self._child.stdout
        if not questions or not answers:
            raise ValueError("no pipe")
        questions.write(json.dumps(list(texts)).encode() + b"\n")
        questions.flush()
        length, size = json.loads(answers.readline())
        terms = answers.read(length).decode()
        rows = np.frombuffer(answers.read(size), np.int32).reshape(3, -1)
        return tuple(terms.split("\n")) if terms else (), rows

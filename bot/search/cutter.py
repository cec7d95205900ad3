"""Texts to the counts of their terms, worked out in child processes: this one's lock leaves other processors idle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.children import Child, ChildError

Cut = tuple[tuple[str, ...], NDArray[Any]]

CAN_FORK = sys.platform == "linux"
"""Elsewhere a process that is forked may not use all that its parent has loaded."""

PATIENCE = 10.0
"""Seconds for those that are amid a batch when nobody waits for it any more."""


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


class _Twin(Cutter):
    """One that another forks once it has the dictionary, whose pages both have then. It ends when it can be asked no more."""

    def __init__(self, asking: int, answered: int) -> None:
        self._questions, self._answers = os.fdopen(asking, "wb"), os.fdopen(answered, "rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self._answers, self._questions):
            with suppress(BrokenPipeError):
                end.close()

    def ask(self, lines: bytes) -> IO[bytes]:
        self._questions.write(lines)
        self._questions.flush()
        return self._answers


class _First(Cutter):
    """One that forks others, and waits for their end before its own."""

    def __init__(self, *descriptors: int) -> None:
        self.descriptors = descriptors

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(subprocess.TimeoutExpired):
            self._process.communicate(timeout=PATIENCE)
        super().__exit__(kind, error, trace)


@contextmanager
def cutters(count: int) -> Iterator[tuple[Cutter, ...]]:
    """So many, all with one dictionary where they can be forked."""
    with ExitStack() as stack:
        if not CAN_FORK:
            yield tuple(stack.enter_context(Cutter()) for _ in range(count))
            return
        pipes = [(*os.pipe(), *os.pipe()) for _ in range(count - 1)]
        theirs = [end for asked, _, _, answering in pipes for end in (asked, answering)]
        try:
            first = stack.enter_context(_First(*theirs))
        finally:
            twins = [stack.enter_context(_Twin(asking, answered)) for _, asking, answered, _ in pipes]
            for end in theirs:
                os.close(end)
        yield first, *twins

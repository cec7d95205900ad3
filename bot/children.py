"""Child processes of our own modules: their environment, and programs that answer line by line beside this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, ClassVar, Self

OWN = "NIANGJIA_"
PACKAGE_ROOT = Path(__file__).resolve().parents[1]


def child_environment() -> dict[str, str]:
    """Modules are found as they are here; our settings, the token among them, stay here: a child may read what is hostile.

    What lies in the folder where the bot runs is left alone: that may be a clone of another version than is installed.
    """
    path = os.pathsep.join([str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(OWN)}
    return {**others, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}


class ChildError(Exception):
    """The child process ended before it answered: the system had no memory left for it, or somebody killed it."""


class Child:
    """A program that answers lines: nothing is forked, so a host may have threads and needs no guarded main."""

    module: ClassVar[str]
    descriptors: Sequence[int] = ()
    """Of files that the program has open as well; they are its arguments."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and a module of ours
            [sys.executable, "-m", self.module, *map(str, self.descriptors)],
            pass_fds=self.descriptors,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=child_environment(),
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, lines: bytes) -> IO[bytes]:
        """Puts the lines to the child; its answer is what can be read next. Raises `BrokenPipeError` where it is gone."""
        questions, answers = self._process.stdin, self._process.stdout
        if not questions or not answers:
            raise BrokenPipeError("no pipe")
        questions.write(lines)
        questions.flush()
        return answers


def answers_of_child() -> IO[bytes]:
    """Called first in such a program: where its answers go; what a library prints does not come among them."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers

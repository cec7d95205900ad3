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
    """Our environment without the settings (the token!), for a child that reads hostile files, with our own package first.

    Nothing is imported from the working folder, which may be a clone of another version than is installed.
    """
    path = os.pathsep.join([str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(OWN)}
    return {**others, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}


class ChildError(Exception):
    """The child process ended before it answered: the system had no memory left for it, or somebody killed it."""


class Child:
    """A child process that runs `module` and answers lines. Started as a program, not forked: a host may have threads."""

    module: ClassVar[str]
    descriptors: Sequence[int] = ()
    """File descriptors that the child inherits; their numbers are its arguments."""

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
        """Writes the lines to the child and gives the stream of its answers; raises `BrokenPipeError` where it has ended."""
        questions, answers = self._process.stdin, self._process.stdout
        if not questions or not answers:
            raise BrokenPipeError("no pipe")
        questions.write(lines)
        questions.flush()
        return answers


def answers_of_child() -> IO[bytes]:
    """Called first in such a child: the stream for its answers. What is printed from then on goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers

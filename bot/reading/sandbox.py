"""Files of the heavy formats to articles, read in a child process that may be slow, greedy or dead without harm."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Timer
from types import TracebackType
from typing import Self

from bot.children import child_environment
from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.archive import unpack
from bot.reading.child import OUT_OF_MEMORY
from bot.reading.files import Found

SECONDS = 30  # a book of a thousand pages takes ten
MEGABYTES = 2048  # of address space; the readers of the heavy formats take 300 of it before the first file


class Sandbox:
    """A child process, started with the first file, started again after one that killed it."""

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, found: Found) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
        """What the file holds, or the problem that its reader did not come back from."""
        child = self._child = self._child or self._start()
        is_late = False

        def give_up() -> None:
            nonlocal is_late
            is_late = True
            child.kill()

        timer = Timer(self._seconds, give_up)
        timer.start()
        try:
            answer = _ask(child, found)
        finally:
            timer.cancel()
        if answer:
            return unpack(answer)
        status = self._end()
        if is_late:
            return (), (problems.TOO_SLOW.at(found.name, seconds=round(self._seconds)),)
        if status == OUT_OF_MEMORY:
            return (), (problems.TOO_HUNGRY.at(found.name),)
        return (), (problems.BROKEN_FILE.at(found.name, suffix=found.suffix),)

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter; file names go through the pipe
            [sys.executable, "-m", "bot.reading.child", str(self._megabytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**child_environment(), "PYTHONIOENCODING": "utf-8:surrogatepass"},
            encoding="utf-8", errors="surrogatepass",
        )  # fmt: skip

    def _end(self) -> int | None:
        """Takes the child down, if it still stands; its exit status."""
        child, self._child = self._child, None
        if child is None:
            return None
        with child:
            if child.stdin and not child.stdin.closed:
                _close(child)
            try:
                return child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
        return child.returncode


def _ask(child: subprocess.Popen[str], found: Found) -> str:
    """The child's answer; empty when it died over the question."""
    if not child.stdin or not child.stdout:
        return ""
    try:
        print(json.dumps([found.name, str(found.path)]), file=child.stdin, flush=True)
        answer = child.stdout.readline()
    except BrokenPipeError:
        return ""
    return answer if answer.endswith("\n") else ""


def _close(child: subprocess.Popen[str]) -> None:
    try:
        child.stdin.close() if child.stdin else None
    except BrokenPipeError:
        return

"""A corpus folder in, a snapshot out, made by a child process: its memory and its share of the lock go with it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock

from bot.children import child_environment
from bot.loading import CorpusError
from bot.search.counting import Progress

logger = logging.getLogger(__name__)

NICENESS = 10
"""A tenth of what answering gets, where they want the same processor. With 19, on a machine that others keep busy, a
build of four seconds took six minutes."""
FRUGAL = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "16777216",
    "OPENBLAS_NUM_THREADS": "1",
}
"""For glibc: large arrays of a build that are freed go back to the system at once, and do not wait for the next in as many
heaps as there are threads. What is worked on piece by piece is smaller than that: with a quarter of it, each piece was new
memory, and a change of one file took half as long again. And no threads for what a build has none of, products of matrices."""
ENDED = "建立资料库的进程意外结束了（{reason}）。多半是内存不够，请检查后再试。"
CRASHED = "建立资料库时程序出错，详情见运行日志。"


class Builder:
    """One build at a time; `stop`, from another thread, ends the one under way."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def build(
        self, corpus: Path, state: Path, *, progress: Progress | None = None, yielding: bool = False
    ) -> str | None:
        """Lays out the library of a folder below `state`; the fingerprint of what was read, None if no disk took it.

        `yielding` lets whoever answers meanwhile go first. Raises `CorpusError` where there is no library.
        """
        said: dict[str, str] = {}
        with self._started(corpus, state, NICENESS if yielding else 0) as child:
            for line in child.stdout or ():
                heard = json.loads(line)
                if isinstance(heard, dict):
                    said = heard
                elif progress:
                    progress(*heard)
        if "corpus" in said:
            return said["corpus"]
        if "unwritten" in said:
            logger.warning("a build could not be laid out: %s", said["unwritten"])
            return None
        if "crash" in said:
            logger.error("a build crashed: %s", said["crash"])
        raise CorpusError(said.get("error") or (CRASHED if said else ENDED.format(reason=_end(child.returncode))))

    def stop(self) -> None:
        """Ends the build under way, if any, with all that it started."""
        with self._lock:
            child = self._child
        if child is not None and child.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL) if hasattr(os, "killpg") else child.kill()

    def _started(self, corpus: Path, state: Path, niceness: int) -> subprocess.Popen[str]:
        """A child process of our own module: nothing is forked, so a host may have threads and needs no guarded main."""
        with self._lock:
            self._child = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter; a folder's name is one argument
                [sys.executable, "-m", "bot.store.building", str(corpus), str(state), str(niceness)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=child_environment() | FRUGAL, encoding="utf-8",
                process_group=0,  # no session of its own, in which its niceness would count for nothing
            )  # fmt: skip
            return self._child


def _end(status: int) -> str:
    """How a process ended, as admins and their operators can look it up."""
    return f"信号 {-status}" if status < 0 else f"退出码 {status}"

"""The program of the child process: a folder is read, built and laid out beside the snapshots; lines of JSON go out.

`[done, total]` is progress, an object the end: `corpus` is the fingerprint of what was read; `error` a sentence,
`unwritten` the disk's fault, `crash` a trace, where there is nothing to load.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import logging
import os
import signal
import sys
import threading
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from .fingerprint import corpus_fingerprint

if TYPE_CHECKING:
    from bot.search.counting import Progress

STEP = 0.2  # seconds between two words on the progress; a word for each of ten thousand files is work for the reader


class _Answers:
    """The lines to the parent."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._next = out, 0.0

    def say(self, **said: str) -> None:
        print(json.dumps(said), file=self._out, flush=True)

    def move(self, done: int, total: int) -> None:
        if monotonic() >= self._next or done == total:
            self._next = monotonic() + STEP
            print(json.dumps([done, total]), file=self._out, flush=True)

    def crash(self, kind: type[BaseException], error: BaseException, _trace: object) -> None:
        self.say(crash="".join(traceback.format_exception(kind, error, error.__traceback__)))


def main() -> None:
    corpus, state, niceness = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    logging.disable(logging.CRITICAL)
    gc.disable()  # all that is made stays until the end: the collector would walk it again and again
    if hasattr(os, "nice"):
        os.nice(niceness)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # what a library prints must not stand among the answers
    answers = _Answers(os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.excepthook = answers.crash
    with ThreadPoolExecutor(1) as beside:
        fingerprint = beside.submit(corpus_fingerprint, corpus)
        # with all that builds, a third of a second, in which the folder is looked through
        from bot.loading import CorpusError

        from .snapshots import SnapshotError

        try:
            answers.say(corpus=lay_out(corpus, state, fingerprint=fingerprint, progress=answers.move))
        except CorpusError as error:
            answers.say(error=str(error))
        except (SnapshotError, OSError) as error:
            answers.say(unwritten=str(error))


def lay_out(
    corpus: Path, state: Path, *, fingerprint: Future[str] | None = None, progress: Progress | None = None
) -> str:
    """Builds the library of a folder and lays it out; the fingerprint of what was read."""
    from .shelf import Shelf
    from .snapshots import Snapshots

    # before it is read: what changes meanwhile is built again by a start
    name = fingerprint.result() if fingerprint else corpus_fingerprint(corpus)
    library = Shelf(corpus, state).build(corpus, progress=progress)
    Snapshots(state).lay_out(library, corpus=name, now=dt.datetime.now(dt.UTC))
    return name


def _end_with_parent() -> None:
    """The parent holds the other end of the pipe as long as it lives; readers that hang go with this process."""
    os.read(sys.stdin.fileno(), 1)  # not the buffered file, whose lock an exit of the interpreter would wait for
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
    os._exit(0)  # to take down what was built, object by object, is time for which the parent waits

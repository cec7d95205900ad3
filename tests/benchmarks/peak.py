"""What a build takes in memory at the most beside what a bot takes that serves the same library.

    python -m tests.benchmarks.peak [FILES] [--corpus FOLDER]

Writes FILES Markdown files (default 875: 15 MB, 82,000 paragraphs) into a temporary folder, or takes a copy of FOLDER.
A build is all processes that it consists of, their proportional set sizes (PSS) summed ten times a second: what a
process has to itself, and its share of what it has with others. Steady is a process that opened the library and
answered 1,000 questions, clauses of its passages: until then each brings in pages of the snapshot that no other had
needed. Builds are those of a bot: from nothing, while nothing serves; then while it serves, after a change of one file
and with nothing left of what former builds found. Linux only.
"""

import argparse
import gc
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.library import Library
from bot.store.builder import Builder
from bot.store.shelf import CACHE, KNOWN, Shelf
from bot.tg.heap import give_back, share_memory
from tests.benchmarks.memory import QUESTIONS
from tests.benchmarks.reading import make_folder

ASKED = 1000
EVERY = 0.1  # seconds


class Watch:
    """Looks at this process and all below it, time and again, until the block ends: the most that they took, in MB."""

    def __init__(self) -> None:
        self.below = self.together = 0.0
        self._thread, self._done = threading.Thread(target=self._look), threading.Event()

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(EVERY):
            own, *others = (pss(pid) for pid in processes(os.getpid()))
            self.below, self.together = max(self.below, sum(others)), max(self.together, own + sum(others))


def processes(pid: int) -> Iterator[int]:
    """The process, and all that it started and that these started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from processes(int(child))


def pss(pid: int) -> float:
    """In MB; 0 of a process that has ended."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def measure(corpus: Path, state: Path) -> None:
    shelf = Shelf(corpus, state, builder=Builder())
    from_nothing, library = _watched(shelf.open)
    library.warm()
    for question in QUESTIONS:
        library.answer(question)
    few = pss(os.getpid())
    _asked(library)
    gc.collect()
    steady = pss(os.getpid())
    print(f"{len(library.passages)} passages; a bot that serves: {few:.0f} MB after {len(QUESTIONS)} questions, "
          f"steady {steady:.0f} MB after {ASKED}")  # fmt: skip
    _told("from nothing, nothing serves", from_nothing, steady)
    changed = next(corpus.rglob("*.md"))
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n补贴按季度发放。\n", encoding="utf-8")
    for what in ("one file changed", "all of it anew"):
        _asked(library)  # a library that was taken up anew has few of its pages at hand
        watch, new = _watched(lambda: shelf.renew(corpus))
        _told(f"{what}, beside who serves", watch, steady)
        shelf.keep(new, instead_of=library)
        library = new
        del new
        give_back()
        for name in (CACHE, KNOWN):
            shutil.rmtree(state / name, ignore_errors=True)


def _watched(step: Callable[[], Library]) -> tuple[tuple[Watch, float], Library]:
    start = time.perf_counter()
    with Watch() as watch:
        library = step()
    return (watch, time.perf_counter() - start), library


def _told(what: str, found: tuple[Watch, float], steady: float) -> None:
    watch, seconds = found
    print(f"{what:36} {seconds:6.1f} s   the build {watch.below:5.0f} MB = {watch.below / steady:.2f} x steady   "
          f"with the bot {watch.together:5.0f} MB = {watch.together / steady:.2f} x", flush=True)  # fmt: skip


def _asked(library: Library) -> None:
    chance = random.Random(1)
    for _ in range(ASKED):
        text = library.passages[chance.randrange(len(library.passages))].text
        clauses = [clause for clause in re.split("[，。；：]", text) if 6 <= len(clause) <= 40]
        library.answer(chance.choice(clauses or [text[:40]]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=int, nargs="?", default=875)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    share_memory()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        corpus, state = Path(folder) / "corpus", Path(folder) / "state"
        state.mkdir()
        if options.corpus:
            shutil.copytree(options.corpus, corpus)
        else:
            corpus.mkdir()
            make_folder(corpus, options.files)
        measure(corpus, state)


if __name__ == "__main__":
    main()

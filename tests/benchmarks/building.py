"""How long a library takes to build beside cutting its words alone, and after a change of one file; all in one run.

    python -m tests.benchmarks.building [FILES]

Writes FILES Markdown files (default 3,500: 58 MB, 330,000 paragraphs; each run also a quarter of them) into a temporary
folder. Cutting is measured on one processor: by jieba's own way through a text, which is what a build is held against,
and by the build's way, which also folds the texts and counts their terms. Builds are those of a bot that starts: in a process of their own, with all
processors, until the library is mapped from its snapshot. Prints seconds and the most memory that a process took.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.lexicon import lexicon
from bot.reading.corpus import read_corpus
from bot.search.counts import count_batch
from bot.store.builder import Builder
from bot.store.shelf import Shelf
from tests.benchmarks.reading import make_folder


def measure(files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, state = Path(folder) / "corpus", Path(folder) / "state"
        root.mkdir()
        state.mkdir()
        size = make_folder(root, files)
        count, cut, counted = _cut(root)
        print(f"{files} files, {size >> 20} MB, {count} paragraphs; cutting their words {cut:.1f} s", flush=True)
        print(f"{'cut, folded and counted as a build does':41} {counted:.1f} s", flush=True)

        def opened() -> None:
            Shelf(root, state, builder=Builder()).open()

        built = _told("read, built, written, mapped", opened)
        print(f"{'':34} {built / cut:7.2f} times the cutting", flush=True)
        for number in range(2):
            changed = next(root.rglob("*.md"))
            changed.write_text(
                f"{changed.read_text(encoding='utf-8')}\n补贴按第{number + 1}季度发放。\n", encoding="utf-8"
            )
            _told("one file changed", opened)
        _told("unchanged, recognised, mapped", opened)


def _cut(root: Path) -> tuple[int, float, float]:
    texts = [p.text for a in read_corpus(root).articles for p in a.paragraphs]
    start = time.perf_counter()
    for text in texts:
        for _ in lexicon().words(text):
            pass
    middle = time.perf_counter()
    for begin in range(0, len(texts), 4000):
        count_batch(texts[begin : begin + 4000])
    return len(texts), middle - start, time.perf_counter() - middle


def _told(what: str, step: Callable[[], object]) -> float:
    start, before = time.perf_counter(), _of_children()
    step()
    taken, after = time.perf_counter() - start, _of_children()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:34} {taken:7.2f} s   {used:7.2f} s of processor time   {after.ru_maxrss >> 10} MB at the most "
          f"so far   load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
    return taken


def _of_children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 3500
    lexicon().load()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    measure(files // 4)
    measure(files)


if __name__ == "__main__":
    main()

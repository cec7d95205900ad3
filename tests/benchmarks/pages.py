"""Articles and seeds → how well damaged pages made of them are mended, by two generators of damage.

    python -m tests.benchmarks.pages [--articles FILE.jsonl ...] [--seeds 5] [--first-seed 1000] [--pages 8]

Articles are those of `corpus/`, or one JSON object a line: {"title", "paragraphs", "kicker", "byline"}.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.damage import Clean, Page, damaged_page
from tests.mending import Mending, mend
from tests.printed import printed_page
from tests.rough import rough_page
from tests.test_page import clean_articles

MAKERS: dict[str, Callable[[list[Clean], int], Page]] = {
    "as on the page": damaged_page,
    "rougher": rough_page,
    "as printed": printed_page,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=Path, nargs="*", default=[])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=8, help="pages of one seed")
    given = parser.parse_args()
    print(
        f"{'articles':<16}{'damage':<16}{'seed':>6}{'paragraphs':>12}{'recovered':>11}{'misplaced':>11}{'untitled':>10}",
        end="",
    )
    print(f"{'repeated':>10}{'patched':>9}{'crossed':>9}")
    for source in (None, *given.articles):
        for name, make in MAKERS.items():
            rows = [
                _sum(mend(make(articles_of(source, seed), seed)) for seed in _seeds(first, given.pages))
                for first in range(given.first_seed, given.first_seed + given.seeds)
            ]
            for first, row in zip(range(given.first_seed, given.first_seed + given.seeds), rows, strict=True):
                _print(source, name, str(first), row)
            _print(source, name, "all", _sum(rows))


def _seeds(first: int, pages: int) -> range:
    return range(first * 1000, first * 1000 + pages)


def _sum(rows: Iterable[Mending]) -> Mending:
    return sum(rows, start=Mending())


def _print(source: Path | None, name: str, seed: str, row: Mending) -> None:
    of = max(row.paragraphs, 1)
    label = source.stem if source else "own"
    print(
        f"{label:<16}{name:<16}{seed:>6}{row.paragraphs:>12}{row.recovered / of:>11.3f}{row.misplaced / of:>11.3f}",
        end="",
    )
    print(f"{row.untitled / of:>10.3f}{row.repeated:>10}{row.patched:>9}{row.crossed:>9}")


def articles_of(source: Path | None, seed: int) -> list[Clean]:
    if source is None:
        return clean_articles(seed)
    rnd = random.Random(seed)
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    *texts, spare = (Clean(**record) for record in rnd.sample(records, 9))
    said = spare.paragraphs[-1]
    caption = f"{rnd.randrange(1, 12)}月{rnd.randrange(1, 28)}日，" + said[: said.find("。") + 1] + "图为活动现场。"
    return [*texts, Clean(spare.title, [caption], caption=True)]


if __name__ == "__main__":
    main()

"""The articles of `corpus/` → the weights of `bot.reading.pages`, and how well they tell on half of them.

    python -m tests.benchmarks.borders [--seed 1] [--articles FILE.jsonl ...]

CUT. Positive: a paragraph cut anywhere; negative: an end that broke off above a paragraph of another article.
HEADED and BESIDE: short lines above text on damaged pages made of the articles, first pieces of a paragraph against
headlines and pull quotes; BEGINS weighs what stands above the two beside that. MIDDLE: short lines below text that is
open, on pages cut in many pieces, the middle of a paragraph against what stands between two pieces or heads the second.
To join wrongly is counted twice.
OVER: the same where the line between is left out, text that goes on below it against another article; three times. The
shipped weights were learned with articles of a newspaper, an encyclopaedia and statute books beside our own, which
`--articles` takes as `tests.benchmarks.pages` does.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.lexicon import Lexicon, lexicon
from bot.reading.corpus import read_corpus
from bot.reading.pages.beginnings import BEGINS, BESIDE, begun, beside
from bot.reading.pages.between import MIDDLE, OVER, amid, over
from bot.reading.pages.blocks import blocks_of
from bot.reading.pages.borders import CUT, HEADED, cut, headed, weighed
from bot.reading.pages.evidence import may_follow
from bot.reading.pages.faces import Kind, begins_paragraph, is_closed
from bot.reading.pages.printed import Page, page_of
from tests.benchmarks.pages import articles_of
from tests.damage import Clean, damaged_page
from tests.damage import Page as Damaged
from tests.printed import printed_page
from tests.rough import rough_page

ROOT = Path(__file__).parent.parent.parent
MARKS = "”’》）)』」，。、；：！？,;:!?…%"
OPENING = "“‘《（(『「"
PENALTY = 1.0
BY_HAND = {
    "CUT": {"short below", "shorter below", "spoken"},
    "HEADED and BESIDE": {"long", "headword", "document"},
    "BEGINS": {"short", "below what breaks off", "needed", "counted", "captioned"},
    "MIDDLE": {"document"},
    "OVER": {"document"},
}
"""Weights that stay as they are: articles have too few of these, or others than a page has."""

CUTS = 12
"""Of one paragraph and kind of border."""

DATELINE = "本报讯 (记者苗禾)"
NEAR = 12
"""Characters of a neighbour by which a border is looked up in what the page should be."""

Pair = tuple[str, str]
Row = dict[str, float]
Texts = list[str]
Rows = tuple[list[Row], list[Row]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    rnd = random.Random(given.seed)
    sources = (None, *given.articles)
    halves: tuple[list[Texts], list[Texts]] = ([], [])
    for source in sources:
        texts = texts_of(source)
        rnd.shuffle(texts)
        for half, some in zip(halves, (texts[: len(texts) // 2], texts[len(texts) // 2 :]), strict=True):
            half.extend(some)
    seen, unseen = (_featured(cut_pairs(some, rnd), cut) for some in halves)
    _report("CUT", seen, unseen, CUT)
    for name, of_page, weights in (
        ("HEADED and BESIDE", _heads, HEADED | BESIDE),
        ("BEGINS", _beginnings, BEGINS),
        ("MIDDLE", _middles, MIDDLE),
    ):
        seen, unseen = (
            _of_pages(sources, seeds, of_page, dense=name == "MIDDLE") for seeds in (range(160), range(500, 660))
        )
        _report(name, seen, unseen, weights, apart=2.0)
    makers = (damaged_page, rough_page, printed_page)
    seen, unseen = (_of_pages(sources, seeds, _overs, makers=makers) for seeds in (range(120), range(500, 620)))
    _report("OVER", seen, unseen, OVER, apart=3.0)


def _report(name: str, seen: Rows, unseen: Rows, weights: Mapping[str, float], *, apart: float = 1.0) -> None:
    print(f"{name}: {len(seen[0])} and {len(seen[1])} borders to learn on, {len(unseen[0])} and {len(unseen[1])} not")
    _print("of these", learn(seen, weights, held=BY_HAND[name], apart=apart), unseen)
    _print("as shipped", weights, unseen)
    both = (seen[0] + unseen[0], seen[1] + unseen[1])
    print(
        {
            name: round(float(weight), 1)
            for name, weight in learn(both, weights, held=BY_HAND[name], apart=apart).items()
        }
    )


def _featured(pairs: tuple[list[Pair], list[Pair]], features: Callable[[str, str, Lexicon], Row]) -> Rows:
    joined, apart = ([features(left, right, lexicon()) for left, right in side] for side in pairs)
    return joined, apart


def texts_of(source: Path | None) -> list[Texts]:
    """The paragraphs of each article."""
    if source is None:
        articles = (article for article in read_corpus(ROOT / "corpus").articles if article.title)
        return [[paragraph.text for paragraph in article.paragraphs] for article in articles]
    return [json.loads(line)["paragraphs"] for line in source.read_text(encoding="utf-8").splitlines()]


def _of_pages(
    sources: Iterable[Path | None],
    seeds: Iterable[int],
    of_page: Callable[[Page, str], Iterator[tuple[bool, Row]]],
    *,
    dense: bool = False,
    makers: Sequence[Callable[[list[Clean], int], Damaged]] = (damaged_page, rough_page),
) -> Rows:
    """Half of the articles without 本报讯, as features have none."""
    rows: Rows = ([], [])
    for source, seed in itertools.product(sources, seeds):
        articles = articles_of(source, seed)
        if seed % 2:
            articles = [replace(a, paragraphs=[p.removeprefix(DATELINE) for p in a.paragraphs]) for a in articles]
        made = rough_page(articles, seed, dense=True) if dense else makers[seed // 2 % len(makers)](articles, seed)
        said = "\n".join(text for gold in made.gold for text in gold.paragraphs)
        for is_joined, row in dict.fromkeys(
            (a, tuple(b.items())) for a, b in of_page(page_of(list(blocks_of(made.text))), said)
        ):
            rows[not is_joined].append(dict(row))
    return rows


def _heads(page: Page, said: str) -> Iterator[tuple[bool, Row]]:
    for at, (block, right) in enumerate(itertools.pairwise(page.blocks)):
        if block.kind in (Kind.HEADING, Kind.COLUMN_NAME) and may_follow(block, right):
            row = headed(block.text, right.text, page.lexicon) | beside(page, at, at + 1)
            yield block.text + right.text[:NEAR] in said, row


def _beginnings(page: Page, said: str) -> Iterator[tuple[bool, Row]]:
    for at, (block, right) in enumerate(itertools.pairwise(page.blocks)):
        if block.kind is Kind.HEADING and right.kind is Kind.BODY and may_follow(block, right):
            yield block.text + right.text[:NEAR] in said, begun(page, at)


def _middles(page: Page, said: str) -> Iterator[tuple[bool, Row]]:
    for left, block, right in zip(page.blocks, page.blocks[1:], page.blocks[2:], strict=False):
        is_text = left.kind is Kind.BODY and not is_closed(left.text) and right.kind in (Kind.BODY, Kind.HEADING)
        if is_text and block.kind is Kind.HEADING:
            yield left.text[-NEAR:] + block.text + right.text[:NEAR] in said, amid(page, left, block, right)


def _overs(page: Page, said: str) -> Iterator[tuple[bool, Row]]:
    for at, (left, block, right) in enumerate(zip(page.blocks, page.blocks[1:], page.blocks[2:], strict=False)):
        is_open = left.kind is right.kind is Kind.BODY and not is_closed(left.text) and not begins_paragraph(right.text)
        if is_open and block.kind is Kind.HEADING:
            yield left.text[-NEAR:] + right.text[:NEAR] in said, over(page, at, block, at + 2)


def cut_pairs(articles: Sequence[Texts], rnd: random.Random) -> tuple[list[Pair], list[Pair]]:
    joined, apart = [], []
    others = [(number, text) for number, texts in enumerate(articles) for text in texts]
    for number, texts in enumerate(articles):
        for text in (text for text in texts if len(text) > 60 and "\n" not in text):
            for _ in range(CUTS):
                other, below = rnd.choice(others)
                if other != number and (pair := cut_at(text, rnd.randrange(25, len(text) - 3))):
                    joined.append(pair)
                    apart.append((pair[0].rstrip(MARKS + OPENING), below))
    return joined, apart


def cut_at(text: str, at: int) -> Pair | None:
    left, right = text[:at], text[at:]
    return None if right[0] in MARKS or left[-1] in OPENING or is_closed(left) else (left, right)


def learn(rows: Rows, weights: Mapping[str, float], *, held: Set[str], apart: float = 1.0) -> dict[str, float]:
    """Logistic regression by Newton's method, both sides of one weight (`apart` times for the second).

    Large weights are held down, those of `held` stay.
    """
    names = [name for name in weights if name not in held]
    x = np.array([[row.get(name, 1.0) for name in names] for side in rows for row in side])
    given = np.array([sum(weights[name] * row[name] for name in held) for side in rows for row in side])
    y = np.repeat([1.0, 0.0], [len(side) for side in rows])
    share = np.repeat([0.5 * len(y) / len(rows[0]), 0.5 * apart * len(y) / len(rows[1])], [len(side) for side in rows])
    found = np.zeros(len(names))
    penalty = PENALTY * np.array([float(name != "") for name in names])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ found - given))
        slope = x.T @ (share * (y - p)) - penalty * found
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        found += np.linalg.solve(curve, slope)
    return {name: dict(zip(names, found.tolist(), strict=True)).get(name, weight) for name, weight in weights.items()}


def _print(name: str, weights: Mapping[str, float], rows: Rows) -> None:
    own, other = (np.array([weighed(row, weights) for row in side]) for side in rows)
    area = (own[:, None] > other[None, :]).mean() + (own[:, None] == other[None, :]).mean() / 2
    told = "  ".join(
        f"{at:+.1f}: {(own >= at).mean():.3f}/{(other >= at).mean():.3f}" for at in (-2, -1.4, -1, 0, 1, 1.6, 2, 3)
    )
    print(f"  {name}: AUC {area:.3f}; joined/apart that reach {told}")


if __name__ == "__main__":
    main()

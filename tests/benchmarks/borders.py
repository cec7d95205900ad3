"""The articles of `corpus/` → the weights of `bot.reading.pages.borders`, and how well they tell on half of them.

    python -m tests.benchmarks.borders [--seed 1]

Positive: a paragraph cut anywhere. Negative for a short left side: a headline above a paragraph of its own article, a
pull quote above any; for a long one: an end that broke off above a paragraph of another article.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.lexicon import Lexicon, lexicon
from bot.model import Article
from bot.reading.corpus import read_corpus
from bot.reading.pages.borders import CUT, HEADED, cut, headed, weighed
from bot.reading.pages.faces import Kind, is_closed, kind_of

ROOT = Path(__file__).parent.parent.parent
MARKS = "”’》）)』」，。、；：！？,;:!?…%"
OPENING = "“‘《（(『「"
PENALTY = 5.0
CUTS = 12
"""Of one paragraph and kind of border."""

Pair = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    rnd = random.Random(parser.parse_args().seed)
    articles = [article for article in read_corpus(ROOT / "corpus").articles if article.title]
    rnd.shuffle(articles)
    half = len(articles) // 2
    for name, pairs, features, weights in (("HEADED", _headed, headed, HEADED), ("CUT", _cut, cut, CUT)):
        seen, unseen = (pairs(some, rnd) for some in (articles[:half], articles[half:]))
        print(
            f"{name}: {len(seen[0])} and {len(seen[1])} borders to learn on, {len(unseen[0])} and {len(unseen[1])} not"
        )
        learned = learn(seen, features, tuple(weights))
        _print("of these", learned, unseen, features)
        _print("as shipped", weights, unseen, features)
        both = tuple([*one, *other] for one, other in zip(seen, unseen, strict=True))
        print({name: round(float(weight), 1) for name, weight in learn(both, features, tuple(weights)).items()})


def _headed(articles: Sequence[Article], rnd: random.Random) -> tuple[list[Pair], list[Pair]]:
    joined, apart = [], []
    for article in articles:
        texts = [p.text for p in article.paragraphs if len(p.text) > 40 and "\n" not in p.text]
        apart += [(article.title or "", text) for text in texts]
        for text in texts:
            heads = (_cut_at(text, rnd.randrange(4, min(48, len(text) - 3))) for _ in range(CUTS))
            joined += [pair for pair in heads if pair and kind_of(pair[0]) in (Kind.HEADING, Kind.COLUMN_NAME)]
        said = [
            s for text in texts for s in re.split("[。！？]", text) if 8 <= len(s) <= 24 and not set(s) & set(MARKS)
        ]
        apart += [(rnd.choice(said), rnd.choice(texts)) for _ in texts if said]
    return joined, apart


def _cut(articles: Sequence[Article], rnd: random.Random) -> tuple[list[Pair], list[Pair]]:
    joined, apart = [], []
    for article in articles:
        others = [p.text for other in articles if other is not article for p in other.paragraphs]
        for text in (p.text for p in article.paragraphs if len(p.text) > 60 and "\n" not in p.text):
            for _ in range(CUTS):
                if pair := _cut_at(text, rnd.randrange(25, len(text) - 3)):
                    joined.append(pair)
                    apart.append((pair[0].rstrip(MARKS + OPENING), rnd.choice(others)))
    return joined, apart


def _cut_at(text: str, at: int) -> Pair | None:
    left, right = text[:at], text[at:]
    return None if right[0] in MARKS or left[-1] in OPENING or is_closed(left) else (left, right)


def learn(
    pairs: tuple[list[Pair], list[Pair]],
    features: Callable[[str, str, Lexicon], Mapping[str, float]],
    names: Sequence[str],
) -> dict[str, float]:
    """Logistic regression by Newton's method, both sides of one weight, what is large held down."""
    found = [features(left, right, lexicon()) for side in pairs for left, right in side]
    x = np.array([[row.get(name, 1.0) for name in names] for row in found])
    y = np.repeat([1.0, 0.0], [len(side) for side in pairs])
    share = np.repeat([0.5 * len(y) / len(side) for side in pairs], [len(side) for side in pairs])
    weights = np.zeros(len(names))
    held = PENALTY * np.array([float(name != "") for name in names])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share * (y - p)) - held * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(held + 1e-9)
        weights += np.linalg.solve(curve, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def _print(
    name: str,
    weights: Mapping[str, float],
    pairs: tuple[list[Pair], list[Pair]],
    features: Callable[[str, str, Lexicon], Mapping[str, float]],
) -> None:
    own, other = (np.array([weighed(features(*pair, lexicon()), weights) for pair in side]) for side in pairs)
    area = (own[:, None] > other[None, :]).mean() + (own[:, None] == other[None, :]).mean() / 2
    told = "  ".join(
        f"{at:+.1f}: {(own >= at).mean():.3f}/{(other >= at).mean():.3f}" for at in (-2, -1.4, -1, 0, 1, 1.6, 2, 3)
    )
    print(f"  {name}: AUC {area:.3f}; joined/apart that reach {told}")


if __name__ == "__main__":
    main()

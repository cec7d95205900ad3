"""Learns what tells the role of an amount: python -m tests.benchmarks.roles [--write]

From the sentences of acceptance/facts_amounts, heldout_amounts, heldout_amounts2 and learned_amounts. Without --write it
only says how right it is about sentences that were left out, a fifth at a time; with it, bot/passages/role_cues.txt.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.passages import roles
from bot.passages.amounts import figures_in

SETS = Path(__file__).parent.parent / "acceptance"
LEARNED_FROM = ("facts_amounts", "heldout_amounts", "heldout_amounts2", "learned_amounts")
CUES = Path(roles.__file__).with_name("role_cues.txt")
KEPT = 3000
"""Cues that are written: those that weigh most."""
AGAINST_LARGE_WEIGHTS = 2e-4
Figure = tuple[str, frozenset[str], int]  # sentence, cues, number of its role
Floats = NDArray[np.float64]


def labelled() -> Iterator[Figure]:
    for name in LEARNED_FROM:
        for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            labels = dict(case["amounts"])
            for match, cues in figures_in(case["text"]):
                figure = case["text"][match.start() : match.end()]
                yield case["text"], cues, roles.ROLES.index(labels.get(figure) or "none")


def table(figures: Sequence[Figure], names: Sequence[str]) -> Floats:
    """A row a figure, as `roles.chances` weighs them: cues scaled to one length, the bias beside them."""
    at = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(figures), len(names)))
    for row, (_, cues, _) in zip(rows, figures, strict=True):
        for cue in cues & at.keys() - {roles.BIAS}:
            row[at[cue]] = roles.strength_of(cue)
    rows *= roles.LENGTH / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    rows[:, at[roles.BIAS]] = 1.0
    return rows


def learned(figures: Sequence[Figure], names: Sequence[str], *, steps: int = 200) -> Floats:
    """Weights by gradient descent with momentum; a column a role."""
    rows = table(figures, names)
    wanted = np.eye(len(roles.ROLES))[[role for _, _, role in figures]]
    weights, speed = np.zeros((2, len(names), len(roles.ROLES)))
    for _ in range(steps):
        slope = rows.T @ (chances(rows, weights) - wanted) / len(rows) + AGAINST_LARGE_WEIGHTS * weights
        speed = 0.9 * speed - 0.3 * slope
        weights = weights + speed
    return weights


def chances(rows: Floats, weights: Floats) -> Floats:
    powers = np.exp((scores := rows @ weights) - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def cues_that_weigh(figures: Sequence[Figure], kept: int) -> tuple[list[str], Floats]:
    seen = Counter(cue for _, cues, _ in figures for cue in cues)
    names = sorted(cue for cue, times in seen.items() if times > 1)
    heaviest = np.argsort(-np.abs(learned(figures, names)).max(axis=1), kind="stable")[:kept]
    names = sorted({names[number] for number in heaviest} | {roles.BIAS})
    return names, learned(figures, names)


def main() -> None:
    figures = list(labelled())
    if "--write" in sys.argv:
        names, weights = cues_that_weigh(figures, KEPT)
        lines = [
            "# cue, then a hundred times what it weighs for standard, case, total, none; by tests/benchmarks/roles.py"
        ]
        lines += [
            "\t".join((name, *(str(round(100 * x)) for x in row))) for name, row in zip(names, weights, strict=True)
        ]
        CUES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sentences = sorted({sentence for sentence, _, _ in figures})
    random.Random(0).shuffle(sentences)
    fold = {sentence: number % 5 for number, sentence in enumerate(sentences)}
    told: list[tuple[float, bool]] = []
    for number in range(5):
        out = [figure for figure in figures if fold[figure[0]] == number]
        names, weights = cues_that_weigh([figure for figure in figures if fold[figure[0]] != number], KEPT)
        for (_, _, role), shares in zip(out, chances(table(out, names), weights), strict=True):
            if roles.ROLES[best := int(shares.argmax())] != "none":
                told.append((float(shares[best]), best == role))
    there = sum(roles.ROLES[role] != "none" for _, _, role in figures)
    for least in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        right = [is_right for sure, is_right in told if sure >= least]
        print(f"surer than {least}: precision {np.mean(right):.3f}, recall {sum(right) / there:.3f}")


if __name__ == "__main__":
    main()

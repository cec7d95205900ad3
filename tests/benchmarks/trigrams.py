"""Texts, a paragraph a line → `bot/reading/pages/trigrams.npz`, and how well it tells borders of other texts.

    python -m tests.benchmarks.trigrams [--write FILE ...]

Without `--write` only how well the model in the package tells: paragraphs of `corpus/` cut anywhere, against an end that
broke off above the beginning, and above the middle, of a paragraph of another article.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.lexicon import lexicon
from bot.reading.pages.borders import border_score
from bot.reading.pages.trigrams import START, Trigrams, key_of, plainly, trigrams
from tests.benchmarks.borders import ROOT, Pair, cut_pairs, texts_of

LEAST = 2
"""Times that two or three characters were seen side by side; others are left out."""

MODEL = ROOT / "bot/reading/pages/trigrams.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, nargs="+", default=[])
    if files := parser.parse_args().write:
        write(line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line)
    rnd = random.Random(1)
    joined, begun = cut_pairs(texts_of(None), rnd)
    amid = [(left, other[1]) for (left, _), other in zip(begun, rnd.sample(joined, len(joined)), strict=True)]
    for name, apart in (("beginnings", begun), ("middles", amid)):
        print(f"{name}: {len(joined)} joined, {len(apart)} apart; AUC", end=" ")
        print(f"of the model {_area(joined, apart, trigrams()):.3f}, of border_score {_area(joined, apart):.3f}")


def counted(paragraphs: Iterable[str], *, least: int = 1) -> tuple[str, NDArray[np.uint64], NDArray[np.uint32]]:
    """What `Trigrams` is made of; pairs and triples that were seen less often than `least` are left out."""
    counts: Counter[str] = Counter()
    for text in paragraphs:
        run = START + plainly(text)
        for length in (1, 2, 3):
            counts.update(run[at : at + length] for at in range(len(run) - length + 1))
    characters = "".join(run for run, _ in counts.most_common() if len(run) == 1)
    numbers = {char: number for number, char in enumerate(characters, start=1)}
    kept = sorted((key_of(run, numbers), count) for run, count in counts.items() if count >= least or len(run) == 1)
    keys, amounts = zip(*kept, strict=True)
    return characters, np.array(keys, np.uint64), np.array(amounts, np.uint32)


def write(paragraphs: Iterable[str]) -> None:
    """The counts of these in place of what the package has."""
    characters, keys, counts = counted(paragraphs, least=LEAST)
    np.savez_compressed(
        MODEL, characters=np.array(characters), steps=np.diff(keys, prepend=np.uint64(0)), counts=counts
    )
    trigrams.cache_clear()
    print(f"{len(keys)} runs of {len(characters)} characters, {MODEL.stat().st_size / 1e6:.2f} MB")


def _area(joined: list[Pair], apart: list[Pair], model: Trigrams | None = None) -> float:
    """ROC AUC."""
    own, other = (
        np.array([model.flow(*pair) if model else border_score(*pair, lexicon()) for pair in pairs])
        for pairs in (joined, apart)
    )
    return float((own[:, None] > other[None, :]).mean() + (own[:, None] == other[None, :]).mean() / 2)


if __name__ == "__main__":
    main()

"""Sentences of articles at hand in, as many passages of some 120 characters as are wanted out, with their terms.

A passage ends a sentence with each full stop, and no term runs over one: so each sentence is cut into terms once.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.model import Article, Paragraph, Passage
from bot.search import analysis
from bot.search.counts import Counts
from bot.search.question import ask
from bot.search.thesaurus import Thesaurus

ROOT = Path(__file__).parents[3]
LENGTH = 120
OF_AN_ARTICLE = 10
_SENTENCE = re.compile(r"[^。！？\n]{8,150}[。！？]")
_BATCH = 20_000

Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Made:
    """`chosen[i]` is the passage's sentences by number; `terms[starts[s]:starts[s + 1]]` the terms of sentence s."""

    sentences: Sequence[str]
    vocabulary: Sequence[str]
    terms: Numbers
    starts: Numbers
    chosen: Numbers
    """Sentences of all passages, one after another."""
    begins: Numbers

    @classmethod
    def make(cls, sets: Path, size: int) -> Self:
        """The same passages for the same size."""
        sentences = sorted({sentence for text in texts_at_hand(sets) for sentence in _SENTENCE.findall(text)})
        vocabulary = dict[str, int]()
        cut = [[vocabulary.setdefault(t, len(vocabulary)) for t in analysis.terms(s)] for s in sentences]
        lengths = np.asarray([len(sentence) for sentence in sentences])
        chance = np.random.default_rng(7)
        drawn = chance.integers(0, len(sentences), size * 8).astype(np.int32)
        until = np.cumsum(lengths[drawn])
        begins = np.unique(np.concatenate(([0], np.searchsorted(until, np.arange(1, size * 2) * LENGTH)))).astype(
            np.int32
        )[: size + 1]
        starts = np.cumsum([0, *map(len, cut)]).astype(np.int32)
        flat = np.asarray([term for terms in cut for term in terms], np.int32)
        return cls(sentences, tuple(vocabulary), flat, starts, drawn[: begins[-1]], begins)

    @property
    def size(self) -> int:
        return len(self.begins) - 1

    def numbers(self, passage: int) -> Numbers:
        """The numbers of a passage's terms, as often as they stand."""
        sentences = self.chosen[self.begins[passage] : self.begins[passage + 1]].tolist()
        return np.concatenate([self.terms[self.starts[s] : self.starts[s + 1]] for s in sentences])

    def text(self, passage: int) -> str:
        return "".join(self.sentences[s] for s in self.chosen[self.begins[passage] : self.begins[passage + 1]])

    def words(self, passage: int) -> list[str]:
        """A passage's terms as they stand."""
        return [self.vocabulary[number] for number in self.numbers(passage).tolist()]

    def counts(self) -> list[Counts]:
        """What the product counts when it builds, in pieces."""
        return [self._counted(first) for first in range(0, self.size, _BATCH)]

    def passages(self) -> Iterator[Passage]:
        """Passages of reports of ten paragraphs, each under its first words."""
        for first in range(0, self.size, OF_AN_ARTICLE):
            texts = [self.text(n) for n in range(first, min(first + OF_AN_ARTICLE, self.size))]
            paragraphs = tuple(Paragraph(text, n + 1, n + 1) for n, text in enumerate(texts))
            article = Article(f"{first:07}.md", paragraphs, title=texts[0][:14])
            yield from (Passage(f"{first + n:012x}", article, paragraph) for n, paragraph in enumerate(paragraphs))

    def save(self, file: Path) -> None:
        arrays = {name: getattr(self, name) for name in ("terms", "starts", "chosen", "begins")}
        arrays |= {name: _bytes(getattr(self, name)) for name in ("sentences", "vocabulary")}
        np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, file: Path) -> Self:
        with np.load(file) as arrays:
            texts = [arrays[name].tobytes().decode().split("\n") for name in ("sentences", "vocabulary")]
            return cls(*texts, *(arrays[name] for name in ("terms", "starts", "chosen", "begins")))

    def _counted(self, first: int) -> Counts:
        some = [self.numbers(n) for n in range(first, min(first + _BATCH, self.size))]
        owners = np.repeat(np.arange(first, first + len(some), dtype=np.int64), [len(numbers) for numbers in some])
        keys, counts = np.unique(owners << 32 | np.concatenate(some), return_counts=True)
        return Counts((keys & 0xFFFFFFFF).astype(np.int32), (keys >> 32).astype(np.int32), counts.astype(np.int32))


def texts_at_hand(sets: Path) -> Iterator[str]:
    yield from (row["text"] for file in sorted(sets.glob("*.paragraphs.jsonl.gz")) for row in _rows(file))
    yield from (path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").rglob("*.md")))


def questions_at_hand(sets: Path, count: int) -> list[str]:
    """Questions of all sets in turn."""
    rows = [[row["question"] for row in _rows(file)] for file in sorted(sets.glob("*.questions.jsonl.gz"))]
    turns = [row[n] for n in range(max(map(len, rows))) for row in rows if n < len(row)]
    return turns[:: max(1, len(turns) // count)][:count]


def asked_terms(question: str) -> dict[str, float]:
    """The terms that the product looks up, with their weights."""
    thesaurus = Thesaurus.read((ROOT / "corpus" / "thesaurus.txt").read_text(encoding="utf-8"))
    return dict(ask(question, thesaurus=thesaurus).terms)


def _rows(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _bytes(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)

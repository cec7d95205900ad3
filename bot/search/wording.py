"""Passages in, the folded words of each out by its number: worked out when they are wanted, or looked up in arrays."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.model import Article, Passage
from bot.pieces import Pieces, joined

from .folding import fold
from .quote import sentences

REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Wording:
    """What a passage says, folded: its article's title, the line above it, its text, its sentences."""

    title: str
    heading: str
    text: str
    edges: tuple[int, ...]
    """Where each sentence begins and ends, in turn."""

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self.text[a:b] for a, b in zip(self.edges[::2], self.edges[1::2], strict=True))

    @property
    def pieces(self) -> tuple[str, ...]:
        """Each sentence together with what stands above the passage."""
        return tuple(f"{self.heading}\n{sentence}" for sentence in self.sentences) or (self.heading,)


Wordings = Callable[[int], Wording]
"""The wording of a passage by its number."""


def told(passages: Sequence[Passage]) -> Wordings:
    """Worked out from the passages themselves."""
    return functools.lru_cache(maxsize=REMEMBERED)(lambda number: wording_of(passages[number]))


def kept(arrays: Mapping[str, NDArray[Any]]) -> Wordings:
    """Looked up in what `wordings_of` gave, which may lie in a file."""
    lines, bounds = Pieces("wordings", arrays), arrays["wordings.bounds"].data
    titles, ends = arrays["wordings.titles"].data, arrays["wordings.bounds.ends"].data

    def found(number: int) -> Wording:
        heading, _, text = lines[number].decode(errors="surrogatepass").partition("\n")
        edges = bounds[ends[number - 1] if number else 0 : ends[number]]
        return Wording(heading[: titles[number]], heading, text, tuple(edges))

    return found


def wordings_of(passages: Sequence[Passage]) -> dict[str, NDArray[Any]]:
    """For `kept`: a line above each folded text, and where its sentences begin and end."""
    lines: list[bytes] = []
    bounds: list[int] = []
    ends: list[int] = []
    for passage in passages:
        text = fold(passage.text)
        lines.append(f"{_line_above(passage)}\n{text}".encode(errors="surrogatepass"))
        bounds += itertools.chain.from_iterable(sentences(text))
        ends.append(len(bounds))
    return {
        **joined("wordings", lines),
        "wordings.titles": np.asarray([len(passage.article.title or "") for passage in passages], np.int32),
        "wordings.bounds": np.asarray(bounds, np.int32),
        "wordings.bounds.ends": np.asarray(ends, np.int64),
    }


def wording_of(passage: Passage) -> Wording:
    text = fold(passage.text)
    heading, title = _line_above(passage), passage.article.title or ""
    return Wording(heading[: len(title)], heading, text, tuple(itertools.chain.from_iterable(sentences(text))))


def heading(passage: Passage) -> str:
    """What stands above a passage: headline, kicker, headings of its sections."""
    return " ".join((headline(passage.article), *passage.paragraph.section))


def headline(article: Article) -> str:
    return " ".join(part for part in (article.title, article.kicker) if part)


def _line_above(passage: Passage) -> str:
    return fold(heading(passage)).replace("\n", " ")

"""Passages in, the folded words of each out by its number: worked out when they are wanted, or looked up in arrays."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried
from bot.model import Article, Passage
from bot.once import some_of
from bot.pieces import Pieces, joined

from .folding import fold
from .quote import sentences

REMEMBERED = 4096
LOOKED_UP = 1024
"""The leading passages of a question are each looked at for several reasons, and by other questions again."""
TABLE = "wordings"
NUMBERED = re.compile(r"第[0-9〇零一二三四五六七八九十百千]+条")
_LAW = re.compile(r"(?:法典?|条例|规定|办法|细则|规则|规范|解释|修正案)(?:\([^()]*\))?$")
_BETWEEN = re.compile(r"\W+")


@dataclass(frozen=True)  # no slots, so that the sentences are cut once
class Wording:
    """What a passage says, folded: its article's title, the line above it, its text, its sentences."""

    title: str
    heading: str
    text: str
    edges: tuple[int, ...]
    """Where each sentence begins and ends, in turn."""

    @functools.cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple([self.text[a:b] for a, b in zip(self.edges[::2], self.edges[1::2], strict=True)])

    @functools.cached_property
    def bare(self) -> tuple[str, ...]:
        """The sentences, or the text where there is none, without what is no letter or figure."""
        return tuple(map(bare, self.sentences or (self.text,)))

    @property
    def is_of_law(self) -> bool:
        """Whether it is an article of a law, by its number or its title's last word."""
        return NUMBERED.match(self.text) is not None or _LAW.search(self.title) is not None

    @property
    def pieces(self) -> tuple[str, ...]:
        """Each sentence together with what stands above the passage."""
        return tuple(f"{self.heading}\n{sentence}" for sentence in self.sentences) or (self.heading,)


def bare(folded: str) -> str:
    """A text without what is no letter or figure."""
    return _BETWEEN.sub("", folded)


Wordings = Callable[[int], Wording]
"""The wording of a passage by its number."""


def told(passages: Sequence[Passage]) -> Wordings:
    """Worked out from the passages themselves."""
    return functools.lru_cache(maxsize=REMEMBERED)(lambda number: wording_of(passages[number]))


def kept(arrays: Mapping[str, NDArray[Any]]) -> Wordings:
    """Looked up in what `wordings_of` gave, which may lie in a file."""
    lines, bounds = Pieces("wordings", arrays), arrays["wordings.bounds"].data
    titles, ends = arrays["wordings.titles"].data, arrays["wordings.bounds.ends"].data

    @functools.lru_cache(maxsize=LOOKED_UP)
    def found(number: int) -> Wording:
        heading, _, text = lines[number].decode(errors="surrogatepass").partition("\n")
        edges = bounds[ends[number - 1] if number else 0 : ends[number]]
        return Wording(heading[: titles[number]], heading, text, tuple(edges))

    return found


def wordings_of(passages: Sequence[Passage], *, carried: Carried | None = None) -> dict[str, NDArray[Any]]:
    """For `kept`: a line above each folded text, and where its sentences begin and end.

    What is carried over is not folded again.
    """
    carried = carried or Carried.nothing(len(passages))
    table = carried.known.table(TABLE)
    if not table:
        carried = Carried.nothing(len(passages), carried.known)
    new = some_of(passages, carried.new)
    lines, bounds = zip(*map(_folded, new), strict=True) if new else ((), ())
    folded = joined(TABLE, lines)
    ends = np.cumsum(np.asarray([len(edges) for edges in bounds], np.int64), dtype=np.int64)
    columns = {
        TABLE: (folded[TABLE], folded[f"{TABLE}.ends"]),
        f"{TABLE}.bounds": (np.concatenate([np.zeros(0, np.int32), *bounds]), ends),
    }
    arrays = {}
    for name, column in columns.items():
        before = (table[name], table[f"{name}.ends"]) if table else None
        arrays[name], arrays[f"{name}.ends"] = carried.ragged(before, column)
    titles = np.asarray([len(passage.article.title or "") for passage in new], np.int32)
    arrays[f"{TABLE}.titles"] = carried.array(table.get(f"{TABLE}.titles"), titles)
    carried.known.leave(TABLE, arrays)
    return arrays


def _folded(passage: Passage) -> tuple[bytes, NDArray[np.int32]]:
    text = fold(passage.text)
    line = f"{_line_above(passage)}\n{text}".encode(errors="surrogatepass")
    return line, np.fromiter(itertools.chain.from_iterable(sentences(text)), np.int32)


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
    return _in_a_line(heading(passage))


@functools.lru_cache(maxsize=1024)  # the paragraphs of an article have one heading, or a few
def _in_a_line(heading: str) -> str:
    return fold(heading).replace("\n", " ")

"""Articles → passages: each paragraph stands once, and knows every other place where it was printed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Article, Duplicate, DuplicateKind, Location, Paragraph, Passage
from bot.passages.containment import Occurrence, occurrences
from bot.passages.normal import normal_form


@dataclass(frozen=True, slots=True)
class Deduplication:
    passages: tuple[Passage, ...]
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """One paragraph where it stands, in the form in which copies are compared."""

    article: Article
    paragraph: Paragraph
    normal: str

    @property
    def location(self) -> Location:
        return Location(self.article.file, self.paragraph.number, self.paragraph.line)

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Smaller is better to keep: whole before broken off, under a headline before under none, then the newer."""
        date = self.article.date
        return (self.paragraph.broken_off, self.article.title is None, -date.toordinal() if date else 0.0)


def deduplicate(articles: Iterable[Article]) -> Deduplication:
    """Drops only what is equal to another paragraph or wholly contained in others; the longer, whole copy stays.

    A paragraph that holds the tail of its neighbour is contained in the two that it was made of, and is dropped first.
    """
    copies = [[_Copy(a, p, normal_form(p.text)) for p in a.paragraphs] for a in articles]
    flat = [copy for article in copies for copy in article]
    starts = [0]
    for article in copies:
        starts.append(starts[-1] + len(article))
    kept_for = _fold_equal(flat)
    standing = [i for i, keeper in enumerate(kept_for) if keeper == i]
    found = occurrences([copy.normal for copy in flat], starts, standing)
    _fold_spanning(flat, kept_for, found)
    _fold_contained(flat, kept_for, found)
    return _result(flat, kept_for)


def _fold_equal(flat: Sequence[_Copy]) -> list[int]:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, copy in enumerate(flat):
        groups[copy.normal or copy.paragraph.text].append(i)
    kept_for = list(range(len(flat)))
    for members in groups.values():
        keeper = min(members, key=lambda i: (flat[i].rank, i))
        for i in members:
            kept_for[i] = keeper
    return kept_for


def _fold_spanning(flat: Sequence[_Copy], kept_for: list[int], found: Sequence[Occurrence]) -> None:
    """Drops what runs over the border of two neighbours, where the first of them ends as a paragraph does."""
    for place in found:
        spanned = range(place.first, place.last + 1)
        if place.first == place.last or kept_for[place.small] != place.small or place.small in spanned:
            continue
        if any(flat[i].paragraph.broken_off for i in spanned[:-1]):
            continue  # the two are the pieces of a cut paragraph, and this is the whole
        keeper = max(spanned, key=lambda i: len(flat[i].normal))
        if all(_root(kept_for, i) != place.small for i in spanned):
            kept_for[place.small] = _root(kept_for, keeper)


def _fold_contained(flat: Sequence[_Copy], kept_for: list[int], found: Sequence[Occurrence]) -> None:
    """Drops what stands within one longer paragraph, unless that paragraph was itself dropped for its parts."""
    made_of_parts = {copy.normal for i, copy in enumerate(flat) if copy.normal != flat[_root(kept_for, i)].normal}
    for place in sorted(found, key=lambda place: len(flat[place.small].normal)):
        if place.first != place.last or flat[place.first].normal in made_of_parts:
            continue
        keeper = _root(kept_for, place.first)
        if kept_for[place.small] == place.small and len(flat[keeper].normal) > len(flat[place.small].normal):
            kept_for[place.small] = keeper


def _root(kept_for: Sequence[int], i: int) -> int:
    while kept_for[i] != i:
        i = kept_for[i]
    return i


def _result(flat: Sequence[_Copy], kept_for: Sequence[int]) -> Deduplication:
    also_in: dict[int, list[Location]] = defaultdict(list)
    duplicates = []
    for i, copy in enumerate(flat):
        keeper = _root(kept_for, i)
        if keeper != i:
            same = copy.normal == flat[keeper].normal
            kind = DuplicateKind.EXACT if same else DuplicateKind.CONTAINED
            duplicates.append(Duplicate(kind, kept=flat[keeper].location, dropped=copy.location))
            also_in[keeper].append(copy.location)
    passages = tuple(
        Passage(passage_id(copy.paragraph.text), copy.article, copy.paragraph, also_in=tuple(also_in[i]))
        for i, copy in enumerate(flat)
        if kept_for[i] == i
    )
    return Deduplication(passages, tuple(duplicates))


def passage_id(text: str) -> str:
    """Twelve hexadecimal digits of a digest of the text: the same after a restart, and short enough for a button."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()

"""Articles → passages: each paragraph stands once, and knows every other place where it was printed."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried, Rows
from bot.lexicon import lexicon
from bot.model import Article, Duplicate, DuplicateKind, Location, Paragraph, Passage
from bot.passages.containment import ANCHOR, occurrences
from bot.passages.near import near_groups
from bot.passages.normal import is_mark, normal_form, normal_forms
from bot.passages.standing import Occurrence

SHORT = 10
"""Characters below which a whole sentence that stands in another article's paragraph is not taken for a piece of it."""

BEGINNING = 8
"""The same for the first sentence of the other paragraph: that is where a copy breaks off."""

TABLE = "paragraphs"

_DIGEST = 6
_WORD = re.compile(r"[^\W_]")
_OPENING = " \u3000“‘「『（(《\"'"
_CLOSING = frozenset("，。、；：！？”』」）》,;:!?)")
_SENTENCE_ENDS = ("。", "！", "？", "；", "…", "”", "\n", "!", "?", ";")
_CUT_FIGURE = re.compile(r"[0-9]\.$")
_ENDS = ("。", "！", "？", "；", "…", "”", "』", "」", "）", "》", ".", "!", "?", ";", ")")


@dataclass(frozen=True, slots=True, eq=False)
class Deduplication:
    passages: tuple[Passage, ...]
    duplicates: tuple[Duplicate, ...]
    rows: Rows
    """Which of all articles' paragraphs each passage is."""
    carried: Carried
    """The passages beside those of the last build."""


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
    def is_closed(self) -> bool:
        return is_closed(self.paragraph)

    @property
    def is_scrap(self) -> bool:
        """True for what was visibly torn out of a sentence: it breaks off, or begins with what only ends."""
        return self.paragraph.broken_off or self.paragraph.text.lstrip()[:1] in _CLOSING

    @property
    def cuts(self) -> tuple[int, ...]:
        """Where a column cut it, in the normal form."""
        return tuple(len(normal_form(self.paragraph.text[:seam])) for seam in self.paragraph.seams)

    @property
    def may_be_piece(self) -> bool:
        """False for a few words without an end, as in a list, which nothing shows to be torn out of a sentence."""
        return self.is_scrap or self.is_closed

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Smaller is better to keep: whole before broken off, under a headline before under none, then the newer."""
        date = self.article.date
        return (self.paragraph.broken_off, self.article.title is None, -date.toordinal() if date else 0.0)


class _Copies(Sequence[_Copy]):
    """Those of all paragraphs, each made when it is looked at: few are."""

    def __init__(self, owned: Sequence[tuple[Article, Paragraph]], normals: Sequence[str]) -> None:
        self.owned, self.normals = owned, normals

    def __len__(self) -> int:
        return len(self.owned)

    def __getitem__(self, number: Any) -> Any:
        article, paragraph = self.owned[number]
        return _Copy(article, paragraph, self.normals[number])


def is_closed(paragraph: Paragraph) -> bool:
    """True where it ends as a sentence does."""
    text = paragraph.text.rstrip()
    return not paragraph.broken_off and text.endswith(_ENDS) and not _CUT_FIGURE.search(text)


def deduplicate(articles: Iterable[Article], *, carried: Carried | None = None) -> Deduplication:
    """Drops only what is equal to another paragraph or wholly contained in others; the longer, whole copy stays.

    A paragraph that holds the tail of its neighbour is contained in the two that it was made of, and is dropped first.
    Paragraphs that are `carried` over are not brought again into the form in which copies are compared, nor are pairs
    compared again that are known from before, near or not.
    """
    standing = [(article, article.paragraphs) for article in articles]
    owned = [(article, paragraph) for article, paragraphs in standing for paragraph in paragraphs]
    carried = carried or Carried.nothing(len(owned))
    flat = _Copies(owned, normal_forms([paragraph.text for _, paragraph in owned], carried))
    starts = [0, *itertools.accumulate(len(paragraphs) for _, paragraphs in standing)]
    closed, ids = _facts(owned, carried)
    kept_for = _fold_equal(flat)
    cut_off = frozenset(np.flatnonzero(~closed).tolist())

    def begins_sentence(i: int, offset: int) -> bool:
        return _begins_sentence(flat[i].paragraph.text, flat[i].normal, offset)

    cuts = {i: flat[i].cuts for i, (_, paragraph) in enumerate(owned) if paragraph.seams}
    found = occurrences(flat.normals, starts, kept_for, cut_off, begins_sentence, cuts)
    for small, keeper in _contained(flat, kept_for, found, _spanning(flat, kept_for, found)).items():
        kept_for[small] = keeper
    rows = np.flatnonzero(np.asarray(kept_for, np.int64) == np.arange(len(flat)))
    passages = carried.known.standing(carried, rows)
    return _grouped(_result(flat, kept_for, ids), [flat.normals[row] for row in rows.tolist()], passages, rows)


def _begins_sentence(text: str, normal: str, offset: int) -> bool:
    """True where a sentence of the text begins at `offset` of its normal form."""
    words = sum(not is_mark(char) for char in normal[:offset])
    word = next(itertools.islice(_WORD.finditer(text), words, None), None)
    return word is not None and text[: word.start()].rstrip(_OPENING)[-1:] in ("", *_SENTENCE_ENDS)


def _facts(owned: Sequence[tuple[Article, Paragraph]], carried: Carried) -> tuple[NDArray[np.bool_], Sequence[str]]:
    """Of each paragraph whether it ends as a sentence does, and the id that it has as a passage."""
    new, table = [owned[row][1] for row in carried.new.tolist()], carried.known.table(TABLE)
    digests = b"".join(bytes.fromhex(passage_id(paragraph.text)) for paragraph in new)
    columns = {
        "closed": np.fromiter(map(is_closed, new), np.bool_, len(new)),
        "ids": np.frombuffer(digests, f"V{_DIGEST}"),
    }
    found = {name: carried.array(table.get(name), column) for name, column in columns.items()}
    carried.known.leave(TABLE, found)
    ids, size = found["ids"].tobytes().hex(), 2 * _DIGEST
    return found["closed"], [ids[begin : begin + size] for begin in range(0, len(ids), size)]


def _fold_equal(flat: _Copies) -> list[int]:
    firsts: dict[str, int] = {}
    again: dict[int, list[int]] = defaultdict(list)
    for i, normal in enumerate(flat.normals):
        first = firsts.setdefault(normal or flat[i].paragraph.text, i)
        if first != i:
            again[first].append(i)
    kept_for = list(range(len(flat)))
    for first, others in again.items():
        members = (first, *others)
        keeper = min(members, key=lambda i: (flat[i].rank, i))
        for i in members:
            kept_for[i] = keeper
    return kept_for


def _spanning(flat: Sequence[_Copy], same: Sequence[int], found: Sequence[Occurrence]) -> dict[int, int]:
    """Paragraph that runs over the border of neighbours, where the first of them ends as a paragraph does → keeper.

    A paragraph that others were dropped for is not dropped itself: in a ring of them nothing would be left.
    """
    dropped: dict[int, int] = {}
    needed: set[int] = set()
    for place in found:
        spanned = [same[i] for i in range(place.first, place.last + 1)]
        if place.first == place.last or place.small in dropped or place.small in needed:
            continue
        if place.is_whole and not _repeats_above(flat, place):
            continue
        if len(flat[place.small].normal) < ANCHOR and not flat[place.small].may_be_piece:
            continue  # a few words stand across a border by chance
        if not all(flat[i].is_closed for i in range(place.first, place.last)) and not _is_amid(flat, place):
            continue  # the pieces of a cut paragraph, and this is the whole
        if place.small not in spanned and dropped.keys().isdisjoint(spanned):
            dropped[place.small] = max(spanned, key=lambda i: len(flat[i].normal))
            needed.update(spanned)
    return dropped


def _is_amid(flat: Sequence[_Copy], place: Occurrence) -> bool:
    """True where it holds neither the beginning nor the end of what it runs over: it is not the whole of a cut one.

    An end without its full stop is none.
    """
    length = sum(len(flat[i].normal) for i in range(place.first, place.last + 1))
    breaks_off = flat[place.last].is_closed and not flat[place.small].is_closed
    return place.begin > 0 and (breaks_off or place.begin + len(flat[place.small].normal) < length)


def _repeats_above(flat: Sequence[_Copy], place: Occurrence) -> bool:
    """True where an article says two of its paragraphs again as one; in another article they are that one's pieces.

    A page's paragraph under no headline is of the article above it as well as any.
    """
    said, again = flat[place.first].article, flat[place.small].article
    is_loose = again.title is None and said.title is not None and said.file == again.file
    return place.last < place.small and (said is again or is_loose)


def _contained(
    flat: Sequence[_Copy], same: Sequence[int], found: Sequence[Occurrence], spanning: Mapping[int, int]
) -> dict[int, int]:
    """`spanning` and, for what stands within one longer paragraph that is not itself dropped for its parts, keepers."""
    dropped = dict(spanning)
    for place in found:
        host = same[place.first]
        if place.first != place.last or place.small in dropped or host in spanning or host == place.small:
            continue
        shortest = SHORT if place.begin else BEGINNING
        if len(flat[place.small].normal) < ANCHOR and not _is_scrap_of(flat[place.small], flat[place.first], place):
            continue
        if (
            len(flat[place.small].normal) >= shortest
            or place.goes_on
            or _is_piece(flat[place.small], flat[place.first])
        ):
            dropped[place.small] = host
    return dropped


def _is_scrap_of(small: _Copy, host: _Copy, place: Occurrence) -> bool:
    """True for what was visibly torn out of a sentence, and for the tail of one that its page has whole elsewhere.

    A few words are torn where the other begins with them and a word goes on, 超 of 超市, or ends with them and a word
    stands across the border: 具出行。 of 工具出行。
    """
    if not small.may_be_piece and not place.goes_on:
        text, whole = small.paragraph.text.strip(), host.paragraph.text.lstrip()
        return whole.startswith(text) and lexicon().crosses(text, whole[len(text) :])
    text, whole = small.paragraph.text.strip(), host.paragraph.text.strip()
    if whole.endswith(text) and len(whole) > len(text) and lexicon().crosses(whole[: -len(text)], text):
        return True
    is_page = small.article.file == host.article.file and small.article is not host.article
    return small.is_scrap or (is_page and _is_piece(small, host))


def _is_piece(small: _Copy, host: _Copy) -> bool:
    """True for a short paragraph that was cut out of the other: no sentence of its own under a headline of its own.

    The same short sentence (咨询电话：12351。) in a paragraph of another article is a coincidence or boilerplate; it
    costs little to keep, and it is cited under its own headline.
    """
    if small.article.title is not None and small.article.title == host.article.title:
        return True
    text = small.paragraph.text.strip()
    at = host.paragraph.text.find(text)
    return not text.endswith(_ENDS) or (at > 0 and host.paragraph.text[at - 1] not in _ENDS)


def _root(kept_for: Sequence[int], i: int) -> int:
    while kept_for[i] != i:
        i = kept_for[i]
    return i


def _result(flat: _Copies, kept_for: Sequence[int], ids: Sequence[str]) -> tuple[list[Passage], list[Duplicate]]:
    also_in: dict[int, list[Location]] = defaultdict(list)
    duplicates = []
    for i, other in enumerate(kept_for):
        if other != i:
            keeper, copy = _root(kept_for, other), flat[i]
            kept = flat[keeper]
            kind = DuplicateKind.EXACT if copy.normal == kept.normal else DuplicateKind.CONTAINED
            duplicates.append(Duplicate(kind, kept=kept.location, dropped=copy.location))
            also_in[keeper].append(copy.location)
    passages = [
        Passage(ids[i], *flat.owned[i], tuple(also_in.get(i, ()))) for i, other in enumerate(kept_for) if other == i
    ]
    return passages, duplicates


def _grouped(
    found: tuple[list[Passage], list[Duplicate]], normals: Sequence[str], carried: Carried, rows: Rows
) -> Deduplication:
    """The same with the passages that are near to one another named as a group; `normals` are their normal forms."""
    passages, duplicates = found
    for numbers in near_groups(normals, lexicon=lexicon(), carried=carried):
        group = min(passages[i].id for i in numbers)
        for i in numbers:
            passages[i] = replace(passages[i], group=group)
        first, *others = (passages[i].location for i in numbers)
        duplicates += (Duplicate(DuplicateKind.NEAR, kept=first, dropped=other) for other in others)
    return Deduplication(tuple(passages), tuple(duplicates), rows, carried)


def passage_id(text: str) -> str:
    """Twelve hexadecimal digits of a digest of the text: the same after a restart, and short enough for a button."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()

"""Articles → passages: each paragraph stands once, and knows every other place where it was printed."""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried, Keys, Rows, keys_of
from bot.lexicon import lexicon
from bot.mapped import Lazy
from bot.model import Article, Duplicate, DuplicateKind, Location, Paragraph
from bot.once import Owned, Passages
from bot.passages.containment import ANCHOR, occurrences
from bot.passages.near import near_groups
from bot.passages.normal import Normals, is_mark, normal_form, with_carried
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
_STOP = re.compile("[。！？!?…]")
_ENDS = ("。", "！", "？", "；", "…", "”", "』", "」", "）", "》", ".", "!", "?", ";", ")")


@dataclass(frozen=True, slots=True, eq=False)
class Deduplication:
    passages: Passages
    duplicates: tuple[Duplicate, ...]
    carried: Carried
    """The passages beside those of the last build."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One paragraph where it stands, in the form in which copies are compared."""

    article: Article
    paragraph: Paragraph
    normal: str

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


class _Copies(Lazy[_Copy]):
    """Those of all paragraphs, each made when it is looked at: few are."""

    def __init__(self, owned: Owned, normals: Normals) -> None:
        self.owned, self.normals = owned, normals

    def __len__(self) -> int:
        return len(self.owned)

    def _at(self, number: int) -> _Copy:
        return _Copy(*self.owned[number], self.normals[number])

    def location(self, number: int) -> Location:
        article, paragraph = self.owned[number]
        return Location(article.file, paragraph.number, paragraph.line)


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """Of each paragraph whether it ends as a sentence does, whether blocks were joined in it, whether it breaks off, the id
    that it has as a passage, and a digest of what its equals have, too."""

    closed: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    broken: NDArray[np.bool_]
    ids: NDArray[np.void]
    alike: Keys


def is_closed(paragraph: Paragraph) -> bool:
    """True where it ends as a sentence does."""
    text = paragraph.text.rstrip()
    return not paragraph.broken_off and text.endswith(_ENDS) and not _CUT_FIGURE.search(text)


def deduplicate(articles: Iterable[Article] | Owned, *, carried: Carried | None = None) -> Deduplication:
    """Drops only what is equal to another paragraph or wholly contained in others; the longer, whole copy stays.

    A paragraph that holds the tail of its neighbour is contained in the two that it was made of, and is dropped first.
    Paragraphs that are `carried` over are not brought again into the form in which copies are compared, nor are pairs
    compared again that are known from before, near or not.
    """
    owned = articles if isinstance(articles, Owned) else Owned(articles)
    carried = carried or Carried.nothing(len(owned))
    new = [paragraph for _, paragraph in owned.some(carried.new)]
    normals = [normal_form(paragraph.text) for paragraph in new]
    flat, facts = _Copies(owned, with_carried(normals, carried)), _facts(new, normals, carried)
    kept_for = _fold_equal(flat, facts.alike)
    cut_off = frozenset(np.flatnonzero(~facts.closed).tolist())

    def begins_sentence(i: int, offset: int) -> bool:
        return _begins_sentence(flat[i].paragraph.text, flat[i].normal, offset)

    cuts = {i: flat[i].cuts for i in np.flatnonzero(facts.joined).tolist()}
    damaged = functools.cache(lambda: {flat[i].article.file for i in np.flatnonzero(facts.broken).tolist()})

    def are_of_one_page(i: int, other: int) -> bool:
        file = flat[i].article.file
        return file == flat[other].article.file and file in damaged()

    found = occurrences(
        flat.normals, owned.starts.tolist(), kept_for, cut_off, begins_sentence, cuts, carried, are_of_one_page
    )
    for small, keeper in _contained(flat, kept_for, found, _spanning(flat, kept_for, found)).items():
        kept_for[small] = keeper
    rows = np.flatnonzero(np.asarray(kept_for, np.int64) == np.arange(len(flat)))
    passages, duplicates = _result(flat, kept_for, rows, facts.ids)
    return _grouped(passages, duplicates, flat.normals.some(rows), carried.known.standing(carried, rows))


def _begins_sentence(text: str, normal: str, offset: int) -> bool:
    """True where a sentence of the text begins at `offset` of its normal form."""
    words = sum(not is_mark(char) for char in normal[:offset])
    word = next(itertools.islice(_WORD.finditer(text), words, None), None)
    return word is not None and text[: word.start()].rstrip(_OPENING)[-1:] in ("", *_SENTENCE_ENDS)


def _facts(new: Sequence[Paragraph], normals: Sequence[str], carried: Carried) -> _Facts:
    """`new` are the paragraphs that are not carried over, beside their normal forms."""
    digests = b"".join(bytes.fromhex(passage_id(paragraph.text)) for paragraph in new)
    columns = {
        "closed": np.fromiter(map(is_closed, new), np.bool_, len(new)),
        "joined": np.fromiter((bool(paragraph.seams) for paragraph in new), np.bool_, len(new)),
        "broken": np.fromiter((paragraph.broken_off for paragraph in new), np.bool_, len(new)),
        "ids": np.frombuffer(digests, f"V{_DIGEST}"),
        "alike": keys_of(normal or paragraph.text for paragraph, normal in zip(new, normals, strict=True)),
    }
    table = carried.known.table(TABLE)
    found = {name: carried.array(table.get(name), column) for name, column in columns.items()}
    carried.known.leave(TABLE, found)
    return _Facts(**found)


def _fold_equal(flat: _Copies, alike: Keys) -> list[int]:
    """For each paragraph the one that stays of its equals."""
    kept_for = list(range(len(flat)))
    order = np.argsort(alike, kind="stable")
    is_again = np.flatnonzero(alike[order[1:]] == alike[order[:-1]])
    again: dict[str, list[int]] = defaultdict(list)  # by the text itself: no digest is proof
    for i in np.unique(order[np.concatenate((is_again, is_again + 1))]).tolist():
        again[flat.normals[i] or flat[i].paragraph.text].append(i)
    for members in again.values():
        keeper = min(members, key=lambda i: (flat[i].rank, i)) if len(members) > 1 else members[0]
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
    if _is_beginning(text, whole):
        return True
    is_page = small.article.file == host.article.file
    if is_page and place.begin in host.cuts:
        return True  # a column of the page cut it off just there
    return small.is_scrap or (is_page and small.article is not host.article and _is_piece(small, host))


def _is_beginning(text: str, whole: str) -> bool:
    """True for words that end with a bracket and no sentence: 本报讯 (记者…), of what the other goes on to say."""
    return whole.startswith(text) and text.endswith((")", "）")) and _STOP.search(text) is None


def _is_piece(small: _Copy, host: _Copy) -> bool:
    """True for a short paragraph that was cut out of the other: no sentence of its own under a headline of its own.

    The same short sentence (咨询电话：12351。) in a paragraph of another article is a coincidence or boilerplate; it
    costs little to keep, and it is cited under its own headline.
    """
    if small.article.title is not None and small.article.title == host.article.title:
        return True
    text = small.paragraph.text.strip()
    if _is_beginning(text, host.paragraph.text.lstrip()):
        return True
    at = host.paragraph.text.find(text)
    return not text.endswith(_ENDS) or (at > 0 and host.paragraph.text[at - 1] not in _ENDS)


def _root(kept_for: Sequence[int], i: int) -> int:
    while kept_for[i] != i:
        i = kept_for[i]
    return i


def _result(
    flat: _Copies, kept_for: Sequence[int], rows: Rows, ids: NDArray[np.void]
) -> tuple[Passages, list[Duplicate]]:
    also_in: dict[int, list[Location]] = defaultdict(list)
    duplicates, lengths = [], flat.normals.lengths.tolist()
    for i in np.setdiff1d(np.arange(len(flat)), rows, assume_unique=True).tolist():
        keeper = _root(kept_for, i)
        is_equal = lengths[i] == lengths[keeper] and flat.normals[i] == flat.normals[keeper]
        kind = DuplicateKind.EXACT if is_equal else DuplicateKind.CONTAINED
        duplicates.append(Duplicate(kind, kept=flat.location(keeper), dropped=flat.location(i)))
        also_in[keeper].append(duplicates[-1].dropped)
    numbers = np.searchsorted(rows, np.fromiter(also_in, np.int64, len(also_in))).tolist()
    places = dict(zip(numbers, map(tuple, also_in.values()), strict=True))
    return Passages(flat.owned, rows, ids[rows], also_in=places, groups={}), duplicates


def _grouped(passages: Passages, duplicates: list[Duplicate], normals: Normals, carried: Carried) -> Deduplication:
    """The same with the passages that are near to one another named as a group; `normals` are their normal forms."""
    groups: dict[int, str] = {}
    for numbers in near_groups(normals, lexicon=lexicon(), carried=carried):
        groups |= dict.fromkeys(numbers, min(map(passages.id_of, numbers)))
        first, *others = (passages[i].location for i in numbers)
        duplicates += (Duplicate(DuplicateKind.NEAR, kept=first, dropped=other) for other in others)
    return Deduplication(passages.grouped(groups), tuple(duplicates), carried)


def passage_id(text: str) -> str:
    """Twelve hexadecimal digits of a digest of the text: the same after a restart, and short enough for a button."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()

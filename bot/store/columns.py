"""Articles with their passages to arrays, and sequences out of arrays that make one of them when it is wanted.

Each paragraph, passage and head of an article by itself: an answer looks at dozens of passages of as many articles.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.mapped import Mapped
from bot.model import Article, Location, Paragraph, Passage
from bot.once import Described, Passages
from bot.paragraphs import Paragraphs
from bot.paragraphs import columns_of as paragraphs_to_columns
from bot.passages.kinds import TextKind
from bot.pieces import Pieces, joined
from bot.plain import article_values, as_json, frozen, to_article, values_of

Arrays = Mapping[str, NDArray[Any]]
_KINDS = tuple(map(str, TextKind))
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_LIST = b"["
REMEMBERED = 1024
"""Passages that are at hand: each takes 4 microseconds to make, an answer looks at ten, and of our own corpus all are found
for one question or another."""


def columns_of(articles: Sequence[Article], passages: Sequence[Passage]) -> dict[str, NDArray[Any]]:
    """Articles, those of all passages among them, each object once."""
    begins = np.cumsum([0, *(len(article.paragraphs) for article in articles)])
    if isinstance(passages, Passages) and passages.described:
        of = _columns(passages, passages.described)
        held = passages.owned.columns or paragraphs_to_columns(p for _, p in passages.owned)
    else:
        all_held = [paragraph for article in articles for paragraph in article.paragraphs]
        of = _told(articles, passages, begins.tolist(), all_held)
        held = paragraphs_to_columns(all_held)
    return {
        **joined("articles", (as_json(article_values(article)) for article in articles)),
        "articles.paragraphs": begins,
        **held,
        **of,
    }


def _told(
    articles: Sequence[Article], passages: Iterable[Passage], begins: Sequence[int], held: list[Paragraph]
) -> dict[str, NDArray[Any]]:
    """The columns of passages; paragraphs of theirs that stand in no article come to those that are held."""
    numbers = {id(article): number for number, article in enumerate(articles)}
    places = {(begin, p.number, p.line): begin + n for begin, article in zip(begins, articles, strict=False)
              for n, p in enumerate(article.paragraphs)}  # fmt: skip
    owners, own = [], []
    regions: dict[Any, int] = {}
    for passage in passages:
        owner = numbers[id(passage.article)]
        place = places.get((begins[owner], passage.paragraph.number, passage.paragraph.line))
        # mostly it is that very object, and to look into two takes as long as all the rest
        if place is None or (held[place] is not passage.paragraph and held[place] != passage.paragraph):
            place = len(held)
            held.append(passage.paragraph)
        owners.append(owner)
        own.append(place)
        regions.setdefault(passage.region, len(regions))
    return {
        **joined("passages", map(_more_of_passage, passages)),
        **joined("regions", map(as_json, regions)),
        "passages.article": np.asarray(owners, np.int32),
        "passages.paragraph": np.asarray(own, np.int64),
        "passages.region": np.asarray([regions[passage.region] for passage in passages], np.int32),
        "passages.kind": np.asarray([_NUMBERS[passage.kind] for passage in passages], np.int8),
    }


def _columns(passages: Passages, told: Described) -> dict[str, NDArray[Any]]:
    """The same of passages that are columns already."""
    used, firsts, which = np.unique(told.place, return_index=True, return_inverse=True)
    order = np.argsort(firsts)  # in the order of their first passages
    kinds = np.asarray([_NUMBERS[kind] for kind in told.kinds], np.int8)
    return {
        **_rows_of(passages),
        **joined("regions", (as_json(told.places[number]) for number in used[order].tolist())),
        "passages.article": passages.owners().astype(np.int32),
        "passages.paragraph": passages.rows,
        "passages.region": np.argsort(order)[which].astype(np.int32),
        "passages.kind": kinds[told.kind],
    }


def _rows_of(passages: Passages) -> dict[str, NDArray[Any]]:
    """What `_more_of_passage` says of each; of most the id alone, and those are taken many at a time."""
    some = sorted({*passages.also_in, *passages.groups})
    ids, size = passages.digests.tobytes().hex().encode(), 2 * passages.digests.itemsize
    ends, parts, done = np.full(len(passages), size, np.int64), [], 0
    for number in some:
        others = passages.also_in.get(number, ()), passages.groups.get(number)
        parts += [ids[done * size : number * size], _more(passages.id_of(number), *others)]
        ends[number], done = len(parts[-1]), number + 1
    whole = b"".join((*parts, ids[done * size :]))
    return {"passages": np.frombuffer(whole, np.uint8), "passages.ends": np.cumsum(ends)}


def from_columns(arrays: Arrays) -> tuple[Sequence[Article], Sequence[Passage]]:
    paragraphs = Paragraphs(arrays)
    heads, begins = Pieces("articles", arrays), arrays["articles.paragraphs"].tolist()
    rows, regions = Pieces("passages", arrays), [frozen(json.loads(one)) for one in Pieces("regions", arrays)]
    owners, places, where, kinds = (
        arrays[f"passages.{name}"].data for name in ("article", "paragraph", "region", "kind")
    )

    def article(number: int) -> Article:
        return to_article(
            json.loads(heads[number]), Mapped(range(begins[number], begins[number + 1]), paragraphs.__getitem__)
        )

    @functools.lru_cache(maxsize=REMEMBERED)
    def passage(number: int) -> Passage:
        row = rows[number]
        name, also_in, group = json.loads(row) if row[:1] == _LIST else (row.decode(errors="surrogatepass"), (), None)
        return Passage(
            name,
            articles[owners[number]],
            paragraphs[places[number]],
            tuple(Location(*place) for place in also_in),
            group,
            regions[where[number]],
            _KINDS[kinds[number]],
        )

    articles: Sequence[Article] = Mapped(range(len(heads)), article, kept=True)
    return articles, Mapped(range(len(rows)), passage)


def _more_of_passage(passage: Passage) -> bytes:
    """Of most passages the id alone."""
    if not (passage.also_in or passage.group is not None or passage.id.startswith("[")):
        return passage.id.encode(errors="surrogatepass")
    return _more(passage.id, passage.also_in, passage.group)


def _more(passage_id: str, also_in: Iterable[Location], group: str | None) -> bytes:
    return as_json([passage_id, [values_of(place) for place in also_in], group])

"""A library to plain values and arrays, and the same library out of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from bot.contents import Contents, Topic
from bot.library import Library, version_of
from bot.mapped import Mapped
from bot.model import Article, Duplicate, DuplicateKind, Location, Passage, Problem
from bot.passages.divisions import Gazetteer
from bot.pieces import Pieces, joined
from bot.plain import (
    article_values,
    as_json,
    frozen,
    paragraph_values,
    passage_values,
    to_article,
    to_paragraph,
    to_passage,
    to_problem,
    values_of,
)
from bot.search.index import Index
from bot.search.ranking import articles_of
from bot.search.thesaurus import Thesaurus

from .columns import columns_of, from_columns

Arrays = Mapping[str, NDArray[Any]]
Plain = dict[str, Any]


def to_plain(library: Library) -> tuple[Plain, Iterator[tuple[str, NDArray[Any]]]]:
    """All of a library: its plain values, and its arrays, among them the paragraphs' texts in one piece.

    The arrays come one by one, and what takes questions to work out comes last: others can be written meanwhile.
    """
    articles = known_articles(library)
    numbers = {id(article): number for number, article in enumerate(articles)}
    plain = {
        **frame_record(library),
        "listed": len(library.articles),
        "version": version_of(library),
        "newer": [[*key, numbers[id(article)]] for key, article in library.newer.items()],
    }
    return plain, _arrays(library, articles)


def _arrays(library: Library, articles: Sequence[Article]) -> Iterator[tuple[str, NDArray[Any]]]:
    index, duplicates = library.index, library.duplicates
    with ThreadPoolExecutor(1, thread_name_prefix="floor") as beside:
        late = beside.submit(index.late_arrays)
        yield from index.ranking.arrays(index.passages).items()
        yield from columns_of(articles, library.described()).items()
        told = (as_json([one.kind, values_of(one.kept), values_of(one.dropped)]) for one in duplicates)
        yield from joined("duplicates", told).items()
        yield from late.result().items()


def to_library(plain: Plain, arrays: Arrays) -> Library:
    """The library again, equal in every value, its passages described; no word is cut, nothing is calibrated, no article decoded."""
    known, passages = from_columns(arrays)
    files, problems, thesaurus, gazetteer = of_frame(plain)
    return Library(
        files=files,
        articles=Mapped(range(plain["listed"]), known.__getitem__),
        passages=passages,
        duplicates=Mapped(Pieces("duplicates", arrays), _to_duplicate),
        problems=problems,
        index=Index.of(passages, thesaurus, arrays),
        gazetteer=gazetteer,
        newer={(file, line): known[number] for file, line, number in plain["newer"]},
        contents=contents_of(plain),
        version=plain["version"],
        is_described=True,
    )


def known_articles(library: Library) -> tuple[Article, ...]:
    """The library's articles, then those that only its passages know; each object once."""
    known = {id(article): article for article in library.articles}
    known.update((id(article), article) for article in articles_of(library.passages)[1])
    return tuple(known.values())


def _to_duplicate(record: bytes) -> Duplicate:
    kind, kept, dropped = json.loads(record)
    return Duplicate(DuplicateKind(kind), Location(*kept), Location(*dropped))


def article_record(article: Article, passages: Sequence[Passage]) -> Plain:
    """One article with its passages, apart from all others."""
    held = list(article.paragraphs)
    places = []
    for passage in passages:
        place = next((n for n, paragraph in enumerate(held) if paragraph == passage.paragraph), len(held))
        held += [passage.paragraph] if place == len(held) else []
        places.append(place)
    return {
        "article": article_values(article),
        "size": len(article.paragraphs),
        "texts": [paragraph.text for paragraph in held],
        "paragraphs": [paragraph_values(paragraph) for paragraph in held],
        "passages": [[place, passage_values(passage)] for place, passage in zip(places, passages, strict=True)],
    }


def of_record(record: Plain) -> tuple[Article, tuple[Passage, ...]]:
    held = tuple(map(to_paragraph, record["texts"], record["paragraphs"]))
    article = to_article(record["article"], held[: record["size"]])
    return article, tuple(to_passage(article, held[place], values) for place, values in record["passages"])


def frame_record(library: Library) -> Plain:
    """What a library holds beside its articles, passages and arrays."""
    return {
        "files": library.files,
        "topics": [values_of(topic) for topic in library.contents.topics],
        "places": library.contents.places,
        "problems": [values_of(problem) for problem in library.problems],
        "thesaurus": library.index.thesaurus.packed(),
        "gazetteer": library.gazetteer.packed(),
    }


def of_frame(record: Plain) -> tuple[int, tuple[Problem, ...], Thesaurus, Gazetteer]:
    thesaurus, gazetteer = _to_thesaurus(record["thesaurus"]), _to_gazetteer(record["gazetteer"])
    return record["files"], tuple(map(to_problem, record["problems"])), thesaurus, gazetteer


# Both seldom change from one library to the next, and are all but a little of what a reload would decode while
# answers wait: as text they are one value, and the same text is the same noun.
_to_thesaurus = lru_cache(maxsize=2)(Thesaurus.unpacked)
_to_gazetteer = lru_cache(maxsize=2)(Gazetteer.unpacked)


def contents_of(record: Plain) -> Contents:
    topics = (Topic(name, count, tuple(firsts)) for name, count, firsts in record["topics"])
    return Contents(tuple(topics), frozen(record["places"]))

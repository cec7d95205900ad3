"""A library to plain values and arrays, and the same library out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from numpy.typing import NDArray

from bot.contents import Contents, Topic
from bot.lexicon import lexicon
from bot.library import Library, version_of
from bot.model import Article, Duplicate, DuplicateKind, Location, Passage, Problem
from bot.passages.divisions import Gazetteer
from bot.pieces import Pieces, joined
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus

from .columns import as_json, columns_of, from_columns
from .mapped import Mapped
from .plain import (
    article_values,
    frozen,
    paragraph_values,
    passage_values,
    to_article,
    to_paragraph,
    to_passage,
    to_problem,
    values_of,
)

Arrays = Mapping[str, NDArray[Any]]
Plain = dict[str, Any]
DICTIONARY = "lexicon."


def to_plain(library: Library) -> tuple[Plain, Arrays]:
    """All of a library: its plain values, and its arrays, among them the paragraphs' texts in one piece."""
    articles = _known_articles(library)
    numbers = {id(article): number for number, article in enumerate(articles)}
    plain = {
        **frame_record(library),
        "listed": len(library.articles),
        "version": version_of(library),
        "newer": [[*key, numbers[id(article)]] for key, article in library.newer.items()],
    }
    arrays = {
        **{f"{DICTIONARY}{name}": array for name, array in lexicon().arrays.items()},
        **library.index.arrays(),
        **columns_of(articles, tuple(library.described())),
        **joined(
            "duplicates", (as_json([d.kind, values_of(d.kept), values_of(d.dropped)]) for d in library.duplicates)
        ),
    }
    return plain, arrays


def to_library(plain: Plain, arrays: Arrays) -> Library:
    """The library again, equal in every value, its passages described; no word is cut, nothing is calibrated, no article decoded."""
    take_dictionary(arrays)
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


def take_dictionary(arrays: Arrays) -> None:
    """Has this process cut words by the dictionary that lies in a snapshot, where it has none yet."""
    lexicon().take({name.removeprefix(DICTIONARY): arrays[name] for name in arrays if name.startswith(DICTIONARY)})


def _known_articles(library: Library) -> tuple[Article, ...]:
    """The library's articles, then those that only its passages know; each object once."""
    known = {id(article): article for article in library.articles}
    known.update((id(passage.article), passage.article) for passage in library.passages)
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
        "thesaurus": [dict(library.index.thesaurus.official), [values_of(p) for p in library.index.thesaurus.problems]],
        "gazetteer": [dict(getattr(library.gazetteer, field.name)) for field in fields(Gazetteer)],
    }


def of_frame(record: Plain) -> tuple[int, tuple[Problem, ...], Thesaurus, Gazetteer]:
    official, problems = record["thesaurus"]
    thesaurus = Thesaurus({word: tuple(others) for word, others in official.items()}, tuple(map(to_problem, problems)))
    gazetteer = Gazetteer(*({name: frozen(value) for name, value in part.items()} for part in record["gazetteer"]))
    return record["files"], tuple(map(to_problem, record["problems"])), thesaurus, gazetteer


def contents_of(record: Plain) -> Contents:
    topics = (Topic(name, count, tuple(firsts)) for name, count, firsts in record["topics"])
    return Contents(tuple(topics), frozen(record["places"]))

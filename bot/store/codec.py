"""A library to plain values and arrays, and the same library out of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.contents import Contents, Topic
from bot.lexicon import lexicon
from bot.library import Library, version_of
from bot.model import Article, Duplicate, DuplicateKind, Location, Paragraph, Passage, Problem
from bot.passages.divisions import Gazetteer
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus

from .mapped import Mapped, Pieces, joined

Arrays = Mapping[str, NDArray[Any]]
Plain = dict[str, Any]
"""JSON's values. A frozen noun is a list of its fields in their order; a snapshot never outlives a change of those."""


def to_plain(library: Library) -> tuple[Plain, Arrays]:
    """All of a library: its plain values, and its arrays, among them the paragraphs' texts in one piece."""
    articles = _known_articles(library)
    numbers = {id(article): number for number, article in enumerate(articles)}
    owners = [numbers[id(passage.article)] for passage in library.passages]
    held: list[list[Passage]] = [[] for _ in articles]
    places = []
    for passage, owner in zip(library.passages, owners, strict=True):
        places.append(len(held[owner]))
        held[owner].append(passage)
    texts: list[str] = []
    records = [
        _json([_article(article, texts), [_passage(passage, 0, texts) for passage in passages]])
        for article, passages in zip(articles, held, strict=True)
    ]
    plain = {
        **frame_record(library),
        "listed": len(library.articles),
        "version": version_of(library),
        "newer": [[*key, numbers[id(article)]] for key, article in library.newer.items()],
    }
    arrays = {
        **{f"lexicon.{name}": array for name, array in lexicon().arrays.items()},
        **library.index.arrays(),
        **joined("texts", (text.encode(errors="surrogatepass") for text in texts)),
        **joined("records", records),
        **joined("duplicates", (_json([d.kind, _values(d.kept), _values(d.dropped)]) for d in library.duplicates)),
        "passages.article": np.asarray(owners, np.int32),
        "passages.place": np.asarray(places, np.int32),
    }
    return plain, arrays


def to_library(plain: Plain, arrays: Arrays) -> Library:
    """The library again, equal in every value; no word is cut, nothing is calibrated, no article decoded."""
    lexicon().take({name.removeprefix("lexicon."): arrays[name] for name in arrays if name.startswith("lexicon.")})
    texts = Mapped(Pieces("texts", arrays), lambda text: text.decode(errors="surrogatepass"))

    def decoded(record: bytes) -> tuple[Article, tuple[Passage, ...]]:
        values, passages = json.loads(record)
        article = _to_article(values, texts)
        return article, tuple(_to_passage(passage, (article,), texts) for passage in passages)

    held = Mapped(Pieces("records", arrays), decoded, kept=True)
    owners, places = arrays["passages.article"], arrays["passages.place"]
    articles = Mapped(range(plain["listed"]), lambda number: held[number][0])
    passages = Mapped(range(len(owners)), lambda number: held[int(owners[number])][1][places[number]])
    files, problems, thesaurus, gazetteer = of_frame(plain)
    return Library(
        files=files,
        articles=articles,
        passages=passages,
        duplicates=Mapped(Pieces("duplicates", arrays), _to_duplicate),
        problems=problems,
        index=Index.of(passages, thesaurus, arrays),
        gazetteer=gazetteer,
        newer={(file, line): held[number][0] for file, line, number in plain["newer"]},
        contents=contents_of(plain),
        version=plain["version"],
    )


def _known_articles(library: Library) -> tuple[Article, ...]:
    """The library's articles, then those that only its passages know; each object once."""
    known = {id(article): article for article in library.articles}
    known.update((id(passage.article), passage.article) for passage in library.passages)
    return tuple(known.values())


def _values(noun: Any) -> list[Any]:
    return [getattr(noun, field.name) for field in fields(noun)]


def _article(article: Article, texts: list[str]) -> list[Any]:
    values = {field.name: getattr(article, field.name) for field in fields(Article)}
    values["paragraphs"] = [_paragraph(paragraph, texts) for paragraph in article.paragraphs]
    for name in ("date", "expires"):
        values[name] = values[name] and values[name].isoformat()
    return list(values.values())


_DATES = [number for number, field in enumerate(fields(Article)) if field.name in {"date", "expires"}]


def _to_article(values: Sequence[Any], texts: Sequence[str]) -> Article:
    file, paragraphs, *others = (_frozen(value) if number != 1 else value for number, value in enumerate(values))
    for number in _DATES:
        day = others[number - 2]
        others[number - 2] = day and dt.date.fromisoformat(day)
    return Article(file, tuple(_to_paragraph(paragraph, texts) for paragraph in paragraphs), *others)


def _paragraph(paragraph: Paragraph, texts: list[str]) -> list[Any]:
    """Its fields, in place of the text the number of the text."""
    text, *others = _values(paragraph)
    texts.append(text)
    return [len(texts) - 1, *others]


def _to_paragraph(values: Sequence[Any], texts: Sequence[str]) -> Paragraph:
    return Paragraph(texts[values[0]], *map(_frozen, values[1:]))


def _passage(passage: Passage, article: int, texts: list[str]) -> list[Any]:
    """Its paragraph by number where the article holds that very one."""
    name, _, paragraph, also_in, *others = _values(passage)
    place = next((n for n, other in enumerate(passage.article.paragraphs) if other is paragraph), None)
    return [
        name,
        article,
        _paragraph(paragraph, texts) if place is None else place,
        [_values(location) for location in also_in],
        *others,
    ]


def _to_passage(values: Sequence[Any], articles: Sequence[Article], texts: Sequence[str]) -> Passage:
    name, number, paragraph, also_in, *others = values
    article = articles[number]
    found = article.paragraphs[paragraph] if isinstance(paragraph, int) else _to_paragraph(paragraph, texts)
    return Passage(name, article, found, tuple(Location(*place) for place in also_in), *map(_frozen, others))


def _to_duplicate(record: bytes) -> Duplicate:
    kind, kept, dropped = json.loads(record)
    return Duplicate(DuplicateKind(kind), Location(*kept), Location(*dropped))


def _to_problems(rows: Iterable[Sequence[Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(*values) for values in rows)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def article_record(article: Article, passages: Sequence[Passage]) -> Plain:
    """One article with its passages, apart from all others."""
    texts: list[str] = []
    values = _article(article, texts)
    return {"article": values, "passages": [_passage(passage, 0, texts) for passage in passages], "texts": texts}


def of_record(record: Plain) -> tuple[Article, tuple[Passage, ...]]:
    texts = record["texts"]
    article = _to_article(record["article"], texts)
    return article, tuple(_to_passage(values, (article,), texts) for values in record["passages"])


def frame_record(library: Library) -> Plain:
    """What a library holds beside its articles, passages and arrays."""
    return {
        "files": library.files,
        "topics": [_values(topic) for topic in library.contents.topics],
        "places": library.contents.places,
        "problems": [_values(problem) for problem in library.problems],
        "thesaurus": [dict(library.index.thesaurus.official), [_values(p) for p in library.index.thesaurus.problems]],
        "gazetteer": [dict(getattr(library.gazetteer, field.name)) for field in fields(Gazetteer)],
    }


def of_frame(record: Plain) -> tuple[int, tuple[Problem, ...], Thesaurus, Gazetteer]:
    official, problems = record["thesaurus"]
    thesaurus = Thesaurus({word: tuple(others) for word, others in official.items()}, _to_problems(problems))
    gazetteer = Gazetteer(*({name: _frozen(value) for name, value in part.items()} for part in record["gazetteer"]))
    return record["files"], _to_problems(record["problems"]), thesaurus, gazetteer


def contents_of(record: Plain) -> Contents:
    topics = (Topic(name, count, tuple(firsts)) for name, count, firsts in record["topics"])
    return Contents(tuple(topics), _frozen(record["places"]))


def _json(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")

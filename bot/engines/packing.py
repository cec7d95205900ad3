"""A library → what Milvus keeps of it, and back: rows that are searched, and named parts that are fetched."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.library import Library, version_of
from bot.model import Article, Passage
from bot.plain import as_json
from bot.search.counting import count_texts
from bot.search.floor import Floor
from bot.search.slices import Terms, slices, terms_of
from bot.search.wording import heading
from bot.store.codec import article_record, frame_record, known_articles, of_record

FRAME, DIGESTS, RARITIES = "frame", "digests", "rarities"
CHUNK = 60_000
"""Characters of a part in one row: Milvus takes 65,535 bytes in a text, and these are ASCII."""
LONGEST = 65_000
"""Bytes of a passage's terms in one row, for the same reason."""

_PRIVATE = 0xA000
"""Where the signs of figures and Latin words (3.5%, a-b) go: among the letters of Yi, at which no analyser cuts."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is stored of a passage to search it: one row of the collection of passages."""

    number: int
    article: int
    terms: str
    key: str
    place: str
    date: str
    group: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An article, its passages by their numbers, and by the same numbers the share of score that a later place in it costs."""

    article: Article
    passages: Mapping[int, Passage]
    later: Mapping[int, float]


def spelled(terms: Mapping[str, float]) -> str:
    """The terms as one string, each repeated once for every half of its weight: Milvus' BM25 knows no other weights.

    Its analyser cuts at spaces and signs, so a term's own signs are written as letters.
    """
    return " ".join(_letters(term) for term, weight in terms.items() for _ in range(max(1, round(2 * weight))))


def rows(library: Library) -> Iterator[Row]:
    """One row a passage, in the order of the corpus."""
    numbers = _article_numbers(library)
    vocabulary: dict[str, int] = {}
    texts = [f"{passage.text}\n{heading(passage)}" for passage in library.passages]
    counts = count_texts(texts, vocabulary)
    letters = np.asarray([_letters(term) for term in vocabulary], dtype=object)
    ends = np.searchsorted(counts.texts, np.arange(len(texts)), "right").tolist()
    begin = 0
    for number, (passage, end) in enumerate(zip(library.passages, ends, strict=True)):
        found = np.repeat(letters[counts.terms[begin:end]], counts.counts[begin:end])
        region, date = passage.region or passage.article.region or (), passage.article.date
        yield Row(
            number,
            numbers[id(passage.article)],
            _fitting(found.tolist()),
            passage.id,
            "/".join(region)[:80],
            date.isoformat() if date else "",
            passage.group or "",
        )
        begin = end


def parts(library: Library, *, version: str, built: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of all that is fetched by name; the frame comes last, so a version that has one is complete."""
    ranking = library.index.ranking
    terms, numbers = terms_of(ranking)
    for number, own in enumerate(slices(ranking.paragraphs, numbers)):
        yield own_name(number), own.packed()
    ranked = {
        id(passage.article): of for passage, of in zip(library.passages, ranking.article_of.tolist(), strict=True)
    }
    wholes = list(slices(ranking.articles, numbers))
    held: dict[int, list[int]] = defaultdict(list)
    for number, passage in enumerate(library.passages):
        held[id(passage.article)].append(number)
    articles = known_articles(library)
    for number, article in enumerate(articles):
        mine = held[id(article)]
        record = article_record(article, [library.passages[one] for one in mine])
        later = [float(ranking.later[one]) for one in mine]
        yield article_name(number), as_json({**record, "numbers": mine, "later": later})
        if mine:
            yield whole_name(number), wholes[ranked[id(article)]].packed()
    yield DIGESTS, terms.digests.astype("<u8").tobytes()
    yield RARITIES, terms.rarities.astype("<f8").tobytes()
    of = _article_numbers(library)
    newer = [[*key, of[id(article)]] for key, article in library.newer.items()]
    floor = library.index.floor
    about = {"version": version, "mark": version_of(library), "built": built, "listed": len(library.articles)}
    counts = {"passages": len(library.passages), "articles": len(articles), "ranked": ranking.article_count}
    likely = {"likely": terms.likely, "floor": [floor.least, floor.asked], "newer": newer}
    yield FRAME, as_json({**frame_record(library), **about, **counts, **likely})


def chunks(name: str, payload: bytes) -> Iterator[dict[str, Any]]:
    """A part compressed and cut into rows that Milvus takes; `of` says into how many."""
    text = base64.b85encode(zlib.compress(payload, 1)).decode()
    pieces = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)] or [""]
    for number, piece in enumerate(pieces):
        yield {"name": chunk_name(name, number), "of": len(pieces), "piece": piece}


def joined(pieces: Iterable[str]) -> bytes:
    """The part out of its pieces in order; raises `ValueError` where one is damaged."""
    try:
        return zlib.decompress(base64.b85decode("".join(pieces)))
    except zlib.error as error:
        raise ValueError(str(error)) from None


def chunk_name(name: str, number: int) -> str:
    return f"{name}.{number}"


def own_name(passage: int) -> str:
    return f"p{passage}"


def article_name(article: int) -> str:
    return f"a{article}"


def whole_name(article: int) -> str:
    return f"w{article}"


def kept(payload: bytes) -> Kept:
    record = json.loads(payload)
    article, passages = of_record(record)
    numbers = record["numbers"]
    return Kept(article, dict(zip(numbers, passages, strict=True)), dict(zip(numbers, record["later"], strict=True)))


def table(frame: Mapping[str, Any], digests: bytes, rarities: bytes) -> Terms:
    likely = tuple(frame["likely"])
    # a version that an earlier program loaded does not say how many of its articles are ranked
    articles = frame.get("ranked", frame["articles"])
    return Terms(np.frombuffer(digests, "<u8"), np.frombuffer(rarities, "<f8"), likely, frame["passages"], articles)


def floor_of(frame: Mapping[str, Any]) -> Floor:
    least, asked = frame["floor"]
    return Floor(least, asked)


def _article_numbers(library: Library) -> dict[int, int]:
    return {id(article): number for number, article in enumerate(known_articles(library))}


def _fitting(terms: list[str]) -> str:
    """The terms as one string of at most `LONGEST` bytes; of too many, each once, as far as they fit."""
    text = " ".join(terms)
    if len(text.encode()) > LONGEST:
        text = " ".join(dict.fromkeys(terms)).encode()[:LONGEST].decode(errors="ignore")
    return text


def _letters(term: str) -> str:
    return term if term.isalnum() else "".join(c if c.isalnum() else chr(_PRIVATE + ord(c) % 0x400) for c in term)

"""The nouns to JSON's values and out of them again. A frozen noun is a list of its fields in their order.

What is kept so never outlives a change of those fields.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from bot.model import Article, Location, Paragraph, Passage, Problem

_DATES = [number for number, field in enumerate(fields(Article)) if field.name in {"date", "expires"}]
_PARAGRAPHS = [field.name for field in fields(Article)].index("paragraphs")
_TEXT = [field.name for field in fields(Paragraph)].index("text")
_OF_PASSAGE = itemgetter(0, 3, 4, 5, 6)


def values_of(noun: Any) -> list[Any]:
    kind: Any = type(noun)
    return list(_getter(kind)(noun))


@cache  # of our own few nouns; to ask a class for its fields each time takes ten times as long
def _getter(kind: type) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


def article_values(article: Article) -> list[Any]:
    """All but its paragraphs, in whose place stands nothing."""
    values = values_of(article)
    values[_PARAGRAPHS] = None
    for number in _DATES:
        values[number] = values[number] and values[number].isoformat()
    return values


def to_article(values: Sequence[Any], paragraphs: Sequence[Paragraph]) -> Article:
    found = [frozen(value) if type(value) is list else value for value in values]
    found[_PARAGRAPHS] = paragraphs
    for number in _DATES:
        found[number] = found[number] and dt.date.fromisoformat(found[number])
    return Article(*found)


def paragraph_values(paragraph: Paragraph) -> list[Any]:
    """All but its text."""
    values = values_of(paragraph)
    del values[_TEXT]
    return values


def to_paragraph(text: str, values: Sequence[Any]) -> Paragraph:
    return Paragraph(text, *map(frozen, values))


def passage_values(passage: Passage) -> list[Any]:
    """All but its article and its paragraph."""
    name, places, *others = _OF_PASSAGE(values_of(passage))
    return [name, [values_of(place) for place in places], *others]


def to_passage(article: Article, paragraph: Paragraph, values: Sequence[Any]) -> Passage:
    name, places, *others = values
    return Passage(name, article, paragraph, tuple(Location(*place) for place in places), *map(frozen, others))


def to_problem(values: Sequence[Any]) -> Problem:
    return Problem(*values)


def as_json(values: Any) -> bytes:
    """JSON without blanks, Chinese as it is; half a character is kept too."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def frozen(value: Any) -> Any:
    """A list as a tuple, those in it too."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value

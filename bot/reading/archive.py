"""Articles and problems to JSON and back: how a child process answers, and how the cache remembers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.model import Article, Paragraph, Problem
from bot.plain import article_values, paragraph_values, to_article, to_paragraph, to_problem, values_of

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]
Held = Callable[[int], Sequence[Paragraph]]


class ArchiveError(Exception):
    """The text is not what `pack` wrote."""


def pack(read: Read, *, apart: bool = False) -> str:
    """One line of JSON that holds all of it; of paragraphs that are kept `apart`, how many each article has."""
    articles, problems = read
    packed = {
        "articles": [_pack_article(article, apart=apart) for article in articles],
        "problems": list(map(values_of, problems)),
    }
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str, *, held: Held | None = None) -> Read:
    """What was packed, value for value.

    Of paragraphs that are kept apart `held` gives the next so many.
    """
    try:
        packed = json.loads(text)
        articles = tuple(_unpack_article(value, held=held) for value in packed["articles"])
        problems = tuple(map(to_problem, packed["problems"]))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ArchiveError(str(error)) from None
    return articles, problems


def _pack_article(article: Article, *, apart: bool) -> list[Any]:
    paragraphs = article.paragraphs
    return [article_values(article), len(paragraphs) if apart else list(map(_pack_paragraph, paragraphs))]


def _pack_paragraph(paragraph: Paragraph) -> list[Any]:
    return [paragraph.text, *paragraph_values(paragraph)]


def _unpack_article(packed: Sequence[Any], *, held: Held | None) -> Article:
    values, paragraphs = packed
    made = held(paragraphs) if held else tuple(to_paragraph(text, others) for text, *others in paragraphs)
    return to_article(values, made)

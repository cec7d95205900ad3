"""Articles and problems to JSON and back: how a child process answers, and how the cache remembers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
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


def unpack(text: str, *, file: str | None = None, held: Held | None = None) -> Read:
    """What was packed, value for value; under another file's name where one is given.

    Of paragraphs that are kept apart `held` gives the next so many.
    """
    try:
        packed = json.loads(text)
        articles = tuple(_unpack_article(value, file=file, held=held) for value in packed["articles"])
        problems = tuple(_unpack_problem(value, file=file) for value in packed["problems"])
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ArchiveError(str(error)) from None
    return articles, problems


def _pack_article(article: Article, *, apart: bool) -> list[Any]:
    paragraphs = article.paragraphs
    return [article_values(article), len(paragraphs) if apart else list(map(_pack_paragraph, paragraphs))]


def _pack_paragraph(paragraph: Paragraph) -> list[Any]:
    return [paragraph.text, *paragraph_values(paragraph)]


def _unpack_article(packed: Sequence[Any], *, file: str | None, held: Held | None) -> Article:
    values, paragraphs = packed
    made = held(paragraphs) if held else tuple(to_paragraph(text, others) for text, *others in paragraphs)
    article = to_article(values, made)
    return replace(article, file=file) if file else article


def _unpack_problem(packed: Sequence[Any], *, file: str | None) -> Problem:
    problem = to_problem(packed)
    return replace(problem, file=file) if file else problem

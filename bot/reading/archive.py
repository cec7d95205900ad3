"""Articles and problems to JSON and back: how a child process answers, and how the cache remembers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from bot.model import Article, Paragraph, Problem

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]
Held = Callable[[int], Sequence[Paragraph]]

DATES = ("date", "expires")
_PLAIN = 3  # values of a paragraph that has nothing but its text, number and line
ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
PROBLEM_FIELDS = tuple(field.name for field in fields(Problem))


class ArchiveError(Exception):
    """The text is not what `pack` wrote."""


def pack(read: Read, *, apart: bool = False) -> str:
    """One line of JSON that holds all of it; of paragraphs that are kept `apart`, how many each article has."""
    articles, problems = read
    packed = {
        "articles": [_pack_article(article, apart=apart) for article in articles],
        "problems": [[getattr(problem, name) for name in PROBLEM_FIELDS] for problem in problems],
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
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveError(str(error)) from None
    return articles, problems


def _pack_article(article: Article, *, apart: bool) -> dict[str, Any]:
    packed = {name: value for name in ARTICLE_FIELDS if (value := getattr(article, name)) is not None}
    for name in DATES:
        if name in packed:
            packed[name] = packed[name].isoformat()
    packed["paragraphs"] = len(article.paragraphs) if apart else list(map(_pack_paragraph, article.paragraphs))
    return packed


def _pack_paragraph(paragraph: Paragraph) -> list[Any]:
    """Its text, number and line, which most have only, then the rest."""
    rest = [paragraph.seams, paragraph.section, paragraph.broken_off]
    return [paragraph.text, paragraph.number, paragraph.line, *(rest if any(rest) else ())]


def _unpack_article(packed: Mapping[str, Any], *, file: str | None, held: Held | None) -> Article:
    values = dict(packed)
    for name in DATES:
        if name in values:
            values[name] = dt.date.fromisoformat(values[name])
    if "region" in values:
        values["region"] = tuple(values["region"])
    values["extra"] = tuple((key, value) for key, value in values.get("extra", ()))
    paragraphs = values["paragraphs"]
    values["paragraphs"] = held(paragraphs) if held else tuple(map(_unpack_paragraph, paragraphs))
    return Article(**{**values, "file": file or values["file"]})


def _unpack_paragraph(packed: list[Any]) -> Paragraph:
    if len(packed) == _PLAIN:
        return Paragraph(*packed)
    text, number, line, seams, section, broken_off = packed
    return Paragraph(text, number, line, tuple(seams), tuple(section), broken_off)


def _unpack_problem(packed: list[Any], *, file: str | None) -> Problem:
    problem = Problem(*packed)
    return Problem(file, problem.line, problem.problem, problem.mend, problem.fatal) if file else problem

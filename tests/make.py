"""Makers of nouns: a test states only what its case is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.model import Article, Paragraph


def make_article(*texts: str, file: str = "a.md", first: int = 1, **given: Any) -> Article:
    """An article of these paragraphs, one line each, numbered from `first`."""
    paragraphs = tuple(
        Paragraph(text, number, line=2 * number - 1, broken_off=not text.endswith(("。", "！", "？", "”")))
        for number, text in enumerate(texts, start=first)
    )
    date = given.pop("date", None)
    return Article(file, paragraphs, date=dt.date.fromisoformat(date) if date else None, **given)


class Left:
    """What a build leaves for the next, held here; how often it was finished."""

    def __init__(self):
        self.tables, self.finished = {}, 0

    def add(self, tables):
        self.tables |= tables

    def finish(self):
        self.finished += 1

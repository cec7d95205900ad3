"""A file that is offered to a corpus → the name it would get and what it would bring, before anything is kept of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.library import Library
from bot.model import Article, Duplicate, Problem
from bot.passages.deduplication import deduplicate
from bot.passages.description import dated_and_placed
from bot.reading.files import FileError, Found, refuse_large
from bot.reading.formats import limit_of, missing_extra
from bot.reading.naming import Name, safe_name
from bot.reading.sandbox import Sandbox

__all__ = ["Name", "Offer", "OfferError", "name_for", "offered"]


class OfferError(Exception):
    """A file that is not even looked into; the problem says why and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be read from the file, and what of it is new; `repeats` touch the file on one side at least."""

    name: str
    articles: tuple[Article, ...] = ()
    passages: int = 0
    repeats: tuple[Duplicate, ...] = ()
    problems: tuple[Problem, ...] = ()


def name_for(given: str, *, size: int, most: int) -> Name:
    """The name of a file of so many bytes, of which at most so many can be had; raises `OfferError`."""
    try:
        name = safe_name(given)
        refuse_large(size, limit=min(limit_of(name.suffix), most))
    except FileError as error:
        raise OfferError(error.at(given)) from None
    return name


def offered(data: bytes, name: str, library: Library) -> Offer:
    """What the file would bring under this name, in the place of the one that has it now.

    It is read in the sandbox, whatever its format. Takes about as long as deduplicating the whole library.
    """
    articles, found_wrong = _read(data, name)
    if not articles:
        return Offer(name, problems=found_wrong)
    placed = dated_and_placed(articles, library.gazetteer)
    others = (article for article in library.articles if article.file != name)
    found = deduplicate((*others, *placed))
    repeats = tuple(one for one in found.duplicates if name in (one.kept.file, one.dropped.file))
    return Offer(name, placed, sum(p.article.file == name for p in found.passages), repeats, found_wrong)


def _read(data: bytes, name: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory(prefix="niangjia-") as folder, Sandbox() as sandbox:
        path = Path(folder) / f"offered{PurePosixPath(name).suffix}"
        path.write_bytes(data)
        found = Found(name, path, len(data))
        missing = missing_extra(found)
        return ((), (missing,)) if missing else sandbox.read(found)

"""A file that is offered to a corpus → the name it would get and what it would bring, before anything is kept of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.children import ChildError
from bot.comparing import Compared, Comparer, compared
from bot.library import Library
from bot.model import Article, Duplicate, Problem
from bot.passages.description import dated_and_placed
from bot.reading.files import FileError, Found, refuse_large
from bot.reading.formats import limit_of, missing_extra
from bot.reading.naming import Name, safe_name
from bot.reading.sandbox import Sandbox

MANY = 5_000
"""Passages of a library from which on a file is compared with it by a process of its own; with so many that takes .2 s."""
_KILLED = "没能把这个文件和资料库比对：比对的进程意外结束了"
_MEND = "多半是内存不够，请稍后再试"

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

    It is read in the sandbox, whatever its format. Takes about as long as deduplicating the whole library. Raises
    `OfferError` where memory does not suffice.
    """
    articles, found_wrong = _read(data, name)
    if not articles:
        return Offer(name, problems=found_wrong)
    placed = dated_and_placed(articles, library.gazetteer)
    others = (article for article in library.articles if article.file != name)
    return Offer(name, placed, *_compared((*others, *placed), name, many=len(library.passages) >= MANY), found_wrong)


def _compared(articles: tuple[Article, ...], name: str, *, many: bool) -> Compared:
    if not many:
        return compared(articles, name)
    try:
        with Comparer() as comparer:
            return comparer.compare(articles, name)
    except ChildError:
        raise OfferError(Problem(name, None, _KILLED, _MEND)) from None


def _read(data: bytes, name: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory(prefix="niangjia-") as folder, Sandbox() as sandbox:
        path = Path(folder) / f"offered{PurePosixPath(name).suffix}"
        path.write_bytes(data)
        found = Found(name, path, len(data))
        missing = missing_extra(found)
        return ((), (missing,)) if missing else sandbox.read(found)

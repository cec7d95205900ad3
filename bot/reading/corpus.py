"""A folder to its articles: every file that can be read, and a problem with its mend for what cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bot.known import Known
from bot.model import Article, Problem
from bot.paragraphs import Columns
from bot.reading import problems
from bot.reading.archive import Read
from bot.reading.cache import Cache, key_of
from bot.reading.files import Found, walk
from bot.reading.formats import SUFFIXES
from bot.reading.readers import read_all

LISTED = 20  # files of one unknown format that are named; the rest are counted
NOT_ARTICLES = frozenset({"thesaurus.txt", "golden.jsonl", "license", "license.txt", "license.md"})
NOT_ARTICLE_STEMS = frozenset({"readme", "regions"})


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a folder holds: the number of files of a known format, their articles in order, what was wrong."""

    files: int
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    keys: tuple[str, ...] = field(default=(), compare=False)
    """What each article is made of, by the digest of its file; none where nothing is remembered."""
    columns: Columns | None = field(default=None, compare=False, repr=False)
    """All paragraphs, where they are columns already."""


def read_corpus(
    root: Path, *, progress: Callable[[int, int], None] | None = None, known: Known | None = None
) -> Reading:
    """The articles below a folder, in the order of the files' names; one bad file never stops the others.

    Files of which it is `known` what was read of them are not read again.
    """
    found, troubles = _sort(walk(root))
    keys, cache = ([key_of(entry) for entry in found], Cache(known)) if known else ([], None)
    reads: list[Read] = []
    for read in _recalled(found, keys, cache) if cache else read_all(found):
        reads.append(read)
        if progress:
            progress(len(reads), len(found))
    articles = tuple(article for some, _ in reads for article in some)
    problems = (*troubles, *(problem for _, some in reads for problem in some))
    of_articles = (f"{key} {n}" for key, (some, _) in zip(keys, reads, strict=bool(keys)) for n in range(len(some)))
    columns = cache.keep(keys, reads) if cache else None
    return Reading(len(found), articles, problems, tuple(of_articles), columns)


def _recalled(found: Sequence[Found], keys: Sequence[str | None], cache: Cache) -> Iterator[Read]:
    """What each file holds, read only where the cache does not know it."""
    known = [cache.recall(key) if key else None for key in keys]
    rest = read_all([entry for entry, read in zip(found, known, strict=True) if read is None])
    for read in known:
        yield read or next(rest)
    rest.close()


def _sort(entries: Iterable[Found | Problem]) -> tuple[Sequence[Found], list[Problem]]:
    """The files to read, apart from what is no article of ours."""
    found: list[Found] = []
    troubles: list[Problem] = []
    unknown: dict[str, list[Found]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, Problem):
            troubles.append(entry)
        elif entry.suffix in SUFFIXES:
            found += [] if is_data(entry.name) else [entry]
        elif not is_data(entry.name):
            unknown[entry.suffix].append(entry)
    return found, [*troubles, *_skipped(unknown)]


def is_data(name: str) -> bool:
    """The files at the top of a corpus that serve the program and are no articles."""
    if "/" in name:
        return False
    path = PurePosixPath(name.lower())
    return path.name in NOT_ARTICLES or path.name.split(".")[0] in NOT_ARTICLE_STEMS


def _skipped(unknown: dict[str, list[Found]]) -> Iterator[Problem]:
    for suffix, files in sorted(unknown.items()):
        hint = problems.hint_for(suffix)
        for file in files[:LISTED]:
            yield problems.UNKNOWN_FORMAT.at(file.name, suffix=suffix or "没有扩展名", hint=hint)
        if len(files) > LISTED:
            count = len(files) - LISTED
            yield problems.MORE_UNKNOWN.at(files[LISTED].name, count=count, suffix=suffix or "没有扩展名", hint=hint)

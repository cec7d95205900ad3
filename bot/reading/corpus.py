"""A folder to its articles: every file that can be read, and a problem with its mend for what cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.files import Found, walk
from bot.reading.formats import HEAVY, SUFFIXES, missing_extra, read_file
from bot.reading.sandbox import Sandbox

LISTED = 20  # files of one unknown format that are named; the rest are counted
NOT_ARTICLES = frozenset({"thesaurus.txt", "golden.jsonl", "license", "license.txt", "license.md"})
NOT_ARTICLE_STEMS = frozenset({"readme", "regions"})


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a folder holds: the number of files of a known format, their articles in order, what was wrong."""

    files: int
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read_corpus(root: Path, *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """The articles below a folder, in the order of the files' names; one bad file never stops the others."""
    found, troubles = _sort(walk(root))
    articles: list[Article] = []
    with Sandbox() as sandbox:
        for place, file in enumerate(found, start=1):
            some, more = _read(file, sandbox)
            articles += some
            troubles += more
            if progress:
                progress(place, len(found))
    return Reading(len(found), tuple(articles), tuple(troubles))


def _read(file: Found, sandbox: Sandbox) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    if file.suffix not in HEAVY:
        return read_file(file)
    missing = missing_extra(file)
    return ((), (missing,)) if missing else sandbox.read(file)


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
    path = PurePosixPath(name.lower())
    return len(path.parts) == 1 and (path.name in NOT_ARTICLES or path.name.split(".")[0] in NOT_ARTICLE_STEMS)


def _skipped(unknown: dict[str, list[Found]]) -> Iterator[Problem]:
    for suffix, files in sorted(unknown.items()):
        hint = problems.hint_for(suffix)
        for file in files[:LISTED]:
            yield problems.UNKNOWN_FORMAT.at(file.name, suffix=suffix or "没有扩展名", hint=hint)
        if len(files) > LISTED:
            count = len(files) - LISTED
            yield problems.MORE_UNKNOWN.at(files[LISTED].name, count=count, suffix=suffix or "没有扩展名", hint=hint)

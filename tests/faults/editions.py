"""Two editions of a small corpus that nobody can take for one another, and what a library's answer is made of."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.library import Library
from bot.store.builder import Builder, Progress
from bot.store.building import lay_out
from bot.store.shelf import Shelf
from bot.store.snapshots import SnapshotError
from tests.end_to_end.scene import ARTICLES, QUESTION, write_corpus

EDITIONS = ("甲版", "乙版")


def lay(corpus: Path, edition: str) -> None:
    """The folder holds this edition and nothing else: every sentence names it."""
    shutil.rmtree(corpus, ignore_errors=True)
    articles = ARTICLES.items()
    write_corpus(corpus, {name: (title, f"{edition}：{text}") for name, (title, text) in articles})


def edition_of(library: Library) -> str:
    """The edition that all its passages are of; empty where they are mixed, or where it does not answer."""
    cited = library.answer(QUESTION).citations
    found = {edition for edition in EDITIONS for passage in library.passages if edition in passage.paragraph.text}
    return found.pop() if cited and len(found) == 1 else ""


class Here(Builder):
    """Lays out what the child process would, without the four seconds of starting one."""

    def build(
        self, corpus: Path, state: Path, *, progress: Progress | None = None, yielding: bool = False
    ) -> str | None:
        try:
            return lay_out(corpus, state, progress=progress)
        except (SnapshotError, OSError):
            return None


def taken_up(corpus: Path, state: Path) -> tuple[Library, bool]:
    """What a reload does: builds, lays out, maps and keeps; and whether the admin is told that it could not be kept."""
    shelf = Shelf(corpus, state, builder=Here())
    library = shelf.renew(corpus)
    return library, bool(shelf.keep(library))

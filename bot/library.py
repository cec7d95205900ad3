"""All that can be answered from: built whole out of a folder, never edited, asked by the shells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.intent import intent_of
from bot.model import Answer, AnswerKind, Article, Citation, Duplicate, Hit, Passage, Problem
from bot.passages.deduplication import deduplicate
from bot.reading.corpus import Reading, read_corpus
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus

THESAURUS = "thesaurus.txt"
SUGGESTIONS = 3
NEAR = 40
"""Hits asked for beyond the limit, so that repeats among them can be passed over."""

Progress = Callable[[int, int], None]


class CorpusError(Exception):
    """There is nothing to answer from; the message is one sentence in plain Chinese."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything of one state of the corpus. A question under way keeps the library that it began with."""

    files: int
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    duplicates: tuple[Duplicate, ...]
    problems: tuple[Problem, ...]
    index: Index

    @classmethod
    def build(cls, reading: Reading, *, thesaurus: str = "") -> Library:
        """Deduplicates and indexes what was read. Takes the processor for as long as the corpus is large."""
        known = Thesaurus.read(thesaurus, file=THESAURUS)
        found = deduplicate(reading.articles)
        index = Index.build(found.passages, thesaurus=known)
        problems = (*reading.problems, *known.problems)
        return cls(reading.files, reading.articles, found.passages, found.duplicates, problems, index)

    def answer(self, question: str, *, limit: int = 3, region: str | None = None, floor: bool = True) -> Answer:  # noqa: ARG002 (places come with issue 4)
        """The citations for a question, best first; the same question gets the same answer.

        Without `floor`, candidates that it would hold back are given too, marked as such.
        """
        kind = intent_of(question)
        if kind is not None:
            return Answer(question, kind)
        hits = tuple(_different(self.index.search(question, limit=limit + NEAR)))
        held = [hit for hit in hits if not hit.below_floor] if floor else list(hits)
        citations = tuple(self._cite(question, hit) for hit in held[:limit])
        if citations:
            return Answer(question, AnswerKind.ANSWER, citations)
        return Answer(question, AnswerKind.NOT_FOUND, suggestions=_headlines(hits))

    def _cite(self, question: str, hit: Hit) -> Citation:
        quote = self.index.quote(question, hit.passage)
        return Citation(
            hit.passage,
            quote.text,
            quote.start,
            marks=quote.marks,
            score=hit.score,
            below_floor=hit.below_floor,
            notes=_notes(hit.passage),
        )


def load_library(root: Path, *, progress: Progress | None = None, allow_empty: bool = False) -> Library:
    """Reads the folder and builds its library; raises `CorpusError` where there is nothing to answer from."""
    if not root.is_dir():
        raise CorpusError(f"找不到资料文件夹：{root}。请检查 NIANGJIA_CORPUS 或 --corpus 指向的位置。")
    library = Library.build(read_corpus(root, progress=progress), thesaurus=_thesaurus_text(root))
    if not library.passages and not allow_empty:
        raise CorpusError(f"资料文件夹 {root} 里没有一篇可以引用的文章。请放入文章后再试。")
    return library


def _thesaurus_text(root: Path) -> str:
    path = root / THESAURUS
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _different(hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """The hits in order, of each group of near-duplicates the first."""
    groups: set[str] = set()
    for hit in hits:
        group = hit.passage.group
        if group is None or group not in groups:
            yield hit
        if group is not None:
            groups.add(group)


def _headlines(hits: tuple[Hit, ...]) -> tuple[str, ...]:
    titles = dict.fromkeys(hit.passage.article.title for hit in hits[:NEAR])
    return tuple(title for title in titles if title)[:SUGGESTIONS]


def _notes(passage: Passage) -> tuple[str, ...]:
    start = passage.article.continued_from
    return (f"本文{start}，前半部分不在资料库里",) if start else ()

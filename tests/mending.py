"""A damaged page and what it should be → how well reading and deduplication mend it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Passage
from bot.passages.deduplication import deduplicate
from bot.reading.page import is_page, read_page
from tests.damage import Gold, Page

RUN = 8
"""Characters that tell where a text was printed."""


@dataclass(frozen=True)
class Mending:
    paragraphs: int = 0
    recovered: int = 0
    misplaced: int = 0
    """Recovered, but under another article's headline."""
    untitled: int = 0
    repeated: int = 0
    patched: int = 0
    """Joined out of pieces that no paragraph holds so."""
    crossed: int = 0
    """Joined out of two articles."""
    unseen: int = 0
    """Pages that were not taken for one."""

    def __add__(self, other: Mending) -> Mending:
        return Mending(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def mend(page: Page) -> Mending:
    passages = deduplicate(read_page(page.text, file="p.txt")[0]).passages
    right: dict[str, set[str | None]] = {}
    for gold in page.gold:
        for paragraph in gold.paragraphs:
            right.setdefault(paragraph, {None}).update({gold.title, *gold.also})
    found = {passage.text: passage.article.title for passage in passages}
    others = [passage for passage in passages if passage.text not in right]
    return Mending(
        paragraphs=len(right),
        recovered=sum(text in found for text in right),
        misplaced=sum(title not in right[text] for text, title in found.items() if text in right),
        untitled=sum(found.get(text, "") is None for text in right),
        repeated=len(passages) - len(found) + sum(any(p.text in q for q in found if q != p.text) for p in others),
        patched=sum(bool(p.paragraph.seams) and not any(p.text in text for text in right) for p in others),
        crossed=sum(_is_crossed(passage, page.gold) for passage in others),
        unseen=not is_page(page.text),
    )


def _is_crossed(passage: Passage, gold: list[Gold]) -> bool:
    articles = ["\n".join(one.paragraphs) for one in gold]
    runs = {passage.text[i : i + RUN] for i in range(max(len(passage.text) - RUN + 1, 1))}
    holders = [{i for i, text in enumerate(articles) if run in text} for run in runs]
    holders = [held for held in holders if held]
    return bool(holders) and not set.intersection(*holders)

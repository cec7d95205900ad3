"""An article in, messages out: its paragraphs in order, over as many pages as it needs, the quoted one marked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Paragraph, Passage
from bot.tg import sentences
from bot.tg.render import about, clean, escape, units

ROOM = 3_300  # of the 4096 units; the rest is for the headline, the number of the page and the mark
BESIDE = 3 + max(map(len, (sentences.QUOTED_PARAGRAPH, sentences.NEAREST_PARAGRAPH)))
"""Units kept beside each piece: so the pages of an article are the same whichever mark it has."""


def pages_of(passage: Passage, *, chosen: bool = False) -> tuple[str, ...]:
    """The article of a passage as messages; each begins with its headline, and of several ends with the number of the page.

    Of an article that the worker chose nothing was quoted: the passage is the one that comes nearest.
    """
    pages = list(_filled(passage, sentences.NEAREST_PARAGRAPH if chosen else sentences.QUOTED_PARAGRAPH))
    head = "\n".join((*([sentences.NEAREST] if chosen else []), escape(about(passage.article))))
    ends = (
        [sentences.PAGE.format(page=n, pages=len(pages)) for n in range(1, len(pages) + 1)] if len(pages) > 1 else [""]
    )
    return tuple("\n\n".join(filter(None, (head, *blocks, end))) for (blocks, _), end in zip(pages, ends, strict=True))


def page_with(passage: Passage) -> int:
    """The page, from 0, on which the passage begins."""
    begins = [has_marked for _, has_marked in _filled(passage, sentences.QUOTED_PARAGRAPH)]
    return begins.index(True) if True in begins else 0


def _filled(passage: Passage, mark: str) -> Iterator[tuple[list[str], bool]]:
    """The blocks of each page of the passage's article, and whether the passage, which is marked, begins there."""
    blocks: list[str] = []
    used, has_marked = 0, False
    for paragraph in passage.article.paragraphs:
        is_marked = paragraph.number == passage.paragraph.number
        for number, piece in enumerate(_pieces(paragraph)):
            if used and used + units(piece) > ROOM:
                yield blocks, has_marked
                blocks, used, has_marked = [], 0, False
            blocks.append(_block(piece, mark if is_marked else ""))
            used += units(piece) + BESIDE
            has_marked = has_marked or (is_marked and number == 0)
    yield blocks, has_marked


def _block(text: str, mark: str) -> str:
    escaped = escape(clean(text))
    return f"{mark}\n<blockquote>{escaped}</blockquote>" if mark else escaped


def _pieces(paragraph: Paragraph) -> Iterator[str]:
    """The paragraph, in pieces of half a page where it is longer than that; a character is two units at most."""
    for start in range(0, len(paragraph.text), ROOM // 2):
        yield paragraph.text[start : start + ROOM // 2]

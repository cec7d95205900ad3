"""An article in, messages out: its paragraphs in order, over as many pages as it needs, the quoted one marked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Article, Paragraph, Passage
from bot.tg import sentences
from bot.tg.render import about, clean, escape, units

ROOM = 3_300  # of the 4096 units; the rest is for the headline, the number of the page and the mark


def pages_of(passage: Passage) -> tuple[str, ...]:
    """The article of a passage as messages; each begins with its headline and ends with the number of the page."""
    pages = list(_filled(passage.article, passage.paragraph.number))
    head = escape(about(passage.article))
    return tuple(
        "\n\n".join((head, *blocks, sentences.PAGE.format(page=number, pages=len(pages))))
        for number, (blocks, _) in enumerate(pages, 1)
    )


def page_with(passage: Passage) -> int:
    """The page, from 0, on which the quoted paragraph begins."""
    marked = [has_quoted for _, has_quoted in _filled(passage.article, passage.paragraph.number)]
    return marked.index(True) if True in marked else 0


def _filled(article: Article, quoted: int) -> Iterator[tuple[list[str], bool]]:
    """The blocks of each page, and whether the quoted paragraph begins there."""
    blocks: list[str] = []
    used, has_quoted = 0, False
    for paragraph in article.paragraphs:
        for number, piece in enumerate(_pieces(paragraph)):
            if used and used + units(piece) > ROOM:
                yield blocks, has_quoted
                blocks, used, has_quoted = [], 0, False
            blocks.append(_block(piece, is_quoted=paragraph.number == quoted))
            used += units(piece) + len(sentences.QUOTED_PARAGRAPH) + 3
            has_quoted = has_quoted or (paragraph.number == quoted and number == 0)
    yield blocks, has_quoted


def _block(text: str, *, is_quoted: bool) -> str:
    escaped = escape(clean(text))
    return f"{sentences.QUOTED_PARAGRAPH}\n<blockquote>{escaped}</blockquote>" if is_quoted else escaped


def _pieces(paragraph: Paragraph) -> Iterator[str]:
    """The paragraph, in pieces of half a page where it is longer than that; a character is two units at most."""
    for start in range(0, len(paragraph.text), ROOM // 2):
        yield paragraph.text[start : start + ROOM // 2]

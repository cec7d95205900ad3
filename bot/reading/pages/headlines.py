"""Blocks and joined paragraphs → articles, each paragraph under its own headline or under none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.lexicon import lexicon
from bot.reading.pages.blocks import WIDE_GAP, Block
from bot.reading.pages.borders import fragment_score
from bot.reading.pages.columns import Joined
from bot.reading.pages.faces import (
    Kind,
    byline_of,
    continued_from,
    is_bare_dateline,
    is_dateline,
    sentence_likeness,
    unclosed,
)
from bot.reading.pages.vocabulary import Vocabulary, bigrams

_SUPPORT = 0.12
"""A headline shares at least this weight of its wording with what stands below it; a stray one next to nothing."""

_STRAY = 0.3
"""A caption claims a headline of which it holds this much, and twice as much as the paragraphs below it."""

_OWN = 2.0
"""A headline shares so many times more wording with what stands below it than with the article above; a heading within
the article, or the first words of a cut paragraph, does not."""

_DOUBT = -2.4
"""Of `fragment_score`: most headlines stay below, few first words of a paragraph do."""

_HALF = 6
"""Characters of the first line of a headline over two; what is shorter names a column."""

_LIKE = 0.8
"""Of `sentence_likeness`, from which a line above a column's name is the broken end of another article."""

_SENTENCE_GOES_ON = re.compile("。.")

_BETWEEN_NAMES = re.compile(r"[\s、]+")
_DASHES = ("—", "－", "―", "--")
_BELOW = 4
"""Paragraphs below a headline that are asked whether they speak of it."""


@dataclass(slots=True)
class Draft:
    """An article while it is put together."""

    title: Block | None = None
    kicker: str | None = None
    byline: str | None = None
    continued_from: str | None = None
    note: str | None = None
    heading: str | None = None
    """What may head the article or only a part of it."""
    others: list[Block] = field(default_factory=list)
    paragraphs: list[Joined] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True)
class _Above:
    """What stands between the last paragraph and the next: headlines, a byline, 上接第N版."""

    headings: list[int] = field(default_factory=list)
    column_names: list[Block] = field(default_factory=list)
    byline: str | None = None
    continued_from: str | None = None
    signed: int = 0
    """The line of the byline or 上接第N版; the headline stands above it."""
    strays: bool = False

    @property
    def opens_article(self) -> bool:
        return bool(self.headings or self.column_names or self.byline or self.continued_from)


def assemble(blocks: Sequence[Block], paragraphs: Sequence[Joined]) -> tuple[Draft, ...]:
    """The page's articles in the order of their first paragraphs."""
    return _Assembly(blocks, paragraphs).run()


class _Assembly:
    """One walk down the page. It holds what a headline's fate depends on: the captions and the page's wording."""

    def __init__(self, blocks: Sequence[Block], paragraphs: Sequence[Joined]) -> None:
        self.blocks = blocks
        self.starts = {joined.positions[0]: joined for joined in paragraphs}
        self.inside = {at: joined for joined in paragraphs for at in joined.positions[1:]}
        self.pulled = {at: joined for joined in paragraphs for at in joined.stepped_over}
        self.lexicon = lexicon()
        self.wording = "\n".join(joined.text for joined in paragraphs)
        self.vocabulary = Vocabulary.of(joined.text for joined in paragraphs)
        self.captions = self._claims()
        self.strays = {blocks[heading].text for heading in self.captions.values()}
        self.seen: set[str] = set()
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.above = _Above()

    def run(self) -> tuple[Draft, ...]:
        for at, block in enumerate(self.blocks):
            if at in self.starts:
                self._take_paragraph(at, block)
            elif at in self.pulled:
                self._draft_of(self.pulled[at]).others.append(block)
            elif at in self.inside:
                self._go_on(at)
            else:
                self._take_other(at, block)
        return tuple(self.drafts)

    def _go_on(self, at: int) -> None:
        """Back to the article of the paragraph that goes on here, where another one was set within it."""
        draft = self._draft_of(self.inside[at])
        if draft is not self.current and self.blocks[at].kind is Kind.BODY:
            self.current, self.above = draft, _Above()

    def _take_other(self, at: int, block: Block) -> None:
        above = self.above
        if block.kind is Kind.NOTE:
            if self.current is not None and not above.opens_article:
                self.current.note = block.text
                self.current.closed = True
        elif block.kind is Kind.BYLINE:
            above.byline, above.signed = byline_of(block.text), block.line
        elif block.kind is Kind.CONTINUED:
            above.signed = block.line
            above.continued_from = continued_from(block.text) or above.continued_from
        elif above.headings and self._are_names(block.text):
            above.byline, above.signed = block.text, block.line
        elif block.kind is Kind.COLUMN_NAME:
            above.column_names.append(block)
        elif block.kind is Kind.FURNITURE:
            return
        elif block.text in self.strays:
            above.strays = True
        else:
            above.headings.append(at)

    def _take_paragraph(self, at: int, block: Block) -> None:
        joined = self.starts[at]
        if block.kind is Kind.CAPTION:
            self._take_caption(at, joined)
            return
        if len(joined.blocks) == 1 and is_bare_dateline(
            joined.text
        ):  # its text goes on in another printing, or nowhere
            self.above.byline = byline_of(joined.text)
            return
        if self.current is None or self._begins_article(block):
            self.current = self._new_draft(at)
        self.current.paragraphs.append(joined)
        self.seen.add(block.text)
        self.above = _Above()

    def _take_caption(self, at: int, joined: Joined) -> None:
        title = self.blocks[self.captions[at]] if at in self.captions else None
        self.drafts.append(Draft(title=title, paragraphs=[joined]))

    def _begins_article(self, block: Block) -> bool:
        """A stray headline parts nothing, unless what follows stands earlier on the page: then a copy starts here."""
        if (self.current and self.current.closed) or is_dateline(block.text):
            return True
        if self.above.opens_article and not self._only_quotes():
            return True
        if self.above.strays:
            return block.text in self.seen
        return block.gap >= WIDE_GAP

    def _only_quotes(self) -> bool:
        """True where nothing but words of the article above stands between, set apart in the middle of it."""
        above = self.above
        if above.byline or above.continued_from or above.column_names or self.current is None:
            return False
        said = self._said_above()
        return all(self.blocks[i].text.strip("“”『』「」") in said for i in above.headings)

    def _new_draft(self, at: int) -> Draft:
        draft = Draft(byline=self.above.byline, continued_from=self.above.continued_from)
        draft.byline = draft.byline or byline_of(self.starts[at].text)
        headings = self._headlines()
        title = self._title(headings, at)
        draft.title = title
        if title is not None and headings.index(title) > 0:
            draft.kicker = headings[headings.index(title) - 1].text
        if title is None and headings:
            draft.heading = headings[-1].text
        kept = {draft.kicker, title.text if title else None}
        draft.others = [*self.above.column_names, *(block for block in headings if block.text not in kept)]
        self.drafts.append(draft)
        return draft

    def _are_names(self, text: str) -> bool:
        """True for bare names; below a headline they say who wrote the text."""
        return all(map(self.lexicon.is_person, _BETWEEN_NAMES.split(text)))

    def _headlines(self) -> list[Block]:
        """The lines above; one that breaks off in a word or in a quotation goes on in the next."""
        lines: list[Block] = []
        for block in (self.blocks[i] for i in self.above.headings):
            is_half = bool(lines) and len(lines[-1].text) >= _HALF and self.lexicon.crosses(lines[-1].text, block.text)
            if lines and (unclosed(lines[-1].text) or is_half):
                lines[-1] = replace(lines[-1], text=lines[-1].text + block.text)
            else:
                lines.append(block)
        return lines

    def _title(self, headings: Sequence[Block], at: int) -> Block | None:
        """The last of the lines above that surely heads what stands below; none is better than a wrong one.

        A line behind a dash is the second part of a headline, or names who said the words above it.
        """
        headings = [heading for heading in headings if not heading.text.startswith(_DASHES)]
        if headings and (self.above.byline or self.above.continued_from or is_dateline(self.blocks[at].text)):
            signed = [heading for heading in headings if heading.line < self.above.signed] or headings
            heads = [heading for heading in reversed(signed) if not self._is_left_above(heading, signed)]
            return self._spoken_of(heads, self._below(at))
        below, above = self._below(at), "" if len(headings) > 1 else self._said_above()
        for heading in reversed(headings):
            support = self.vocabulary.support(heading.text, below)
            is_own = support >= _SUPPORT and support >= _OWN * self.vocabulary.support(heading.text, above)
            if is_own and not self._may_be_cut(heading, at):
                return heading
        return None

    def _spoken_of(self, heads: Sequence[Block], below: str) -> Block | None:
        """The first of them; where nothing below speaks of it, the first that the text speaks of: that one is astray."""
        supports = [self.vocabulary.support(heading.text, below) for heading in heads]
        is_astray = bool(supports) and supports[0] == 0
        spoken = (heading for heading, support in zip(heads, supports, strict=True) if support >= _SUPPORT)
        return next(spoken if is_astray else iter(heads), heads[0] if heads else None)

    def _is_left_above(self, heading: Block, signed: Sequence[Block]) -> bool:
        """True for a line above a byline that is of the article above: it breaks off, or was pulled out of the text."""
        if _SENTENCE_GOES_ON.search(heading.text):
            return True
        is_above_name = any(name.line > heading.line for name in self.above.column_names)
        if is_above_name and sentence_likeness(heading.text) >= _LIKE:
            return True
        others = (other for other in signed if other is not heading and sentence_likeness(other.text) < _LIKE)
        return heading.text.strip("“”『』「」") in self.wording and any(others)

    def _may_be_cut(self, heading: Block, at: int) -> bool:
        """True where the line is words of the page's own text, or may be the first words of the paragraph below."""
        if heading.text.strip("“”『』「」") in self.wording:
            return True
        return fragment_score(heading.text, self.blocks[at].text, self.lexicon) >= _DOUBT

    def _said_above(self) -> str:
        """The text of the article so far; nothing where it is known to have ended."""
        paragraphs = self.current.paragraphs if self.current and not self.current.closed else ()
        return "\n".join(joined.text for joined in paragraphs)

    def _below(self, at: int) -> str:
        """The text of the first paragraphs from `at` on, as far as no headline comes between."""
        texts = []
        for position in range(at, len(self.blocks)):
            if position in self.starts and self.blocks[position].kind is Kind.BODY:
                texts.append(self.starts[position].text)
            elif (self.blocks[position].kind is Kind.HEADING and position not in self.pulled) or len(texts) == _BELOW:
                break
        return "\n".join(texts)

    def _claims(self) -> dict[int, int]:
        """Caption → the headline that is its own: the block above, or one astray among another article's paragraphs."""
        claims: dict[int, int] = {}
        headings = [i for i, block in enumerate(self.blocks) if block.kind is Kind.HEADING and i not in self.pulled]
        shapes = {i: bigrams(self.blocks[i].text) for i in headings}
        for at, joined in self.starts.items():
            if self.blocks[at].kind is not Kind.CAPTION:
                continue
            said = bigrams(joined.text)
            alike = [i for i in headings if not shapes[i].isdisjoint(said)]
            scored = [(self.vocabulary.support(self.blocks[i].text, joined.text), -abs(i - at), i) for i in alike]
            for score, _, i in sorted(scored, reverse=True):
                if score >= _STRAY and score > 2 * self._support_below(i):
                    claims[at] = i
                    break
        return claims

    def _support_below(self, heading: int) -> float:
        following = next((i for i in range(heading + 1, len(self.blocks)) if i in self.starts), None)
        if following is None or self.blocks[following].kind is Kind.CAPTION:
            return 0.0
        return self.vocabulary.support(self.blocks[heading].text, self._below(following))

    def _draft_of(self, joined: Joined) -> Draft:
        return next(draft for draft in self.drafts if joined in draft.paragraphs)

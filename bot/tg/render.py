"""An answer in, one Telegram HTML message out: the quote first, then where it stands; it fits by construction."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from bot import words
from bot.model import Answer, Article, Citation, Location, Mark
from bot.tg import sentences

LIMIT = 4096  # Telegram's, for the text without its tags; counted here in UTF-16 units, the strictest reading
HEADLINE, NAME, FILE, NOTE, LEFT = 100, 40, 60, 120, 300  # UTF-16 units of one line each; what is longer is clipped
ALSO_IN, NOTES = 2, 3  # of one citation: other places where it stands, and notes
SENTENCE_ENDS = "。！？；!?;\n"
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")


def render_answer(
    answer: Answer,
    *,
    said: str | None = None,
    first: int = 0,
    limit: int = 3,
    receipt: str = "",
    room: int = LIMIT,
) -> str:
    """The reply to a question: what is `said` first or instead, then up to `limit` citations from the `first` on.

    The number of its receipt ends it, where it has one. `room` is for how many characters there is room.
    """
    citations = answer.citations[first : first + limit]
    number = (sentences.RECEIPT.format(number=receipt),) if receipt else ()
    if not citations:
        return "\n\n".join((escape(clip(clean(said or ""), room - sum(map(units, number)) - 2)), *number))
    below = [_below(citation) for citation in citations]
    begin = [clean(said)] if said and not first else []
    end = [*([_line(instead, NOTE)] if (instead := words.searched_instead(answer)) else []), *number]
    around = [*begin, *end]
    separators = sum(map(units, around)) + 2 * len(around) + (2 + len(sentences.QUOTE_CUT)) * len(citations)
    width = (room - sum(map(units, below)) - separators - len(citations)) // len(citations)
    rendered = [_render_citation(*both, width=width) for both in zip(citations, below, strict=True)]
    return "\n\n".join((*map(escape, begin), *rendered, *map(escape, end)))


def render_parts(parts: Sequence[tuple[Answer, str | None, str]], *, left: str | None) -> str:
    """The reply to several questions: of each the question, what is said or its best citation, its receipt's number."""
    end = _line(left or "", LEFT)
    room = (LIMIT - units(end)) // len(parts) - HEADLINE - 10
    answered = (
        f"{escape(sentences.PART.format(question=_line(part.question, HEADLINE)))}\n"
        f"{render_answer(part, said=said, limit=1, receipt=receipt, room=room)}"
        for part, said, receipt in parts
    )
    return "\n\n".join(filter(None, (*answered, escape(end))))


def render_text(text: str) -> str:
    """Plain text as a message: clean, escaped, within the limit."""
    return escape(clip(clean(text), LIMIT))


def escape(text: str) -> str:
    """The only place where text becomes HTML."""
    return html.escape(text, quote=False)


def clean(text: str) -> str:
    """The text without what Telegram refuses or what disorders a line: control and direction signs, half characters."""
    return _HALF.sub("\ufffd", _UNFIT.sub("", text))


def clip(text: str, width: int) -> str:
    """The text if it fits into `width` UTF-16 units, else its beginning and an ellipsis."""
    return text if units(text) <= width else text[: _fitting(text, width - 1)] + "…"


def units(text: str) -> int:
    """Length as Telegram counts it: characters beyond the basic plane are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def about(article: Article, *, region: Sequence[str] | None = None, kind: str = "") -> str:
    """Headline, source, date, place and kind of a text in one line; the place is the passage's own, else the article's."""
    parts = (
        headline_of(article.title, article.kicker),
        _line(article.source or "", NAME),
        sentences.DATE.format(date=article.date) if article.date else sentences.NO_DATE,
        _line("".join(region or article.region or ()), NAME) or sentences.NO_PLACE,
        words.TEXT_KINDS.get(kind, ""),
    )
    return " · ".join(filter(None, parts))


def headline_of(title: str | None, kicker: str | None = None) -> str:
    name = _line(title or kicker or "", HEADLINE)
    return f"《{name}》" if name else sentences.NO_TITLE


def _render_citation(citation: Citation, below: str, *, width: int) -> str:
    quote, end = citation.quote, len(citation.quote)
    if units(quote) > width:
        end = _sentence_end(quote, _fitting(quote, width))
        below = f"{sentences.QUOTE_CUT}\n{below}"
    return f"<blockquote>{_marked(quote[:end], citation.marks)}</blockquote>\n{escape(below)}"


def _below(citation: Citation) -> str:
    """The lines below a quote; each part has a greatest length, so that the whole has one too."""
    lines = [
        about(citation.passage.article, region=citation.passage.region, kind=citation.passage.kind),
        sentences.FROM.format(place=_place(citation.passage.location)),
        *_also_in((*citation.passage.also_in, *citation.near)),
        *(sentences.NOTE.format(note=_line(note, NOTE)) for note in citation.notes[:NOTES]),
    ]
    return "\n".join(lines)


def _also_in(locations: Sequence[Location]) -> Iterator[str]:
    if locations:
        places = "、".join(_place(location) for location in locations[:ALSO_IN])
        more = len(locations) > ALSO_IN
        places = sentences.ALSO_IN_MORE.format(places=places, count=len(locations)) if more else places
        yield sentences.ALSO_IN.format(places=places)


def _place(location: Location) -> str:
    return sentences.PARAGRAPH.format(file=_line(location.file, FILE), paragraph=location.paragraph)


def _line(text: str, width: int) -> str:
    return clip(" ".join(clean(text).split()), width)


def _marked(quote: str, marks: Sequence[Mark]) -> str:
    """The quote with its marks in bold; marks that touch or overlap are one, those beyond the end are cut."""
    bold = bytearray(len(quote))
    for mark in marks:
        for place in range(max(mark.start, 0), min(mark.end, len(quote))):
            bold[place] = 1
    pieces: list[str] = []
    start = 0
    for end in range(1, len(quote) + 1):
        if end == len(quote) or bold[end] != bold[start]:
            piece = escape(clean(quote[start:end]))
            pieces.append(f"<b>{piece}</b>" if bold[start] and piece.strip() else piece)
            start = end
    return "".join(pieces)


def _fitting(text: str, width: int) -> int:
    """How many characters of the text fit into `width` UTF-16 units."""
    used = 0
    for number, character in enumerate(text):
        used += units(character)
        if used > width:
            return number
    return len(text)


def _sentence_end(text: str, end: int) -> int:
    """The last end of a sentence before `end`, or `end` where the whole is one sentence."""
    return max((text.rfind(sign, 0, end) for sign in SENTENCE_ENDS), default=-1) + 1 or end

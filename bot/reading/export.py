"""An export of articles, one JSON object a line, to articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.assembly import assemble
from bot.reading.blocks import Block, Kind
from bot.reading.cleaning import LONGEST, clean_text
from bot.reading.markup import blocks_of
from bot.reading.metadata import read_head

TEXTS = (
    "paragraphs", "text", "content", "body", "articlebody", "正文", "内容", "content_html", "html", "markdown", "answer", "答案",
    "回答",
)  # fmt: skip
"""Names of the text, in small letters."""

_SEPARATORS = re.compile("[\u2028\u2029]")
_TAGS = re.compile(r"<(?:p|div|br|span|section)\b", re.IGNORECASE)


def read_export(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of a JSON Lines file; a bad line is a problem and the next one is read."""
    articles: list[Article] = []
    found: list[Problem] = []
    count = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        some, more = _read_line(line, file=file, number=number, first=count + 1)
        articles += some
        found += more
        count += sum(len(article.paragraphs) for article in some)
    return tuple(articles), tuple(found)


def _read_line(line: str, *, file: str, number: int, first: int) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # brackets nested by the thousand
        return (), (problems.BAD_LINE.at(file, number),)
    if not isinstance(record, dict):
        return (), (problems.BAD_LINE.at(file, number),)
    names = {key.strip().lower(): key for key in reversed(record)}
    key = next((names[name] for name in TEXTS if record.get(names.get(name, ""))), None)
    if key is None:
        return (), (problems.NO_ARTICLE_IN_LINE.at(file, number),)
    text, dirty = clean_text("\n".join(_paragraphs(record.pop(key))), file=file, line=number)
    blocks = tuple(Block(Kind.PARAGRAPH, part.strip(), number) for part in text.split("\n") if part.strip())
    head, bad = read_head(_cleaned(record), file=file, line_of=lambda _: number)
    articles, lost = assemble(blocks, file=file, head=head, first=first)
    placed = [Problem(file, number, problem.problem, problem.mend, problem.fatal) for problem in (*dirty, *lost)]
    return articles, (*bad, *placed)


def _paragraphs(value: object) -> Iterator[str]:
    """A text, or a list of texts, or a list of objects that each have one; of a piece of a web page its blocks."""
    if isinstance(value, str):
        yield from (block.text for block in blocks_of(value)) if _TAGS.search(value) else _SEPARATORS.split(value)
    elif isinstance(value, list):
        for item in value:
            yield from _paragraphs(next(filter(None, map(item.get, TEXTS)), None) if isinstance(item, dict) else item)


def _cleaned(record: Mapping[str, object]) -> dict[str, object]:
    """The fields without what no reader could see or trust."""
    return {_clean(key): _clean_value(value) for key, value in record.items()}


def _clean_value(value: object) -> object:
    if isinstance(value, list):
        return [_clean(part) for part in value if isinstance(part, str)]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return clean_text(text[:LONGEST], file="")[0]

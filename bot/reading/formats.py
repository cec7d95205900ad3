"""One file's bytes to its articles: which reader a file goes to, and its limits."""

from __future__ import annotations

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.cleaning import clean_text
from bot.reading.encodings import EncodingError, decode
from bot.reading.files import FileError, Found, read_bytes
from bot.reading.markdown import read_markdown
from bot.reading.page import is_page, read_page
from bot.reading.plain import read_plain

MARKDOWN = frozenset({".md", ".markdown"})
PLAIN = frozenset({".txt", ".text"})
SUFFIXES = MARKDOWN | PLAIN
TEXT_LIMIT = 16 << 20  # bytes: some 5 million characters, more than a year of one newspaper page

Read = tuple[tuple[Article, ...], tuple[Problem, ...]]


def read_file(found: Found) -> Read:
    """The articles of one file; whatever is wrong with it comes back as problems, never as an exception."""
    try:
        return _read(found)
    except FileError as error:
        return (), (error.at(found.name),)


def _read(found: Found) -> Read:
    data = read_bytes(found.path, limit=TEXT_LIMIT)
    if not data.strip():
        return (), (problems.EMPTY.at(found.name),)
    text, found_first = clean_text(_decode(data), file=found.name)
    articles, found_later = _read_text(text, found)
    return articles, (*found_first, *found_later)


def _read_text(text: str, found: Found) -> Read:
    if found.suffix in MARKDOWN:
        return read_markdown(text, file=found.name)
    if is_page(text):
        return read_page(text, file=found.name)
    return read_plain(text, file=found.name)


def _decode(data: bytes) -> str:
    try:
        return decode(data).text
    except EncodingError as error:
        if str(error).startswith("utf"):
            raise FileError(problems.BROKEN_ENCODING, line=error.line, encoding=str(error).upper()) from None
        raise FileError(problems.UNKNOWN_ENCODING, line=error.line) from None

"""One file to its articles: which reader it goes to, what that reader needs, and how large it may be."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from bot.model import Problem
from bot.reading import problems
from bot.reading.archive import Read
from bot.reading.cleaning import clean_text
from bot.reading.encodings import EncodingError, decode
from bot.reading.export import read_export
from bot.reading.files import FileError, Found, read_bytes
from bot.reading.mail import is_letter
from bot.reading.markdown import read_markdown
from bot.reading.page import is_page, read_page
from bot.reading.pasted import without_surroundings
from bot.reading.plain import read_plain

MARKDOWN = frozenset({".md", ".markdown"})
PLAIN = frozenset({".txt", ".text"})
EXPORT = frozenset({".jsonl", ".ndjson"})
WEB = frozenset({".html", ".htm", ".xhtml"})
# suffix -> the extra that reads it, and the package by which we know that it is installed
EXTRAS = {**dict.fromkeys(WEB, ("html", "trafilatura")), ".docx": ("docx", "mammoth"), ".pdf": ("pdf", "pypdfium2")}
HEAVY = frozenset(EXTRAS)
SUFFIXES = MARKDOWN | PLAIN | EXPORT | HEAVY
LIMITS = {".docx": 64 << 20, ".pdf": 128 << 20, **dict.fromkeys(EXPORT, 64 << 20)}
LIMIT = 16 << 20  # bytes of any other file: some 5 million characters, more than a year of one newspaper page


def limit_of(suffix: str) -> int:
    """The most bytes that a file of this format may have."""
    return LIMITS.get(suffix, LIMIT)


def missing_extra(found: Found) -> Problem | None:
    """The problem that this format's reader is not installed, with the command that installs it."""
    extra, package = EXTRAS.get(found.suffix, (None, None))
    if package is None or find_spec(package):
        return None
    return problems.MISSING_EXTRA.at(found.name, suffix=found.suffix, extra=extra)


def read_file(found: Found) -> Read:
    """The articles of one file; whatever is wrong with it comes back as problems."""
    try:
        data = read_bytes(found.path, limit=limit_of(found.suffix))
        if not data.strip():
            return (), (problems.EMPTY.at(found.name),)
        articles, told = _read(data, found)
        return articles, problems.without_echo(told)
    except FileError as error:
        return (), (error.at(found.name),)


def read_list(path: Path, *, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file that serves the program, in any encoding that an article may have, and what is wrong with it.

    Empty where there is no such file, or where it cannot be read.
    """
    if not os.path.isfile(path):  # noqa: PTH113 (a Path's own raises where a folder above is closed to us)
        return "", ()
    target = path.resolve()
    if not target.is_relative_to(path.parent.resolve()):  # what it says would stand in an admin's report
        return "", (problems.LINK_OUTSIDE.at(file),)
    try:
        return _decode(read_bytes(target, limit=LIMIT), declares=False), ()
    except FileError as error:
        return "", (error.at(file),)


def _read(data: bytes, found: Found) -> Read:
    # the readers of the heavy formats are extras: each is imported when its first file comes
    if found.suffix == ".docx":
        from bot.reading.word import read_word

        return read_word(data, file=found.name)
    if found.suffix == ".pdf":
        from bot.reading.pdf import read_pdf

        return read_pdf(data, file=found.name)
    text = _decode(data, declares=found.suffix in WEB)
    if not text.strip():  # a byte order mark and nothing behind it
        return (), (problems.EMPTY.at(found.name),)
    if found.suffix in WEB:
        from bot.reading.web import read_web

        return read_web(text, file=found.name)
    if found.suffix in EXPORT:
        return read_export(text, file=found.name)
    text, dirty = clean_text(text, file=found.name)
    articles, found_later = _read_text(text, found)
    return articles, (*dirty, *found_later)


def _read_text(text: str, found: Found) -> Read:
    if found.suffix in MARKDOWN:
        return read_markdown(text, file=found.name)
    text, is_pasted = without_surroundings(text)
    if not is_pasted and not is_letter(text) and is_page(text):
        return read_page(text, file=found.name)
    return read_plain(text, file=found.name)


def _decode(data: bytes, *, declares: bool) -> str:
    try:
        return decode(data, declares=declares).text
    except EncodingError as error:
        if str(error).startswith("utf"):
            raise FileError(problems.BROKEN_ENCODING, line=error.line, encoding=str(error).upper()) from None
        raise FileError(problems.UNKNOWN_ENCODING, line=error.line) from None

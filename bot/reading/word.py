"""A Word file to its article: the words that stand, without those that are hidden or were deleted."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import mammoth

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.assembly import assemble
from bot.reading.cleaning import clean_blocks
from bot.reading.files import FileError
from bot.reading.formulas import written_out
from bot.reading.hidden import marked
from bot.reading.markup import blocks_of
from bot.reading.metadata import Head
from bot.reading.numbering import numbered
from bot.reading.ooxml import packed, unpacked

LIMIT = 32 << 20  # bytes of all XML parts together; the longest regulation has some three million
PARTS = 10_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOTE_MARK = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^>]*>[^<]*</a></sup>|\s*<a href="#(?:foot|end)note-ref-[^>]*>[^<]*</a>'
)
"""What leads to a note and back: no words of the sentence."""

_WRAPPER = re.compile(rb"</?w:(?:fldSimple|dir|bdo|ruby|rubyBase)(?:\s[^<>]*)?>")
_CHOICE = re.compile(rb"<mc:AlternateContent[\s>](?:(?!<mc:AlternateContent[\s>]).)*?</mc:AlternateContent>", re.DOTALL)
_DRAWING = re.compile(rb"<w:drawing>(?:(?!<w:drawing>).)*?</w:drawing>", re.DOTALL)
_BOX = re.compile(rb"<w:txbxContent[\s>](?:(?!<w:txbxContent[\s>]).)*?</w:txbxContent>", re.DOTALL)
_READING = re.compile(rb"<w:rt>(?:(?!<w:rt>).)*?</w:rt>", re.DOTALL)
"""How a word is read, in small letters above it."""

STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='标题'] => h1:fresh\nstrike => s"


def read_word(data: bytes, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a Word file; the line of a paragraph is its place among the paragraphs of the file."""
    _look_inside(data)
    data, rules = marked(numbered(_unwrapped(data)))
    html = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map="\n".join((*rules, STYLES)),
        convert_image=mammoth.images.img_element(_no_image),
    )
    text = _NOTE_MARK.sub("", html.value)
    placed = (replace(block, line=place) for place, block in enumerate(blocks_of(text), start=1))
    blocks, found = clean_blocks(placed, file=file)
    articles, more = assemble(blocks, file=file, head=Head())
    return articles, (*found, *more)


def _look_inside(data: bytes) -> None:
    """Raises `FileError` for what would unpack to more than any real file holds, before anything is unpacked."""
    if data.startswith(OLD_OFFICE):
        raise FileError(problems.LOCKED if ENCRYPTED in data else problems.BROKEN_FILE, suffix=".docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise FileError(problems.BROKEN_FILE, suffix=".docx") from None
    size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if size > LIMIT or len(parts) > PARTS:
        raise FileError(problems.TOO_MUCH_INSIDE, limit=LIMIT >> 20)


def _unwrapped(data: bytes) -> bytes:
    """The file without what mammoth leaves out together with the words in it: fields, directions, readings, formulas."""
    parts = unpacked(data)
    plain = {
        name: written_out(_WRAPPER.sub(b"", _READING.sub(b"", _DRAWING.sub(_boxed, _CHOICE.sub(_boxed, part)))))
        for name, part in parts.items()
    }
    return data if plain == parts else packed(plain)


def _boxed(found: re.Match[bytes]) -> bytes:
    """A text box as older programs have it, too, where it stands only as newer ones do; mammoth reads the older."""
    newer, _, older = found[0].partition(b"<mc:Fallback")
    boxes = _BOX.findall(newer)
    if b"<w:txbxContent" in older or not boxes:
        return found[0]
    return b"<w:pict>" + b"".join(boxes) + b"</w:pict>"


def _no_image(_: object) -> dict[str, str]:
    return {}

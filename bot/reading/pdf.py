"""A PDF with a text layer to its article; a scan is told apart and refused with its mend."""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.assembly import assemble
from bot.reading.blocks import SENTENCE_END
from bot.reading.cleaning import TOLD, clean_blocks
from bot.reading.columns import Line, in_reading_order, paragraphs_of
from bot.reading.encodings import plausibility
from bot.reading.files import FileError
from bot.reading.metadata import Head

MOST_PAGES = 2000
TILT = 0.001  # of a radian: less than a point from one end of a page to the other
FIGURE = re.compile(r"\s*([0-9]{1,4})(?:\s+|$)")
LEAST_NUMBERED = 10  # lines of a document whose lines are numbered
MARGIN = 0.1  # of the page's height: where running heads and page numbers stand
FOLIO = re.compile(r"^[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–·\s]*$")
SILENT = frozenset("\0\r\n\x02\ufffe")  # pdfium's own marks: line ends, hyphens at line ends, no character
GARBLED = 0.0  # fonts without a table of their characters give noise; real text scores 0.3 and more
SHORTEST = 12  # characters that can be judged
_ROW = 3
"""Line heights from one row of a table to the next, at most."""
Box = tuple[float, float, float, float]
FEW_WORDS, MOST_OF_IT = 60, 0.5
PASSWORD = 4  # pdfium's number for a file that asks for one


def read_pdf(data: bytes, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a PDF; the line of a paragraph is its page."""
    pdf = _open(data)
    pages = list(_pages(pdf))
    bare = [number for number, page in enumerate(pages, start=1) if not page.lines]
    torn = [number for number, page in enumerate(pages, start=1) if page.loses_words]
    if len(bare) == len(pages):
        raise FileError(problems.NO_FONT if torn else problems.SCANNED)
    columns = [
        column for lines in _without_line_numbers(list(_without_running(pages))) for column in in_reading_order(lines)
    ]
    blocks, found = clean_blocks(paragraphs_of(columns), file=file)
    is_readable = [len(block.text) < SHORTEST or plausibility(block.text) > GARBLED for block in blocks]
    readable = list(itertools.compress(blocks, is_readable))
    garbled = [
        problems.GARBLED.at(file, block.line) for block, plain in zip(blocks, is_readable, strict=True) if not plain
    ]
    articles, more = assemble(readable, file=file, head=Head())
    scanned = [problems.SCANNED_PAGES.at(file, bare[0], pages=_named(bare))] if bare else []
    lost = [problems.LOST_WORDS.at(file, torn[0], pages=_named(torn))] if torn else []
    unread = (
        [problems.MORE_PAGES.at(file, MOST_PAGES + 1, count=len(pdf), limit=MOST_PAGES)]
        if len(pdf) > MOST_PAGES
        else []
    )
    return articles, (*unread, *scanned, *lost, *found, *garbled[:TOLD], *more)


def _named(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:10]))


def _loses_words(page: pypdfium2.PdfPage) -> bool:
    """Whether pdfium leaves words out: what is set as a single character in a font that the file does not bring has no width."""
    texts = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))
    return any(_has_no_size(text) and not _is_embedded(text) for text in texts)


def _has_no_size(text: pypdfium2.PdfObject) -> bool:
    left, bottom, right, top = text.get_bounds()
    return bool(left == right and bottom == top)


def _is_embedded(text: pypdfium2.PdfObject) -> bool:
    font = pypdfium2.raw.FPDFTextObj_GetFont(text.raw)
    return not font or bool(pypdfium2.raw.FPDFFont_GetIsEmbedded(font))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        raise FileError(problems.LOCKED if is_locked else problems.BROKEN_FILE, suffix=".pdf") from None


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, none where it holds pictures only; its height in points; whether words of it are lost."""

    lines: list[Line]
    height: float
    loses_words: bool


def _pages(pdf: pypdfium2.PdfDocument) -> Iterator[_Page]:
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        loses_words = _loses_words(page)
        text = page.get_textpage()
        turns = _turns(text)
        if turns % 2 or not text.count_chars():
            text.close()
            page = _tilted(pdf, page, number)
            text = page.get_textpage()
            turns = _turns(text)
        turned = page.get_rotation() in (90, 270)
        size = page.get_size()[::-1] if turned else page.get_size()
        lines = list(_lines(text, turns, size, page=number + 1))
        yield _Page([] if _is_scan(page, lines) else lines, size[turns % 2 == 0], loses_words)
        text.close()
        page.close()


def _is_scan(page: pypdfium2.PdfPage, lines: Sequence[Line]) -> bool:
    """True for a picture of a page on which a scanner's program, or a stamp of pages, has written a few words."""
    if sum(len(line.text) for line in lines) > FEW_WORDS or any(SENTENCE_END.search(line.text) for line in lines):
        return False
    width, height = page.get_size()
    pictures = (picture.get_bounds() for picture in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)))
    areas = ((right - left) * (top - bottom) for left, bottom, right, top in pictures)
    return any(area > MOST_OF_IT * width * height for area in areas)


def _tilted(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> pypdfium2.PdfPage:
    """The page turned by next to nothing: of lines that stand upright to a hair pdfium loses the short ones, or all."""
    pypdfium2.raw.FPDFPage_TransFormWithClip(page.raw, pypdfium2.raw.FS_MATRIX(1, TILT, -TILT, 1, 0, 0), None)
    page.close()
    return pdf[number]


def _without_running(pages: Sequence[_Page]) -> Iterator[list[Line]]:
    """The lines of each page without page numbers and the heads and feet that stand on most pages."""
    margins = [
        [line for line in page.lines if line.top < MARGIN * page.height or line.bottom > (1 - MARGIN) * page.height]
        for page in pages
    ]
    heads = Counter(bare for lines in margins for bare in {_bare(line) for line in lines})
    for page, margin in zip(pages, margins, strict=True):
        running = {
            line for line in margin if _is_running(line, heads, pages=len(pages)) and not _is_cell(line, page.lines)
        }
        yield [line for line in page.lines if line not in running]


def _without_line_numbers(pages: Sequence[list[Line]]) -> Sequence[list[Line]]:
    """The lines of each page without the numbers that a court or an office has set before every line."""
    down = [sorted(lines, key=lambda line: -line.top) for lines in pages]
    numbers = [(line, found) for lines in down for line in lines if (found := FIGURE.match(line.text))]
    steps = sum(int(after[1]) in (int(before[1]) + 1, 1) for (_, before), (_, after) in itertools.pairwise(numbers))
    alone = sum(found.end() == len(line.text) for line, found in numbers)
    if len(numbers) < LEAST_NUMBERED or steps < 0.9 * (len(numbers) - 1):
        return pages
    lefts = [line.left for line, _ in numbers]
    if len(numbers) < 0.8 * (sum(map(len, pages)) - alone) or max(lefts) - min(lefts) > 2 * numbers[0][0].size:
        return pages
    told = {line: line.text[found.end() :] for line, found in numbers}
    rest = ([replace(line, text=told.get(line, line.text)) for line in lines] for lines in pages)
    return [[line for line in lines if line.text] for lines in rest]


def _turns(text: pypdfium2.PdfTextPage) -> int:
    """By how many quarters of a circle most of the page's characters are turned to the left."""
    angles = Counter(_angle(text, place) for place in range(text.count_chars()))
    return -round(angles.most_common(1)[0][0]) % 4 if angles else 0


def _angle(text: pypdfium2.PdfTextPage, place: int) -> float:
    return float(round(pypdfium2.raw.FPDFText_GetCharAngle(text, place) / (math.pi / 2), 1))


def _lines(text: pypdfium2.PdfTextPage, turns: int, size: tuple[float, float], *, page: int) -> Iterator[Line]:
    """Characters gathered into lines: a line ends where the next character is not right beside the last."""
    held: list[tuple[str, Box]] = []
    for place in range(text.count_chars()):
        ch = chr(pypdfium2.raw.FPDFText_GetUnicode(text, place))
        if ch in SILENT or _angle(text, place) % 1:  # what stands aslant is a watermark
            continue
        box = _upright(text.get_charbox(place, loose=True), turns, size)
        if held and not _is_beside(held[-1][1], box):
            yield from _line(held, page=page)
            held = []
        held.append((ch, box))
    yield from _line(held, page=page)


def _upright(box: Box, turns: int, size: tuple[float, float]) -> Box:
    """Where the box stands once the page is turned so that its characters stand upright."""
    (left, bottom, right, top), (width, height) = box, size
    match turns:
        case 1:
            return bottom, width - right, top, width - left
        case 2:
            return width - right, height - top, width - left, height - bottom
        case 3:
            return height - top, left, height - bottom, right
    return box


def _is_beside(before: Box, box: Box) -> bool:
    size = max(before[3] - before[1], box[3] - box[1], 1.0)
    is_level = abs((before[1] + before[3]) - (box[1] + box[3])) < size
    return is_level and -0.6 * size < box[0] - before[2] < 1.6 * size


def _line(held: Sequence[tuple[str, Box]], *, page: int) -> Iterator[Line]:
    # pdfium gives what lies beyond the first plane as two halves
    text = "".join(ch for ch, _ in held).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    if text.strip():
        boxes = [box for _, box in held]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        size = statistics.median(box[3] - box[1] for box in boxes)
        yield Line(text.rstrip(), left, bottom, right, top, size, page)


def _is_running(line: Line, heads: Counter[str], *, pages: int) -> bool:
    """A page number, or a head or foot that stands on most pages."""
    return bool(FOLIO.match(line.text)) or (pages > 1 and heads[_bare(line)] * 2 > pages)


def _is_cell(line: Line, lines: Sequence[Line]) -> bool:
    """True for a figure with another right above or below it, and with more beside it: a table's rows are numbered."""
    is_figure = line.text.strip().isdigit()
    near = [other for other in lines if other is not line and other.left < line.right and other.right > line.left]
    beside = [other for other in lines if other is not line and other.bottom < line.top and other.top > line.bottom]
    return (
        is_figure
        and bool(beside)
        and any(other.text.strip().isdigit() and abs(other.bottom - line.bottom) < _ROW * line.size for other in near)
    )


def _bare(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip())

"""HTML to blocks, all but what no reader of a page takes for its text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from bot.reading.blocks import Block, Kind, are_rows, is_bare, join_lines, letters_in
from bot.reading.spans import Cell, Spans, sizes

BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
UNSEEN = frozenset({"aside", "button", "footer", "head", "nav", "noscript", "script", "select", "style", "template"})
STRUCK = frozenset({"del", "s", "strike"})
"""What is struck through no longer stands; within its block only, for such a tag is often left open."""
BOLD = frozenset({"b", "strong"})
BOLD_LEVEL = 6
"""Of a bare line that is bold from end to end; whether it heads anything, what stands below it tells."""
RUNNING = 100  # characters of a cell of three paragraphs and more: the table only lays out the page
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks in reading order; `line` of a block is the line of the HTML where it begins."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    """Collects text until a block begins or ends, then puts it where it belongs: paragraph, item, or cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.cells: list[list[str]] = []
        self.sizes: list[tuple[int, int]] = []
        self.spans = Spans()
        self.item: list[str] = []
        self.lists: list[int | None] = []
        self.marker, self.level, self.unseen, self.struck, self.run, self.line = "", 0, 0, 0, 0, 0
        self.bold, self.all_bold, self.is_set = 0, True, False
        self.is_link, self.linked = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.is_link = not (dict(attrs).get("href") or "#").startswith("#")
        if tag in UNSEEN:
            self.unseen += 1
        self.struck += tag in STRUCK
        self.bold += tag in BOLD
        if tag == "br":
            self.parts.append("\n")
        if tag not in BREAKS:
            return
        self.end_block()
        if tag in {"ul", "ol"}:
            self.run += not self.lists
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self.lists:
            self._start_item()
        elif tag == "table":
            self._lay_open()
            self.run += 1
            self.spans = Spans()
        elif tag in {"td", "th"}:
            self.cells.append([])
            self.sizes.append(sizes(dict(attrs)))
        self.level = HEADINGS.get(tag, 0)
        self.is_set = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.is_link = False
        if tag in UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        if tag in STRUCK:
            self.struck = max(self.struck - 1, 0)
        if tag in BOLD:
            self.bold = max(self.bold - 1, 0)
        if tag not in BREAKS:
            return
        self.end_block()
        self.level, self.is_set = 0, False
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag in {"li", "ul", "ol"} and len(self.lists) <= (tag == "li"):
            self._end_item()
        if tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if not self.unseen and not self.struck:
            self.all_bold = self.all_bold and (self.bold > 0 or not data.strip())
            if not (self.line and (self.item or any(self.cells))) and data.strip() and not "".join(self.parts).strip():
                self.line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            self.parts.append(data if self.is_set else _joined(data))
            self.linked += letters_in(data) if self.is_link else 0

    def end_block(self) -> None:
        """The text collected so far is a block of its own."""
        lines = [_tight(line) for line in "".join(self.parts).split("\n")]
        bold_level = BOLD_LEVEL if self.all_bold and len(lines) == 1 and is_bare(lines[0]) else 0
        self.parts, self.struck, self.bold, self.all_bold = [], 0, 0, True
        self.is_link = False  # the tag may be left open
        if self.is_set and not (self.cells or self.lists) and are_rows(rows := [line for line in lines if line]):
            self.run += 1
            self.blocks += (Block(Kind.ROW, row, self.line, run=self.run) for row in rows)
            return
        if self.is_set:
            lines = [_tight(_joined("\n".join(lines)))]
        for line in filter(None, lines):
            if self.cells:
                self.cells[-1].append(line)
            elif self.lists:
                self.item.append(f"{self.marker}{line}")
                self.marker = ""
            else:
                kind = Kind.HEADING if self.level else Kind.PARAGRAPH
                self._add(Block(kind, line, self.line, level=self.level or bold_level))

    def _start_item(self) -> None:
        if len(self.lists) == 1:
            self._end_item()
        count = self.lists[-1]
        if count is not None:
            self.lists[-1] = count + 1
        self.marker = "  " * (len(self.lists) - 1) + ("- " if count is None else f"{count + 1}. ")

    def _end_item(self) -> None:
        if self.item:
            self._add(Block(Kind.ITEM, "\n".join(self.item), self.line, run=self.run))
        self.item = []

    def _end_row(self) -> None:
        cells = [Cell(" ".join(cell), *size) for cell, size in zip(self.cells, self.sizes, strict=True)]
        row = self.spans.row(cells) if cells else []
        if len(row) == 1 or any(len(cell) > 2 and sum(map(len, cell)) > RUNNING for cell in self.cells):
            self._lay_open()
        elif any(self.cells):
            self._add(Block(Kind.ROW, " | ".join(row), self.line, run=self.run))
        self.cells, self.sizes = [], []

    def _lay_open(self) -> None:
        """The cells so far as paragraphs: a table that holds another, or running text, only lays out the page."""
        for line in (line for cell in self.cells for line in cell):
            self._add(Block(Kind.PARAGRAPH, line, self.line))
        self.cells, self.sizes = [], []

    def _add(self, block: Block) -> None:
        """A block, with what was linked since the last: of lines or cells that come together the first takes it."""
        linked = min(self.linked, letters_in(block.text))
        self.blocks.append(replace(block, linked=linked))
        self.linked -= linked


def _joined(data: str) -> str:
    return join_lines([line.strip() for line in data.split("\n")])[0] if "\n" in data else data


def _tight(line: str) -> str:
    """White space as a browser shows it; a line end between Chinese characters shows nothing."""
    words = line.split()
    return words[0] + "".join(f" {word}" for word in words[1:]) if words else ""

"""Markdown to an article: the words as a reader sees them, each paragraph with its line in the file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.assembly import LABELLED, PROPERTY, assemble
from bot.reading.blocks import SENTENCE_END, Block, Kind, are_paragraphs, are_rows, join_lines
from bot.reading.cleaning import LONGEST, tell
from bot.reading.headings import numbered_level
from bot.reading.markup import blocks_of
from bot.reading.metadata import split_front_matter
from bot.reading.problems import Trouble

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TABLE_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)
CONVERTED = re.compile(
    r"(?:\[\])?\{(?:[#.][\w.:-]+|[\w-]+=\"[^\"{}]*\")(?:\s+(?:[#.][\w.:-]+|[\w-]+=\"[^\"{}]*\"))*\}|\[\^[\w-]{1,20}\]:?|^\[TOC\]$"
    r"|^\[![a-z]{1,20}\][+-]?\s*|^:{3,}\s*[a-z]*(?:\s+\S{1,4})?$|^:{3,}\s*[a-z]*\s+|\{\{[<%][^{}]{0,200}[%>]\}\}|\{%[^{}%]{0,200}%\}"
    r"|^:[ \t]{1,4}(?=\S)|^\[[ xX]\]\s+",
    re.IGNORECASE,
)
"""What converters and other programs' dialects leave: {#id .class width="3in"}, marks of notes, the place of the contents,
> [!NOTE], ::: tip, {{< button >}}, {% note %}, the mark of a definition, a box to tick.
"""
WRAPPED = re.compile(r"\[\[(?:[^\[\]|\n]{1,80}\|)?([^\[\]|\n]{1,80})\]\]|==([^=\n]{1,200})==")
"""Of their links and highlights what is seen: [[办法|详见办法]], ==重点==."""

STRUCK = re.compile(r"<(?:del|s|strike)[\s>]", re.IGNORECASE)
STRUCK_END = re.compile(r"</(?:del|s|strike)\s*>", re.IGNORECASE)
BOLD = ("strong_open", "text", "strong_close")
MARKED = re.compile(r"[\\`*_\[\]<>&!~]| $", re.MULTILINE)
MOST_BRACKETS = 500
LONGEST_HEADING = 60  # a paragraph with a ruler right below it parses as a heading; headings are short


def read_markdown(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a Markdown file; raises `FileError` where its front matter cannot be read."""
    split = split_front_matter(text, file=file)
    body, open_line = _drop_comments(split.body)
    found = () if open_line is None else (problems.OPEN_COMMENT.at(file, split.above + open_line),)
    refused: dict[str, list[tuple[Trouble, int, int]]] = {}
    blocks = _Walk(_parser().parse(body, refused), above=split.above).blocks()
    articles, more = assemble(blocks, file=file, head=split.head)
    lost = [(trouble, line + split.above, length) for trouble, line, length in refused.get("refused", [])]
    return articles, (*split.problems, *found, *tell(lost, file=file), *more)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # indented text in an admin's file is an indented paragraph, not program code
    parser = (
        MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).disable(["code", "reference"])
    )
    parser.core.ruler.before("inline", "refuse", _refuse)
    parser.core.ruler.at("inline", _parse_marked)
    return parser


def _parse_marked(state: StateCore) -> None:
    """Looks for markup only where a character of markup stands; most paragraphs of Chinese have none."""
    for token in state.tokens:
        if token.type == "inline" and MARKED.search(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _refuse(state: StateCore) -> None:
    """Paragraphs that would take the parser long are emptied; it looks for the end of every opening bracket."""
    for token in state.tokens:
        trouble = problems.TOO_LONG if len(token.content) > LONGEST else problems.TOO_MUCH_MARKUP
        if token.type == "inline" and (trouble is problems.TOO_LONG or token.content.count("[") > MOST_BRACKETS):
            state.env.setdefault("refused", []).append((trouble, (token.map or [0])[0] + 1, len(token.content)))
            token.content = ""


def _drop_comments(body: str) -> tuple[str, int | None]:
    """The body without HTML comments, every line in its place; the line of a comment that is never closed."""
    kept, start = [], 0
    while (opening := body.find("<!--", start)) >= 0:
        kept.append(body[start:opening])
        closing = body.find("-->", opening + 4)
        if closing < 0:
            return "".join(kept), body.count("\n", 0, opening) + 1
        kept.append("\n" * body.count("\n", opening, closing))
        start = closing + 3
    return "".join([*kept, body[start:]]), None


class _Walk:
    """The tokens of one file, taken from first to last."""

    def __init__(self, tokens: Sequence[Token], *, above: int) -> None:
        self.tokens, self.above, self.place, self.run = tokens, above, 0, 0

    def blocks(self) -> Iterator[Block]:
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            if token.type == "heading_open":
                yield from self._heading(token)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                self.run += 1
                yield from self._items(token.type.replace("_open", "_close"))
            elif token.type == "table_open":
                self.run += 1
                yield from self._rows()
            elif token.type == "inline" and _is_bold(token):
                yield Block(Kind.HEADING, _lines(token)[0], self._line(token), level=self._bold_level())
            elif token.type == "inline":
                yield from _paragraphs(_lines(token), self._line(token))
            elif token.type in {"fence", "html_block"}:
                yield from self._raw(token)

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self.above

    def _heading(self, token: Token) -> Iterator[Block]:
        inline = self.tokens[self.place]
        text = " ".join(_lines(inline)).strip()
        self.place += 2
        is_row = len(text) > LONGEST_HEADING or SENTENCE_END.search(text) or "   " in text
        if token.markup in {"-", "="} and is_row:
            yield from _paragraphs(_lines(inline), self._line(token))
        elif text:
            yield Block(Kind.HEADING, text, self._line(token), level=int(token.tag[1:]))

    def _bold_level(self) -> int:
        """A bold line at the head of a file without headings is its headline; others are the smallest headings."""
        is_first = self.place <= 2 and not any(token.type == "heading_open" for token in self.tokens)
        return 1 if is_first else 6

    def _raw(self, token: Token) -> Iterator[Block]:
        start = self._line(token) + (token.type == "fence")
        if token.type == "html_block" and TABLE_ROW.search(token.content):
            self.run += 1
            yield from (
                replace(block, line=start + block.line - 1, run=block.run and self.run)
                for block in blocks_of(token.content)
            )
            return
        content = token.content if token.type == "fence" else TAG.sub("", BREAK.sub("\n", token.content))
        lines = [line.strip() for line in content.split("\n")]
        for filled, group in itertools.groupby(enumerate(lines, start=start), key=lambda pair: bool(pair[1])):
            if filled:
                numbered = list(group)
                if token.type == "fence" and are_rows([text for _, text in numbered]):
                    self.run += 1
                    yield from (Block(Kind.ROW, text, line, run=self.run) for line, text in numbered)
                    continue
                yield from _paragraphs([line for _, line in numbered], numbered[0][0])

    def _items(self, closing: str) -> Iterator[Block]:
        """One block an item of the outermost list; what is nested in it are further lines of its text."""
        depth, lines, line, marker, leads = 0, list[str](), 0, "", True
        while (token := self.tokens[self.place]).type != closing or depth:
            self.place += 1
            depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
            if token.type == "list_item_open":
                marker = f"{'  ' * depth}{token.info}{token.markup} "
                line = line if depth else self._line(token)
            elif token.type == "list_item_close" and not depth and lines:
                if not leads:  # a list of contents says nothing that its headings do not
                    yield Block(Kind.ITEM, "\n".join(lines), line, run=self.run)
                lines, leads = [], True
            elif token.content:
                leads = leads and _leads_within(token)
                text, _ = join_lines([line for line in _lines(token) if line] or [""])
                lines.append(f"{marker}{text}")
                marker = ""
        self.place += 1

    def _rows(self) -> Iterator[Block]:
        cells, line = list[str](), 0
        while (token := self.tokens[self.place]).type != "table_close":
            self.place += 1
            if token.type == "tr_open":
                cells, line = [], self._line(token)
            elif token.type == "inline":
                cells.append(" ".join(_lines(token)))
            elif token.type == "tr_close" and any(cells):
                yield Block(Kind.ROW, " | ".join(cells), line, run=self.run)
        self.place += 1


def _paragraphs(lines: list[str], line: int) -> Iterator[Block]:
    numbered = [(number, text) for number, text in enumerate(lines, start=line) if text]
    # a heading to whoever sees the file, but for the empty line below
    if len(numbered) > 1 and numbered_level(numbered[0][1]):
        number, heading = numbered.pop(0)
        yield Block(Kind.PARAGRAPH, heading, number)
    texts = [text for _, text in numbered]
    are_labelled = len(texts) > 1 and any(all(map(label.fullmatch, texts)) for label in (LABELLED, PROPERTY))
    if are_paragraphs(texts) or are_labelled:
        yield from (Block(Kind.PARAGRAPH, text, number) for number, text in numbered)
    elif texts:
        text, seams = join_lines(texts)
        yield Block(Kind.PARAGRAPH, text, numbered[0][0], seams=seams)


def _lines(token: Token) -> list[str]:
    """The lines of an inline token as they stand: no marks of emphasis, no addresses, no tags, nothing struck through."""
    parts = [_seen(child) for child in _standing(token.children)] if token.children else [token.content]
    return [WRAPPED.sub(r"\1\2", CONVERTED.sub("", line.strip())).strip() for line in _split("".join(parts))]


def _leads_within(token: Token) -> bool:
    """True for a line that is a link to another place of the file and nothing else."""
    children = list(token.children or [])
    ends = bool(children) and (children[0].type, children[-1].type) == ("link_open", "link_close")
    return ends and all(str(c.attrs.get("href")).startswith("#") for c in children if c.type == "link_open")


def _is_bold(token: Token) -> bool:
    """True for a short line that is bold from end to end and ends no sentence."""
    kinds = tuple(child.type for child in token.children or () if child.type != "text" or child.content)
    text = token.content.strip("*_ ")
    return kinds == BOLD and len(text) <= LONGEST_HEADING and SENTENCE_END.search(text.rstrip("？?")) is None


def _standing(tokens: Sequence[Token]) -> Iterator[Token]:
    struck = 0
    for token in tokens:
        if token.type == "s_open" or (token.type == "html_inline" and STRUCK.match(token.content)):
            struck += 1
        elif token.type == "s_close" or (token.type == "html_inline" and STRUCK_END.match(token.content)):
            struck = max(struck - 1, 0)
        elif not struck:
            yield token


def _split(text: str) -> list[str]:
    return text.strip().split("\n")


def _seen(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline":
        return "\n" if BREAK.fullmatch(token.content) else ""
    return token.content if token.type in {"text", "code_inline", "text_special"} else ""

"""Text as decoded to text as it can be shown: what no reader could see or trust is taken out and told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bot.model import Problem
from bot.reading import problems
from bot.reading.blocks import Block
from bot.reading.problems import Trouble

LONGEST = 20_000  # characters of a paragraph; longer is a file without line ends, and slow in every later step
STACK = 30  # combining marks on one letter (the limit of Unicode's stream-safe text)
TOLD = 5  # lines named for one trouble of one file; the rest are counted

LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
INVISIBLE = re.compile(r"[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LOST = re.compile(r"[\ufffd\ud800-\udfff]")
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
TORN = re.compile(
    r"[\ue000-\uefff]"
)  # those that bytes of UTF-8 make in the midst of UTF-16; boxes to tick stand higher
MOST_TORN, FEWEST_TORN = 0.05, 5  # of a line's characters
SPREAD_AT_LEAST = 8  # characters with a blank behind each, in a line whose characters are set apart
UPRIGHT = str.maketrans(
    "︐︑︒︓︔︕︖︗︘︙︱︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄｡､｢｣･",
    "，、。：；！？〖〗…—（）〔〕【】《》〈〉「」『』。、「」·",
)
"""Marks as vertical text has them, and those of half a character's width: no font shows them well, they end no sentence."""
SPACED = re.compile(
    r"^(?P<mark>[^\S\n]*(?:#{1,6}[ \t]+|\*\*)?)(?P<text>[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){2,}|[\u4e00-\u9fff][ \u3000]{1,4}[\u4e00-\u9fff](?=[ \u3000]?[：:]))"
    r"(?=[ \u3000]*(?:[^\w\s]|$))",
    re.MULTILINE,
)
"""What a line begins with where its characters were set apart, 公 租 房, or a label of two, 电　话：; no row of names."""
_CJK = "\u3001-\u3017\u4e00-\u9fff\uff01-\uff5e“”‘’—…"
SPREAD = re.compile(rf"(?:[{_CJK}] ){{{SPREAD_AT_LEAST}}}")
_NEIGHBOURS, _SET_APART = re.compile(f"[{_CJK}](?=[{_CJK}])"), re.compile(f"[{_CJK}](?= [{_CJK}])")
_SINGLE = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}0-9])|(?<=[0-9]) (?=[{_CJK}])")
"""A blank between two characters, or between one and a figure."""
HIGH_MARKS = "\U00010a01-\U00010a3f\U00011000-\U00011fff\U0001d165-\U0001d244\U0001e000-\U0001e94a"
# UTF-8 read as GBK turns every comma, stop and quotation mark into one of these three characters that nobody writes;
# the others come from memory filled by debuggers, from U+FFFD read as GBK, and from UTF-8 read as Latin-1
GARBLE = ("锛", "銆", "鈥", "锟斤拷", "烫烫烫", "屯屯屯", "ï¼", "ã€")


def clean_text(text: str, *, file: str, line: int = 1) -> tuple[str, tuple[Problem, ...]]:
    """The text with every line in its place; refused lines are empty. `line` is the number of the first."""
    found: list[Problem] = []
    if _unclean().search(text):  # one look for all of them; most files have none
        text = text.translate(UPRIGHT)
        text = INVISIBLE.sub("", LINE_END.sub(lambda match: "\n" if match[0][0] == "\r" else " ", text))
        if control := CONTROL.search(text):
            at = line + text.count("\n", 0, control.start())
            text, count = CONTROL.subn("", text)
            found.append(problems.CONTROL_CHARACTERS.at(file, at, count=count))
        if private := PRIVATE.search(text):
            at = line + text.count("\n", 0, private.start())
            found.append(problems.PRIVATE_CHARACTERS.at(file, at, count=len(PRIVATE.findall(text))))
    if SPREAD.search(text):
        text = "\n".join(_SINGLE.sub("", line) if _is_spread(line) else line for line in text.split("\n"))
    text = SPACED.sub(lambda match: match["mark"] + re.sub(r"[ \u3000]", "", match["text"]), text)
    if not _is_suspect(text):
        return text, tuple(found)
    lines, refused = [], []
    for number, content in enumerate(text.split("\n"), start=line):
        trouble = _trouble_of(content)
        lines.append("" if trouble else content)
        if trouble:
            refused.append((trouble, number, len(content)))
    return "\n".join(lines), (*found, *tell(refused, file=file))


def clean_blocks(blocks: Iterable[Block], *, file: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The same for formats that have no lines of their own; what is refused is left out."""
    kept: list[Block] = []
    found: list[Problem] = []
    for block in blocks:
        text, more = clean_text(block.text, file=file, line=block.line)
        found += more
        if text.strip():
            kept.append(block if text == block.text else replace(block, text=text.strip(), seams=()))
    return tuple(kept), tuple(found)


def _is_suspect(text: str) -> bool:
    return bool(
        any(sign in text for sign in GARBLE)
        or (_unclean().search(text) and (LOST.search(text) or PRIVATE.search(text) or _stacked().search(text)))
        or (len(text) > LONGEST and max(map(len, text.split("\n"))) > LONGEST)
    )


def _is_spread(line: str) -> bool:
    """True where nearly all characters are set apart by blanks, as a scanner's programs do."""
    return SPREAD.search(line) is not None and len(_SET_APART.findall(line)) > 4 * len(_NEIGHBOURS.findall(line))


def _trouble_of(content: str) -> Trouble | None:
    if len(content) > LONGEST:
        return problems.TOO_LONG
    if LOST.search(content):
        return problems.LOST_CHARACTERS
    if any(sign in content for sign in GARBLE) or _is_of_two(content):
        return problems.GARBLED
    return problems.STACKED_MARKS if _stacked().search(content) else None


def _is_of_two(content: str) -> bool:
    """True for a line whose bytes are of two encodings."""
    return len(TORN.findall(content)) >= max(FEWEST_TORN, MOST_TORN * len(content))


def tell(refused: list[tuple[Trouble, int, int]], *, file: str) -> Iterator[Problem]:
    """Refused lines (trouble, line, length) as problems: the first few of each kind, then how many more."""
    for kind in dict.fromkeys(trouble for trouble, _, _ in refused):
        places = [(line, length) for trouble, line, length in refused if trouble is kind]
        for line, length in places[:TOLD]:
            yield kind.at(file, line, length=length, limit=LONGEST)
        if len(places) > TOLD:
            yield problems.MORE_LINES.at(file, places[TOLD][0], count=len(places) - TOLD)


@lru_cache(maxsize=1)
def _marks() -> str:
    """The combining marks of the first plane; with others in one class the search is a hundred times slower."""
    return "".join(ch for ch in map(chr, range(0x300, 0x10000)) if unicodedata.combining(ch))


@lru_cache(maxsize=1)
def _stacked() -> re.Pattern[str]:
    return re.compile(f"[{_marks()}]{{{STACK + 1}}}|[{HIGH_MARKS}]{{{STACK + 1}}}")


@lru_cache(maxsize=1)
def _unclean() -> re.Pattern[str]:
    """Any character that one of the rules above is about."""
    others = "".join(rule.pattern.strip("[]") for rule in (CONTROL, INVISIBLE, LOST, PRIVATE))
    others += "".join(map(chr, UPRIGHT))
    return re.compile(f"[\\r\\x0b\\x0c\\x85\\u2028\\u2029{others}{_marks()}{HIGH_MARKS}]")

"""Bytes to text in the encodings of Chinese files: the right text or a refusal with its reason, never a wrong guess."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.characters import COMMON

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·％￥×～℃①②③④⑤⑥⑦⑧⑨⑩")
UNPRINTED = frozenset({"Cc", "Cn", "Co", "Cs"})
UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "cp950", "big5hkscs")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
WIDE = re.compile("[\u0800-\U0010ffff]")
NARROW = re.compile("[\x80-\u02ff\u0370-\u07ff]")  # two bytes in UTF-8; combining marks say nothing
SAMPLE = 4000  # characters by which readings are compared; the best one is then judged whole
BIG5 = frozenset({"big5", "cp950", "big5hkscs"})
GB = frozenset({"gb2312", "gbk", "gb18030"})
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
HEAD = 2048  # bytes of a page in which its encoding is declared
FEW = 8
WINDOW = 400  # characters judged at a time, so that one garbled stretch is seen in a long file
PLAUSIBLE = 0.25  # real Chinese scores 0.6 to 1; text read in the wrong encoding -0.7 to 0.15
CLEAR = 0.2  # how far the best reading must stand above the next


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


class EncodingError(Exception):
    """No reading of the bytes can be trusted; `line` is where the likeliest one goes wrong, where that is known."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def decode(data: bytes, *, declares: bool = False) -> Decoded:
    """The text of a file; raises `EncodingError` rather than hand out a doubtful one.

    Where the file `declares` its encoding (a web page), that decides between readings that look alike, nothing more.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if (plain := _decode_plainly(data)) is not None:
        return plain
    ranked = sorted(_readings(data), key=lambda pair: -pair[0])
    if not ranked:
        raise EncodingError("unknown", line=_first_bad_line(data))
    score, best = ranked[0]
    rival = max((other for other, reading in ranked[1:] if reading.text != best.text), default=-1.0)
    is_said = declares and (said := DECLARED.search(data[:HEAD])) is not None and best.encoding in _family(said[1])
    if not is_said and (score - rival < CLEAR or plausibility(best.text) < PLAUSIBLE):
        raise EncodingError("doubtful", line=_first_bad_line(data))
    return best


def _family(name: bytes) -> frozenset[str]:
    """The encodings that are meant by a name in a web page."""
    plain = name.decode("ascii").lower()
    return BIG5 if plain.startswith("big5") else frozenset({"gb18030" if plain in GB else plain})


def plausibility(text: str) -> float:
    """How much a text looks like printed Chinese or English: the mean of its characters in its worst window."""
    sample = "".join(text.split())
    edges = range(0, max(len(sample) - WINDOW // 4, 1), WINDOW)  # a short rest is judged with the window before it
    windows = [sample[a : a + WINDOW if a + WINDOW + WINDOW // 4 < len(sample) else None] for a in edges]
    return min(sum(map(_weight, window)) / max(len(window), 1) for window in windows)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(encoding, line=_line_of(data, error.start)) from None


def _decode_plainly(data: bytes) -> Decoded | None:
    """UTF-8 that no other encoding could be mistaken for; the one path that a normal file takes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    wide, narrow = len(WIDE.findall(text[:SAMPLE])), len(NARROW.findall(text[:SAMPLE]))
    if wide + narrow < FEW and CONTROL.search(data):
        return None  # UTF-16 of a few words may be valid UTF-8, with a NUL after each letter
    # two-byte characters alone may as well be GBK: 联通 is the classic
    return Decoded(text, "utf-8") if wide >= narrow else None


def _readings(data: bytes) -> list[tuple[float, Decoded]]:
    readings = []
    for encoding in UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((plausibility(text[:SAMPLE]), Decoded(text, encoding)))
        if encoding in BIG5:  # the next of this family counts only where this one fails
            break
    return readings


def _first_bad_line(data: bytes) -> int | None:
    """The line where the encoding that gets farthest gives up."""
    farthest = -1
    for encoding in ("utf-8", "gb18030", "cp950"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            farthest = max(farthest, error.start)
    return _line_of(data, farthest) if farthest > 0 else None


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


@lru_cache(maxsize=1 << 17)
def _weight(ch: str) -> float:
    if ch in COMMON:
        return 1.0
    if "!" <= ch <= "~":
        return 0.6
    if ch in PUNCTUATION or "\uff10" <= ch <= "\uff5a":
        return 0.8
    if "\u4e00" <= ch <= "\u9fff":
        return 0.1 if _is_everyday(ch) else -0.7
    return -2.0 if unicodedata.category(ch) in UNPRINTED else -0.6


def _is_everyday(ch: str) -> bool:
    """In the first level of GB 2312 or of Big5, which hold the everyday characters."""
    gb, big5 = (ch.encode(encoding, "ignore") for encoding in ("gb2312", "big5"))
    return b"\xb0" <= gb[:1] <= b"\xd7" or b"\xa4" <= big5[:1] <= b"\xc6"

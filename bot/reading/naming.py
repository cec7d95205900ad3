"""A name that somebody gave a file → the name it gets in a corpus, or why it can have none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.reading import problems
from bot.reading.corpus import is_data
from bot.reading.files import OWNED, FileError
from bot.reading.formats import SUFFIXES

LONGEST = 160  # bytes of a name: file systems take 255, and a stamp or a number may come to it
FORBIDDEN = re.compile(r'[<>:"|?*]')  # not everywhere allowed in a name
ENDS = " .　-_"


@dataclass(frozen=True, slots=True)
class Name:
    stem: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.stem}{self.suffix}"

    def numbered(self, number: int) -> Name:
        """The same for another file of that name."""
        return Name(f"{self.stem}-{number}", self.suffix)


def safe_name(given: str) -> Name:
    """No path, nothing hidden, nothing unprintable, not too long; raises `FileError` where it is no article's name."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    printable = "".join(ch if ch.isprintable() else " " for ch in last)
    plain = " ".join(FORBIDDEN.sub("-", printable).split())
    suffix = PurePosixPath(plain).suffix.lower()
    if suffix not in SUFFIXES:
        raise FileError(problems.UNKNOWN_FORMAT, suffix=suffix or "没有扩展名", hint=problems.hint_for(suffix))
    stem = _cut(plain[: -len(suffix)].lstrip(ENDS + OWNED).rstrip(ENDS), LONGEST - len(suffix)).rstrip(ENDS)
    if not stem:
        raise FileError(problems.NO_NAME)
    if is_data(f"{stem}{suffix}"):
        raise FileError(problems.RESERVED_NAME)
    return Name(stem, suffix)


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore")

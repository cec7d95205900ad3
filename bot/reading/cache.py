"""What was read before, by the digest of a file's name and bytes, so that an unchanged file is not read again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bot.reading.archive import ArchiveError, Read, pack, unpack
from bot.reading.files import FileError, Found, read_bytes
from bot.reading.formats import limit_of

PROGRAM = Path(__file__).resolve().parents[1]


class Cache:
    """A file of lines: key, digest of the rest, what was read as JSON. A line that is damaged is forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lines: dict[str, tuple[str, str]] = {}
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):  # none yet, or not ours
            return
        for line in text.split("\n"):
            key, _, rest = line.partition("\t")
            check, _, packed = rest.partition("\t")
            self._lines[key] = (check, packed)

    def recall(self, key: str) -> Read | None:
        """What was kept under the key, if it is whole."""
        check, packed = self._lines.get(key, ("", ""))
        if not packed or check != _digest(packed.encode()):
            return None
        try:
            return unpack(packed)
        except ArchiveError:
            return None

    def keep(self, reads: Iterable[tuple[str, Read]]) -> None:
        """Replaces the file by these reads, in one step; those that were recalled are not packed anew.

        What the disk does not take is read again the next time: no reason to do without what was read.
        """
        lines = {}
        for key, read in reads:
            if not any(problem.fatal for problem in read[1]):  # a reader may be installed, or faster, the next time
                lines[key] = self._lines.get(key) or _line(pack(read))
        if lines == self._lines:
            return
        text = "\n".join(f"{key}\t{check}\t{packed}" for key, (check, packed) in lines.items())
        draft = self._file.with_name(f"{self._file.name}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, encoding="utf-8")
            draft.replace(self._file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return
        self._lines = lines


def key_of(found: Found) -> str | None:
    """The digest of a file's name and bytes and of this program; None for a file that cannot be read."""
    try:
        data = read_bytes(found.path, limit=limit_of(found.suffix))
    except FileError:
        return None
    return _digest(b"\0".join((program_digest().encode(), found.name.encode(), data)))


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Changes with every change of our own code and word lists: what another version read is read again."""
    files = sorted(path for path in PROGRAM.rglob("*") if path.suffix in {".py", ".txt"})
    return _digest(b"\0".join(path.read_bytes() for path in files))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]  # processors have an instruction for it


def _line(packed: str) -> tuple[str, str]:
    return _digest(packed.encode()), packed

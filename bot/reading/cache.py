"""What was read before, by the digest of a file's name and bytes, so that an unchanged file is not read again.

The paragraphs of all files are columns, and one of them is a noun when it is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from bot.known import Carried, Known
from bot.mapped import Mapped
from bot.model import Paragraph
from bot.paragraphs import PLAIN, RAGGED, Columns, Paragraphs, columns_of
from bot.pieces import Pieces, joined
from bot.reading.archive import Read, pack, unpack
from bot.reading.files import FileError, Found, read_bytes
from bot.reading.formats import limit_of

TABLE, FILES = "read", "files"
_KEY = "S32"


class Cache:
    """A row for each file: its key, what was read of it but the paragraphs, and how many of these it has."""

    def __init__(self, known: Known) -> None:
        self._known, self._table = known, known.table(TABLE)
        self._rows = {key.decode(): row for row, key in enumerate(self._table.get("keys", np.zeros(0, _KEY)).tolist())}
        if self._table:
            self._files, self._paragraphs = Pieces(FILES, self._table), Paragraphs(self._table)
            self._begins = np.append(0, np.cumsum(self._table["sizes"])).tolist()

    def recall(self, key: str) -> Read | None:
        """What was kept under the key."""
        if (row := self._rows.get(key)) is None:
            return None
        begin = self._begins[row]

        def held(size: int) -> Sequence[Paragraph]:
            nonlocal begin
            begin += size
            return Mapped(range(begin - size, begin), self._paragraphs.__getitem__)

        return unpack(self._files[row].decode(errors="surrogatepass"), held=held)

    def keep(self, keys: Sequence[str | None], reads: Sequence[Read]) -> Columns | None:
        """Leaves these reads for the next time; those that were recalled are not packed anew.

        The columns of all paragraphs, where none stands in what is not kept.
        """
        # a reader may be installed, or faster, the next time
        kept = [(key, read) for key, read in zip(keys, reads, strict=True) if key and not any(p.fatal for p in read[1])]
        carried = Carried(np.asarray([self._rows.get(key, -1) for key, _ in kept], np.int64), self._known)
        files = joined(
            FILES, (pack(kept[row][1], apart=True).encode(errors="surrogatepass") for row in carried.new.tolist())
        )
        sizes = np.asarray([sum(len(article.paragraphs) for article in read[0]) for _, read in kept], np.int64)
        rows = carried.each(self._table.get("sizes", sizes[:0]), sizes)
        new = columns_of(p for row in carried.new.tolist() for article in kept[row][1][0] for p in article.paragraphs)
        columns = rows.columns(self._table, new, ragged=RAGGED, plain=PLAIN)
        table = {"sizes": sizes, **carried.columns(self._table, files, ragged=(FILES,)), **columns}
        self._known.leave(TABLE, table, keys=np.asarray([key for key, _ in kept], _KEY))
        self._known.done()
        return columns if int(sizes.sum()) == sum(len(a.paragraphs) for read in reads for a in read[0]) else None


def key_of(found: Found) -> str | None:
    """The digest of a file's name and bytes; None for a file that cannot be read."""
    try:
        data = read_bytes(found.path, limit=limit_of(found.suffix))
    except FileError:
        return None
    return sha256(found.name.encode() + b"\0" + data).hexdigest()[:32]  # processors have an instruction for it

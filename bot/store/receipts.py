"""How each answer came about, for /why and for buttons that outlive a restart."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Row, select

from .database import Database
from .records import Cited, Receipt
from .schema import RECEIPTS
from .statements import put


class Receipts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, receipt: Receipt, *, worker: int, question: str, now: dt.datetime) -> None:
        """Keeps a receipt; a later one for the same answer (an edited question) takes its place.

        Of the worker and the question only digests are kept.
        """
        row = {
            "id": receipt.id,
            "owner": self._database.digest(str(worker)),
            "question": self._database.digest(question).hex(),
            "kind": receipt.kind,
            "library": receipt.library,
            "terms": receipt.terms,
            "cited": tuple((one.passage, one.score, one.shown, one.also_in) for one in receipt.cited),
            "floor": receipt.floor,
            "measure": receipt.measure,
            "gap": receipt.gap,
            "at": now,
        }
        with self._database.write() as connection:
            put(connection, RECEIPTS, row)

    def find(self, answer: str) -> Receipt:
        """The receipt of an answer; one with an empty id where none is kept."""
        with self._database.read() as connection:
            row = connection.execute(select(RECEIPTS).where(RECEIPTS.c.id == answer)).one_or_none()
        return _receipt(row) if row else Receipt("")


def _receipt(row: Row[tuple[object, ...]]) -> Receipt:
    return Receipt(
        row.id,
        row.kind,
        row.library,
        row.terms,
        tuple(Cited(*cited) for cited in row.cited),
        row.floor,
        row.measure,
        row.gap,
        row.question,
    )

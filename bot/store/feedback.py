"""What workers said of answers, one word an answer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from .database import Database
from .records import Feedback, FeedbackKind
from .schema import FEEDBACK
from .statements import insert_new, upsert


class Feedbacks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, feedback: Feedback, *, now: dt.datetime) -> bool:
        """Keeps what was said of an answer, in place of what was said before; True where it is the first word."""
        change = {"kind": str(feedback.kind), "passage": feedback.passage, "at": now}
        with self._database.write() as connection:
            first = insert_new(connection, FEEDBACK, {"answer": feedback.answer, **change})
            if not first:
                upsert(connection, FEEDBACK, {"answer": feedback.answer, **change}, change)
            return first

    def count(self) -> tuple[tuple[FeedbackKind, int], ...]:
        """How often each kind was given, in the order of the kinds."""
        with self._database.read() as connection:
            rows = connection.execute(select(FEEDBACK.c.kind, func.count().label("n")).group_by(FEEDBACK.c.kind)).all()
        counts = {row.kind: row.n for row in rows}
        return tuple((kind, counts[kind]) for kind in FeedbackKind if kind in counts)

"""Passages in, clauses of theirs out that stand for questions, so that a corpus can be asked about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Passage

SHORT, LONG = 6, 16
_CLAUSE = re.compile(r"[^\w%.]+")


def spread_clauses(passages: Sequence[Passage], *, most: int) -> dict[int, str]:
    """About so many clauses, by the numbers of passages that lie evenly over the corpus."""
    step = max(1, len(passages) // most)
    clauses = {number: telling_clause(passages[number].text) for number in range(0, len(passages), step)}
    return {number: clause for number, clause in clauses.items() if clause}


def telling_clause(text: str) -> str:
    """A clause as long as a question; the longest that is no longer than `LONG`."""
    clauses = [clause for clause in _CLAUSE.split(text) if SHORT <= len(clause) <= LONG]
    return max(clauses, key=len, default="")

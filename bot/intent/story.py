"""A long message → the stretch of it that asks; the rest is told and would be searched for in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .kinds import intent_of
from .several import is_asking, matter_of

STORY = 120
"""Characters of a message that is looked for as it stands."""
ROOM = 150
"""Characters of the stretch that asks, at most; more words than that drown those that matter."""
WHOLE = 1200
"""Characters that are read where nothing asks: a story says its matter at its beginning and its end, and 4,096 names of
places took 400 ms."""
RETOLD = 16
"""Clauses of a story that are tried."""
FEWEST = 3
"""Clauses of a message that tells a story."""
_CONTEXT = 60
"""Characters before a question that names no matter itself (请问怎么办)."""
_LEAST = 2

_SENTENCE = re.compile(r"[^。？?！!；;\n]*[。？?！!；;\n]+|[^。？?！!；;\n]+")
_CLAUSE = re.compile(r"[^，,\s]*[，,\s]+|[^，,\s]+")


def asking_part(message: str) -> str:
    """The sentences that ask, verbatim and in order; the whole message where it is short or none asks."""
    if len(message) <= STORY:
        return message
    sentences = _short_ones(message)
    asking, telling = _asking(sentences)
    if telling:
        return _joined(sentences, telling, room=ROOM)
    if asking:
        return _joined(sentences, range(asking[-1] + 1), room=_CONTEXT + len(sentences[asking[-1]]))
    return message


def retold(message: str) -> Iterator[str]:
    """The part that asks, behind one clause of the story at a time: which of them tells the matter (怎么把钱要回来)?

    Nothing where the message is a clause or two, or none of it asks. What stands nearest to the question comes first; of
    many clauses a quarter are those that it begins with.
    """
    is_long = len(message) > STORY
    sentences = _short_ones(message) if is_long else _clauses(message)
    asking, telling = _asking(sentences)
    if not asking or len(sentences) < FEWEST:
        return
    asked = _joined(sentences, telling, room=ROOM) if telling and is_long else sentences[asking[-1]].strip()
    clauses = (part.strip(" ，,。；;\n") for sentence in sentences for part in _clauses(sentence))
    told = [clause for clause in dict.fromkeys(clauses) if clause not in asked and _tells(clause)]
    told = told if len(told) <= RETOLD else told[: RETOLD // 4] + told[-RETOLD * 3 // 4 :]
    for clause in reversed(told):
        yield f"{clause}，{asked}"


def beginning_and_end(message: str) -> str:
    """The message, where it is long only its beginning and its end."""
    return message if len(message) <= WHOLE else f"{message[: WHOLE // 2]}\n{message[-WHOLE // 2 :]}"


def _asking(sentences: Sequence[str]) -> tuple[list[int], list[int]]:
    """Which of the sentences ask, and which of those name a matter."""
    asking = [number for number, sentence in enumerate(sentences) if is_asking(sentence)]
    return asking, [number for number in asking if _tells(sentences[number])]


def _short_ones(message: str) -> list[str]:
    """The sentences; one that is longer than there is room, in its clauses."""
    found = _SENTENCE.findall(message)
    return [part for one in found for part in ([one] if len(one) <= ROOM // 2 else _CLAUSE.findall(one))]


def _clauses(message: str) -> list[str]:
    return [part for sentence in _SENTENCE.findall(message) for part in _CLAUSE.findall(sentence)]


def _tells(sentence: str) -> bool:
    return intent_of(sentence.strip()) is None and len(matter_of(sentence)) >= _LEAST


def _joined(sentences: Sequence[str], numbers: Sequence[int], *, room: int) -> str:
    """These sentences from the last one back, as far as there is room."""
    chosen: list[str] = []
    for number in reversed(numbers):
        room -= len(sentences[number])
        if room < 0 and chosen:
            break
        chosen.append(sentences[number])
    return "".join(reversed(chosen)).strip()[-ROOM:]

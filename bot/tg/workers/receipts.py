"""An answer that was given, or a word on it → what the store keeps: a receipt, the day's counts, a gap; no person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.contents import topic_of
from bot.gaps import VAIN, content_words, example_of
from bot.library import Library
from bot.model import AnswerKind
from bot.regions import spoken
from bot.store import Store
from bot.store.records import Cited, Feedback, FeedbackKind, Receipt, answer_id
from bot.tg.desk import Asked

RECEIPTED = VAIN | {AnswerKind.ANSWER}


def keep_answer(store: Store, asked: Asked, *, shown: slice, version: str, now: dt.datetime) -> Receipt:
    """Keeps it and gives its receipt; an empty one where there is none, as for a greeting.

    `shown` are the citations that the worker sees. Only the first view of an answer is counted.
    """
    kind = asked.answer.kind
    receipt = _receipt(asked, shown, version) if kind in RECEIPTED else Receipt("")
    with store.together():
        if not shown.start:
            if kind in VAIN:
                gap = _gap(store, asked.question, asked.library, asked.region, reason=kind, now=now)
                receipt = replace(receipt, gap=gap)
            topics = {topic_of(citation.passage.article) for citation in asked.answer.citations[:1]}
            store.statistics.asked(kind, seconds=asked.seconds, topics=topics, now=now)
        if receipt.id:
            store.receipts.keep(receipt, worker=asked.worker, question=asked.question, now=now)
    return receipt


def keep_rating(
    store: Store, number: str, kind: FeedbackKind, *, question: str, region: str, library: Library, now: dt.datetime
) -> None:
    """Keeps a word on the answer of this number, or, of one without a receipt, on the passage of this id.

    An ill word opens a gap for the question, where that is still known.
    """
    receipt = store.receipts.find(number)
    passage = receipt.cited[0].passage if receipt.cited else "" if receipt.id else number
    if not store.feedback.give(Feedback(receipt.id or answer_id(), kind, passage), now=now):
        return
    store.statistics.rated(kind, now=now)
    if kind is not FeedbackKind.USEFUL and question:
        _gap(store, question, library, region, reason=kind, now=now)


def _gap(store: Store, question: str, library: Library, region: str, *, reason: str, now: dt.datetime) -> int:
    words, place = content_words(question, library), spoken(region)
    return store.gaps.note(words, example_of(question), reason=reason, place=place, now=now) if words else 0


def _receipt(asked: Asked, shown: slice, version: str) -> Receipt:
    citations = asked.answer.citations
    seen = range(len(citations))[shown]
    index = asked.library.index
    return Receipt(
        answer_id(),
        asked.answer.kind,
        version,
        content_words(asked.question, asked.library),
        tuple(
            Cited(citation.passage.id, citation.score, number in seen, len(citation.passage.also_in))
            for number, citation in enumerate(citations)
        ),
        index.floor.least,
        asked.answer.strength,
    )

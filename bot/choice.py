"""Ranked hits → which of them are cited, which articles are offered instead, and of what kind the answer is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.fitness import Circumstances, is_elsewhere, is_expired, is_superseded
from bot.model import AnswerKind, Hit, Passage
from bot.passages.versions import wording_in

LEADING = 3
"""Hits that decide whether there is an answer for this worker."""
RELATIVE = 0.5
"""Of the best hit's score: what scores less shares a word or two with the question, and no more."""
ANOTHER = 0.65
"""The same for a passage of another article. Of our own questions 24 of 26 such that scored less were beside the point."""
SUGGESTIONS = 3


def kind_of(held: Sequence[Hit], worker: Circumstances) -> AnswerKind:
    """Answer, or which "no", by the first `LEADING` hits above the floor: none, all of elsewhere, all expired."""
    held = held[:LEADING]
    if not held:
        return AnswerKind.NOT_FOUND
    if worker.named and all(is_elsewhere(hit.passage, worker) for hit in held):
        return AnswerKind.ELSEWHERE
    if worker.year is None and all(is_expired(hit.passage.article, worker) for hit in held):
        return AnswerKind.EXPIRED
    return AnswerKind.ANSWER


def akin(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of the first one's article, and others that score at least `ANOTHER` of what the first one scores."""
    return tuple(
        hit
        for hit in hits
        if hit.passage.article.key == hits[0].passage.article.key or hit.score >= ANOTHER * hits[0].score
    )


def different(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in order; of a group of near-duplicates only the first."""
    groups: set[str] = set()
    for hit in hits:
        group = hit.passage.group
        if group is None or group not in groups:
            yield hit
        if group is not None:
            groups.add(group)


def apart(hits: Iterable[Hit], are_the_same: Callable[[Passage, Passage], bool]) -> Iterator[Hit]:
    """The hits in order, without those that say the same as an earlier one, unless the two are of different places."""
    chosen: list[Passage] = []
    for hit in hits:
        passage = hit.passage
        near = (one for one in chosen if one.region == passage.region or None in (one.region, passage.region))
        if not any(are_the_same(one, passage) for one in near):
            chosen.append(passage)
            yield hit


def current(hits: Sequence[Hit], worker: Circumstances) -> Iterator[Hit]:
    """The hits in order; a paragraph of an older version gives way to the one in the newest version that took its place.

    It stays where none of the newest version's hits is alike. The one that comes instead has the older one's score.
    """
    given: set[str] = set()
    for hit in hits:
        newer = _successor(hit, hits, worker) or hit
        if newer.passage.id not in given:
            given.add(newer.passage.id)
            yield newer._replace(score=hit.score) if newer is not hit else hit


def _successor(old: Hit, hits: Sequence[Hit], worker: Circumstances) -> Hit | None:
    article = old.passage.article
    if not is_superseded(article, worker):
        return None
    newest = worker.newer[article.key].key
    newer = [hit for hit in hits if hit.passage.article.key == newest]
    place = wording_in([hit.passage.text for hit in newer], of=old.passage.text)
    return None if place is None else newer[place]


def nearest(hits: Sequence[Hit], is_near: Callable[[Passage], bool]) -> tuple[Passage, ...]:
    """What to offer below a "no": at most `SUGGESTIONS` passages of articles with different titles, for which `is_near` holds."""
    firsts: dict[str, Passage] = {}
    for hit in hits:
        title = hit.passage.article.title
        if title and title not in firsts and is_near(hit.passage):
            firsts[title] = hit.passage
            if len(firsts) == SUGGESTIONS:
                break
    return tuple(firsts.values())

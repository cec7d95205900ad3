"""All that can be answered from: built whole out of a folder, never edited, asked by the shells."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.choice import RELATIVE, akin, apart, current, different, kind_of, nearest
from bot.contents import Contents
from bot.explanation import CANDIDATES, Explanation, explained
from bot.fitness import Circumstances, fitted, notes_on
from bot.intent import (
    LONGEST,
    STORY,
    asking_part,
    beginning_and_end,
    besides,
    intent_of,
    matter_of,
    questions_in,
    retold,
    without_groans,
)
from bot.known import Known
from bot.model import Answer, AnswerKind, Article, Citation, Duplicate, Hit, Key, Passage, Problem
from bot.once import Owned, firsts_of, near_of
from bot.passages.description import Describer, Telling, dated_and_placed
from bot.passages.divisions import Gazetteer
from bot.passages.places import apart_from_places, place_in, places_of_one_name, region_named
from bot.passages.privacy import personal_numbers, without_what_is_personal
from bot.passages.versions import newer_versions
from bot.search.counting import Ahead, Progress
from bot.search.floor import Signals
from bot.search.folding import fold
from bot.search.index import Index
from bot.search.ranking import ids_of
from bot.search.thesaurus import Thesaurus
from bot.search.wording import wordings_of
from bot.several import are_several, shown_of_each, together

if TYPE_CHECKING:
    from bot.reading.corpus import Reading

THESAURUS = "thesaurus.txt"
DEPTH = 40
"""Hits that are weighed for a worker's place and time, beyond those asked for."""
DEPTH_OF_PLACE = 160
"""The same where the question names a place: many places may have an article on the same matter."""

LONG = 300
"""Characters of a message which, where nothing answers it, is asked for in a sentence or two."""

SURER = 0.1
"""How far above the floor the best of a story's retellings must be. Of 37 stories that our articles answer 25 were answered
before there were retellings of short ones, 30 with this margin; of 30 that they do not answer 3 and 3, 4 without a margin."""

LEAST = 2
"""Characters of a matter that a cry of distress names besides."""
COUNSEL = "心里难受，想找心理咨询师"
"""What is looked for where it names none, or none that is answered."""

_MISTYPED = "公祖房"  # such a word goes the whole way, by sound too
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
# 去年的标准是多少, and not 去年受了伤
_YEAR_AGO = re.compile(r"(去年|(?<![以之])前年)的?[^,。?!;\s]{0,10}(?:标准|多少|几块|几元|几百)")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a question is to be answered: what `answer` was asked for, the `whole` message that it stands in, and whether what
    entries of the thesaurus lead to that are only worded like it counts.
    """

    limit: int
    region: str | None
    today: dt.date | None
    floor: bool
    quoted: int | None
    whole: str = ""
    hinted: bool = False


@dataclass(frozen=True)  # no slots, so that what is worked out of it is kept
class Library:
    """Everything of one state of the corpus. A question under way keeps the library that it began with."""

    files: int
    articles: Sequence[Article]
    passages: Sequence[Passage]
    duplicates: Sequence[Duplicate]
    problems: tuple[Problem, ...]
    index: Index
    gazetteer: Gazetteer
    newer: Mapping[Key, Article] = field(default_factory=dict, repr=False, compare=False)
    contents: Contents = field(default_factory=Contents, repr=False, compare=False)
    version: str = field(default="", compare=False)
    """Where what makes it up lies elsewhere: what `version_of` says, known without reading it all."""
    is_described: bool = field(default=False, repr=False, compare=False)
    """Whether the passages have their places and kinds already."""

    @functools.cached_property
    def describer(self) -> Describer:
        """Tells place and kind of a passage that has not got them yet."""
        return Describer(self.gazetteer)

    @functools.cached_property
    def counted(self) -> str:
        """What `version_of` says where it is not known."""
        return hashlib.blake2b("".join(ids_of(self.passages)).encode(), digest_size=4).hexdigest()

    @classmethod
    def build(
        cls,
        reading: Reading,
        *,
        thesaurus: str = "",
        regions: str = "",
        progress: Progress | None = None,
        known: Known | None = None,
    ) -> Library:
        """Deduplicates and indexes what was read. Takes all processors for as long as the corpus is large.

        `progress` hears how many of how many texts have been cut into words. What is `known` of texts from before is
        not worked out again, and what is known now is left there.
        """
        from bot.passages.deduplication import deduplicate  # a start from a snapshot has no use for it

        known, owned = known or Known(), Owned(reading.articles)
        carried = known.carried(reading.keys, owned.sizes)
        texts = [paragraph.text for _, paragraph in owned.some(carried.new)]
        ahead = Ahead(texts, characters=carried.characters(texts), progress=progress)
        words, gazetteer = Thesaurus.recalled(thesaurus, file=THESAURUS, known=known), Gazetteer.build(regions)
        articles = dated_and_placed(reading.articles, gazetteer, keys=reading.keys, known=known)
        newer, owned = newer_versions(articles, keys=reading.keys, known=known), Owned(articles, reading.columns)
        telling = Telling(owned.articles, gazetteer, carried=carried) if ahead.is_large else None
        found = deduplicate(owned, carried=carried)
        # others cut words and describe meanwhile; where there is little, each passage is looked into when it is asked for
        wordings = wordings_of(found.passages, carried=found.carried) if ahead.is_large else None
        passages: Sequence[Passage] = telling.of(found.passages) if telling else found.passages
        index = Index.build(
            passages, thesaurus=words, ahead=ahead, carried=found.carried, progress=progress, wordings=wordings
        )
        problems = (*reading.problems, *words.problems)
        return cls(
            reading.files,
            articles,
            passages,
            found.duplicates,
            problems,
            index,
            gazetteer,
            newer=newer,
            contents=Contents.of(articles, firsts_of(passages)),
            is_described=ahead.is_large,
        )

    def answer(
        self,
        question: str,
        *,
        limit: int = 3,
        region: str | None = None,
        today: dt.date | None = None,
        floor: bool = True,
        quoted: int | None = None,
    ) -> Answer:
        """The citations for a question, best first; the same question gets the same answer.

        A place named in the question counts before `region`, the worker's own. Without `today` nothing is said of
        deadlines. Without `floor`, candidates that it would hold back are given too, marked as such. Behind the first
        `quoted` ones citations come without a quote: they only tell that there is more.
        """
        found = self._answered(question, _Manner(limit, region, today, floor, quoted))
        return _numbered(replace(found, parts=tuple(map(_numbered, found.parts))))

    def _answered(self, question: str, how: _Manner) -> Answer:
        kind = intent_of(question)
        if kind is AnswerKind.DISTRESS and len(question) <= LONGEST:
            told, surely = besides(question), replace(how, floor=True)
            found = self._searched(told, surely).citations if len(matter_of(told)) >= LEAST else ()
            return Answer(question, kind, found or self._searched(COUNSEL, surely).citations)
        if kind is not None:
            return Answer(question, kind)
        how, asked = replace(how, whole=beginning_and_end(question)), _asked(question)
        parts = questions_in(asked)
        few = shown_of_each(len(parts), limit=how.limit)
        each = replace(how, quoted=few if how.quoted is None else min(few, how.quoted))
        answers = [self._searched(part, each) for part in parts]
        several, is_story = are_several(answers), len(question) > STORY  # a story's questions lean on what it tells
        if several and (not is_story or all(answer.citations for answer in answers)):
            return together(question, answers, limit=how.limit)
        answer = answers[0] if len(answers) == 1 else self._searched(asked, how)
        surer = answer.strength if answer.citations else 0.0
        if (is_story or not answer.citations) and (told := self._retold(question, beyond=surer)):
            asked, answer = told, self._searched(told, how)
        elif several:
            return together(question, answers, limit=how.limit)
        if answer.kind is AnswerKind.NOT_FOUND and self.index.floor.may_hold(answer.strength):
            answer = self._hinted(asked, answer, how)
        if len(question) > LONG and answer.kind is AnswerKind.NOT_FOUND:
            return Answer(question, AnswerKind.TOO_LONG, region=answer.region)
        return replace(answer, question=question, asked=asked if asked not in (question, how.whole) else "")

    def _hinted(self, asked: str, plain: Answer, how: _Manner) -> Answer:
        """The answer to a question that none was found to, asked with hints; where there still is none, what is nearest."""
        if not self.index.hint(self._sought(asked)[0]).hints:
            return plain
        hinted = self._searched(asked, replace(how, hinted=True))
        if hinted.kind is AnswerKind.NOT_FOUND:
            return replace(plain, suggestions=hinted.suggestions)
        return hinted

    def _searched(self, question: str, how: _Manner) -> Answer:
        """The answer to a question; a place and a year that it does not name may stand elsewhere in the whole message."""
        worker = self._circumstances(question, how.whole, how.region, how.today)
        sought, place = self._sought(question)
        # the place or kind of what says much less than the best must not lift it over that
        least = RELATIVE if how.floor else 0.0
        near, signals = self._found(sought, place, how.limit, worker, near=least, hinted=how.hinted)
        hits = tuple(different(current(fitted(self._described(near), worker), worker)))
        held = akin([hit for hit in hits if not hit.below_floor]) if how.floor else hits
        kind = kind_of(held, worker) if how.floor else AnswerKind.ANSWER if held else AnswerKind.NOT_FOUND
        if kind is not AnswerKind.ANSWER:
            suggestions = self._suggestions(sought, hits, held, hinted=how.hinted)
            return Answer(question, kind, suggestions=suggestions, region=worker.region, strength=signals.strength)
        held = tuple(itertools.islice(apart(held, self.index.are_the_same), how.limit))
        shown = held[: how.quoted]
        cited = (self._cite(sought, hit, worker, hinted=how.hinted) for hit in shown)
        citations = (*cited, *map(_unquoted, held[len(shown) :]))
        corrected = self.index.ask(sought).corrected
        return Answer(question, kind, citations, corrected=corrected, hinted=how.hinted, strength=signals.strength)

    def _suggestions(
        self, sought: str, hits: Sequence[Hit], held: Sequence[Hit], *, hinted: bool
    ) -> tuple[Passage, ...]:
        """What is offered below a "no": the nearest of what the floor holds to answer, else of all that is worth a look."""
        if not held and all(hit.is_far for hit in hits):
            return ()
        is_near = functools.partial(self.index.speaks_of, sought, hinted=hinted)
        # what only another place or time has is told by its name, however little else it says of the question
        return nearest(held or hits, is_near) or nearest(held, bool)

    def _sought(self, question: str) -> tuple[str, str]:
        """What is looked for: the question without personal numbers; and the places that it names, weighed apart."""
        return apart_from_places(plain(question), self.gazetteer)

    def _retold(self, message: str, *, beyond: float) -> str:
        """The retelling of a story that is surest to have an answer; empty where none is, by a margin, for many are tried,
        and where none is surer `beyond` what was found without."""
        measured = ((self.index.measured(self._sought(told)[0]).strength, told) for told in retold(message))
        strength, told = max(measured, key=lambda pair: pair[0], default=(0.0, ""))
        return told if strength >= max(self.index.floor.least, beyond) + SURER else ""

    def _circumstances(self, question: str, whole: str, region: str | None, today: dt.date | None) -> Circumstances:
        """The worker's, by the question; where it names no place, by the whole message."""
        own = region_named(region, self.gazetteer) if region else None
        contexts = ((own,) if own else (), self.contents.places)
        folded = fold(question)
        named = place_in(folded, self.gazetteer, contexts=contexts)
        if named is None and whole not in ("", question):
            folded = fold(whole)
            named = place_in(folded, self.gazetteer, contexts=contexts)
        years = set(map(int, _YEAR.findall(folded)))
        if today and not years and (match := _YEAR_AGO.search(folded)):
            years = {today.year - (1 if match[1] == "去年" else 2)}
        year = years.pop() if len(years) == 1 else None
        is_sure = place_in(folded, self.gazetteer, contexts=contexts[:1]) == named and (named or own)
        one_of = () if is_sure else places_of_one_name(folded, self.gazetteer)
        return Circumstances(named or own, named is not None, today, year, one_of, self.newer)

    def warm(self) -> None:
        """Loads and works out what the first question would wait for, most of a second even in a small library."""
        self.answer(_MISTYPED)
        self.index.hint(_MISTYPED)

    def described(self) -> Sequence[Passage]:
        """All passages with their places and kinds."""
        return self.passages if self.is_described else tuple(map(self.describer.describe, self.passages))

    def explain(self, question: str, *, region: str | None = None, today: dt.date | None = None) -> Explanation:
        """Why `answer` answers as it does, for the first candidates, those held back among them; where nothing answers
        without hints, with them.

        Of several questions in one message, all are looked for at once.
        """
        asked = _asked(question)
        worker = self._circumstances(asked, beginning_and_end(question), region, today)
        sought, place = self._sought(asked)
        found, signals = self._found(sought, place, CANDIDATES, worker)
        if not self.index.floor.holds(signals):
            found, signals = self._found(sought, place, CANDIDATES, worker, hinted=True)
        return explained(self.index, sought, self._described(found), signals, worker)

    def _found(
        self, sought: str, place: str, limit: int, worker: Circumstances, *, near: float = 0.0, hinted: bool = False
    ) -> tuple[tuple[Hit, ...], Signals]:
        depth = limit + (DEPTH_OF_PLACE if worker.named else DEPTH)
        return self.index.find(sought, place, limit=depth, near=near, hinted=hinted)

    def _described(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """The hits, their passages with place and kind: a tenth of a millisecond each, so only of those that are weighed."""
        if self.is_described:
            return tuple(hits)
        describe = self.describer.describe
        return tuple(Hit(describe(hit.passage), hit.score, hit.below_floor, hit.is_far) for hit in hits)

    def _cite(self, question: str, hit: Hit, worker: Circumstances, *, hinted: bool = False) -> Citation:
        quote = self.index.quote(question, hit.passage, hinted=hinted)
        return Citation(
            hit.passage,
            quote.text,
            quote.start,
            marks=quote.marks,
            score=hit.score,
            below_floor=hit.below_floor,
            notes=notes_on(hit.passage, quote.text, worker),
            near=near_of(self.passages, hit.passage),
        )


def _numbered(answer: Answer) -> Answer:
    return replace(answer, is_numbered=True) if personal_numbers(answer.question[:LONGEST]) else answer


def plain(question: str) -> str:
    """What of a question is looked at: folded, without personal numbers and groans."""
    return fold(without_what_is_personal(without_groans(question)))


def _unquoted(hit: Hit) -> Citation:
    return Citation(hit.passage, "", 0, score=hit.score, below_floor=hit.below_floor)


def version_of(library: Library) -> str:
    """Eight characters that change with any passage; alike wherever the same corpus was built."""
    return library.version or library.counted


def _asked(message: str) -> str:
    """What of a message is looked for: the part that asks, else what fits of it."""
    part = asking_part(message)
    return beginning_and_end(message) if part == message else part

"""Passages in, an index out that answers questions with hits, best first."""

from __future__ import annotations

import copy
import functools
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.known import Carried
from bot.model import Hit, Passage

from .analysis import frequency, is_word
from .bm25 import Arrays
from .clauses import spread_clauses
from .counting import Ahead, Progress
from .coverage import coverage_of
from .evidence import signals_of
from .floor import LEADING, Floor, Signals
from .hints import Hints
from .question import Asked, ask
from .quote import CONTEXT, Quote, quote
from .ranking import Ranked, Ranker, Ranking
from .sameness import says_the_same
from .semantic import CANDIDATES, Meaning, settled
from .spelling import Spelling
from .thesaurus import Thesaurus
from .wanted import gives

SOUNDS = "spelling."
CLAUSES = 200
"""How many clauses calibration asks at most; more move the floor by less than a hundredth."""
LIFTED = 10
"""Of the best passages for the question with its place, those that may be lifted for it."""
LESS = 0.2
"""By what share less of what the question tells they may say than the best one for the question alone. Of the even questions
of drcd that name a place MRR@10 is .806 where none is lifted, .849 with 0, .855 with .2, .865 with .4 (odd ones .820 and .874 with .2)."""
FREQUENT = 4000
"""Words of most passages that are meant rather than any of the thesaurus."""
RARE = 20
"""A pair of characters that jieba's dictionary has less often is no word that people use: 公祖 has 2."""


class Index:
    """All that can be found, built whole and never edited. The same question gives the same hits."""

    def __init__(
        self,
        passages: Sequence[Passage],
        thesaurus: Thesaurus,
        ranking: Ranker,
        *,
        floor: Floor | None = None,
        sounds: Mapping[str, str] | None = None,
    ) -> None:
        """Without `floor` or `sounds` they are worked out when they are first asked for."""
        self.passages: Sequence[Passage] = passages
        self.thesaurus, self._ranking = thesaurus, ranking
        words = _Words(ranking, thesaurus)
        self._spelling = Spelling(words.meant, words.is_known, topical=frozenset(thesaurus.words), sounds=sounds)
        # nothing here holds the index itself: an index that is given up is freed at once, not by a later collection
        hints = Hints(thesaurus, ranking.holds)
        known = functools.partial(_ask, hints, thesaurus=thesaurus, spelling=self._spelling)
        self.ask: Callable[..., Asked] = functools.lru_cache(maxsize=256)(known)
        self.hint: Callable[[str], Asked] = functools.lru_cache(maxsize=64)(functools.partial(_hint, hints, self.ask))
        self._worths = functools.lru_cache(maxsize=16)(functools.partial(_worths, ranking))
        self._floor = floor
        self.meaning: Meaning | None = None

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        *,
        thesaurus: Thesaurus | None = None,
        progress: Progress | None = None,
        ahead: Ahead | None = None,
        carried: Carried | None = None,
        wordings: Arrays | None = None,
    ) -> Index:
        """`progress` hears how many of how many texts have been cut into words, the longest part of it.

        What `ahead` cuts already is not cut again, nor what is `carried` over; nor are `wordings` worked out again.
        """
        ranking = Ranking(passages, ahead=ahead, carried=carried, progress=progress, wordings=wordings)
        return cls(passages, thesaurus or Thesaurus(), ranking)

    @classmethod
    def of(cls, passages: Sequence[Passage], thesaurus: Thesaurus, arrays: Arrays) -> Index:
        """The same again from what `arrays` gave, without cutting a word or asking a question."""
        least, asked = arrays["floor"].tolist()
        ranking, floor = Ranking.of(passages, arrays), Floor(least, int(asked))
        return cls(passages, thesaurus, ranking, floor=floor, sounds=sounds_in(arrays))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that makes it up but its passages and thesaurus: what a snapshot keeps."""
        return {**self.ranking.arrays(self.passages), **self.late_arrays()}

    def late_arrays(self) -> dict[str, NDArray[Any]]:
        """Those that the ranking has to be asked for."""
        sounds = self._spelling.sounds
        return {
            "floor": np.asarray([self.floor.least, self.floor.asked]),
            f"{SOUNDS}words": _bytes("\n".join(sounds)),
            f"{SOUNDS}sounds": _bytes("\n".join(sounds.values())),
        }

    def with_meaning(self, meaning: Meaning) -> Index:
        """The same index, its candidates put in order by what they mean as soon as that is known."""
        made = copy.copy(self)
        made.meaning = meaning
        return made

    @property
    def ranking(self) -> Ranking:
        """The arrays, where they are here; raises `TypeError` where an engine elsewhere ranks."""
        if not isinstance(self._ranking, Ranking):
            raise TypeError("the passages are ranked elsewhere")
        return self._ranking

    @property
    def floor(self) -> Floor:
        """Worked out when it is first looked at: half a second in 330,000 passages."""
        if self._floor is None:
            self._floor = self._calibrate()
        return self._floor

    @property
    def semantic_ready(self) -> bool:
        """Whether hits come in the order of what they mean, and not of their words alone."""
        return self.meaning is not None and self.meaning.ready

    def search(self, question: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """The passages that share terms with the question, best first, equal ones in the corpus' order."""
        return self.find(question, limit=limit)[0]

    def find(
        self, question: str, place: str = "", *, limit: int = 10, near: float = 0.0, hinted: bool = False
    ) -> tuple[tuple[Hit, ...], Signals]:
        """What `search` gives, and what the floor looks at; `place` are places that were named beside the question.

        Only hits with at least the share `near` of the best one's score. With the question `hinted`, what entries of the thesaurus lead to counts that are only worded like it.
        """
        asked = self.hint(question) if hinted else self.ask(question)
        depth = max(limit, self._depth)
        ranked = self._ranking.order(asked, depth)
        if place and ranked:
            ranked = self._there(asked, ranked, self._ranking.order(self.ask(question, place), depth))
        ranked, signals = self._settled(asked, ranked)
        below, far = not self.floor.holds(signals), not self.floor.nears(signals)
        hits = tuple(
            Hit(self.passages[n], score, below_floor=below, is_far=far)
            for n, score in ranked[:limit]
            if not near or score >= near * ranked[0][1]
        )
        return hits, signals

    @property
    def _depth(self) -> int:
        """How many of the best by words are looked at."""
        return CANDIDATES if self.semantic_ready else LEADING

    def _settled(self, asked: Asked, ranked: Ranked) -> tuple[Ranked, Signals]:
        """The candidates in the order in which they are given, and what the floor looks at for the first of them."""
        signals = functools.partial(self.signals, asked)
        if self.meaning is None or not ranked:
            return ranked, signals(ranked)
        meant = self.meaning.reorder(asked.text, ranked)
        return settled(ranked, meant, article=self._ranking.article, signals=signals)

    def _there(self, asked: Asked, ranked: Ranked, there: Ranked) -> Ranked:
        """The passages in order, those that name the place asked for lifted where they say as much of the matter.

        `there` are the best for the question with its place. 兰州的租房补贴 is not what else Lanzhou does; but of many
        passages on what borders on what, that of the county asked for is meant.
        """
        coverage = coverage_of(asked)

        def telling(number: int) -> float:
            return max(coverage.of(piece)[0] for piece in self._ranking.wording(number).pieces)

        enough = (1 - LESS) * telling(ranked[0][0])
        lifted = {number: score for number, score in there[:LIFTED] if telling(number) >= enough}
        together = sorted({**dict(ranked), **lifted}.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(together[: len(ranked)])

    def quote(self, question: str, passage: Passage, *, hinted: bool = False) -> Quote:
        """The stretch of the passage that answers, with the question's words marked."""
        asked = self.ask(question)
        held = asked.wanted
        return quote(
            passage.text,
            self._worths(self.hint(question) if hinted else asked),
            folded=self._ranking.wording(self._ranking.number_of(passage.id)).text,
            words=(*asked.marked, *(word for word in asked.official if word in asked.folded)),
            official=asked.official,
            answers=(lambda sentence: gives(sentence, held, asked.folded)) if held else None,
            context=CONTEXT,
        )

    def are_the_same(self, one: Passage, other: Passage) -> bool:
        """Whether both say the same to a worker."""
        return says_the_same(*(self._ranking.wording(self._ranking.number_of(p.id)).text for p in (one, other)))

    def signals(self, asked: Asked, ranked: Ranked) -> Signals:
        """How near the first of these passages comes to one that says all that is asked."""
        return signals_of(asked, ranked, ranking=self._ranking, meaning=self.meaning)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of this id, found without walking through all; None where there is none."""
        try:
            return self.passages[self._ranking.number_of(passage_id)]
        except KeyError:
            return None

    def shares(self, question: str, passage: Passage, *, hinted: bool = False) -> dict[str, float]:
        """What each term of the question adds to the score of the passage, the most first."""
        asked = self.hint(question) if hinted else self.ask(question)
        return self._ranking.shares(asked, self._ranking.number_of(passage.id))

    def measured(self, question: str) -> Signals:
        """What the floor looks at for this question."""
        asked = self.ask(question)
        return self._settled(asked, self._ranking.order(asked, self._depth))[1]

    def strength(self, question: str, *, without: Collection[int] = ()) -> float:
        """What the floor measures, with the articles of some passages left out as if they were not there."""
        asked = self.ask(question)
        return self._settled(asked, self.ranking.order(asked, self._depth, without=without))[1].strength

    def _calibrate(self) -> Floor:
        """Asks the corpus' own clauses with their article left out, and puts the floor above most of what comes."""
        words = copy.copy(self)
        words.meaning = None  # by words alone, whatever of the vectors is there
        clauses = spread_clauses(self.passages, most=CLAUSES)
        with ThreadPoolExecutor(2) as pool:  # numpy leaves the interpreter to the other
            without = [(number,) for number in clauses]
            asked = pool.map(lambda clause, own: words.strength(clause, without=own), clauses.values(), without)
            return Floor.calibrate(list(asked))

    def speaks_of(self, question: str, passage: Passage, *, hinted: bool = False) -> bool:
        """Whether a passage or its heading holds a whole word of the question, or what the thesaurus calls it."""
        asked = self.hint(question) if hinted else self.ask(question)
        wording = self._ranking.wording(self._ranking.number_of(passage.id))
        said = f"{wording.heading}\n{wording.text}"
        return any(len(word) > 1 and word in said for word in (*asked.words, *asked.official, *asked.hints))


@dataclass(frozen=True, slots=True)
class _Words:
    """Which words an index knows."""

    ranking: Ranker
    thesaurus: Thesaurus

    def meant(self) -> Iterator[str]:
        """The words that a mistyped one can stand for: those of most passages, then those of the thesaurus, short ones first."""
        frequent = (word for word in self.ranking.words() if is_word(word))
        yield from itertools.islice(frequent, FREQUENT)
        yield from sorted(self.thesaurus.words, key=len)
        yield from frequent

    def is_known(self, piece: str) -> bool:
        return self.ranking.holds(piece) or piece in self.thesaurus.official or frequency(piece) >= RARE


def _ask(hints: Hints, text: str, place: str = "", **known: Any) -> Asked:
    return hints.beside(ask(text, place, **known))


def _hint(hints: Hints, ask: Callable[[str], Asked], question: str) -> Asked:
    return hints.hinted(ask(question))


def _worths(ranking: Ranker, asked: Asked) -> Mapping[str, float]:
    """What each term that is looked up for a question tells."""
    return {term: weight * ranking.rarity(term) for term, weight in asked.terms.items()}


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def sounds_in(arrays: Arrays) -> dict[str, str]:
    """Words that a mistyped one may stand for with their sounds, in what `Index.arrays` gave."""
    words, sounds = (_lines(arrays[f"{SOUNDS}{name}"]) for name in ("words", "sounds"))
    return dict(zip(words, sounds, strict=True))


def _lines(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n") if len(array) else []

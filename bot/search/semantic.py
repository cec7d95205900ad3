"""Passages and their candidates for a question in, the same candidates in the order of their meaning out."""

from __future__ import annotations

import atexit
import functools
import hashlib
import logging
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.model import Passage

from .clauses import spread_clauses
from .embedding import Model, Vectors, load_model
from .floor import Signals
from .likeness import Likeness
from .ranking import Ranked, articles_of

logger = logging.getLogger(__name__)

# Chosen on the even questions of public sets, held against the odd ones; see tests/benchmarks/semantic.py.
MEANING = 0.2
"""What a candidate's score wins by being one deviation nearer in meaning than the mean one; 1 is the score of a passage
that holds all the question's words once."""
CANDIDATES = 60
"""How many of those that the words find are put in order; the right one is seldom further down."""
WORDS_AT_LEAST = 0.4
"""A candidate whose words score less, beside the best one's, is not lifted: nearness alone proves nothing."""
PASSAGE, QUESTION = 1000, 120
"""Characters that are read of a passage, and of either end of a question: time grows with them."""
CLAUSES = 60
"""Clauses of the passages that are asked to learn how like a question passages are that do not answer it."""
LED = 3
"""Of the articles that words find, how many meaning may put first."""
AT_ONCE = 4  # texts between two looks whether to stop
BROKEN = (ImportError, OSError, RuntimeError, ValueError, AttributeError)
"""What a package that is damaged, incomplete or made for another machine raises."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectorized:
    """Vectors by the key of their text, to be kept for the next build: `rows[n]` belongs to `keys[n]`."""

    keys: tuple[str, ...] = ()
    rows: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 0), np.float16))

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"keys": np.asarray(self.keys, dtype="S32"), "rows": self.rows}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Vectorized:
        """The same again from what `arrays` gave; empty where there is nothing or they do not fit together."""
        if not arrays:
            return cls()
        keys, rows = arrays["keys"], arrays["rows"]
        if rows.ndim != 2 or len(keys) != len(rows) or not np.isfinite(rows).all():
            return cls()
        return cls(tuple(key.decode("ascii") for key in keys.tolist()), rows.astype(np.float16))


class Meaning:
    """Puts candidates in order by what they mean, as soon as all passages have their vectors; until then leaves them.

    A model that fails is said once in the log and not asked again: answers go on by words alone.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        *,
        load: Callable[[], Model | None] | None = None,
        kept: Vectorized | None = None,
    ) -> None:
        self._texts = tuple(_text(passage) for passage in passages)
        self._clauses = spread_clauses(passages, most=CLAUSES)
        self._articles = articles_of(passages)[0]
        self._load = load or load_model
        self._kept = kept or Vectorized()
        self._model: Model | None = None
        self._rows: NDArray[np.float16] | None = None
        self._likeness = Likeness()
        self._stopped = threading.Event()
        self._filling = threading.Lock()
        self._thread: threading.Thread | None = None
        self._vector = functools.lru_cache(maxsize=256)(self._vector_of)

    @property
    def ready(self) -> bool:
        return self._rows is not None

    def start(self, *, then: Callable[[Vectorized], None] | None = None) -> None:
        """Works out the missing vectors in the background; `then` is given all of them to keep."""
        self._thread = threading.Thread(target=self._fill_and, args=(then,), name="meaning", daemon=True)
        atexit.register(self.stop)  # the interpreter must not end below a thread that is in native code
        self._thread.start()

    def stop(self) -> None:
        """Ends what `start` began, within a few texts."""
        self._stopped.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        atexit.unregister(self.stop)

    def fill(self) -> bool:
        """Works out the missing vectors here and now; says whether all are there."""
        with self._filling:
            if not self.ready and not self._stopped.is_set():
                try:
                    self._fill()
                except BROKEN as error:
                    self._give_up(error)
        return self.ready

    def _fill_and(self, then: Callable[[Vectorized], None] | None) -> None:
        if self.fill() and then is not None:
            then(self.vectors())

    def vectors(self) -> Vectorized:
        """The vectors of these passages, to be kept; empty until all are there."""
        if self._rows is None or self._model is None:
            return Vectorized()
        return Vectorized(self._keys(self._model), self._rows)

    def reorder(self, question: str, ranked: Ranked) -> Ranked:
        """What words have found, best first; all but the first `CANDIDATES` stay where they are."""
        rows, head, tail = self._rows, ranked[:CANDIDATES], ranked[CANDIDATES:]
        if rows is None or not head:
            return ranked
        try:
            vector = self._vector(question)
        except BROKEN as error:
            self._give_up(error)
            return ranked
        near = rows[[number for number, _ in head]].astype(np.float32) @ vector
        return (*fuse(head, near), *tail)

    def likeness(self, question: str, numbers: Sequence[int]) -> float:
        """How like the question the likest of these passages is, beside what passages are that do not answer.

        Nought where that is not known.
        """
        rows = self._rows
        try:
            return 0.0 if rows is None else self._likeness.of(rows[list(numbers)] @ self._vector(question))
        except BROKEN as error:
            self._give_up(error)
            return 0.0

    def _fill(self) -> None:
        model = self._model = self._load()
        if model is None:
            return
        keys, kept = self._keys(model), dict(zip(self._kept.keys, self._kept.rows, strict=True))
        missing = [number for number, key in enumerate(keys) if key not in kept]
        for start in range(0, len(missing), AT_ONCE):
            if self._stopped.is_set():
                return
            numbers = missing[start : start + AT_ONCE]
            made = _checked(model.passages([self._texts[number] for number in numbers]), len(numbers))
            kept |= {keys[number]: row for number, row in zip(numbers, made.astype(np.float16), strict=True)}
        rows = np.stack([kept[key] for key in keys]) if keys else np.zeros((0, 0), np.float16)
        self._likeness = Likeness.measure(
            rows, self._articles, {number: self._vector(clause) for number, clause in self._clauses.items()}
        )
        self._rows, self._kept = rows, Vectorized()

    def _keys(self, model: Model) -> tuple[str, ...]:
        return tuple(_key(model.name, text) for text in self._texts)

    def _vector_of(self, question: str) -> Vectors:
        if self._model is None:
            raise ValueError("a question before the model")
        read = question if len(question) <= 2 * QUESTION else f"{question[:QUESTION]}\n{question[-QUESTION:]}"
        vector: Vectors = _checked(self._model.questions([_clean(read)]), 1)[0]
        return vector

    def _give_up(self, error: BaseException) -> None:
        self._rows = None
        self._stopped.set()
        logger.warning("the model of meaning fails (%s); answers go on by words", type(error).__name__)


def fuse(ranked: Ranked, near: NDArray[Any]) -> Ranked:
    """Candidates by their scores and the nearness of their meaning, which is measured against the others'.

    They share the scores that went in, the first of them has the best: whoever compares scores may go on doing so. Those
    below `WORDS_AT_LEAST` of the best stay behind all others as they were.
    """
    scores = np.asarray([score for _, score in ranked])
    lifted = np.flatnonzero(scores >= WORDS_AT_LEAST * scores.max())
    fused = scores[lifted] + MEANING * _standard(np.asarray(near, np.float64))[lifted]
    order = np.argsort(-fused.round(6), kind="stable")  # the last digits differ from processor to processor
    numbers = [ranked[index][0] for index in lifted[order].tolist()]
    rest = [pair for pair in ranked if pair[1] < WORDS_AT_LEAST * scores.max()]
    return (*zip(numbers, scores[lifted].tolist(), strict=True), *rest)


def settled(
    ranked: Ranked, meant: Ranked, *, article: Callable[[int], Hashable], signals: Callable[[Ranked], Signals]
) -> tuple[Ranked, Signals]:
    """What words and what meaning has put in order, neither empty → the one to give, and the signals of its first.

    Where another article comes first by meaning, the one that has more evidence of its own leads, for being near in
    meaning is none; and only one of the first `LED` by words can. Of our 750 questions that articles answer 534 had the
    right paragraph first then and 25 were refused; where meaning always led and words were measured, 526 and 30.
    """
    by_words = signals(ranked)
    first, *others = dict.fromkeys(article(number) for number, _ in ranked)
    led = article(meant[0][0])
    if led == first:
        return meant, by_words
    by_meaning = signals(meant)
    leads = led in others[: LED - 1] and by_meaning.strength >= by_words.strength
    return (meant, by_meaning) if leads else (ranked, by_words)


def _checked(vectors: Vectors, count: int) -> Vectors:
    made = np.asarray(vectors, dtype=np.float32)
    if made.ndim != 2 or len(made) != count or not np.isfinite(made).all():
        raise ValueError(f"{count} texts gave vectors of shape {made.shape}, or not all finite")
    return made


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    deviation = float(values.std())
    standard: NDArray[np.float64] = (values - values.mean()) / deviation if deviation > 1e-9 else np.zeros(len(values))
    return standard


def _text(passage: Passage) -> str:
    """What is read of a passage: its headline, the headings above it, itself."""
    above = (passage.article.title, *passage.paragraph.section)
    return _clean("\n".join((*(part for part in above if part), passage.text))[:PASSAGE])


def _clean(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def _key(model: str, text: str) -> str:
    return hashlib.blake2b(f"{model}\n{text}".encode(), digest_size=16).hexdigest()

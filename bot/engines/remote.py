"""One version in Milvus → a library that answers from it; only what was asked for lately is kept in this process."""

from __future__ import annotations

import functools
import itertools
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar, overload

from bot.library import Library
from bot.model import Article, Key, Passage
from bot.search.index import Index
from bot.search.slices import Distant, Found, Slice, Terms
from bot.store.codec import contents_of, of_frame

from .client import Client
from .engine import EngineError, Fault
from .packing import (
    DIGESTS,
    FRAME,
    RARITIES,
    Kept,
    article_name,
    chunk_name,
    floor_of,
    joined,
    kept,
    own_name,
    spelled,
    table,
    whole_name,
)

T = TypeVar("T")
V = TypeVar("V")
ARTICLES, SLICES, QUESTIONS = 2_000, 20_000, 512
"""How many articles with their slices, slices of passages and found candidates stay in memory: some 200 MB of a
newspaper's, when all are taken."""
LEADING = 20
"""Articles of which passages are candidates though a hundred others say more by themselves."""
PAGE = 200  # passages read at a time by who wants them all
AT_ONCE = 500  # pieces fetched in one call, of 60,000 characters at most; Milvus sends 64 MB


class Remote:
    """Fetches passages, articles and slices of one version, which never changes, and remembers the latest of each."""

    def __init__(self, client: Client, patient: Client, passages: str, parts: str) -> None:
        """`client` is asked while a worker waits; `patient`, with a longer timeout, reads what is large."""
        self._client, self._patient, self._passages, self._parts = client, patient, passages, parts
        self._kept: Lately[int, Kept] = Lately(ARTICLES)
        self._wholes: Lately[int, Slice] = Lately(ARTICLES)
        self._owns: Lately[int, Slice] = Lately(SLICES)
        self._article_of: Lately[int, int] = Lately(SLICES * 10)
        self._found: Lately[tuple[str, int, tuple[int, ...]], tuple[int, ...]] = Lately(QUESTIONS)

    @functools.cached_property
    def frame(self) -> dict[str, Any]:
        """All but terms, articles and passages; raises `EngineError` where the version was not built to its end."""
        found: dict[str, Any] = json.loads(self._part([FRAME], self._patient)[FRAME])
        return found

    @functools.cached_property
    def terms(self) -> Terms:
        found = self._part([DIGESTS, RARITIES], self._patient)
        return table(self.frame, found[DIGESTS], found[RARITIES])

    def find(self, terms: Mapping[str, float], limit: int) -> Sequence[Found]:
        """The best by their own terms, then the best within the `LEADING` articles: part of a score is the article's."""
        text = spelled(terms)
        numbers = self._sought(text, limit)
        of = self._articles_of(numbers)
        leading = tuple(itertools.islice(dict.fromkeys(of[number] for number in numbers), LEADING))
        more = self._sought(text, limit, leading) if len(numbers) == limit else ()
        return self._gathered(tuple(dict.fromkeys((*numbers, *more))))

    def at(self, number: int) -> Found:
        return self._gathered([number])[0]

    def number_of(self, passage_id: str) -> int:
        """The number of a passage; raises `KeyError` where there is none of that id."""
        sought = f"key == {json.dumps(passage_id)}"
        found = self._client.read("query", self._passages, filter=sought, output_fields=["number"])
        if not found:
            raise KeyError(passage_id)
        return int(found[0]["number"])

    def passages(self, numbers: Sequence[int]) -> list[Passage]:
        of = self._articles_of(numbers)
        articles = self._articles(dict.fromkeys(of.values()))
        return [articles[of[number]].passages[number] for number in numbers]

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        found = self._articles(numbers)
        return [found[number].article for number in numbers]

    def _sought(self, text: str, limit: int, articles: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Numbers of passages, best first; where articles are named, of those alone."""
        key = (text, limit, articles)
        return self._found.all([key], lambda _: {key: self._search(text, limit, articles)})[key]

    def _search(self, text: str, limit: int, articles: tuple[int, ...]) -> tuple[int, ...]:
        [hits] = self._client.read(
            "search",
            self._passages,
            data=[text],
            anns_field="vector",
            limit=limit,
            filter=f"article in {list(articles)}" if articles else "",
            output_fields=["article"],
            search_params={"metric_type": "BM25"},
        )
        for hit in hits:
            self._article_of[int(hit["number"])] = int(hit["entity"]["article"])
        return tuple(int(hit["number"]) for hit in hits)

    def _gathered(self, numbers: Sequence[int]) -> list[Found]:
        of = self._articles_of(numbers)
        articles = tuple(dict.fromkeys(of.values()))
        missing = {
            *(own_name(number) for number in self._owns.missing(numbers)),
            *(article_name(article) for article in self._kept.missing(articles)),
            *(whole_name(article) for article in self._wholes.missing(articles)),
        }
        payloads = self._part(missing)  # all in one call

        def payload(name: str) -> bytes:
            return payloads[name] if name in payloads else self._part([name])[name]  # it has just gone out of memory

        owns = self._owns.all(numbers, lambda some: {n: Slice.of(payload(own_name(n))) for n in some})
        keeps = self._kept.all(articles, lambda some: {n: kept(payload(article_name(n))) for n in some})
        wholes = self._wholes.all(articles, lambda some: {n: Slice.of(payload(whole_name(n))) for n in some})
        return [
            Found(
                number,
                keeps[of[number]].passages[number],
                of[number],
                owns[number],
                wholes[of[number]],
                keeps[of[number]].later[number],
            )
            for number in numbers
        ]

    def _articles(self, numbers: Iterable[int]) -> dict[int, Kept]:
        def fetch(some: Sequence[int]) -> dict[int, Kept]:
            payloads = self._part([article_name(number) for number in some])
            return {number: kept(payloads[article_name(number)]) for number in some}

        return self._kept.all(tuple(numbers), fetch)

    def _articles_of(self, numbers: Sequence[int]) -> dict[int, int]:
        """Passage number → number of its article."""

        def fetch(some: Sequence[int]) -> dict[int, int]:
            found = self._client.read("get", self._passages, ids=list(some), output_fields=["article"])
            return {int(row["number"]): int(row["article"]) for row in found}

        return self._article_of.all(numbers, fetch)

    def _part(self, names: Iterable[str], client: Client | None = None) -> dict[str, bytes]:
        """Part name → its bytes; raises `EngineError` where one is missing or damaged."""
        wanted = tuple(names)
        rows = self._rows([chunk_name(name, 0) for name in wanted], client or self._client)
        if len(rows) != len(wanted):
            raise EngineError(Fault.DAMAGED, "part")
        more = [chunk_name(name, n) for name in wanted for n in range(1, rows[chunk_name(name, 0)][0])]
        rows |= self._rows(more, client or self._client)
        try:
            return {
                name: joined(rows[chunk_name(name, n)][1] for n in range(rows[chunk_name(name, 0)][0]))
                for name in wanted
            }
        except (KeyError, ValueError):
            raise EngineError(Fault.DAMAGED, "part") from None

    def _rows(self, names: Sequence[str], client: Client) -> dict[str, tuple[int, str]]:
        rows: dict[str, tuple[int, str]] = {}
        for start in range(0, len(names), AT_ONCE):
            found = client.read(
                "get",
                self._parts,
                ids=list(names[start : start + AT_ONCE]),
                output_fields=["name", "of", "piece"],
            )
            rows |= {row["name"]: (int(row["of"]), row["piece"]) for row in found}
        return rows


class Lately(Generic[T, V]):
    """A cache of the latest `limit` values, safe for threads; what it lacks is fetched in one call."""

    def __init__(self, limit: int) -> None:
        self._limit, self._lock = limit, Lock()
        self._held: OrderedDict[T, V] = OrderedDict()

    def __setitem__(self, key: T, value: V) -> None:
        self._put({key: value})

    def missing(self, keys: Iterable[T]) -> list[T]:
        return [key for key in keys if key not in self._held]

    def all(self, keys: Sequence[T], fetch: Callable[[Sequence[T]], Mapping[T, V]]) -> dict[T, V]:
        with self._lock:
            found = {key: self._held[key] for key in keys if key in self._held}
        if missing := [key for key in dict.fromkeys(keys) if key not in found]:
            fetched = dict(fetch(missing))
            self._put(fetched)
            found |= fetched
        return found

    def _put(self, values: Mapping[T, V]) -> None:
        with self._lock:
            for key, value in values.items():
                self._held.pop(key, None)
                self._held[key] = value
            while len(self._held) > self._limit:
                self._held.popitem(last=False)


class Far(Sequence[T]):
    """A sequence whose members are fetched when they are looked at; iterating fetches `PAGE` at a time."""

    def __init__(self, length: int, fetch: Callable[[Sequence[int]], list[T]]) -> None:
        self._length, self._fetch = length, fetch

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, number: int) -> T: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...

    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        found = range(self._length)[number]
        return self._fetch([found])[0] if isinstance(found, int) else self._fetch(found)

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._length, PAGE):
            yield from self._fetch(range(start, min(start + PAGE, self._length)))


class Newer(Mapping[Key, Article]):
    """Key of an older issue of a text → the article of its newest issue, fetched when it is looked at."""

    def __init__(self, numbers: Mapping[Key, int], articles: Sequence[Article]) -> None:
        self._numbers, self._articles = numbers, articles

    def __getitem__(self, key: Key) -> Article:
        return self._articles[self._numbers[key]]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def library_of(remote: Remote) -> Library:
    """A library that holds the table of terms, the thesaurus and the gazetteer here, and fetches everything else."""
    frame = remote.frame
    files, problems, thesaurus, gazetteer = of_frame(frame)
    passages = Far(frame["passages"], remote.passages)
    articles = Far(frame["listed"], remote.articles)
    known = Far(frame["articles"], remote.articles)
    index = Index(passages, thesaurus, Distant(remote.terms, remote), floor=floor_of(frame))
    newer = Newer({(file, line): number for file, line, number in frame["newer"]}, known)
    return Library(
        files,
        articles,
        passages,
        (),
        problems,
        index,
        gazetteer,
        newer=newer,
        contents=contents_of(frame),
        version=frame["mark"],
    )

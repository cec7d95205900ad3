"""Passages' terms in, something that answers a question's terms with numbers of passages out: ours and the peers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from bot.search.bm25 import BM25
from bot.search.counts import lengths_of
from bot.search.inverted import Inverted

from .made import Made

K1, B = 0.6, 0.7
LIMIT = 10

Engine = Callable[[Sequence[str]], Sequence[int]]


def ours(made: Made) -> Engine:
    vocabulary = {term: number for number, term in enumerate(made.vocabulary)}
    counts = made.counts()
    lengths = lengths_of(counts, made.size)
    index = BM25.counted(Inverted.of([counts], vocabulary), vocabulary, [lengths], k1=K1, b=B)
    return lambda terms: [number for number, _ in index.top(dict.fromkeys(terms, 1.0), LIMIT)]


def naive(made: Made) -> Engine:
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([made.words(n) for n in range(made.size)], k1=K1, b=B)
    numbers = range(made.size)
    return lambda terms: index.get_top_n(terms, numbers, n=LIMIT)


def bm25s_numpy(made: Made) -> Engine:
    return _bm25s(made, "numpy")


def bm25s_numba(made: Made) -> Engine:
    import numba  # noqa: F401 (bm25s falls back to numpy in silence)

    return _bm25s(made, "numba")


def _bm25s(made: Made, backend: str) -> Engine:
    import bm25s

    index = bm25s.BM25(k1=K1, b=B, backend=backend)
    vocabulary = {term: number for number, term in enumerate(made.vocabulary)}
    index.index(([made.numbers(n) for n in range(made.size)], vocabulary), show_progress=False)

    def search(terms: Sequence[str]) -> Sequence[int]:
        known = [term for term in terms if term in vocabulary]
        found: list[int] = index.retrieve([known], k=LIMIT, show_progress=False).documents[0].tolist()
        return found

    return search


def tantivy(made: Made) -> Engine:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=256 << 20, num_threads=1)
    for number in range(made.size):
        writer.add_document(tantivy.Document(terms=[" ".join(made.words(number))]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(terms: Sequence[str]) -> Sequence[int]:
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term, "freq")) for term in terms]
        found = searcher.search(tantivy.Query.boolean_query(clauses), LIMIT, count=False).hits
        return [address.doc for _, address in found]

    return search


def fts5(made: Made) -> Engine:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table passage using fts5(terms, content='', columnsize=1)")
    rows = ((number, " ".join(made.words(number))) for number in range(made.size))
    database.executemany("insert into passage(rowid, terms) values (?, ?)", rows)
    database.execute("insert into passage(passage) values ('optimize')")
    find = f"select rowid from passage where passage match ? order by rank limit {LIMIT}"

    def search(terms: Sequence[str]) -> Sequence[int]:
        asked = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        return [number for (number,) in database.execute(find, (asked,))]

    return search


ENGINES: dict[str, Callable[[Made], Engine]] = {
    "ours": ours,
    "rank_bm25": naive,
    "bm25s, numpy": bm25s_numpy,
    "bm25s, numba": bm25s_numba,
    "tantivy": tantivy,
    "SQLite FTS5": fts5,
}

FEWER = {"rank_bm25": 15, "SQLite FTS5": 5}
"""Engines that are asked every nth question only, for they take seconds over one."""
TOO_LARGE = {"rank_bm25": 100_000, "SQLite FTS5": 100_000}
"""Passages beyond which an engine is not tried: a dictionary a passage takes 10 GB at a million; seconds a question."""

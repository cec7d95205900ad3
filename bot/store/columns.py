"""Articles with their passages to arrays, and sequences out of arrays that make one of them when it is wanted.

Each paragraph, passage and head of an article by itself: an answer looks at dozens of passages of as many articles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.model import Article, Paragraph, Passage
from bot.pieces import Pieces, joined

from .mapped import Mapped
from .plain import article_values, paragraph_values, passage_values, to_article, to_paragraph, to_passage

Arrays = Mapping[str, NDArray[Any]]


def columns_of(articles: Sequence[Article], passages: Sequence[Passage]) -> dict[str, NDArray[Any]]:
    """Articles, those of all passages among them, each object once."""
    numbers = {id(article): number for number, article in enumerate(articles)}
    held = [paragraph for article in articles for paragraph in article.paragraphs]
    begins = np.cumsum([0, *(len(article.paragraphs) for article in articles)]).tolist()
    places = {(begin, p.number, p.line): begin + n for begin, article in zip(begins, articles, strict=False)
              for n, p in enumerate(article.paragraphs)}  # fmt: skip
    owners, own = [], []
    for passage in passages:
        owner = numbers[id(passage.article)]
        place = places.get((begins[owner], passage.paragraph.number, passage.paragraph.line))
        if place is None or held[place] != passage.paragraph:
            place = len(held)
            held.append(passage.paragraph)
        owners.append(owner)
        own.append(place)
    return {
        **joined("articles", (as_json(article_values(article)) for article in articles)),
        "articles.paragraphs": np.asarray(begins, np.int64),
        **joined("texts", (paragraph.text.encode(errors="surrogatepass") for paragraph in held)),
        **joined("paragraphs", (as_json(paragraph_values(paragraph)) for paragraph in held)),
        **joined("passages", (as_json(passage_values(passage)) for passage in passages)),
        "passages.article": np.asarray(owners, np.int32),
        "passages.paragraph": np.asarray(own, np.int64),
    }


def from_columns(arrays: Arrays) -> tuple[Sequence[Article], Sequence[Passage]]:
    texts, values = Pieces("texts", arrays), Pieces("paragraphs", arrays)
    heads, begins = Pieces("articles", arrays), arrays["articles.paragraphs"].tolist()
    rows, owners, places = (
        Pieces("passages", arrays),
        arrays["passages.article"].data,
        arrays["passages.paragraph"].data,
    )

    def paragraph(number: int) -> Paragraph:
        return to_paragraph(texts[number].decode(errors="surrogatepass"), json.loads(values[number]))

    def article(number: int) -> Article:
        return to_article(json.loads(heads[number]), Mapped(range(begins[number], begins[number + 1]), paragraph))

    def passage(number: int) -> Passage:
        return to_passage(articles[owners[number]], paragraph(places[number]), json.loads(rows[number]))

    articles: Sequence[Article] = Mapped(range(len(heads)), article, kept=True)
    return articles, Mapped(range(len(rows)), passage)


def as_json(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")

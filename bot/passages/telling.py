"""The program of a child process: articles come in, a JSON list of them a line; place and kind of their texts go out.

The first line holds the gazetteer. An article is its headline, kicker, byline and note, its place, all of its texts and
the numbers of those that are asked for. The answer to a line has a place (or null) and a kind for each of these.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from bot.children import Child, ChildError, answers_of_child
from bot.model import Article, Paragraph

from .divisions import Gazetteer, Region
from .kinds import TextKind, kind_of, kinds_of
from .places import passage_region

_BEGINNING = 12
"""Paragraphs of an article that tell its place and its kind; a statute has hundreds, and they tell no more."""

Told = tuple[Region | None, str]
Asked = tuple[Article, Sequence[int]]
"""An article, and the numbers of the paragraphs that are asked for."""


class Teller(Child):
    """Tells places and kinds beside this process."""

    module = "bot.passages.telling"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._ahead = gazetteer.packed().encode(errors="surrogatepass") + b"\n"

    def tell(self, asked: Sequence[Asked]) -> list[Told]:
        """Place and kind of all that is asked for, in order; raises `ChildError`."""
        try:
            answers = self.ask(self._ahead + json.dumps(list(map(_plain, asked))).encode() + b"\n")
            self._ahead = b""
            return [(tuple(region) if region else None, kind) for region, kind in json.loads(answers.readline())]
        except (BrokenPipeError, ValueError) as error:
            raise ChildError(f"telling {len(asked)} articles: {error}") from None


def told(article: Article, numbers: Sequence[int], gazetteer: Gazetteer) -> Iterator[Told]:
    """Place and kind of these paragraphs of an article."""
    whole = article_kind(article)
    for number in numbers:
        yield told_of(article.paragraphs[number].text, article.region, whole, gazetteer)


def told_of(text: str, region: Region | None, whole: TextKind, gazetteer: Gazetteer) -> Told:
    """The same of a text that stands in an article of this place and this kind."""
    return passage_region(text, gazetteer, article=region), kind_of(text, whole=whole)


def article_kind(article: Article) -> TextKind:
    return kinds_of(beginning(article))[0]


def beginning(article: Article) -> Article:
    """What of an article tells the place and the kind of all of it, and of its passages."""
    return Article(
        article.file, article.paragraphs[:_BEGINNING], article.title, article.kicker, article.byline,
        note=article.note, region=article.region,
    )  # fmt: skip


def _plain(asked: Asked) -> list[Any]:
    article, numbers = asked
    head = [article.title, article.kicker, article.byline, article.note]
    return [head, article.region, [paragraph.text for paragraph in article.paragraphs], list(numbers)]


def _asked(plain: list[Any]) -> Asked:
    (title, kicker, byline, note), region, texts, numbers = plain
    paragraphs = tuple(Paragraph(text, 0, 0) for text in texts)
    place = tuple(region) if region else None
    return Article("", paragraphs, title, kicker, byline, note=note, region=place), numbers


def main() -> None:
    answers = answers_of_child()
    gazetteer = Gazetteer.unpacked(sys.stdin.buffer.readline().decode(errors="surrogatepass"))
    for line in sys.stdin.buffer:
        found = [each for plain in json.loads(line) for each in told(*_asked(plain), gazetteer)]
        answers.write(json.dumps(found).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()

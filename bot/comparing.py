"""The program of a child process: articles come in, one a line; what of one file is new and what stands twice goes out.

To compare a whole library takes its time and its memory, of which a bot that answers meanwhile has neither to give.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import sys
from collections.abc import Iterable, Sequence

from bot.children import Child, ChildError, answers_of_child
from bot.model import Article, Duplicate, DuplicateKind, Location
from bot.passages.deduplication import deduplicate
from bot.reading.archive import pack, unpack

NICENESS = 10
Compared = tuple[int, tuple[Duplicate, ...]]
"""How many passages stand in the file, and the repeats that touch it on one side at least."""


def compared(articles: Iterable[Article], name: str) -> Compared:
    """What is found of the file of this name among all articles."""
    found = deduplicate(articles)
    repeats = tuple(one for one in found.duplicates if name in (one.kept.file, one.dropped.file))
    return sum(p.article.file == name for p in found.passages), repeats


class Comparer(Child):
    """Compares beside this process."""

    module = "bot.comparing"

    def compare(self, articles: Sequence[Article], name: str) -> Compared:
        """The same as `compared`; raises `ChildError`."""
        try:
            answers = self.ask(json.dumps([name, len(articles)]).encode() + b"\n")
            for article in articles:  # one at a time: what answers meanwhile waits for no more than that
                answers = self.ask(pack(((article,), ())).encode(errors="surrogatepass") + b"\n")
            passages, repeats = json.loads(answers.readline())
        except (BrokenPipeError, ValueError) as error:
            raise ChildError(f"comparing {len(articles)} articles: {error}") from None
        return passages, tuple(
            Duplicate(DuplicateKind(kind), Location(*kept), Location(*dropped)) for kind, kept, dropped in repeats
        )


def main() -> None:
    answers = answers_of_child()
    gc.disable()  # all that is made stays until the end
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    name, count = json.loads(sys.stdin.buffer.readline())
    lines = itertools.islice(sys.stdin.buffer, count)
    articles = [article for line in lines for article in unpack(line.decode(errors="surrogatepass"))[0]]
    passages, repeats = compared(articles, name)
    values = [[one.kind, *([at.file, at.paragraph, at.line] for at in (one.kept, one.dropped))] for one in repeats]
    answers.write(json.dumps([passages, values]).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()

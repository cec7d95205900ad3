"""`python -m bot.engines.reader ALIAS`, the address on standard input: asks without end while versions change below it.

Ends when standard input does, and prints one line of JSON: how often it asked, the errors by name, how many answers
were mixed of two versions, and the longest that it went without an answer.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
from collections import Counter
from time import monotonic, sleep

from .engine import EngineError
from .milvus import Milvus

SHOWN = 10


def main() -> None:
    uri, alias = sys.stdin.readline().strip(), sys.argv[1]
    ended = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    engine = Milvus(uri, alias=alias)
    asked, mixed, longest = 0, 0, 0.0
    errors: Counter[str] = Counter()
    versions: set[str] = set()
    answered = monotonic()
    for number in itertools.count():
        if ended.is_set():
            break
        try:
            library = engine.library()
            clause = library.passages[number * 7 % len(library.passages)].text[:16]
            marks = {hit.passage.article.note or "" for hit in library.index.search(clause, limit=SHOWN)}
        except EngineError as error:
            errors[f"{error.fault} {error.code}"] += 1
            sleep(0.05)
            continue
        if asked:
            longest = max(longest, monotonic() - answered)
        else:
            print("reading", flush=True)
        asked, mixed, versions, answered = asked + 1, mixed + (len(marks) > 1), versions | marks, monotonic()
    longest = max(longest, monotonic() - answered)
    print(json.dumps({"asked": asked, "errors": errors, "mixed": mixed, "longest": longest, "versions": len(versions)}))


if __name__ == "__main__":
    main()

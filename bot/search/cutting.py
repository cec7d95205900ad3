"""The program of the child process: texts come in, a JSON list a line; the counts of their terms go out as bytes."""

from __future__ import annotations

import json
import sys

import numpy as np

from bot.children import answers_of_child

from .analysis import Analyzer
from .counts import count_batch


def main() -> None:
    answers, analyzer = answers_of_child(), Analyzer()
    for line in sys.stdin.buffer:
        terms, found = count_batch(json.loads(line), analyzer)
        listed = "\n".join(terms).encode()
        rows = np.stack([found.terms, found.texts, found.counts]).astype(np.int32).tobytes()
        answers.write(json.dumps([len(listed), len(rows)]).encode() + b"\n" + listed + rows)
        answers.flush()


if __name__ == "__main__":
    main()

"""The program of the child process: texts come in, a JSON list a line; the counts of their terms go out as bytes."""

from __future__ import annotations

import json
import os
import sys

import numpy as np

from .analysis import Analyzer
from .counts import count_batch


def main() -> None:
    # what a library prints must not stand among the answers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    analyzer = Analyzer()
    for line in sys.stdin.buffer:
        terms, found = count_batch(json.loads(line), analyzer)
        listed = "\n".join(terms).encode()
        rows = np.stack([found.terms, found.texts, found.counts]).astype(np.int32).tobytes()
        answers.write(json.dumps([len(listed), len(rows)]).encode() + b"\n" + listed + rows)
        answers.flush()


if __name__ == "__main__":
    main()

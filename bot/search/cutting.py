"""The program of the child process: texts come in, a JSON list a line; the counts of their terms go out as bytes.

Its arguments are descriptors, two for each twin that it forks: where that is asked, and where it answers.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import IO

import numpy as np

from bot.children import answers_of_child
from bot.lexicon import lexicon

from .counts import count_batch


def main() -> None:
    answers, ends = answers_of_child(), tuple(map(int, sys.argv[1:]))
    lexicon().initialize()
    gc.freeze()  # a collection would write into what twins share
    twins = []
    for asked, answering in zip(ends[::2], ends[1::2], strict=True):
        if (twin := os.fork()) == 0:
            answers.close()
            for end in {sys.stdin.fileno(), *ends} - {asked, answering}:  # else nobody would see that it was closed
                os.close(end)
            with os.fdopen(asked, "rb") as questions, os.fdopen(answering, "wb") as own:
                _serve(questions, own)
            os._exit(0)  # to take down what it has would be to write into shared pages
        twins.append(twin)
    for end in ends:
        os.close(end)
    _serve(sys.stdin.buffer, answers)
    for twin in twins:  # they have come to the end as well
        os.waitpid(twin, 0)


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    for line in questions:
        terms, found = count_batch(json.loads(line))
        listed = "\n".join(terms).encode()
        rows = np.stack([found.terms, found.texts, found.counts]).astype(np.int32).tobytes()
        answers.write(json.dumps([len(listed), len(rows)]).encode() + b"\n" + listed + rows)
        answers.flush()


if __name__ == "__main__":
    main()

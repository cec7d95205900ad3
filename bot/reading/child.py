"""The program of the child process: file names come in, a line each, what was read goes out, a line each.

A file that makes a reader fail takes this process down and nothing else: the parent sees the end and starts another.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from bot.reading.archive import pack
from bot.reading.files import Found
from bot.reading.formats import read_file

OUT_OF_MEMORY = 77  # exit status


def main() -> None:
    limit_memory(int(sys.argv[1]) << 20)
    logging.disable(logging.CRITICAL)
    sys.excepthook = _end
    # what a library prints must not stand among the answers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="surrogatepass")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        name, path = json.loads(line)
        print(pack(read_file(Found(name, Path(path)))), file=answers, flush=True)


def _end(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Tells the parent by the exit status whether memory ran out; some libraries say so in words only."""
    os._exit(OUT_OF_MEMORY if isinstance(error, MemoryError) or "memory" in str(error) else 1)


def limit_memory(limit: int) -> None:
    """Sets the most memory that this process may take, where the system knows such a limit."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()

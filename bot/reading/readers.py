"""Files to what they hold, in their order: a few in this process, many or heavy ones in children side by side."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

from bot.reading.archive import Read
from bot.reading.files import Found
from bot.reading.formats import HEAVY, missing_extra, read_file
from bot.reading.sandbox import Sandbox

MANY = 4 << 20  # bytes from which children are worth their start; this process reads so much in about a second


def read_all(found: Sequence[Found], *, children: int | None = None) -> Generator[Read, None, None]:
    """What each file holds, in the order given. `children`: how many read at a time, by default one a processor."""
    if sum(file.size for file in found) < MANY:
        with Sandbox() as sandbox:
            yield from (_read(file, sandbox) for file in found)
        return
    count = min(children or os.cpu_count() or 1, len(found))
    with ExitStack() as stack:
        idle: SimpleQueue[Sandbox] = SimpleQueue()
        for _ in range(count):
            idle.put(stack.enter_context(Sandbox()))
        pool = stack.enter_context(ThreadPoolExecutor(count, thread_name_prefix="reading"))
        yield from pool.map(lambda file: _read_in_child(file, idle), found)


def _read(file: Found, sandbox: Sandbox) -> Read:
    if file.suffix not in HEAVY:
        return read_file(file)
    missing = missing_extra(file)
    return ((), (missing,)) if missing else sandbox.read(file)


def _read_in_child(file: Found, idle: SimpleQueue[Sandbox]) -> Read:
    if missing := missing_extra(file):
        return (), (missing,)
    sandbox = idle.get()
    try:
        return sandbox.read(file)
    finally:
        idle.put(sandbox)

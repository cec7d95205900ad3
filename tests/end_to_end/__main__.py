"""`python -m tests.end_to_end [CHAPTER ...]`: prints the table, ends with 1 where a line fails."""

import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial

from tests.end_to_end.admins import admins, long_reload
from tests.end_to_end.buttons import buttons
from tests.end_to_end.engine import engine
from tests.end_to_end.faults import crowd, faults
from tests.end_to_end.files import files
from tests.end_to_end.memories import memories
from tests.end_to_end.rendering import rendering
from tests.end_to_end.replicas import replicas
from tests.end_to_end.running import canary, downtime, starts, stops
from tests.end_to_end.scene import STAND_IN, Table, webhook_settings
from tests.end_to_end.webhook import webhook
from tests.end_to_end.wishes import wishes
from tests.end_to_end.workers import workers

Chapter = Callable[[Table], None]

# the longest first, so that none is left over at the end
CHAPTERS = (files, long_reload, wishes, memories, replicas, faults, webhook, canary, starts, rendering, downtime, stops)
IN_BOTH_MODES = (admins, workers, buttons)  # how updates come in is nothing to the others
ALONE = (crowd, engine)  # they look at times
TOGETHER = 3  # chapters at a time; most of each is waiting


def main(names: list[str]) -> int:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began, rows = time.monotonic(), []
    for table in _tables(names):
        rows += table.rows
    failed = [what for what, _, ok in rows if not ok]
    print(f"\n{len(rows)} lines in {time.monotonic() - began:.0f} s, {len(failed)} failed {failed or ''}")
    return 1 if failed else 0


def _tables(names: list[str]) -> Iterator[Table]:
    """The table of each chapter, printed as it is done."""
    wanted = [(name, chapter) for name, chapter in _together() if not names or name.split()[0] in names]
    with ThreadPoolExecutor(TOGETHER) as pool:
        for done in as_completed([pool.submit(_walked, name, chapter) for name, chapter in wanted]):
            yield done.result()
    for chapter in ALONE:
        if not names or chapter.__name__ in names:
            yield _walked(chapter.__name__, chapter)


def _together() -> Iterator[tuple[str, Chapter]]:
    yield from ((chapter.__name__, chapter) for chapter in CHAPTERS)
    for chapter in IN_BOTH_MODES:
        for mode, env in (("polling", {}), ("webhook", webhook_settings())):
            yield f"{chapter.__name__} by {mode}", partial(chapter, **env)


def _walked(name: str, chapter: Chapter) -> Table:
    table, began = Table(), time.monotonic()
    try:
        chapter(table)
    except Exception:  # noqa: BLE001  a chapter that breaks off is a line that failed, and the others go on
        table.line(f"{name} came to its end", traceback.format_exc().splitlines()[-1], False)
        traceback.print_exc()
    print(f"\n{name} ({time.monotonic() - began:.0f} s)\n{table}", flush=True)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

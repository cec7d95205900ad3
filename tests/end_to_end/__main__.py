"""`python -m tests.end_to_end [CHAPTER ...]`: prints the table, ends with 1 where a line fails."""

import signal
import sys

from tests.end_to_end.admins import admins
from tests.end_to_end.buttons import buttons
from tests.end_to_end.faults import crowd, faults
from tests.end_to_end.files import files
from tests.end_to_end.memories import memories
from tests.end_to_end.rendering import rendering
from tests.end_to_end.replicas import replicas
from tests.end_to_end.running import canary, downtime, starts, stops
from tests.end_to_end.scene import STAND_IN, Table
from tests.end_to_end.webhook import webhook
from tests.end_to_end.workers import workers

CHAPTERS = (
    rendering,
    workers,
    buttons,
    memories,
    admins,
    files,
    faults,
    crowd,
    stops,
    starts,
    downtime,
    canary,
    webhook,
    replicas,
)


def main(names: list[str]) -> int:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    table = Table()
    for chapter in CHAPTERS:
        if not names or chapter.__name__ in names:
            print(f"\n{chapter.__name__}")
            chapter(table)
    print(f"\n{len(table.rows)} lines, {len(table.failed)} failed {table.failed or ''}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.faults [--quick] [--only NAME]...`: prints the table; ends with 1 where something did not hold."""

from __future__ import annotations

import argparse
import logging
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence

from tests.faults.checks import CHECKS
from tests.faults.table import Check, Row, Scale

WORDS = {True: "held", False: "NOT HELD", None: "not tried"}


def main(words: Sequence[str], *, checks: Mapping[str, Check] = CHECKS) -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("--quick", action="store_true", help="few rounds of each: minutes instead of hours")
    asked.add_argument("--only", action="append", choices=checks, metavar="NAME", help=", ".join(checks))
    asked.add_argument("--minutes", type=float, default=30.0, help="how long the soak lasts")
    options = asked.parse_args(words)
    scale, held = Scale(options.quick, options.minutes), True
    print("| fault | must hold | measured | |\n|---|---|---|---|", flush=True)
    for name in options.only or checks:
        began = time.monotonic()
        for row in _rows(name, checks[name], scale):
            held = held and row.held is not False
            print(f"| {row.fault} | {row.promise} | {row.measured} | {WORDS[row.held]} |", flush=True)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return 0 if held else 1


def _rows(name: str, check: Check, scale: Scale) -> Iterator[Row]:
    """A family's rows; one that breaks off is a row that did not hold, and one without any was not tried."""
    count = 0
    try:
        for count, row in enumerate(check(scale), start=1):  # noqa: B007  counted for what follows
            yield row
    except Exception as error:  # noqa: BLE001  the families after it are tried all the same
        traceback.print_exc()
        yield Row(name, "comes to its end", f"broke off by {type(error).__name__}", False)
        return
    if not count:
        yield Row(name, "", "no stand-in for Telegram here", None)


if __name__ == "__main__":
    logging.disable()  # what is broken on purpose complains
    sys.exit(main(sys.argv[1:]))

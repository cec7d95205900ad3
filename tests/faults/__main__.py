"""`python -m tests.faults [--quick] [--only NAME]...`: prints the table; ends with 1 where something did not hold."""

from __future__ import annotations

import argparse
import logging
import sys
import time

from tests.faults.checks import CHECKS
from tests.faults.table import Scale

WORDS = {True: "held", False: "NOT HELD", None: "not tried"}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("--quick", action="store_true", help="few rounds of each: minutes instead of hours")
    asked.add_argument("--only", action="append", choices=CHECKS, metavar="NAME", help=", ".join(CHECKS))
    asked.add_argument("--minutes", type=float, default=30.0, help="how long the soak lasts")
    options = asked.parse_args()
    logging.disable()
    scale, held = Scale(options.quick, options.minutes), True
    print("| fault | must hold | measured | |\n|---|---|---|---|", flush=True)
    for name in options.only or CHECKS:
        began = time.monotonic()
        for row in CHECKS[name](scale):
            held = held and row.held is not False
            print(f"| {row.fault} | {row.promise} | {row.measured} | {WORDS[row.held]} |", flush=True)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

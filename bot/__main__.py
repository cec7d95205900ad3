"""`python -m bot` is the command `niangjia`; told to stop while it still loads, the bot ends as one that was stopped."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    if sys.argv[1:2] == ["serve"]:  # a second passes before the bot is there to listen for itself
        signal.signal(signal.SIGTERM, _leave)
    from bot.cli import main as niangjia  # what takes that second

    niangjia()


def _leave(_number: int, _frame: FrameType | None) -> None:
    """There is nothing yet to be closed, and an exception amid an import may be swallowed."""
    os._exit(0)


if __name__ == "__main__":
    main()

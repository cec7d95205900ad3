"""What the process holds of memory, and when it gives it back: of the allocator, the collector and the application."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from typing import Any

from telegram.ext import Application

ARENAS = -8  # what glibc's mallopt calls M_ARENA_MAX


class Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """Keeps nothing, and so marks nothing to be kept: python-telegram-bot's notes every chat and worker for ever."""

    __slots__ = ()

    def _mark_for_persistence_update(self, *, update: object = None, job: object = None) -> None:
        """There is nothing that could be updated."""


def share_memory() -> None:
    """All threads allocate from one arena; with one each, what reloads free lies here and there, and more is taken."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library may have no arenas
            ctypes.CDLL(None).mallopt(ARENAS, 1)


def settle() -> None:
    """What is there at the start stays: later collections do not walk it, in which answers waited a fifth of a second."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """What a former library left free between what stays goes to the system; else each reload adds to it for a while."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)

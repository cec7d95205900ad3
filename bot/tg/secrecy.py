"""Logging that cannot tell a secret: every line is searched for the secrets after it is made, tracebacks too.

Nor what workers write: of an error its kind and place are told, its words only to who asked for DEBUG.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import quote

HIDDEN = "[secret]"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
UNDUMPABLE = 4  # what Linux's prctl calls PR_SET_DUMPABLE
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
TALKATIVE = ("httpx", "httpcore", "hpack", "asyncio")  # at INFO httpx writes addresses, and those hold the token


class Discreet(logging.Formatter):
    """Formats as usual, then takes the secrets out."""

    def __init__(self, secrets: Iterable[str], *, wordy: bool = False) -> None:
        super().__init__(FORMAT)
        self._wordy = wordy
        forms = {form for secret in secrets for form in _forms(secret)}
        self._forms = tuple(sorted(forms, key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        return self.hide(super().format(record))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (logging's own name)
        return super().formatException(ei) if self._wordy or ei[1] is None else "\n".join(_wordless(ei[1]))

    def hide(self, line: str) -> str:
        for form in self._forms:
            line = line.replace(form, HIDDEN)
        return line


class DiscreetJson(Discreet):
    """The same as one JSON object a line; a trace is one of its fields."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps({name: self.hide(value) for name, value in line.items()}, ensure_ascii=False)


def start_logging(level: str, *, secrets: Iterable[str], form: str = "text") -> None:
    """Logs of all packages go to standard error, without the secrets; so does what nobody caught."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((DiscreetJson if form == "json" else Discreet)(secrets, wordy=level == "DEBUG"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)  # a trace for each 502; we log a line
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_beside
    sys.unraisablehook = _log_uncaught_beside


def keep_from_dumps() -> None:
    """A dump of the memory after a crash would hold the token: none is written where the system can be told so.

    On Linux nor may another process of this account look into this one's memory and environment: the child that reads
    what is hostile runs as the same user.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).prctl(UNDUMPABLE, 0, 0, 0, 0)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        # of one byte no dump is made, neither into a file nor, unlike with 0, for a program that collects them
        resource.setrlimit(resource.RLIMIT_CORE, (1, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger(__name__).critical("stopped by an error", exc_info=(kind, error, trace))


def _log_uncaught_beside(told: Any) -> None:
    """Of a thread, or where nothing could be raised; Python itself would print it with all its words."""
    trouble = (told.exc_type, told.exc_value, told.exc_traceback)
    logging.getLogger(__name__).error("something beside was stopped by an error", exc_info=trouble)


def _wordless(error: BaseException) -> Iterator[str]:
    """Where an error rose and its kind, then those that it came of; a message may be what a worker wrote."""
    known: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in known:
        known.add(id(cause))
        yield "".join(traceback.format_tb(cause.__traceback__)) + type(cause).__qualname__
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _forms(secret: str) -> Iterable[str]:
    """The secret, its secret half, and both as they stand in addresses."""
    for part in (secret, secret.partition(":")[2]):
        if len(part) > 3:
            yield from (part, quote(part, safe=""))

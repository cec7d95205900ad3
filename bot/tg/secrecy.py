"""Logging that cannot tell a secret: every line is searched for the secrets after it is made, tracebacks too."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import quote

HIDDEN = "[secret]"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
TALKATIVE = ("httpx", "httpcore", "hpack", "asyncio")  # at INFO httpx writes addresses, and those hold the token


class Discreet(logging.Formatter):
    """Formats as usual, then takes the secrets out."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(FORMAT)
        forms = {form for secret in secrets for form in _forms(secret)}
        self._forms = tuple(sorted(forms, key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        return self.hide(super().format(record))

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
    handler.setFormatter((DiscreetJson if form == "json" else Discreet)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)  # a trace for each 502; we log a line
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger(__name__).critical("stopped by an error", exc_info=(kind, error, trace))


def _forms(secret: str) -> Iterable[str]:
    """The secret, its secret half, and both as they stand in addresses."""
    for part in (secret, secret.partition(":")[2]):
        if len(part) > 3:
            yield from (part, quote(part, safe=""))

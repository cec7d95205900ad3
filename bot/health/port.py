"""A small web server in a thread of its own: it answers even where the bot's event loop no longer does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from bot.health.vitals import Vitals

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

SLOWEST = 5.0  # seconds that a caller may take to say what it wants


class Port:
    """Serves `/healthz`, `/readyz` and `/metrics` from now until `close`; raises `OSError` where it cannot listen."""

    def __init__(self, vitals: Vitals, place: tuple[str, int]) -> None:
        self._server = make_server(*place, application_of(vitals), server_class=_Server, handler_class=_Silent)
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    @property
    def number(self) -> int:
        return self._server.server_port

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def application_of(vitals: Vitals) -> WSGIApplication:
    """`/healthz`: 200 while the event loop goes round; `/readyz`: 200 while the bot can answer; else 503. `/metrics`: figures."""
    metrics: WSGIApplication = make_wsgi_app(vitals.metrics.registry, disable_compression=True)
    well: dict[str, Callable[[], bool]] = {
        "/healthz": vitals.is_alive,
        "/readyz": lambda: vitals.ailment() is None,
    }

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return metrics(environ, start)
        status = "404 Not Found"
        if path in well:
            status = "200 OK" if well[path]() else "503 Service Unavailable"
        start(status, [("Content-Type", "text/plain; charset=utf-8")])
        return [status.partition(" ")[2].encode() + b"\n"]

    return answer


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Logs nothing: a caller that hangs up is no error of ours."""


class _Silent(WSGIRequestHandler):
    timeout = SLOWEST

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the library's)
        """Logs nothing: probes come every few seconds."""

"""Troubles at Telegram: the bot comes back by itself, or ends with one clear line; each question is answered once."""

from __future__ import annotations

import http.server
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.end_to_end.faults import all_answered
from tests.end_to_end.running import down_at_start, downtime, stops
from tests.end_to_end.scene import STAND_IN, Scene, Table, scene, webhook_settings
from tests.faults.table import Row, Scale

ONCE = "comes back by itself; each question answered once"
Chapter = Callable[[Table], None]


def telegram(scale: Scale) -> Iterator[Row]:
    if not STAND_IN.exists():
        return
    minute, ten = scale.of(60, 4), scale.of(10, 4)
    chapters: tuple[tuple[str, Chapter], ...] = (
        ("Telegram down at the start", down_at_start),
        (f"401 to all for {ten} s", passing(ten, p401=1.0)),
        (f"404 to all for {ten} s", missing(ten)),
        (f"502 to all for {minute} s", passing(minute, p502=1.0)),
        ("502 to half of all requests", during(60, p502=0.5)),
        ("429: five a second overall", during(60, flood=True, overall_per_s=5)),
        ("a tenth of the connections cut", during(60, pdrop=0.1)),
        ("a third of the answers after 7 s", during(60, pslow=0.3, slow_s=7.0)),
        ("409: a second instance polls once", second_poller),
        ("each update delivered twice", delivered_twice),
    )
    for fault, chapter in chapters:
        yield of_chapter(fault, ONCE, chapter)
    for fault, chapter in (
        ("409: a second instance polls on and on", second_instance),
        ("401 to all for good", refused_for_good),
    ):
        yield of_chapter(fault, "ends with 1 and one clear line", chapter)
    waiting, restarts = scale.of(10_000, 300), scale.of(50, 3)
    yield of_chapter(
        f"{waiting} questions wait at the start, and a /reload of two hours ago",
        "each answered once; the stale command is not run",
        lambda table: downtime(table, waiting),
    )
    yield of_chapter(
        f"SIGTERM amid 60 questions, {restarts} restarts",
        "exit 0 in at most 10 s; none lost or doubled",
        lambda table: stops(table, restarts),
    )


def of_chapter(fault: str, promise: str, chapter: Chapter) -> Row:
    """What an end-to-end chapter found, as one row."""
    table = Table()
    chapter(table)
    found = "; ".join(found for what, found, _ in table.rows if "log line" not in what)
    failed = f"; failed: {table.failed}" if table.failed else ""
    return Row(fault, promise, f"{found[:150]}{failed}".replace("|", "/").replace("\n", " "), not table.failed)


def passing(seconds: int, **faulty: float) -> Chapter:
    """All requests fail for so long; questions come meanwhile; then the trouble is over."""

    def chapter(table: Table) -> None:
        with scene(table) as one:
            one.start()
            one.fake.cfg(**faulty)

            def end() -> None:
                time.sleep(seconds)
                one.fake.cfg(**dict.fromkeys(faulty, 0.0))

            all_answered(one, "", 60, between=end)
            one.stop()

    return chapter


def during(seconds: int, **faulty: float) -> Chapter:
    """The trouble lasts as long as the questions."""

    def chapter(table: Table) -> None:
        with scene(table) as one:
            one.start()
            one.fake.cfg(**faulty)
            all_answered(one, "", seconds)
            one.fake.cfg(flood=False, p502=0.0, pdrop=0.0, pslow=0.0)
            one.stop()

    return chapter


def missing(seconds: int) -> Chapter:
    """A gateway in front of the stand-in says 404, as Telegram does of a token that it does not know."""

    def chapter(table: Table) -> None:
        with scene(table) as one, gateway(one) as wrong:
            one.start()
            wrong.set()

            def end() -> None:
                time.sleep(seconds)
                wrong.clear()

            all_answered(one, "", 60, between=end)
            one.stop()

    return chapter


@contextmanager
def gateway(one: Scene) -> Iterator[threading.Event]:
    """While the event is set, everything is 404."""
    wrong, inner = threading.Event(), one.fake.base

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if wrong.is_set():
                self._answer(404, b'{"ok": false, "error_code": 404, "description": "Not Found"}')
                return
            kind = self.headers.get("Content-Type", "")
            request = urllib.request.Request(inner + self.path, body, {"Content-Type": kind})
            try:
                with urllib.request.urlopen(request, timeout=60) as response:
                    self._answer(response.status, response.read())
            except urllib.error.HTTPError as error:
                self._answer(error.code, error.read())

        def _answer(self, code: int, body: bytes) -> None:
            with suppress(BrokenPipeError):
                self.send_response(code)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """The table says what there is to say."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    one.env["NIANGJIA_API_BASE_URL"] = f"http://127.0.0.1:{server.server_port}/bot"
    try:
        yield wrong
    finally:
        server.shutdown()
        server.server_close()


def second_poller(table: Table) -> None:
    with scene(table) as one:
        one.start()
        one.fake.api("getUpdates", offset=0, timeout=1)
        all_answered(one, "", 30)
        one.stop()


def delivered_twice(table: Table) -> None:
    with scene(table, **webhook_settings()) as one:
        one.start()
        one.fake.cfg(webhook_dup=True)
        all_answered(one, "", 30)
        one.stop()


def second_instance(table: Table) -> None:
    """Another program polls whenever ours does, as a second bot with the same token would."""
    with scene(table) as one:
        one.start()
        over = threading.Event()

        def poll() -> None:
            while not over.is_set():
                one.fake.api("getUpdates", offset=0, timeout=1)

        other = threading.Thread(target=poll)
        other.start()
        _ends(table, one)
        over.set()
        other.join()


def refused_for_good(table: Table) -> None:
    with scene(table) as one:
        one.start()
        one.fake.cfg(p401=1.0)
        _ends(table, one)


def _ends(table: Table, one: Scene) -> None:
    began = time.monotonic()
    code = one.bot.wait(180)
    lines = [line for line in one.log.read_text().splitlines() if line and not re.match(r"\d{4}-", line)]
    spent = time.monotonic() - began
    table.line("it ends", f"exit {code} after {spent:.0f} s: {lines[-1:]}", code == 1 and len(lines) == 1)

"""The bot behind a webhook."""

import contextlib
import http.client

from tests.end_to_end.faults import all_answered
from tests.end_to_end.scene import QUESTION, SECRET, WORKER, Table, scene, webhook_settings


def webhook(table: Table) -> None:
    env = webhook_settings()
    port = int(env["NIANGJIA_PORT"])
    with scene(table, **env) as one:
        one.start()
        [text] = one.say(QUESTION, chat=WORKER)
        table.line("webhook: a question is answered", text[:30], "书面申请" in text)
        good = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        posts = (
            ("without the secret", b"{}", {"Content-Type": "application/json"}, 401),
            ("with a wrong secret", b"{}", {**good, "X-Telegram-Bot-Api-Secret-Token": "wrong"}, 401),
            ("of junk", b"\xff\xfe{", good, 400),
            ("of a list", b"[1]", good, 400),
            ("of two megabytes", b"x" * 2**21, good, 413),
        )
        for name, body, headers, code in posts:
            found = post(port, body, headers)
            table.line(f"webhook: a post {name}", found, found == code)
        one.fake.cfg(webhook_dup=True)
        all_answered(one, "webhook: each update delivered twice", 20)
        one.fake.cfg(webhook_dup=False)
        code, seconds = one.stop()
        table.line("webhook: SIGTERM ends it", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def post(port: int, body: bytes, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", "/hook", body, headers)
    return connection.getresponse().status

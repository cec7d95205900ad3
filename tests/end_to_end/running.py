"""Starts and stops: what waited, what is refused, what the log may hold."""

import re
import signal
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from tests.end_to_end.balancer import free_ports
from tests.end_to_end.faults import reply_time
from tests.end_to_end.scene import ADMIN, CHATS, QUESTION, SECRET, TOKEN, WORKER, Scene, Table, scene, webhook_settings


def stops(table: Table, restarts: int = 1) -> None:
    """Stopped amid questions, again and again: what one run did not answer the next one does."""
    [port] = free_ports(1)
    with scene(table, NIANGJIA_METRICS_PORT=str(port)) as one:
        one.start()
        reply_time(one, next(CHATS))
        one.fake.mark()
        asked, ends, looks = [], [], []
        for _ in range(restarts):
            chats = [next(CHATS) for _ in range(60)]
            asked += chats
            one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": QUESTION} for chat in chats])
            time.sleep(0.1)
            one.bot.send_signal(signal.SIGTERM)
            began = time.monotonic()
            looks.append(_readiness(one, port))
            ends.append((one.bot.wait(20), time.monotonic() - began))
            one.start()
        end = time.monotonic() + 30
        while (answers := _answers(one)).keys() < set(asked) and time.monotonic() < end:
            time.sleep(0.5)
        time.sleep(1.0)
        answers = _answers(one)
        codes, longest = {code for code, _ in ends}, max(seconds for _, seconds in ends)
        table.line(
            f"SIGTERM amid 60 questions, {restarts} ×",
            f"exit {codes} in {longest:.1f} s",
            codes == {0} and longest < 10,
        )
        off = sum(503 in codes and 200 not in codes[codes.index(503) :] for codes in looks)
        table.line("  not ready from then on", f"{off} of {restarts}", off == restarts)
        lost, doubled = sum(not answers[chat] for chat in asked), sum(answers[chat] > 1 for chat in asked)
        table.line("  lost and doubled over the restarts", f"{lost}, {doubled}", not lost and not doubled)
        one.stop()


def _readiness(one: Scene, port: int) -> list[int]:
    """What `/readyz` says, again and again, as long as the bot lives and the port is open."""
    codes, end = [], time.monotonic() + 20
    while one.bot.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                codes.append(answer.status)
        except urllib.error.HTTPError as error:
            codes.append(error.code)
        except OSError:
            break
        time.sleep(0.01)
    return codes


def _answers(one: Scene) -> Counter[int]:
    log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
    return Counter(entry["chat"] for entry in log)


def starts(table: Table) -> None:
    down_at_start(table)
    for name, env, code in (
        ("no token", {"NIANGJIA_TOKEN": ""}, 2),
        ("a malformed token", {"NIANGJIA_TOKEN": "nonsense"}, 2),
        ("a missing corpus", {"NIANGJIA_CORPUS": "nowhere"}, 2),
        ("a webhook without a secret", {"NIANGJIA_WEBHOOK_URL": "https://example.org/hook"}, 2),
        (
            "a webhook without TLS",
            {
                "NIANGJIA_WEBHOOK_URL": "http://example.org/",
                "NIANGJIA_WEBHOOK_SECRET": SECRET,
                "NIANGJIA_API_BASE_URL": "",
            },
            2,
        ),
        ("a token that Telegram refuses", {"NIANGJIA_TOKEN": "999999:CANARY-fEdCbA9876543210"}, 1),
    ):
        with scene(table, **env) as one:
            found = one.launch().wait(120)
            lines = [line for line in one.log.read_text().splitlines() if line and not re.match(r"\d{4}-", line)]
            table.line(f"{name} ends the start", f"exit {found}: {lines[-1:]}", found == code and len(lines) == 1)


def down_at_start(table: Table) -> None:
    with scene(table) as one:
        port = one.fake.port
        one.fake.proc.kill()
        one.fake.proc.wait(10)
        bot = one.launch()
        time.sleep(4)
        alive = bot.poll() is None
        children = one.fake.children
        one.fake = type(one.fake)(token=TOKEN, port=port)
        one.fake.children = children
        [text] = one.say(QUESTION, chat=WORKER, timeout=120) or [""]
        table.line("Telegram down at start: it waits and comes back", text[:30], alive and "书面申请" in text)
        code, seconds = one.stop()
        table.line("  and stops as told", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def downtime(table: Table, count: int = 400) -> None:
    """What waited while nobody listened: each question is answered once, an admin's old command is not run."""
    with scene(table) as one:
        old = int(time.time()) - 7200
        chats = [next(CHATS) for _ in range(count)]
        one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": QUESTION} for chat in chats])
        one.fake.say(chat=ADMIN, text="/reload", extra={"date": old})
        began = time.monotonic()
        one.start()
        sent, moved = (
            0,
            began,
        )  # as long as it goes on it is waited for: how fast is Telegram's limit, and the machine's
        while sent <= count and time.monotonic() < moved + 60:
            time.sleep(0.5)
            now = one.fake.state()["counts"].get("sendMessage", 0)
            sent, moved = now, time.monotonic() if now > sent else moved
        spent = time.monotonic() - began
        log = one.fake.log(after=0, methods=["sendMessage"], ok=True)
        answers = Counter(entry["chat"] for entry in log)
        found = f"lost {sum(not answers[chat] for chat in chats)}, doubled {sum(answers[chat] > 1 for chat in chats)}"
        right = {answers[chat] for chat in chats} == {1}
        table.line(f"{count} questions waited at the start", f"{found}, {spent:.0f} s", right)
        stale = [entry["result"]["text"] for entry in log if entry["chat"] == ADMIN]
        table.line("  and a reload that waited two hours", stale, len(stale) == 1 and "没有执行" in stale[0])
        code, seconds = one.stop()
        table.line("  and it stops as told", f"exit {code} in {seconds:.1f} s", code == 0)


def _nothing_kept(one: Scene) -> None:
    """No file of the state holds the token or the secret, in whatever form."""
    files = [path for path in (one.folder / "state").rglob("*") if path.is_file()]
    secrets = [form.encode() for secret in (TOKEN, SECRET) for form in (secret, secret.partition(":")[2] or secret)]
    leaked = [path.name for path in files if any(secret in path.read_bytes() for secret in secrets)]
    one.table.line("  no file of the state holds a secret", leaked or len(files), not leaked and files)


def canary(table: Table) -> None:
    """At the most talkative level, over use, cut connections and a refused token; and what the figures tell."""
    port = webhook_settings()["NIANGJIA_PORT"]
    with scene(table, NIANGJIA_LOG_LEVEL="DEBUG", NIANGJIA_METRICS_PORT=port) as one:
        one.start()
        one.say(QUESTION, chat=WORKER)
        one.say("/reload 确认", chat=ADMIN, n=2, timeout=20)
        one.say(kind="document", chat=next(CHATS))
        one.say(kind="document", data="# 夜校", name="夜校.md", chat=ADMIN, timeout=20)
        one.fake.cfg(pdrop=0.5)
        one.say(QUESTION, chat=8, timeout=10)
        one.fake.cfg(pdrop=0.0, p401=1.0)
        time.sleep(2)
        one.fake.cfg(p401=0.0)
        texts = one.say(QUESTION, chat=9, timeout=10)
        table.line("DEBUG: it is used, cut off, refused, and answers", texts[0][:30], "书面申请" in texts[0])
        one.say(QUESTION, chat=next(CHATS))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as response:
            figures = response.read().decode()
        told = [word for word in (QUESTION, "7100000", "User7", TOKEN) if word in figures]
        table.line("no figure tells of a worker", told or f"{len(figures)} bytes", not told and "passages" in figures)
        one.stop()
        _nothing_kept(one)
    nowhere = "http://127.0.0.1:9/file/bot"
    with scene(table, NIANGJIA_LOG_LEVEL="DEBUG", NIANGJIA_API_BASE_FILE_URL=nowhere, PYTHONFAULTHANDLER="1") as one:
        one.start()
        [text] = one.say(kind="document", data="# 夜校", name="夜校.md", chat=ADMIN, timeout=20)
        time.sleep(3.0)
        said = one.fake.log(after=0, chat=ADMIN)[-1]["params"].get("text", text)
        table.line("DEBUG: a file that cannot be fetched", said[:40], "夜校" in said)
        limits = Path(f"/proc/{one.bot.pid}/limits").read_text()
        most = re.search(r"Max core file size +(\d+)", limits)
        table.line("  no dump of its memory is written", most and most[0], most and int(most[1]) < 2)
        one.bot.send_signal(signal.SIGABRT)
        crash = one.bot.wait(20)
        table.line("DEBUG: a crash with all its stacks", crash, "Current thread" in one.log.read_text())
        _nothing_kept(one)
    with scene(table, NIANGJIA_LOG_LEVEL="DEBUG", NIANGJIA_TOKEN="999999:CANARY-fEdCbA9876543210") as one:
        table.line("DEBUG: a refused token", code := one.launch().wait(60), code == 1)

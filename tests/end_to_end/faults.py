"""Troubles at Telegram, and crowds: nothing is lost or doubled."""

import time
from collections.abc import Callable

from tests.end_to_end.scene import CHATS, QUESTION, WORKER, Scene, Table, scene


def faults(table: Table) -> None:
    with scene(table) as one:
        one.start()
        for name, faulty, seconds in (
            ("502 in half of all requests", {"p502": 0.5}, 30),
            ("a tenth of the connections cut", {"pdrop": 0.1}, 20),
            ("answers after 7 s", {"pslow": 0.2, "slow_s": 7}, 30),
            ("429 where the pace is left", {"flood": True}, 20),
        ):
            one.fake.cfg(**faulty)
            all_answered(one, name, seconds)
            one.fake.cfg(**dict.fromkeys(faulty, 0.0) | ({"slow_s": 2.0} if "slow_s" in faulty else {}))
        one.fake.cfg(flood=True, overall_per_s=5)
        all_answered(one, "429 at five a second overall", 40)
        one.fake.cfg(flood=False, overall_per_s=30)
        one.fake.cfg(p401=1.0)
        time.sleep(8)
        one.fake.cfg(p401=0.0)
        all_answered(one, "a token refused for 8 s", 20, count=5)
        stranger = one.fake.api("getUpdates", offset=0, timeout=1)
        all_answered(one, f"a second poller once ({stranger.get('ok')})", 20, count=5)


def all_answered(
    one: Scene, name: str, seconds: float, *, count: int = 20, between: Callable[[], None] | None = None
) -> None:
    """Each of `count` questions of as many workers is answered once; `between` happens when they are asked."""
    one.fake.mark()
    chats = [next(CHATS) for _ in range(count)]
    for chat in chats:
        one.fake.say(chat=chat, text=QUESTION)
    if between is not None:
        between()
    end, replies = time.monotonic() + seconds, {}
    while time.monotonic() < end and len(replies) < count:
        time.sleep(0.3)
        log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
        replies = {entry["chat"]: entry for entry in log if entry["chat"] in chats}
    time.sleep(1.0)
    log = [entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)]
    lost = [chat for chat in chats if chat not in log]
    doubled = [chat for chat in chats if log.count(chat) > 1]
    spent = seconds - (end - time.monotonic())
    ok = not lost and not doubled
    one.table.line(f"{name}: {count} questions", f"lost {len(lost)}, doubled {len(doubled)}, {spent:.1f} s", ok)


def crowd(table: Table) -> None:
    with scene(table) as one:
        one.fake.cfg(flood=True)
        one.start()
        idle = max(reply_time(one, next(CHATS)) for _ in range(5))
        one.fake.mark()
        one.fake.ctl("many", ops=[{"op": "say", "chat": WORKER, "text": QUESTION} for _ in range(500)])
        time.sleep(0.5)
        busy = max(reply_time(one, next(CHATS)) for _ in range(5))
        table.line(
            "500 messages of one delay nobody", f"{idle * 1000:.0f} → {busy * 1000:.0f} ms", busy < 2 * idle + 0.1
        )
        time.sleep(24)
        texts = [entry["result"]["text"] for entry in one.fake.log(methods=["sendMessage"], chat=WORKER, ok=True)]
        refusals = sum("太快" in text for text in texts)
        table.line("  who gets one polite refusal", f"{len(texts)} replies, {refusals} refusals", refusals == 1)
        during = one.fake.state()["stat"].get("sent_during_penalty", 0)
        table.line("nothing is sent during a penalty", during, during == 0)


def reply_time(one: Scene, chat: int) -> float:
    began = time.monotonic()
    one.say(QUESTION, chat=chat)
    return time.monotonic() - began

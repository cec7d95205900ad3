"""Processor time an update takes, ours beside a bare python-telegram-bot bot that only echoes, against the stand-in.

`python -m tests.benchmarks.echo [UPDATES [TURNS]]`: all are asked the same questions in processes of their own, turn by
turn, in three ways: thirty at once, which the echo answers at once and we at Telegram's pace, each another question of
our own sets, of which the corpus answers about half; thirty at once, eight questions again and again; and these one
after the other, twenty a second, when all have the same to do in the same time. "Bare" is python-telegram-bot as it
comes, whose requests go by httpx, ours by aiohttp; what that makes is told by ours by httpx and the echo by aiohttp.
"""

import itertools
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.benchmarks.crowd import QUESTIONS, worked_by
from tests.end_to_end.scene import ROOT, STAND_IN, Scene, Table, scene

AT_ONCE, A_SECOND = 30, 20
SETS = ("everyday", "everyday2", "questions")
OURS = "ours"
KINDS = ("echo", OURS, "ours by httpx", "echo by aiohttp")


def main(count: int, turns: int) -> None:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return
    loads: dict[str, tuple[Load, Questions]] = {
        f"{AT_ONCE} at once, each another question": (at_once, different),
        f"{AT_ONCE} at once, eight questions": (at_once, again),
        f"{A_SECOND} a second, eight questions": (one_by_one, again),
    }
    times: dict[tuple[str, str], list[float]] = {(load, kind): [] for load in loads for kind in KINDS}
    for _ in range(turns):
        for (load, kind), found in times.items():
            with scene(Table(), NIANGJIA_CORPUS=str(ROOT / "corpus")) as one:
                found.append(measured(one, count, kind, *loads[load]))
            print(f"{load}, {kind}: {found[-1]:.2f} ms, load {os.getloadavg()[0]:.1f}", flush=True)
    for load in loads:
        ms = {kind: statistics.median(times[load, kind]) for kind in KINDS}
        print(f"{load}: " + ", ".join(f"{kind} {value:.2f} ms" for kind, value in ms.items()))
        print(f"  ours is {ms[OURS] / ms['echo']:.2f} times a bare bot's", end="; ")
        print(f"both by httpx {ms['ours by httpx'] / ms['echo']:.2f}", end=", ")
        print(f"both by aiohttp {ms[OURS] / ms['echo by aiohttp']:.2f}")


def different() -> Iterator[str]:
    """The questions of our sets in an order of chance: none comes twice before all have come."""
    files = (ROOT / "tests" / "acceptance" / f"{name}.jsonl" for name in SETS)
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = [json.loads(line)["question"] for line in lines]
    random.Random(3).shuffle(questions)
    return itertools.cycle(questions)


def again() -> Iterator[str]:
    chance = random.Random(1)
    while True:
        yield chance.choice(QUESTIONS)


def measured(one: Scene, count: int, kind: str, load: "Load", questions: "Questions") -> float:
    """Milliseconds of user and system time that an update takes the whole process, once it is warm."""
    if kind == OURS:
        one.start()
    else:
        command = [sys.executable, "-m", "tests.benchmarks.echo", "--bot", kind]
        one.bot = one.fake.start_bot(command, one.env, log=str(one.log), cwd=str(ROOT))
    texts = questions()
    for turn in range(4):  # what a start does in the background, and what is loaded at the first question
        asked(one, range(200_000 + turn * AT_ONCE, 200_000 + (turn + 1) * AT_ONCE), texts)
    before = worked_by(one)
    load(one, range(100_000, 100_000 + count), texts)
    worked = worked_by(one) - before
    one.stop()
    return 1000 * worked / count


Questions = Callable[[], Iterator[str]]
Load = Callable[[Scene, Sequence[int], Iterator[str]], None]


def at_once(one: Scene, chats: Sequence[int], texts: Iterator[str]) -> None:
    for first in range(0, len(chats), AT_ONCE):
        asked(one, chats[first : first + AT_ONCE], texts)


def one_by_one(one: Scene, chats: Sequence[int], texts: Iterator[str]) -> None:
    one.fake.mark()
    began = time.monotonic()
    for number, chat in enumerate(chats):
        time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        _say(one, [chat], texts)
    _replied(one, chats)


def asked(one: Scene, chats: Sequence[int], texts: Iterator[str]) -> None:
    """All of these ask at once; back when all have their reply."""
    one.fake.mark()
    _say(one, chats, texts)
    _replied(one, chats)


def _say(one: Scene, chats: Sequence[int], texts: Iterator[str]) -> None:
    one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": next(texts)} for chat in chats])


def _replied(one: Scene, chats: Sequence[int]) -> None:
    replied: set[int] = set()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        replied = {entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)}
        if replied >= set(chats):
            return
        time.sleep(0.05)
    raise TimeoutError(f"{len(set(chats) - replied)} of {len(chats)} workers had no reply within a minute")


def echo(*, by_aiohttp: bool) -> None:
    from telegram.ext import Application, MessageHandler, filters

    async def reply(update: Any, context: object) -> None:
        await update.message.reply_text(update.message.text)

    address = os.environ["NIANGJIA_API_BASE_URL"]
    builder = Application.builder().token(os.environ["NIANGJIA_TOKEN"]).concurrent_updates(16).base_url(address)
    if by_aiohttp:
        from bot.tg.traffic.wire import Wire

        builder = builder.request(Wire(address, connections=256, read_timeout=5.0))
        builder = builder.get_updates_request(Wire(address, connections=1, read_timeout=5.0))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling()


def ours_by_httpx() -> None:
    from telegram.request import HTTPXRequest

    import bot.tg.serve
    from bot.cli import niangjia

    def request(_address: str, *, connections: int, read_timeout: float, pool_timeout: float = 5.0) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=connections, read_timeout=read_timeout, pool_timeout=pool_timeout)

    bot.tg.serve.__dict__["Wire"] = request
    niangjia(["serve"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bot"]:
        ours_by_httpx() if sys.argv[2] == "ours by httpx" else echo(by_aiohttp=sys.argv[2] == "echo by aiohttp")
    else:
        given = [*map(int, sys.argv[1:]), 300, 3]
        main(given[0], given[1] if len(sys.argv) > 2 else 3)

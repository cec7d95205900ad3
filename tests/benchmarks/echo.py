"""Processor time an update takes, ours beside a bare python-telegram-bot bot that only echoes, against the stand-in.

`python -m tests.benchmarks.echo [UPDATES]`: both are asked the same questions, thirty at a time, in processes of their
own, three turns each; most of either's time is the library's and the network's.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Sequence

from tests.benchmarks.crowd import QUESTIONS, _worked
from tests.end_to_end.scene import ROOT, STAND_IN, Scene, Table, scene

AT_ONCE, TURNS = 30, 3


def main(count: int) -> None:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return
    found: dict[str, list[float]] = {"echo": [], "ours": []}
    for _ in range(TURNS):
        for name, times in found.items():
            with scene(Table(), NIANGJIA_CORPUS=str(ROOT / "corpus")) as one:
                start = [sys.executable, "-m", "tests.benchmarks.echo", "--bot"] if name == "echo" else None
                times.append(measured(one, count, start))
                print(
                    f"{name}: {times[-1]:.2f} ms of processor time an update, load {os.getloadavg()[0]:.1f}", flush=True
                )
    echo, ours = (statistics.median(times) for times in found.values())
    print(f"ours {ours:.2f} ms, echo {echo:.2f} ms: {ours / echo:.2f} times")


def measured(one: Scene, count: int, command: list[str] | None) -> float:
    if command is None:
        one.start()
    else:
        one.bot = one.fake.start_bot(command, one.env, log=str(one.log), cwd=str(ROOT))
    chance = random.Random(1)
    chats = list(range(100_000, 100_000 + count))
    for turn in range(4):  # what a start does in the background, and what is loaded at the first question
        asked(one, range(200_000 + turn * AT_ONCE, 200_000 + (turn + 1) * AT_ONCE), chance)
    before = _worked(one.bot.pid)
    for first in range(0, count, AT_ONCE):
        asked(one, chats[first : first + AT_ONCE], chance)
    worked = _worked(one.bot.pid) - before
    one.stop()
    return 1000 * worked / count


def asked(one: Scene, chats: Sequence[int], chance: random.Random) -> None:
    one.fake.mark()
    one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": chance.choice(QUESTIONS)} for chat in chats])
    end = time.monotonic() + 60
    while time.monotonic() < end:
        replied = {entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)}
        if replied >= set(chats):
            return
        time.sleep(0.05)
    raise TimeoutError(f"{len(set(chats) - replied)} of {len(chats)} workers had no reply within a minute")


def echo() -> None:
    from telegram.ext import Application, MessageHandler, filters

    async def reply(update, context):
        await update.message.reply_text(update.message.text)

    builder = Application.builder().token(os.environ["NIANGJIA_TOKEN"]).concurrent_updates(16)
    application = builder.base_url(os.environ["NIANGJIA_API_BASE_URL"]).build()
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling()


if __name__ == "__main__":
    if sys.argv[1:] == ["--bot"]:
        echo()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)

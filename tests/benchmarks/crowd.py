"""A thousand workers ask at once, against the stand-in with Telegram's limits: how long each waits, what is lost.

`python -m tests.benchmarks.crowd [WORKERS]`
"""

import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.end_to_end.scene import ROOT, STAND_IN, Scene, Table, scene

RATE = 25.0  # replies a second that the bot keeps to; the fair wait of the n-th worker is n / RATE
QUESTIONS = (
    "公租房怎么申请",
    "年假有几天",
    "骑手送餐受伤了谁管",
    "医疗互助怎么参加",
    "老板拖欠工资怎么办",
    "有没有免费的技能培训",
    "孩子考上大学有没有补助",
    "护照丢了怎么补办",
)


def main(count: int) -> None:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return
    with scene(Table(), NIANGJIA_CORPUS=str(ROOT / "corpus")) as one:
        one.fake.cfg(flood=True)
        one.start()
        idle = max(_reply_time(one, chat) for chat in range(10, 20))
        one.fake.mark()
        chance = random.Random(1)
        chats = list(range(100_000, 100_000 + count))
        began, worked = time.time(), worked_by(one)
        ops = [{"op": "say", "chat": chat, "text": chance.choice(QUESTIONS)} for chat in chats]
        one.fake.ctl("many", ops=ops)
        asked = time.time()
        replies = _settled(one)
        worked = worked_by(one) - worked
        stat = one.fake.state()["stat"]
        one.stop()
    waits = sorted(times[0] - began for chat in chats if (times := replies.get(chat)))
    behind = [wait - number / RATE for number, wait in enumerate(waits, 1)]
    print(f"workers {count}, idle {idle:.2f} s, all asked within {asked - began:.2f} s")
    print(f"lost {count - len(waits)}, doubled {sum(len(times) > 1 for times in replies.values())}")
    print(f"wait p50 {waits[len(waits) // 2]:.1f} s, p95 {waits[len(waits) * 95 // 100]:.1f} s, last {waits[-1]:.1f} s")
    print(f"fair wait of the last {count / RATE:.1f} s; the most that anybody came after it: {max(behind):.1f} s")
    late = _out_of_order(chats, replies)
    print(
        f"answered in the order of asking within {late} places; {len(waits) / (waits[-1] - waits[0]):.1f} replies a second"
    )
    print(f"the bot's processor time: {1000 * worked / count:.1f} ms a question")
    print(f"429: {stat.get('flood_429', 0)}, sent during a penalty: {stat.get('sent_during_penalty', 0)}")


def _reply_time(one: Scene, chat: int) -> float:
    began = time.monotonic()
    one.say(QUESTIONS[0], chat=chat)
    return time.monotonic() - began


def worked_by(one: Scene) -> float:
    """Seconds of processor time of the bot's process, where the system tells."""
    assert one.bot
    stat = Path(f"/proc/{one.bot.pid}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _settled(one: Scene) -> dict[int, list[float]]:
    """The replies, once none has come for fifteen seconds."""
    replies, since = _replies(one), time.time()
    while time.time() < since + 15:
        time.sleep(1)
        found = _replies(one)
        if sum(map(len, found.values())) > sum(map(len, replies.values())):
            replies, since = found, time.time()
    return replies


def _replies(one: Scene) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True):
        found.setdefault(entry["chat"], []).append(entry["t"])
    return found


def _out_of_order(chats: Sequence[int], replies: Mapping[int, Sequence[float]]) -> int:
    """By how many places a worker was answered later than asked, at most."""
    order = sorted((times[0], chat) for chat, times in replies.items())
    place = {chat: number for number, (_, chat) in enumerate(order)}
    return max(place[chat] - number for number, chat in enumerate(chats) if chat in place)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

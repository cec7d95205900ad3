"""Library after library taken up under constant questions: no error, no mixture, no long wait."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from bot.settings import Settings
from bot.store.shelf import shelf_of
from bot.tg.heap import settle, share_memory
from bot.tg.memory import Memory
from bot.tg.plugin import install
from bot.tg.serve import SWITCH
from tests.end_to_end.scene import ROOT
from tests.fake_telegram import ADMIN, FakeTelegram, Says, application_on
from tests.faults.editions import EDITIONS
from tests.faults.table import Row, Scale, folder

QUESTIONS = (
    "公租房怎么申请",
    "租房补贴多少钱",
    "骑手送餐受伤了谁管",
    "医疗互助怎么报销",
    "被拖欠工资怎么办",
    "高温津贴怎么发",
)
EVERY = 0.1  # seconds between two questions
TICK = 0.01  # seconds between two looks at how late the loop wakes up
TWICE, LAG = 2.0, 0.1


def swaps(scale: Scale) -> Iterator[Row]:
    count = scale.of(200, 5)
    sys.setswitchinterval(SWITCH)  # as `serve` does
    share_memory()
    with folder() as place:
        idle, busy = asyncio.run(_swapped(place, count))
    ratio = percentile(busy.spent, 0.99) / percentile(idle.spent, 0.99)
    measured = (
        f"{busy.swaps} swaps, {len(busy.spent)} questions, {busy.errors} errors, {busy.mixed} mixed; "
        f"p99 {percentile(busy.spent, 0.99) * 1000:.0f} ms (longest {max(busy.spent) * 1000:.0f}), idle {percentile(idle.spent, 0.99) * 1000:.0f} ms ({ratio:.1f} ×)"
    )
    held = busy.swaps == count and not busy.errors and not busy.mixed and ratio <= TWICE
    yield Row("swaps under constant questions", "no error, no mixture; p99 at most 2 × idle", measured, held)
    lag = percentile(busy.lags, 0.99)
    found = f"{lag * 1000:.0f} ms of {len(busy.lags)} looks, longest {max(busy.lags) * 1000:.0f} ms"
    yield Row("the event loop's lag meanwhile", "p99 at most 100 ms", found, lag <= LAG)


@dataclass
class Found:
    spent: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    errors: int = 0
    mixed: int = 0
    swaps: int = 0


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def _swapped(place: Path, count: int) -> tuple[Found, Found]:
    """The same asking twice: for a while with nothing else going on, then as long as `count` reloads take."""
    corpus, network = place / "corpus", FakeTelegram()
    houses = [place / edition for edition in EDITIONS]
    for house, edition in zip(houses, EDITIONS, strict=True):
        lay_house(house, edition)
    houses[0].rename(corpus)
    application, shelf = application_on(network), shelf_of(corpus, str(place / "state"))  # as `serve` has it
    settings = Settings(_env_file=None, corpus=corpus, state=str(place / "state"), admin_ids=frozenset({ADMIN}))
    office = install(application, settings, library=shelf.open(), load=shelf.renew, shelf=shelf, memory=Memory())
    desk = office.desk
    says, idle, busy = Says(application), Found(), Found()
    desk.library.warm()  # as `serve` does before it is ready
    settle()

    async def reload() -> None:
        for number in range(1, count + 1):
            corpus.rename(houses[1 - number % 2])
            houses[number % 2].rename(corpus)
            before, order = desk.library, says.update("/reload", user=ADMIN).effective_message
            await office.renewal.renew(order, confirmed=True)
            busy.swaps += desk.library is not before

    async with application:
        await _asked(says, network, idle, asyncio.sleep(max(10.0, count * 0.3)))
        await _asked(says, network, busy, reload())
    return idle, busy


async def _asked(says: Says, network: FakeTelegram, found: Found, meanwhile) -> None:
    """Questions at a steady pace, whether or not those before are answered, until `meanwhile` ends."""
    main = asyncio.create_task(meanwhile)
    watch = asyncio.create_task(_watched(found))
    asked: set[asyncio.Task] = set()
    network.sent.clear()
    number = 0
    while not main.done():
        number += 1
        asked.add(asyncio.create_task(_one(says, QUESTIONS[number % len(QUESTIONS)], 1000 + number, found)))
        await asyncio.sleep(EVERY)
    await main
    await asyncio.gather(*asked)
    watch.cancel()
    replies = {p["chat_id"]: p["text"] for name, p in network.sent if name == "sendMessage" and p["chat_id"] > 1000}
    found.errors += len(asked) - len(replies) + sum("示例材料" in text for text in replies.values())
    found.mixed += sum(all(edition in text for edition in EDITIONS) for text in replies.values())


async def _one(says: Says, question: str, worker: int, found: Found) -> None:
    began = monotonic()
    await says(question, user=worker)
    found.spent.append(monotonic() - began)


async def _watched(found: Found) -> None:
    while True:
        due = monotonic() + TICK
        await asyncio.sleep(TICK)
        found.lags.append(max(0.0, monotonic() - due))


def lay_house(corpus: Path, edition: str) -> None:
    """The shipped corpus with this edition as the source of every article: each citation names it."""
    shutil.copytree(ROOT / "corpus", corpus)
    for path in corpus.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"^source:.*$", f"source: {edition}", text, count=1, flags=re.MULTILINE), encoding="utf-8"
        )
    (corpus / "golden.jsonl").unlink()

"""Messages that hurt: the worker gets a sentence in half a second, and the bot lives."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.library import Library
from bot.loading import load_library
from bot.settings import Settings
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.plugin import install
from tests.end_to_end.scene import ADMIN, CHATS, QUESTION, STAND_IN, Table, scene
from tests.end_to_end.workers import POISON
from tests.fake_telegram import WORKER, FakeTelegram, Says, application_on
from tests.faults.editions import EDITIONS, lay
from tests.faults.table import Row, Scale, folder

PROMISE = "a sentence in at most 500 ms; the bot lives"
LONGEST = 0.5
COMMANDS = ("/ask", "/region", "/why")


def poison(scale: Scale) -> Iterator[Row]:
    if STAND_IN.exists():
        yield messages(scale.of(5, 1))
    with folder() as place:
        lay(place, EDITIONS[0])
        yield asyncio.run(exceptions(place))


def messages(rounds: int) -> Row:
    table, worst, silent = Table(), (0.0, ""), []
    with scene(table) as one:
        one.start()
        one.say(QUESTION, chat=next(CHATS))
        texts = dict(POISON)
        for command in COMMANDS:
            texts |= {f"{command} with {name}": f"{command} {text}"[:4096] for name, text in POISON.items()}
        for name, text in list(texts.items()) * rounds:
            began = time.monotonic()
            said = one.say(text, chat=ADMIN if "/why" in name else next(CHATS), timeout=10)
            spent = time.monotonic() - began
            worst = max(worst, (spent, name))
            silent += [] if said and said[0] else [name]
            if "/why" in name:
                time.sleep(1.1)  # one answer a second to the same chat
        alive = "书面申请" in one.say(QUESTION, chat=next(CHATS))[0]
        one.stop()
    measured = (
        f"{len(texts)} texts × {rounds}, slowest {worst[0] * 1000:.0f} ms ({worst[1]}), unanswered {silent or 'none'}"
    )
    held = worst[0] <= LONGEST and not silent and alive and not table.failed
    return Row("poisonous messages", PROMISE, measured + (f"; failed {table.failed}" if table.failed else ""), held)


class BrokenLibrary(Library):
    """Whatever is asked of it raises."""

    def answer(self, *_arguments: object, **_options: object) -> object:
        raise RuntimeError("a secret that no worker should read")

    explain = answer


async def exceptions(corpus: Path) -> Row:
    """Every kind of error in the middle of a handler: one calm sentence, nothing of the error's own words."""
    network = FakeTelegram()
    application = application_on(network)
    settings = Settings(_env_file=None, corpus=corpus, state=str(corpus / "no state"), admin_ids=frozenset({ADMIN}))
    library = load_library(corpus)
    desk = install(application, settings, library=library, shelf=Shelf(corpus, None)).desk
    parts = {name: getattr(library, name) for name in ("files", "articles", "passages", "duplicates", "problems", "index", "gazetteer")}  # fmt: skip
    desk.library = BrokenLibrary(**parts)
    says = Says(application)
    async with application:
        await says(QUESTION, user=WORKER)
        await says(f"/ask {QUESTION}", user=WORKER + 1)
        await says(f"/why {QUESTION}", user=ADMIN)
        await says.asks_inline(QUESTION)
        apologies = network.texts()
        desk.library = replace(library)
        await says(QUESTION, user=WORKER + 2)
    calm = sentences.APOLOGY.format(hotline="12351")
    held = apologies.count(calm) == 3 and not any("secret" in text for text in apologies) and "申请" in network.texts()[-1]  # fmt: skip
    return Row("an exception in a handler", PROMISE, f"{apologies.count(calm)} of 3 askers got “{calm[:20]}…”; the next is answered", held)  # fmt: skip

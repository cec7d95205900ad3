"""Reloads of what should not be taken up: the old library answers, and the admin reads why."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.library import Library
from bot.settings import Settings
from bot.store.shelf import Shelf
from bot.tg.admins.renewal import Renewal
from bot.tg.plugin import install
from tests.end_to_end.scene import ARTICLES, CHATS, QUESTION, STAND_IN, Scene, Table, reloaded, scene
from tests.fake_telegram import ADMIN, FakeTelegram, Says, application_on
from tests.faults.editions import EDITIONS, edition_of, lay
from tests.faults.table import Row, Scale, folder
from tests.make_files import make_docx, paragraph

PROMISE = "refused or reported; the old library answers"
OLD, NEW = EDITIONS
KILLER = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000


def reloads(scale: Scale) -> Iterator[Row]:
    if not STAND_IN.exists():
        return
    table = Table()
    with scene(table) as one:
        lay(one.corpus, OLD)
        one.start()
        cases: tuple[tuple[str, Callable[[Scene], None], str, str], ...] = (
            ("an empty folder", empty, "仍在使用", OLD),
            ("no folder", lambda one: shutil.rmtree(one.corpus), "仍在使用", OLD),
            ("half the passages gone", halve, "少了一半以上", OLD),
            ("a file that kills its reader", lambda one: add_docx(one, KILLER), "坏", NEW),
        )
        for fault, spoil, words, edition in cases:
            spoil(one)
            said, answered = reloaded(one), one.say(QUESTION, chat=next(CHATS), timeout=20)[0]
            line = next((line for line in said.splitlines() if words in line), said)
            yield Row(f"reload of {fault}", PROMISE, line[:70], words in said and edition in answered)
        yield hanging_reader(one)
        one.stop()
    failed = table.failed
    if failed:
        yield Row("the log of these reloads", "no secret, no question", str(failed), held=False)
    yield hanging_build()


def empty(one: Scene) -> None:
    shutil.rmtree(one.corpus)
    one.corpus.mkdir()


def halve(one: Scene) -> None:
    lay(one.corpus, NEW)
    for name in list(ARTICLES)[: len(ARTICLES) // 2 + 1]:
        (one.corpus / name).unlink()


def add_docx(one: Scene, body: str) -> None:
    lay(one.corpus, NEW)
    (one.corpus / "a.docx").write_bytes(make_docx(body))


def hanging_reader(one: Scene) -> Row:
    """The process that reads is stopped, as it would be by a disk that never answers; a question comes meanwhile."""
    lay(one.corpus, OLD)
    (one.corpus / "b.docx").write_bytes(make_docx(paragraph("公租房另有新规定。") * 2000))
    time.sleep(1.1)
    one.fake.mark()
    one.fake.say(chat=1, text="/reload")
    stopped = stop_reader(one.bot.pid)
    began = time.monotonic()
    answered = one.say(QUESTION, chat=next(CHATS), timeout=20)[0]
    spent = time.monotonic() - began
    said = one.fake.wait(chat=1, n=2, timeout=60, methods=["sendMessage"], after=0)[-1]["result"]["text"]
    end = time.monotonic() + 60
    while "秒" not in said or "b.docx" not in said:
        log = one.fake.log(after=0, chat=1, methods=["sendMessage"], ok=True)
        said = log[-1]["result"]["text"]
        if time.monotonic() > end:
            break
        time.sleep(1)
    line = next((line for line in said.splitlines() if "b.docx" in line), said)
    held = stopped and NEW in answered and "b.docx" in said and spent < 2
    return Row("reload with a reader that hangs", PROMISE, f"meanwhile answered in {spent:.1f} s; {line[:60]}", held)


def stop_reader(bot: int) -> bool:
    """Whether the process that reads for the build of the bot was found, and stopped in its tracks."""
    for _ in range(4000):
        for process in descendants(bot):
            with suppress(OSError):  # it may have ended meanwhile
                if b"bot.reading.child" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGSTOP)
                    return True
        time.sleep(0.005)
    return False


def descendants(parent: int) -> Iterator[int]:
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, path.read_text().split()):
                yield child
                yield from descendants(child)


def hanging_build() -> Row:
    """A build that hangs in this very process: it is given up, and the next one is not in its way."""
    with folder() as place:
        lay(place, OLD)
        hung, then, edition = asyncio.run(_after_a_hang(place))
    held = "已放弃等待" in hung and "重建完成" in then and edition == NEW
    measured = f"{hung.splitlines()[-1][:50]}; the next: {then[:20]}"
    return Row("a build that hangs for good", "a watchdog gives it up; the old library answers", measured, held)


async def _after_a_hang(corpus: Path) -> tuple[str, str, str]:
    never, network = threading.Event(), FakeTelegram()
    application = application_on(network)
    settings = Settings(_env_file=None, corpus=corpus, state=str(corpus / "no state"), admin_ids=frozenset({ADMIN}))
    office = install(application, settings)
    desk = office.desk
    says, shelf = Says(application), Shelf(corpus, None)

    def hang(_root: Path, *, progress: object = None) -> Library:
        never.wait(60)
        raise AssertionError("it was waited for")

    async with application:
        update = says.update("/reload", user=ADMIN)
        for load, patience in ((hang, 2.0), (shelf.renew, 600.0)):
            renewal = Renewal(
                desk,
                load=load,
                shelf=shelf,
                corpus=corpus,
                gate=office.gate,
                publish=office.notices.publish,
                patience=patience,
            )
            await renewal.renew(update.effective_message, confirmed=False)
            lay(corpus, NEW)
        never.set()
    texts = [text for text in network.texts() if "重建" in text and "开始" not in text]
    return texts[0], texts[-1], edition_of(desk.library)

import asyncio
import datetime as dt

import pytest

from bot.engines.engine import EngineError, Fault, publish
from bot.engines.following import Following
from bot.engines.shelf import SharedShelf
from bot.loading import CorpusError
from tests.embedded import Embedded

NOW = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)


class Flaky(Embedded):
    """An engine that is away for as long as it is told to be."""

    is_away = False

    def health(self):
        if self.is_away:
            raise EngineError(Fault.AWAY)


def followed(engine, *steps):
    """What was taken up and what was said to ail, with a look after each step."""
    taken, ailing = [], []
    following = Following(engine, take_up=taken.append, ail=ailing.append)

    async def play():
        for step in steps:
            step()
            await following.look()

    asyncio.run(play())
    return taken, ailing


def test_what_another_process_publishes_is_taken_up_once(library):
    engine = Flaky()

    taken, ailing = followed(engine, lambda: publish(engine, library, now=NOW), lambda: None)

    assert (taken, ailing) == ([library], [None, None])


def test_what_a_start_has_taken_up_is_not_taken_up_again(library):
    engine, taken = Flaky(), []
    publish(engine, library, now=NOW)

    asyncio.run(Following(engine, take_up=taken.append, ail=lambda _: None, taken=engine.library()).look())

    assert taken == []


def test_an_outage_is_said_and_its_end_too_and_nothing_is_taken_up_again(library, caplog):
    engine = Flaky()
    publish(engine, library, now=NOW)

    def go_away():
        engine.is_away = True

    def come_back():
        engine.is_away = False

    taken, ailing = followed(engine, lambda: None, go_away, lambda: None, come_back)

    away = str(EngineError(Fault.AWAY))
    assert (taken, ailing) == ([library], [None, away, away, None])
    assert caplog.text.count("cannot be asked") == 1


def test_a_look_at_a_shared_shelf_publishes_nothing(corpus):
    shelf = SharedShelf(corpus, None, Embedded())

    with pytest.raises(CorpusError):
        shelf.look()
    library = shelf.open()
    assert shelf.look() is library


def test_a_shelf_that_is_shared_publishes_once_and_goes_back_to_the_version_before(corpus):
    shelf = SharedShelf(corpus, None, Embedded())
    first = shelf.open()
    (corpus / "new.md").write_text(
        "---\ntitle: 新的\n---\n\n工会食堂每天中午供应三元工作餐，凭会员卡就餐。\n", encoding="utf-8"
    )

    assert shelf.open() is first
    second = shelf.build(corpus)
    assert shelf.keep(second, instead_of=first) == ()
    assert shelf.open() is second
    [former] = shelf.former()
    assert shelf.take_back(former, instead_of=second) == (first, ())
    assert shelf.open() is first

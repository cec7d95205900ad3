import asyncio
import json

import pytest

from bot.tg.traffic.polling import DeafError, Polling
from bot.tg.traffic.turnstile import Turnstile
from tests.fake_telegram import FakeTelegram, bot_on


def message(number):
    chat = {"id": 7, "type": "private", "first_name": "王"}
    return {"update_id": number, "message": {"message_id": number, "date": 1, "chat": chat, "text": "公租房"}}


class Batches(FakeTelegram):
    """Gives each batch once, then nothing; a batch that is a tuple is a failure."""

    def __init__(self, *batches):
        super().__init__()
        self.batches, self.offsets = list(batches), []

    async def do_request(self, url, method, request_data=None, *args, **kwargs):
        if not url.endswith("getUpdates"):
            return await super().do_request(url, method, request_data, *args, **kwargs)
        self.offsets.append(request_data.parameters["offset"])
        batch = self.batches.pop(0) if self.batches else []
        await asyncio.sleep(0)
        if isinstance(batch, tuple):
            return batch[0], json.dumps({"ok": False, "description": batch[1]}).encode()
        return 200, json.dumps({"ok": True, "result": batch}).encode()


def fetched(*batches, patience=60.0):
    """The updates that were put into the queue, and the offsets asked for."""
    network = Batches(*batches)

    async def play():
        queue = asyncio.Queue()
        polling = Polling(bot_on(network), queue, Turnstile(), patience=patience, step=0.0)
        task = asyncio.create_task(polling.run())
        while network.batches and not task.done():
            await asyncio.sleep(0)
        for _ in range(9):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if not task.cancelled():
            task.result()
        await polling.close()
        return [queue.get_nowait().update_id for _ in range(queue.qsize())]

    return asyncio.run(play()), network.offsets


def test_updates_are_fetched_and_what_was_handled_is_confirmed():
    numbers, offsets = fetched([message(4), message(5)])

    assert numbers == [4, 5]
    assert offsets[0] == 0
    assert offsets[-1] == 6


@pytest.mark.parametrize("date", ["yesterday", 10**18])
def test_an_update_that_cannot_be_read_costs_only_itself(date):
    broken = {"update_id": 5, "message": {"message_id": 1, "date": date, "chat": {"id": 7, "type": "private"}}}

    numbers, offsets = fetched([message(4), broken, "no object", message(6)])

    assert numbers == [4, 6]
    assert offsets[-1] == 7


@pytest.mark.parametrize(
    "failure", [(401, "Unauthorized"), (404, "Not Found"), (409, "Conflict"), (502, "Bad Gateway")]
)
def test_a_failure_is_outlasted(failure):
    numbers, _ = fetched([message(4)], failure, failure, [message(5)])

    assert numbers == [4, 5]


@pytest.mark.parametrize(("failure", "second_poller"), [((401, "Unauthorized"), False), ((409, "Conflict"), True)])
def test_a_failure_that_waiting_will_not_mend_ends_the_polling(failure, second_poller):
    with pytest.raises(DeafError) as caught:
        fetched(failure, failure, failure, patience=0.0)

    assert caught.value.second_poller is second_poller


def test_every_request_is_told_to_who_watches_over_the_bot():
    network, told = Batches([message(1)], (502, "Bad Gateway"), []), []

    async def play():
        polling = Polling(bot_on(network), asyncio.Queue(), Turnstile(), step=0.0, heard=told.append)
        task = asyncio.create_task(polling.run())
        while len(told) < 3:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(play())

    assert told[:3] == [None, "NetworkError", None]

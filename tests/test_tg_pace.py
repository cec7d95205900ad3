import asyncio
import datetime as dt
from time import monotonic

import aiohttp
import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.tg.traffic.pace import Pace, Window

# python-telegram-bot warns, whenever it meets a 429, that a name of its own will change its type
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


def caused(error, cause):
    error.__cause__ = cause
    return error


def sent(*errors, endpoint="sendMessage"):
    """How often a request was sent that fails with these errors, then succeeds; and what came out."""
    left, count = list(errors), 0

    async def callback():
        nonlocal count
        count += 1
        if left:
            raise left.pop(0)
        return "sent"

    async def play():
        pace = Pace(step=0.0005)
        try:
            return await pace.process_request(callback, (), {}, endpoint, {}, None)
        except NetworkError as error:
            return type(error)

    outcome = asyncio.run(play())
    return count, outcome


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("Bad Gateway (502)"),
        InvalidToken("Unauthorized"),
        caused(NetworkError("refused"), aiohttp.ClientConnectionError("refused")),
        caused(NetworkError("cut"), aiohttp.ServerDisconnectedError()),
        caused(TimedOut(), aiohttp.ConnectionTimeoutError("no connection, or all taken")),
    ],
)
def test_what_telegram_has_not_taken_is_sent_again(error):
    assert sent(error) == (2, "sent")


def test_what_telegram_asks_to_send_later_is_sent_later():
    assert sent(RetryAfter(dt.timedelta(seconds=0))) == (2, "sent")


def test_a_send_that_timed_out_may_have_arrived_and_is_not_sent_again():
    assert sent(caused(TimedOut(), aiohttp.SocketTimeoutError("late"))) == (1, TimedOut)


def test_an_edit_that_timed_out_is_sent_again_without_harm():
    assert sent(caused(TimedOut(), aiohttp.SocketTimeoutError("late")), endpoint="editMessageText") == (2, "sent")


def test_what_telegram_refuses_for_good_is_not_sent_again():
    assert sent(BadRequest("chat not found")) == (1, BadRequest)
    with pytest.raises(Forbidden):
        sent(Forbidden("blocked"))


def test_tries_come_to_an_end():
    _, outcome = sent(*(NetworkError("502") for _ in range(9999)))

    assert outcome is NetworkError


def test_a_window_holds_so_many_in_any_span():
    window = Window(2, 10.0)

    assert window.wait(100.0) == 0.0
    window.take(100.0)
    window.take(103.0)
    assert window.wait(104.0) == 6.0
    window.take(110.0)
    assert window.wait(111.0) == 2.0


def test_during_a_penalty_nothing_is_sent_to_anyone():
    order, moments = [], []

    async def play():
        pace = Pace(step=0.0005)

        async def punished():
            order.append("first")
            if order.count("first") == 1:
                moments.append(monotonic())
                raise RetryAfter(dt.timedelta(milliseconds=1))

        async def other():
            order.append("other")
            moments.append(monotonic())

        first = asyncio.create_task(pace.process_request(punished, (), {}, "sendMessage", {}, None))
        while not order:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        await pace.process_request(other, (), {}, "answerCallbackQuery", {}, None)
        await first

    asyncio.run(play())

    assert order.count("other") == 1
    assert order.count("first") == 2
    assert moments[1] - moments[0] >= 0.1


def test_those_who_share_a_pace_go_more_seldom_each():
    window = Window(2, 1.0)
    window.take(0.0)
    window.take(0.5)

    assert (window.wait(0.5), window.wait(0.5, sharers=2)) == (0.5, 1.5)


def test_who_asked_first_is_sent_to_first_whatever_each_had_to_wait():
    order = []

    async def play():
        pace = Pace()

        async def send(chat):
            async def callback():
                order.append(chat)

            await pace.process_request(callback, (), {}, "sendMessage", {"chat_id": chat}, None)

        await asyncio.gather(*(send(chat) for chat in range(1, 31)))

    asyncio.run(play())

    assert order == list(range(1, 31))


def test_who_waits_for_a_chat_of_its_own_holds_up_nobody():
    order = []

    async def play():
        pace = Pace()

        async def send(chat):
            async def callback():
                order.append(chat)

            await pace.process_request(callback, (), {}, "sendMessage", {"chat_id": chat}, None)

        await asyncio.gather(*(send(chat) for chat in (7, 7, 8, 9)))

    asyncio.run(play())

    assert order == [7, 8, 9, 7]


def test_who_was_woken_late_puts_off_nobody_but_gains_no_more_than_that():
    window = Window(1, 10.0)
    window.take(0.0, late=3.0)
    window.take(12.0, late=3.0)
    assert window.wait(12.0) == 8.0

    window.take(100.0, late=3.0)

    assert window.wait(100.0) == 7.0

import asyncio
import io

from aiohttp.test_utils import TestClient, TestServer

from bot.tg.turnstile import Turnstile
from bot.tg.webhook import HEADER, LARGEST, Webhook
from tests.fake_telegram import FakeTelegram, bot_on

SECRET = "secret-of-the-post"
GOOD = {HEADER: SECRET}


def posted(*posts):
    """The status of each post (body, headers), and the numbers of the updates that were let in."""

    async def play():
        queue = asyncio.Queue()
        webhook = Webhook(
            bot_on(FakeTelegram()), queue, Turnstile(), url="https://x.org/", secret=SECRET, place=("127.0.0.1", 0)
        )
        async with TestClient(TestServer(webhook.application())) as client:
            codes = [
                (await client.post("/any/path", data=io.BytesIO(body), headers=headers)).status
                for body, headers in posts
            ]
        return codes, [queue.get_nowait().update_id for _ in range(queue.qsize())]

    return asyncio.run(play())


def test_a_post_with_the_secret_lets_an_update_in():
    assert posted((b'{"update_id": 5}', GOOD)) == ([200], [5])


def test_a_post_without_or_with_a_wrong_secret_is_refused_unread():
    wrong = {HEADER: "secret-of-the-p\u00f6st".encode().decode("latin-1")}

    assert posted((b'{"update_id": 5}', {}), (b"{", wrong), (b"x" * 2 * LARGEST, {})) == ([401, 401, 401], [])


def test_junk_is_refused_and_life_goes_on():
    junk = (b"\xff\xfe{", b"", b"[1]", b"{}", b'{"update_id": "5"}')

    codes, numbers = posted(*((body, GOOD) for body in junk), (b'{"update_id": 6}', GOOD))

    assert codes == [400, 400, 400, 400, 400, 200]
    assert numbers == [6]


def test_a_body_over_a_megabyte_is_refused():
    assert posted((b"x" * (LARGEST + 1), GOOD)) == ([413], [])


def test_an_update_that_cannot_be_read_is_taken_and_left_out_for_else_it_would_come_again_for_ever():
    assert posted((b'{"update_id": 5, "message": {"date": "yesterday"}}', GOOD)) == ([200], [])

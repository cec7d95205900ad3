import asyncio
import io

from aiohttp.test_utils import TestClient, TestServer

from bot.tg.memory import Memory, memory_of, now
from bot.tg.traffic.replica import Replica
from bot.tg.traffic.turnstile import Turnstile
from bot.tg.traffic.webhook import HEADER, LARGEST, Webhook
from tests.fake_telegram import FakeTelegram, bot_on

SECRET = "secret-of-the-post"
GOOD = {HEADER: SECRET}


def posted(*posts, memory=None, handle=None):
    """The status of each post (body, headers), all at once, and the numbers of the updates that were handled."""
    handled = []

    async def note(update):
        handled.append(update.update_id)

    async def play():
        replica = Replica(memory or Memory(), longest=0.05, step=0.01)
        place = ("127.0.0.1", 0)
        webhook = Webhook(
            bot_on(FakeTelegram()),
            handle or note,
            Turnstile(),
            replica,
            url="https://x.org/",
            secret=SECRET,
            place=place,
        )
        async with TestClient(TestServer(webhook.application())) as client:
            answers = await asyncio.gather(
                *(client.post("/any/path", data=io.BytesIO(body), headers=headers) for body, headers in posts)
            )
            return [answer.status for answer in answers]

    return asyncio.run(play()), handled


def test_a_post_with_the_secret_lets_an_update_in():
    assert posted((b'{"update_id": 5}', GOOD)) == ([200], [5])


def test_a_post_without_or_with_a_wrong_secret_is_refused_unread():
    wrong = {HEADER: "secret-of-the-p\u00f6st".encode().decode("latin-1")}

    assert posted((b'{"update_id": 5}', {}), (b"{", wrong), (b"x" * 2 * LARGEST, {})) == ([401, 401, 401], [])


def test_junk_is_refused_and_life_goes_on():
    junk = (
        *(b"\xff\xfe{", b"", b"[1]", b"{}", b'{"update_id": "5"}', b'{"update_id": true}', b'{"update_id": -5}'),
        *(b'{"update_id": %d}' % 2**70, b'{"update_id": %s}' % (b"9" * 5000), b"[" * 400_000),
    )

    codes, numbers = posted(*((body, GOOD) for body in junk), (b'{"update_id": 6}', GOOD))

    assert codes == [*[400] * len(junk), 200]
    assert numbers == [6]


def test_a_body_over_a_megabyte_is_refused():
    assert posted((b"x" * (LARGEST + 1), GOOD)) == ([413], [])


def test_an_update_that_cannot_be_read_is_taken_and_left_out_for_else_it_would_come_again_for_ever():
    late = b'{"update_id": 6, "message": {"message_id": 1, "date": %d, "chat": {"id": 7, "type": "private"}}}' % 10**18

    assert posted((b'{"update_id": 5, "message": {"date": "yesterday"}}', GOOD), (late, GOOD)) == ([200, 200], [])


def test_an_update_is_said_to_have_arrived_only_when_it_was_handled():
    order = []

    async def handle(update):
        await asyncio.sleep(0.02)
        order.append("handled")

    codes, _ = posted((b'{"update_id": 5}', GOOD), handle=handle)
    order += codes

    assert order == ["handled", 200]


def test_an_update_that_another_process_has_handled_is_taken_and_left(tmp_path):
    memory = memory_of(str(tmp_path))
    asyncio.run(memory.keep(lambda store: store.updates.claim(5, holder="another", now=now())))
    asyncio.run(memory.keep(lambda store: store.updates.finish(5, holder="another")))

    assert posted((b'{"update_id": 5}', GOOD), memory=memory) == ([200], [])
    memory.close()


def test_an_update_that_another_process_is_still_at_may_come_again(tmp_path):
    memory = memory_of(str(tmp_path))
    asyncio.run(memory.keep(lambda store: store.updates.claim(5, holder="another", now=now())))

    assert posted((b'{"update_id": 5}', GOOD), memory=memory) == ([503], [])
    memory.close()

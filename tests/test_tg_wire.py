import asyncio
import json
import ssl
import traceback

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.tg.traffic.wire import Wire, proxy_for

SENT = {"message_id": 3, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "好"}
GOOD = {"ok": True, "result": {**SENT, "reply_to_message": SENT}}


def told(ask, *, answer=None, connections=2, read_timeout=5.0, pool_timeout=5.0):
    """What `ask` makes of a bot whose Telegram gives this answer, and what came there: type, body, parts with names."""
    came = []

    async def take(request):
        if request.content_type == "multipart/form-data":
            parts = await request.post()
            came.append({name: getattr(part, "filename", part) for name, part in parts.items()})
            for part in parts.values():
                if isinstance(part, web.FileField):
                    part.file.close()
        else:
            came.append((request.content_type, await request.text()))
        return await answer(request) if answer else web.json_response(GOOD)

    async def play():
        telegram = web.Application()
        telegram.router.add_route("*", "/{path:.*}", take)
        async with TestServer(telegram) as server:
            address = str(server.make_url("/bot"))
            wire = Wire(address, connections=connections, read_timeout=read_timeout, pool_timeout=pool_timeout)
            await wire.initialize()
            try:
                return await ask(Bot("5:token", base_url=address, request=wire, get_updates_request=wire))
            finally:
                await wire.shutdown()

    return asyncio.run(play()), came


def test_a_request_goes_as_json_and_the_answer_comes_back():
    message, [(kind, body)] = told(lambda bot: bot.send_message(7, "<b>年假</b>", parse_mode="HTML"))

    assert (message.message_id, message.chat.id) == (3, 7)
    assert kind == "application/json"
    assert json.loads(body) == {"chat_id": "7", "text": "<b>年假</b>", "parse_mode": "HTML"}


def test_what_we_wrote_is_not_read_again_from_the_answer_and_what_others_wrote_is():
    async def updates(_request):
        return web.json_response({"ok": True, "result": [{"update_id": 1, "message": GOOD["result"]}]})

    message, _ = told(lambda bot: bot.send_message(7, "好"))
    [raw], _ = told(lambda bot: bot._post("getUpdates"), answer=updates)

    assert (message.text, message.reply_to_message) == (None, None)
    assert raw["message"] == GOOD["result"]


def test_a_file_goes_with_its_name_as_it_is():
    _, [parts] = told(lambda bot: bot.send_document(7, b"\x00words", filename='年假 "办法".txt', caption="给您"))

    assert parts == {"chat_id": "7", "caption": "给您", "document": '年假 "办法".txt'}


def test_a_file_whose_name_no_header_can_hold_goes_under_one_like_it():
    _, [parts] = told(lambda bot: bot.send_document(7, b"words", filename="年\n假\x07\r.txt"))

    assert parts["document"] == "年_假__.txt"


def test_a_file_is_fetched():
    async def answer(_request):
        return web.Response(body=b"\x00words")

    assert told(lambda bot: bot.request.retrieve(f"{bot.base_url}/file"), answer=answer)[0] == b"\x00words"


def test_an_answer_that_does_not_come_is_a_timeout_that_may_have_arrived():
    async def answer(_request):
        await asyncio.sleep(1)

    with pytest.raises(TimedOut) as caught:
        told(lambda bot: bot.get_me(read_timeout=0.05), answer=answer)
    assert not isinstance(caught.value.__cause__, aiohttp.ConnectionTimeoutError)


def test_waiting_in_vain_for_a_connection_is_a_timeout_of_which_nothing_was_sent():
    async def answer(_request):
        await asyncio.sleep(0.3)
        return web.json_response(GOOD)

    async def ask(bot):
        return await asyncio.gather(bot.send_message(7, "一"), bot.send_message(8, "二"), return_exceptions=True)

    (first, second), came = told(ask, answer=answer, connections=1, pool_timeout=0.05)

    assert first.message_id == 3
    assert isinstance(second, TimedOut)
    assert isinstance(second.__cause__, aiohttp.ConnectionTimeoutError)
    assert len(came) == 1


def test_a_connection_that_breaks_is_an_error_without_the_address():
    async def answer(request):
        request.transport.abort()

    with pytest.raises(NetworkError) as caught:
        told(lambda bot: bot.get_me(), answer=answer)
    assert not isinstance(caught.value, TimedOut)
    assert "token" not in str(caught.value)


def test_no_trace_of_an_error_holds_the_token():
    secret = "".join(("AbC", "9xYz"))  # not in the lines that a trace shows of this file

    async def junk(_reader, writer):
        writer.write(b"\x00\x01 no HTTP\r\n\r\n")
        writer.close()

    async def play():
        server = await asyncio.start_server(junk, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        wire = Wire(address, connections=1, read_timeout=1)
        await wire.initialize()
        try:
            await wire.do_request(f"{address}5:{secret}/getMe", "POST")
        finally:
            await wire.shutdown()
            server.close()

    with pytest.raises(NetworkError) as caught:
        asyncio.run(play())
    assert secret not in "".join(traceback.format_exception(caught.value))
    assert secret not in repr(caught.value)


def test_nobody_listening_is_an_error_and_the_wire_can_be_used_again():
    wire = Wire("http://127.0.0.1:9/bot", connections=1, read_timeout=1)

    async def play():
        for _ in range(2):
            await wire.initialize()
            await wire.initialize()
            with pytest.raises(NetworkError):
                await wire.do_request("http://127.0.0.1:9/bot", "POST")
            await wire.shutdown()

    asyncio.run(play())
    asyncio.run(play())  # on another event loop


def test_certificates_are_checked():
    async def play():
        wire = Wire("https://x.org/", connections=1, read_timeout=1)
        await wire.initialize()
        trusted = wire._session.connector._ssl
        await wire.shutdown()
        return trusted

    trusted = asyncio.run(play())
    assert trusted.verify_mode is ssl.CERT_REQUIRED
    assert trusted.check_hostname


@pytest.mark.parametrize(
    ("names", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"https_proxy": "10.0.0.1:3128"}, "http://10.0.0.1:3128"),
        ({"ALL_PROXY": "http://10.0.0.2:1"}, "http://10.0.0.2:1"),
        ({"HTTP_PROXY": "http://10.0.0.3:1"}, None),
        ({"HTTPS_PROXY": "http://10.0.0.1:3128", "NO_PROXY": "localhost,.telegram.org"}, None),
    ],
)
def test_the_proxy_is_the_environments(monkeypatch, names, proxy):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)

    assert proxy_for("https://api.telegram.org/bot") == proxy


def test_requests_go_by_way_of_the_proxy(monkeypatch):
    async def play():
        asked = []

        async def take(request):
            asked.append((request.path, request.host))
            return web.json_response(GOOD)

        proxy = web.Application()
        proxy.router.add_route("*", "/{path:.*}", take)
        async with TestServer(proxy) as server:
            monkeypatch.setenv("HTTP_PROXY", str(server.make_url("/")))
            monkeypatch.delenv("NO_PROXY", raising=False)
            monkeypatch.delenv("no_proxy", raising=False)
            wire = Wire("http://telegram.example/bot", connections=1, read_timeout=1)
            await wire.initialize()
            status, _ = await wire.do_request("http://telegram.example/bot5/getMe", "POST")
            await wire.shutdown()
        return status, asked

    assert asyncio.run(play()) == (200, [("/bot5/getMe", "telegram.example")])

import asyncio
import json
import ssl

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.tg.traffic.wire import Wire, proxy_for

GOOD = {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "好"}}


def told(ask, *, answer=None, connections=2, read_timeout=5.0, pool_timeout=5.0):
    """What `ask` makes of a bot whose Telegram gives this answer, and what came there: type, body, parts with names."""
    came = []

    async def take(request):
        if request.content_type == "multipart/form-data":
            parts = await request.post()
            came.append({name: getattr(part, "filename", part) for name, part in parts.items()})
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
                return await ask(Bot("5:token", base_url=address, request=wire))
            finally:
                await wire.shutdown()

    return asyncio.run(play()), came


def test_a_request_goes_as_json_and_the_answer_comes_back():
    message, [(kind, body)] = told(lambda bot: bot.send_message(7, "<b>年假</b>", parse_mode="HTML"))

    assert message.text == "好"
    assert kind == "application/json"
    assert json.loads(body) == {"chat_id": "7", "text": "<b>年假</b>", "parse_mode": "HTML"}


def test_a_file_goes_with_its_name_as_it_is():
    _, [parts] = told(lambda bot: bot.send_document(7, b"\x00words", filename='年假 "办法".txt', caption="给您"))

    assert parts == {"chat_id": "7", "caption": "给您", "document": '年假 "办法".txt'}


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

    assert first.text == "好"
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


def test_nobody_listening_is_an_error_and_the_wire_can_be_used_again():
    async def play():
        wire = Wire("http://127.0.0.1:9/bot", connections=1, read_timeout=1)
        outcomes = []
        for _ in range(2):
            await wire.initialize()
            await wire.initialize()
            outcomes.append(
                await asyncio.gather(wire.do_request("http://127.0.0.1:9/bot", "POST"), return_exceptions=True)
            )
            await wire.shutdown()
        return [type(error) for [error] in outcomes]

    assert asyncio.run(play()) == [NetworkError, NetworkError]


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

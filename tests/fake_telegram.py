"""Telegram's network for fast tests: takes what a bot sends, remembers it, answers as Telegram would."""

import asyncio
import datetime as dt
import json
from collections.abc import Callable

from telegram import Update
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.tg.traffic.plain import PlainBot

TOKEN = "123456:TEST-TOKEN-OF-NOBODY"
ME = {"id": 123456, "is_bot": True, "first_name": "娘家", "username": "niangjia_bot", "can_join_groups": True}
WORKER, ADMIN = 7, 1


class FakeTelegram(BaseRequest):
    """`sent` holds (method, parameters); `fail` may raise or give (status, body) for one of them."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict]] = []
        self.fail: Callable[[str, dict], tuple[int, dict] | None] = lambda method, parameters: None
        self.files: dict[str, bytes] = {}
        self._message_id = 1000

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url, method, request_data=None, *args, **kwargs) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        parameters = dict(map(_read, request_data.parameters.items())) if request_data else {}
        await asyncio.sleep(0)
        refused = self.fail(name, parameters)
        if refused:
            return refused[0], json.dumps({"ok": False, **refused[1]}).encode()
        if "/file/bot" in url:
            return 200, self.files[name]
        self.sent.append((name, parameters))
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def texts(self, *methods: str) -> list[str]:
        return [parameters["text"] for name, parameters in self.sent if name in (methods or ("sendMessage",))]

    def _result(self, name: str, parameters: dict) -> object:
        if name == "getMe":
            return ME
        if name == "getFile":
            number = parameters["file_id"]
            return {"file_id": number, "file_unique_id": number, "file_path": f"documents/{number}"}
        if name not in ("sendMessage", "editMessageText", "sendDocument", "sendPhoto"):
            return True
        self._message_id += name != "editMessageText"
        chat = {"id": parameters["chat_id"], "type": "private", "first_name": "王"}
        number = parameters.get("message_id", self._message_id)
        return {"message_id": number, "date": 1, "chat": chat, "from": ME, "text": parameters.get("text", "")}


def _read(parameter: tuple[str, object]) -> tuple[str, object]:
    """Objects as Telegram reads them, whether they came as such or as text."""
    name, value = parameter
    return name, json.loads(value) if isinstance(value, str) and value.startswith("{") else value


def bot_on(network: FakeTelegram, **options) -> PlainBot:
    return PlainBot(TOKEN, request=network, get_updates_request=network, **options)


def application_on(network: FakeTelegram) -> Application:
    return Application.builder().bot(bot_on(network)).updater(None).job_queue(None).build()


class Says:
    """Makes updates of what people say, numbered as they come."""

    def __init__(self, application: Application) -> None:
        self._application, self._number = application, 0

    async def __call__(self, text: str | None = None, *, kind: str = "message", **fields) -> None:
        """One update, handled to its end."""
        await self._application.process_update(self.update(text, kind=kind, **fields))

    async def press(self, data: str, *, user: int = WORKER, message: dict | None = None) -> None:
        """A press on a button of `message`, or of one that Telegram gives no longer."""
        self._number += 1
        gone = {"message_id": 5, "date": 0, "chat": {"id": user, "type": "private"}}
        query = {
            "id": str(self._number),
            "from": {"id": user, "is_bot": False, "first_name": "王"},
            "chat_instance": "1",
            "data": data,
            "message": message or gone,
        }
        update = {"update_id": self._number, "callback_query": query}
        await self._application.process_update(Update.de_json(update, self._application.bot))

    async def asks_inline(self, text: str, *, user: int = WORKER) -> None:
        self._number += 1
        sender = {"id": user, "is_bot": False, "first_name": "王"}
        query = {"id": str(self._number), "from": sender, "query": text, "offset": ""}
        update = {"update_id": self._number, "inline_query": query}
        await self._application.process_update(Update.de_json(update, self._application.bot))

    def update(self, text: str | None = None, *, kind: str = "message", **fields) -> Update:
        self._number += 1
        message = self.message(text, **fields)
        if kind == "edited_message":
            message.setdefault("edit_date", message["date"])
        return Update.de_json({"update_id": self._number, kind: message}, self._application.bot)

    def message(self, text: str | None = None, *, user: int = WORKER, chat: int | None = None, **fields) -> dict:
        chat = user if chat is None else chat
        kind = "private" if chat > 0 else "supergroup"
        message = {
            "message_id": self._number,
            "date": int(dt.datetime.now(dt.UTC).timestamp()),
            "chat": {"id": chat, "type": kind, **({"first_name": "王"} if chat > 0 else {"title": "车间"})},
            "from": {"id": user, "is_bot": False, "first_name": "王"},
            **({} if text is None else {"text": text, **_entities(text)}),
        }
        return message | fields


def _entities(text: str) -> dict:
    command = text.split()[0] if text.startswith("/") else ""
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]} if command else {}

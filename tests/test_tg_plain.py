import asyncio

import pytest
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.library import Library
from bot.reading.corpus import Reading
from bot.tg.buttons import Keyboards
from bot.tg.desk import Desk
from bot.tg.reply import Reply, Sent
from tests.fake_telegram import TOKEN, WORKER, FakeTelegram, bot_on

MESSAGE = {
    "message_id": 31,
    "date": 1_764_360_000,
    "chat": {"id": WORKER, "type": "private", "first_name": "王"},
    "from": {"id": WORKER, "is_bot": False, "first_name": "王"},
    "text": "年假有几天",
}
TOPIC = {
    **MESSAGE,
    "chat": {"id": -5, "type": "supergroup", "title": "工友", "is_forum": True},
    "message_thread_id": 9,
    "is_topic_message": True,
}
REPLIES = {**MESSAGE, "chat": {"id": -5, "type": "supergroup", "title": "工友"}, "message_thread_id": 9}
CHANNEL = {**REPLIES, "direct_messages_topic": {"topic_id": 4}}


def desk(tmp_path):
    return Desk(Library.build(Reading(0, (), ())))


def sent_by(bot, network, message, reply, tmp_path):
    update = Update.de_json({"update_id": 1, "message": message}, bot)
    told = asyncio.run(desk(tmp_path).send(update.effective_message, reply))
    [(method, parameters)] = network.sent
    return told, method, parameters


@pytest.mark.parametrize("message", [MESSAGE, TOPIC, REPLIES, CHANNEL], ids=["private", "topic", "replies", "channel"])
@pytest.mark.parametrize("buttons", [True, False])
def test_our_own_bot_asks_telegram_for_what_any_other_bot_would(tmp_path, message, buttons):
    keyboard = Keyboards("niangjia").of_followable(["休假", "工资", "住房"]) if buttons else None
    reply = Reply("<b>年假</b> &amp; 五天", keyboard)
    ours, other = FakeTelegram(), FakeTelegram()

    _, *plain = sent_by(bot_on(ours), ours, message, reply, tmp_path)
    _, *usual = sent_by(ExtBot(TOKEN, request=other, get_updates_request=other), other, message, reply, tmp_path)

    assert plain == usual


def test_what_was_sent_is_known_by_where_it_stands(tmp_path):
    network = FakeTelegram()
    bot = bot_on(network)

    told, *_ = sent_by(bot, network, MESSAGE, Reply("好"), tmp_path)

    assert (type(told), told.chat_id, told.message_id) == (Sent, WORKER, 1001)
    assert told.get_bot() is bot


def test_what_telegram_refuses_is_raised(tmp_path):
    network = FakeTelegram()
    network.fail = lambda method, parameters: (
        400,
        {"error_code": 400, "description": "Bad Request: message is too long"},
    )

    with pytest.raises(BadRequest, match="too long"):
        sent_by(bot_on(network), network, MESSAGE, Reply("好"), tmp_path)

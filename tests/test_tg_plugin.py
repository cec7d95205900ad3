import asyncio
import logging

import pytest
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.settings import Settings
from bot.tg import sentences
from bot.tg.plugin import install, offices_on
from tests.fake_telegram import FakeTelegram, Says, application_on
from tests.test_tg_desk import TEXTS, library_of

OTHERS = ("职工足球赛周六在体育场开赛，各车间报名。", *TEXTS[1:])


class Host:
    """Somebody else's application with handlers of its own, ours beside them."""

    def __init__(self, **options):
        self.heard, self.errors = [], []
        self.network = FakeTelegram()
        self.application = application_on(self.network)
        self.application.add_handler(CommandHandler("start", self.hear))
        self.application.add_handler(CommandHandler("weather", self.hear))
        self.application.add_handler(CommandHandler("break", self.broken))
        self.application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, self.hear))
        self.options = {"library": library_of(*TEXTS), **options}

    async def hear(self, update, context):
        self.heard.append(update.effective_message.text)

    async def broken(self, update, context):
        raise ZeroDivisionError

    async def on_error(self, update, context):
        self.errors.append(type(context.error))

    def install(self, **options):
        return install(
            self.application, Settings(_env_file=None, state="no such folder"), **{**self.options, **options}
        )

    async def play(self, *texts):
        says = Says(self.application)
        async with self.application:
            await self.application.start()
            self.network.sent.clear()
            for text in texts:
                await says(text)
            await self.application.stop()


def test_the_hosts_handlers_go_on_hearing_everything():
    host = Host()
    host.install()

    asyncio.run(host.play("/start", "/weather", "公租房怎么申请"))

    assert host.heard == ["/start", "/weather", "公租房怎么申请"]
    [answer] = host.network.texts()
    assert "<blockquote>" in answer


def test_a_command_of_the_host_stays_the_hosts_and_unknown_ones_are_not_ours_to_judge():
    host = Host()
    host.install()

    asyncio.run(host.play("/start", "/nosuch"))

    assert host.network.sent == []


def test_plain_text_can_be_left_to_the_host():
    host = Host()
    host.install(plain_text=False)

    asyncio.run(host.play("公租房怎么申请", "/ask 公租房怎么申请"))

    assert len(host.network.sent) == 1


def test_an_error_of_the_hosts_is_none_of_ours():
    host = Host()
    host.application.add_error_handler(host.on_error)
    host.install()

    asyncio.run(host.play("/break"))

    assert host.errors == [ZeroDivisionError]
    assert host.network.sent == []


def test_an_error_of_the_hosts_is_logged_where_it_has_no_handler_for_it(caplog):
    host = Host()
    host.install()

    with caplog.at_level(logging.ERROR):
        asyncio.run(host.play("/break"))

    assert "ZeroDivisionError" in caplog.text
    assert host.network.sent == []


def test_an_error_of_ours_is_followed_by_no_error_of_the_hosts():
    host = Host()
    office = host.install()
    host.application.add_error_handler(host.on_error)
    office.desk.library = None

    asyncio.run(host.play("/ask 公租房", "/break"))

    assert host.errors == [AttributeError, ZeroDivisionError]
    assert host.network.texts() == [sentences.APOLOGY.format(hotline="12351")]


def test_a_hook_of_the_host_is_kept():
    host, called = Host(), []

    async def hook(application):
        called.append("host")

    host.application.post_stop = hook
    host.install()
    asyncio.run(host.application.post_stop(host.application))

    assert called == ["host"]


def test_two_desks_with_two_corpora_stand_in_one_process():
    one, other = Host(), Host(library=library_of(*OTHERS))
    one.install()
    other.install()

    async def both():
        await asyncio.gather(one.play("/ask 足球赛在哪"), other.play("/ask 足球赛在哪"))

    asyncio.run(both())

    assert "<blockquote>" not in one.network.texts()[0]
    assert "体育场" in other.network.texts()[0]


def test_a_setting_that_names_no_place_is_told_to_the_log(caplog):
    host = Host()
    settings = Settings(_env_file=None, state="no such folder", region="银川市", contacts="兰州=工会;火星=站")

    install(host.application, settings, library=library_of(*TEXTS))

    assert [record.args for record in caplog.records] == [("火星",)]


def test_the_same_desk_is_not_installed_twice():
    host = Host()
    host.install()

    with pytest.raises(ValueError, match="installed"):
        host.install()


def test_two_offices_on_one_application_have_names():
    host = Host()
    first, second = host.install(), host.install(name="other", library=library_of(*OTHERS))

    assert offices_on(host.application) == (first, second)


def test_nothing_of_ours_stands_in_what_a_host_may_have_pickled():
    host = Host()
    host.install()

    asyncio.run(host.play("/ask 公租房怎么申请"))

    assert host.application.bot_data == {}
    assert host.application.user_data == {}

import asyncio

import pytest

from bot.tg import sentences
from bot.tg.buttons import Action, press_of
from tests.fake_telegram import ADMIN, WORKER
from tests.test_tg_desk import GROUP, TEXTS, Stage, after, library_of
from tests.test_tg_presses import answered, labels, words_of

NEWS = "单身职工申请公租房的，优先配租离工厂近的房子。"
LOST = "火星移民怎么申请"
MARS = "移民火星的职工，向单位工会申请补贴。"
OTHERS = (8, 9, 10)
WITH_NEWS = library_of(*TEXTS, NEWS, MARS)


def load(root, progress):
    return WITH_NEWS


async def told(stage):
    """Waits until nothing is to be told any more."""
    await stage.built()
    while stage.office.notices.is_telling:
        await asyncio.sleep(0.01)


async def reloaded(stage, *, answer=load):
    stage.office.renewal._load = answer
    await stage.says("/reload", user=ADMIN)
    await told(stage)


def sent_to(network, *chats):
    """Messages that reply to nothing: what is sent unasked."""
    return [
        p["text"]
        for name, p in network.sent
        if name == "sendMessage" and p["chat_id"] in chats and "reply_parameters" not in p
    ]


def test_a_follower_gets_one_digest_of_what_a_reload_brought(memory):
    async def script(stage):
        await stage.says("/follow 公租房")
        await stage.says("/follow 房子")
        await reloaded(stage)
        await reloaded(stage)

    network = after(script, load=load, memory=memory)

    [digest] = sent_to(network, WORKER)
    assert "“公租房”" in digest
    assert f"《{NEWS[:6]}》" in digest
    assert TEXTS[0][:6] not in digest
    assert sentences.NOTICES.format(followers=1, waiting=0) in network.texts()


def test_the_articles_of_a_digest_stand_behind_buttons(memory):
    async def script(stage):
        await stage.says("/follow 公租房")
        await reloaded(stage)

    network = after(script, load=load, memory=memory)

    [keyboard] = [p["reply_markup"] for _, p in network.sent if "有新内容" in p.get("text", "")]
    [[button]] = keyboard["inline_keyboard"]
    press = press_of(button["callback_data"])
    assert press.action is Action.ARTICLE
    assert press.about in {passage.id for passage in WITH_NEWS.passages if passage.text == NEWS}


def test_who_follows_something_else_or_no_more_hears_nothing(memory):
    async def script(stage):
        await stage.says("/follow 滑雪")
        await stage.says("/follow 公租房", user=8)
        await stage.says("/unfollow", user=8)
        await stage.says("/follow 公租房", user=9)
        await stage.says("/forget", user=9)
        await reloaded(stage)

    assert sent_to(after(script, load=load, memory=memory), WORKER, 8, 9) == []


def test_who_began_to_follow_after_the_news_hears_nothing_of_them(memory):
    async def script(stage):
        await stage.says("/follow 公租房")
        await reloaded(stage)
        await stage.says("/follow 公租房", user=8)
        await reloaded(stage)

    assert sent_to(after(script, load=load, memory=memory), 8) == []


def test_news_that_were_gone_back_from_and_came_again_are_told_once(memory):
    async def script(stage):
        await stage.says("/follow 公租房")
        await reloaded(stage)
        await stage.says("/rollback", user=ADMIN)
        await reloaded(stage)

    assert len(sent_to(after(script, load=load, memory=memory), WORKER)) == 1


def test_a_worker_who_blocked_the_bot_is_dropped_and_the_others_are_told(memory):
    async def script(stage):
        for worker in (WORKER, *OTHERS):
            await stage.says("/follow 公租房", user=worker)
        stage.network.fail = lambda name, p: (
            (403, {"description": "Forbidden: bot was blocked by the user"})
            if (p.get("chat_id") == 8 and "有新内容" in p["text"])
            else None
        )
        await reloaded(stage)

    network = after(script, load=load, memory=memory)

    assert len(sent_to(network, WORKER, 9, 10)) == 3
    assert asyncio.run(memory.ask(lambda store: store.subscriptions.topics(8), None)) == ()


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # python-telegram-bot warns of itself
def test_a_digest_waits_out_a_penalty_where_the_host_has_no_rate_limiter(memory):
    penalties = iter([1])

    def fail(name, parameters):
        if "有新内容" in parameters.get("text", "") and (seconds := next(penalties, 0)):
            return 429, {"description": "Too Many Requests", "parameters": {"retry_after": seconds}}
        return None

    async def script(stage):
        await stage.says("/follow 公租房")
        stage.network.fail = fail
        await reloaded(stage)

    assert len(sent_to(after(script, load=load, memory=memory), WORKER)) == 1


def test_what_a_stop_left_untold_is_told_after_the_next_start_and_nothing_twice(memory):
    first, second = Stage(load, memory=memory), Stage(load, memory=memory, library=WITH_NEWS)

    async def play():
        async with first as stage:
            for worker in (WORKER, *OTHERS):
                await stage.says("/follow 公租房", user=worker)
            await stage.says("/reload", user=ADMIN)
            while not sent_to(stage.network, WORKER, *OTHERS):
                await asyncio.sleep(0.01)
            stage.office.notices.close()
        async with second as stage:
            await stage.says("/help", user=99)
            await told(stage)

    asyncio.run(play())

    before, after_it = (sent_to(stage.network, WORKER, *OTHERS) for stage in (first, second))
    assert before
    assert after_it
    assert sorted(chats(first) + chats(second)) == [WORKER, *OTHERS]


def test_telling_stops_and_starts_with_the_application_of_a_host(memory):
    stage = Stage(load, memory=memory, sole=False)

    async def play():
        async with stage.application:
            await stage.application.start()
            for worker in (WORKER, *OTHERS):
                await stage.says("/follow 公租房", user=worker)
            await stage.says("/reload", user=ADMIN)
            while not sent_to(stage.network, WORKER, *OTHERS):
                await asyncio.sleep(0.01)
            await stage.application.stop()
            assert not stage.office.notices.is_telling
            before = len(chats(stage))
            await stage.application.start()
            await stage.says("/help", user=99)
            await told(stage)
            await stage.application.stop()
        return before

    before = asyncio.run(play())

    assert before < 4
    assert sorted(chats(stage)) == [WORKER, *OTHERS]


def chats(stage):
    return [p["chat_id"] for name, p in stage.network.sent if name == "sendMessage" and "有新内容" in p["text"]]


async def waits(stage, *, question=LOST, user=WORKER):
    """Asks in vain and presses the button below."""
    await stage.says(question, user=user)
    parameters = stage.network.sent[-1][1]
    assert labels({"reply_markup": parameters["reply_markup"]})[-1] == sentences.WAIT
    [button] = parameters["reply_markup"]["inline_keyboard"][-1]
    message = answered(question, chat=user, asker=user)
    await stage.says.press(button["callback_data"], user=user, message=message)


def test_who_waits_for_an_answer_is_told_once_when_a_reload_brings_it(memory):
    async def script(stage):
        await waits(stage)
        await reloaded(stage)
        await reloaded(stage)

    network = after(script, load=load, memory=memory)

    [answer] = sent_to(network, WORKER)
    assert answer.startswith(sentences.ANSWERED_NOW.format(question=LOST))
    assert "<blockquote>" in answer
    assert words_of(network.sent) == [sentences.WAITING.format(days=30)]
    said = sentences.GAPS_AGAIN.format(count=1, answered=1), sentences.NOTICES.format(followers=0, waiting=1)
    assert "\n".join(said) in network.texts()


def test_who_waits_for_what_a_reload_did_not_bring_hears_nothing(memory):
    async def script(stage):
        await waits(stage, question="量子纠缠超导托卡马克")
        await reloaded(stage)

    assert sent_to(after(script, load=load, memory=memory), WORKER) == []


def test_forgetting_ends_the_waiting(memory):
    async def script(stage):
        await waits(stage)
        await stage.says("/forget")
        await reloaded(stage)

    assert sent_to(after(script, load=load, memory=memory), WORKER) == []


def test_a_press_for_a_gap_that_is_gone_or_was_never_there_is_answered(memory):
    async def script(stage):
        for gap in ("12345", "x", "9" * 16, ""):
            await stage.says.press(f"niangjia:w:{gap}", message=answered(LOST))

    assert words_of(after(script, memory=memory).sent) == [sentences.BUTTON_DEAD] * 4


def test_what_is_kept_of_a_waiting_worker_holds_no_personal_number(memory):
    async def script(stage):
        await waits(stage, question=f"{LOST}，我的手机是13812345678")
        await reloaded(stage)

    [answer] = sent_to(after(script, load=load, memory=memory), WORKER)
    assert "138" not in answer


def test_nothing_can_be_waited_for_where_nothing_is_remembered():
    async def script(stage):
        await stage.says(LOST)

    [(_, parameters)] = after(script).sent

    assert sentences.WAIT not in str(parameters.get("reply_markup"))


def test_in_a_group_nobody_follows():
    assert after(lambda stage: stage.says("/follow@niangjia_bot 住房", chat=GROUP)).texts() == [
        sentences.FOLLOW_PRIVATE
    ]

import pytest

from bot.library import Library
from bot.reading.corpus import Reading
from bot.tg import sentences
from bot.tg.memory import Memory
from bot.tg.workers.follows import MOST
from tests.make import make_article
from tests.test_tg_choices import BrokenStore
from tests.test_tg_desk import after
from tests.test_tg_presses import words_of

ARTICLES = (
    make_article("职工申请公租房，向所在单位工会提出，审核后轮候配租。", file="住房/a.md"),
    make_article("青年职工可以免费住青年驿站七晚。", file="住房/b.md"),
    make_article("患大病的职工可以申请医疗互助金，最高三万元。", file="医疗/c.md"),
)


def played(memory, *said):
    """The network after a worker said these things; a callable is played with the stage."""

    async def script(stage):
        for one in said:
            await (one(stage) if callable(one) else stage.says(one))

    return after(script, memory=memory, library=Library.build(Reading(3, ARTICLES, ())))


def offered(network):
    keyboards = [p["reply_markup"]["inline_keyboard"] for _, p in network.sent if p.get("reply_markup")]
    return [[button["text"] for row in keyboard for button in row] for keyboard in keyboards]


def test_follow_alone_tells_what_is_followed_and_offers_the_other_topics(memory):
    network = played(memory, "/follow", "/follow 住房", "/follow")

    first, _, last = network.texts()
    assert first == f"{sentences.FOLLOWS_NOTHING}\n{sentences.FOLLOW_HOW}"
    assert last.startswith(sentences.FOLLOWS.format(topics="“住房”"))
    assert offered(network) == [["关注 住房", "关注 医疗"], ["关注 医疗"]]


def test_a_press_follows_a_topic(memory):
    async def press(stage):
        [[button, _]] = stage.network.sent[-1][1]["reply_markup"]["inline_keyboard"]
        await stage.says.press(button["callback_data"])

    network = played(memory, "/follow", press, "/follow")

    assert words_of(network.sent) == [sentences.FOLLOWED.format(topic="住房")]
    assert "您关注了：“住房”。" in network.texts()[-1]


def test_a_press_on_a_topic_that_is_gone_is_answered(memory):
    network = played(memory, lambda stage: stage.says.press("niangjia:f:000000000000"))

    assert words_of(network.sent) == [sentences.BUTTON_DEAD]


def test_unfollow_ends_one_topic_or_all(memory):
    *_, one, none, all_, nothing = played(
        memory, "/follow 住房", "/follow 医疗", "/unfollow 医疗", "/unfollow 医疗", "/unfollow", "/unfollow"
    ).texts()

    assert (one, none) == (sentences.UNFOLLOWED.format(topics="“医疗”"), sentences.NOT_FOLLOWED)
    assert (all_, nothing) == (sentences.UNFOLLOWED.format(topics="“住房”"), sentences.NOT_FOLLOWED)


def test_a_topic_is_short_and_holds_no_personal_number(memory):
    long, number = played(memory, f"/follow {'住' * 100}", "/follow 我的手机13812345678").texts()

    assert "住" * 21 not in long
    assert "138" not in number


def test_following_has_an_end(memory):
    *_, last = played(memory, *(f"/follow 话题{n}" for n in range(MOST + 1))).texts()

    assert last == sentences.FOLLOWS_TOO_MANY.format(most=MOST)


@pytest.mark.parametrize("broken", [Memory(), Memory(BrokenStore())])
def test_what_cannot_be_kept_is_said(broken):
    assert played(broken, "/follow 住房", "/unfollow").texts() == [sentences.NOT_REMEMBERED] * 2

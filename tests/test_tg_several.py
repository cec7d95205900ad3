import datetime as dt
import re

import pytest

from bot.library import Library
from bot.model import Answer, AnswerKind, Citation
from bot.reading.corpus import Reading
from bot.tg import sentences
from bot.tg.buttons import Action, press_of
from bot.tg.render import LIMIT, render_parts
from tests.fake_telegram import WORKER
from tests.make import make_article
from tests.test_several import library
from tests.test_tg_desk import GROUP, after
from tests.test_tg_presses import answered, labels, words_of

TWO = "公租房怎么申请？医疗互助怎么参加？"
NOON = dt.datetime(2026, 11, 25, 4, tzinfo=dt.UTC)
HALF = "公租房怎么申请？火星移民怎么办？"


def sent(text, memory=None, **fields):
    [(_, parameters)] = after(lambda stage: stage.says(text, **fields), library=library(), memory=memory).sent
    return parameters


def test_each_question_of_a_message_is_answered_shortly_below_its_words(memory):
    parameters = sent(TWO, memory)

    text = parameters["text"]
    assert text.startswith("您问：公租房怎么申请？\n<blockquote>")
    assert "\n\n您问：医疗互助怎么参加？\n<blockquote>" in text
    assert text.count("<blockquote>") == text.count("答复编号") == 2
    assert labels(parameters) == ["第一问全文", "第二问全文"]


def test_the_question_without_an_answer_says_so_and_can_be_waited_for(memory):
    async def script(stage):
        await stage.says(HALF)
        parameters = stage.network.sent[-1][1]
        [_, [wait]] = parameters["reply_markup"]["inline_keyboard"]
        assert (wait["text"], press_of(wait["callback_data"]).action) == ("第二问有答案时告诉我", Action.WAIT)
        await stage.says.press(wait["callback_data"], message=answered(HALF))
        links = await memory.ask(lambda store: store.gaps.close([1], now=NOON) and store.links.due(now=NOON), ())
        assert [(link.worker, link.question) for link in links] == [(WORKER, "火星移民怎么办？")]

    network = after(script, library=library(), memory=memory)

    assert "很抱歉" in network.texts()[0]
    assert words_of(network.sent) == [sentences.WAITING.format(days=30)]


def test_in_a_group_too():
    assert sent(f"/ask {TWO}", chat=GROUP)["text"].count("<blockquote>") == 2


def test_what_was_left_is_named():
    text = sent("公租房怎么申请？医疗互助怎么参加？年假有几天？焊工培训怎么报名？")["text"]

    assert text.endswith("“焊工培训怎么报名？”")


def test_what_was_looked_for_of_a_story_is_said():
    story = "我在厂里干了八年，白班夜班两头倒，身体也不好，家里老人孩子都要养活。" * 8

    assert "我按这几句查找：“请问公租房怎么申请？”" in sent(f"{story}请问公租房怎么申请？")["text"]


def test_a_question_edited_into_several_has_its_answer_edited():
    async def script(stage):
        await stage.says("公租房怎么申请", message_id=5)
        await stage.says(TWO, kind="edited_message", message_id=5)

    network = after(script, library=library())

    assert [method for method, _ in network.sent] == ["sendMessage", "editMessageText"]
    assert network.sent[-1][1]["text"].count("<blockquote>") == 2


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("kind", [AnswerKind.ANSWER, AnswerKind.NOT_FOUND])
def test_the_longest_parts_fit_into_one_message(count, kind):
    article = make_article("长" * 5000, title="题" * 500, source="源" * 500, file="f" * 500, region=("地" * 500,))
    [passage] = Library.build(Reading(1, (article,), ())).passages
    cited = (Citation(passage, passage.text, 0, notes=("注" * 500,) * 5),) if kind is AnswerKind.ANSWER else ()
    said = None if cited else "说" * 5000

    html = render_parts([(Answer("问" * 500, kind, cited), said, "n" * 12)] * count, left="剩" * 500)

    assert LIMIT // 2 < len(re.sub("</?blockquote>", "", html)) <= LIMIT

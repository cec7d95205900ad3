import asyncio
import functools
import json
import logging

import pytest

from bot.library import Library
from bot.model import Article, Paragraph
from bot.reading.corpus import Reading
from bot.tg import sentences
from bot.tg.buttons import Action, Press, press_of
from tests.fake_telegram import ME, WORKER
from tests.test_tg_desk import GROUP, TEXTS, after, library_of

QUESTION = "职工怎么申请公租房和医疗互助金"


def answered(question=QUESTION, *, chat=WORKER, asker=WORKER):
    """An answer of the bot as Telegram hands it back with a press: its buttons, and the question it replies to."""
    kind = "private" if chat > 0 else "supergroup"
    place = {"id": chat, "type": kind, "first_name": "王", "title": "车间"}
    original = {"message_id": 4, "date": 1, "chat": place, "text": question}
    original["from"] = {"id": asker, "is_bot": False, "first_name": "王"}
    buttons = [[{"text": "全文", "callback_data": "niangjia:a:x"}], [{"text": "有用", "callback_data": "niangjia:y:x"}]]
    return {
        "message_id": 5,
        "date": 1,
        "chat": place,
        "from": ME,
        "text": "…",
        "reply_to_message": original,
        "reply_markup": {"inline_keyboard": buttons},
    }


def pressed(data, *, library=None, user=WORKER, memory=None, **message):
    """What was sent after one press: (method, parameters) in order."""

    async def script(stage):
        stage.desk.library = library or stage.desk.library
        stage.network.sent.clear()
        await stage.says.press(data, user=user, message=answered(**message))

    return after(script, memory=memory).sent


def recorded(memory):
    return asyncio.run(memory.ask(lambda store: store.audit.latest(), None))


def passage_of(text, library=None):
    return next(p for p in (library or library_of(*TEXTS)).passages if p.text.startswith(text))


def labels(parameters):
    return [button["text"] for row in parameters["reply_markup"]["inline_keyboard"] for button in row]


def words_of(sent, method="answerCallbackQuery"):
    return [parameters.get("text") for name, parameters in sent if name == method]


LONG = "".join(f"第{n}条，职工可以申请补贴。" for n in range(60))
BOOK = Article("书.md", tuple(Paragraph(f"{n}。{LONG}", n, n) for n in range(1, 11)), title="职工手册")


@functools.cache
def book():
    return Library.build(Reading(1, (BOOK,), ()))


def test_an_answer_has_buttons_for_its_articles_and_its_use():
    [(_, parameters)] = after(lambda stage: stage.says(QUESTION)).sent

    assert labels(parameters)[:2] == [sentences.ARTICLE, sentences.ARTICLE_OF.format("二")]
    assert labels(parameters)[-2:] == [sentences.USEFUL, sentences.USELESS]


def test_who_despairs_is_not_asked_whether_that_was_of_use():
    [(_, parameters)] = after(lambda stage: stage.says("不想活了，公租房怎么申请")).sent

    assert sentences.ARTICLE in labels(parameters)
    assert sentences.USEFUL not in labels(parameters)


def test_data_of_buttons_fits_64_bytes_and_reads_back():
    for press in (Press(Action.TURN, "0123456789abcdef", 9999), Press(Action.MORE, number=3), Press(Action.TOPICS)):
        data = press.data("sixteen_letters_")

        assert len(data.encode()) <= 64
        assert press_of(data) in (press, Press(press.action, "0", press.number))


def test_the_whole_article_comes_as_a_reply_to_the_question_with_the_quoted_paragraph_marked():
    passage = passage_of("患大病")

    sent = pressed(f"niangjia:a:{passage.id}")

    [(_, parameters)] = [one for one in sent if one[0] == "sendMessage"]
    assert f"{sentences.QUOTED_PARAGRAPH}\n<blockquote>{passage.text}</blockquote>" in parameters["text"]
    assert parameters["reply_parameters"]["message_id"] == 4
    assert words_of(sent) == [None]


def test_a_long_article_opens_at_the_quoted_paragraph_and_turns_its_pages():
    library = book()
    seventh = passage_of("7。", library)

    [(_, opened)] = [one for one in pressed(f"niangjia:a:{seventh.id}", library=library) if one[0] == "sendMessage"]
    assert sentences.QUOTED_PARAGRAPH in opened["text"]
    assert labels(opened) == [sentences.BACK, sentences.ON]

    [(_, first)] = [
        one for one in pressed(f"niangjia:p:{seventh.id}:0", library=library) if one[0] == "editMessageText"
    ]
    assert "1。第0条" in first["text"]
    assert labels(first) == [sentences.ON]


def test_every_paragraph_of_an_article_stands_on_its_pages_once():
    from bot.tg.workers.pages import pages_of

    pages = pages_of(book().passages[0])

    for paragraph in BOOK.paragraphs:
        assert sum(paragraph.text in page for page in pages) == 1
    assert all(len(page) <= 4096 for page in pages)


IN_VAIN = "焊工在月球空间站舱外作业穿什么颜色的宇航服"


def test_a_no_offers_the_nearest_articles_and_opens_the_one_that_the_worker_chooses():
    async def script(stage):
        await stage.says(IN_VAIN)
        [(_, parameters)] = stage.network.sent
        assert parameters["text"].endswith(sentences.NEAREST_HOW)
        button = parameters["reply_markup"]["inline_keyboard"][0][0]
        assert press_of(button["callback_data"]).action is Action.NEAREST
        await stage.says.press(button["callback_data"], message=answered(IN_VAIN))

    no, opened = after(script).texts()

    assert "<blockquote>" not in no
    assert opened.startswith(sentences.NEAREST)
    assert f"{sentences.NEAREST_PARAGRAPH}\n<blockquote>{TEXTS[2]}</blockquote>" in opened
    assert sentences.QUOTED_PARAGRAPH not in opened


def test_a_long_article_that_was_chosen_turns_its_pages_as_one_that_was_chosen():
    library = book()
    seventh = passage_of("7。", library)

    [(_, opened)] = [one for one in pressed(f"niangjia:c:{seventh.id}", library=library) if one[0] == "sendMessage"]
    back = opened["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    [(_, turned)] = [one for one in pressed(back, library=library) if one[0] == "editMessageText"]

    assert sentences.NEAREST_PARAGRAPH in opened["text"]
    assert turned["text"].startswith(sentences.NEAREST)


def test_who_asks_too_vaguely_is_shown_the_topics():
    async def script(stage):
        await stage.says("补贴")
        [(_, parameters)] = stage.network.sent
        assert labels(parameters) == [sentences.ALL_TOPICS]
        stage.network.sent.clear()
        button = parameters["reply_markup"]["inline_keyboard"][0][0]
        await stage.says.press(button["callback_data"], message=answered("补贴"))

    assert [p["text"] for name, p in after(script).sent if name == "editMessageText"] == [sentences.TOPICS]


def test_in_a_group_a_no_offers_articles_and_no_waiting():
    [(_, parameters)] = after(lambda stage: stage.says(f"/ask {IN_VAIN}", chat=GROUP)).sent

    assert sentences.WAIT not in labels(parameters)
    assert len(labels(parameters)) >= 1


def test_more_shows_the_next_citations_of_the_same_question():
    async def script(stage):
        await stage.says(f"/ask {QUESTION}", chat=GROUP)
        [(_, parameters)] = stage.network.sent
        [[_, button]] = parameters["reply_markup"]["inline_keyboard"]
        assert button["text"] == sentences.MORE
        await stage.says.press(button["callback_data"], message=answered(f"/ask {QUESTION}", chat=GROUP))

    first, more = after(script).texts()

    assert more.count("<blockquote>") == 1
    assert first.split("\n")[0] not in more


def test_more_beyond_the_last_citation_says_so():
    assert words_of(pressed("niangjia:m:0:90"), "sendMessage") == [sentences.NO_MORE]


def test_an_article_that_changed_or_went_is_kindly_said_to_have():
    assert words_of(pressed("niangjia:a:000000000000")) == [sentences.ARTICLE_GONE]


@pytest.mark.parametrize("data", ["niangjia:z:1", "niangjia:", "🎉" * 16, "niangjia:k:x:999999", "a:b:c:d:e", "x" * 64])
def test_forged_and_stale_presses_are_answered(data):
    [answer] = words_of(pressed(data))

    assert answer == sentences.BUTTON_DEAD


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("x" * 64, {}),
        ("\ud800", {}),
        ("niangjia:k:x:9999", {}),
        ("niangjia:a:0", {"chat": GROUP, "asker": 8}),
    ],
    ids=["junk", "half a character", "a reason that is none", "another's"],
)
def test_a_press_that_no_button_of_ones_own_made_is_recorded_as_refused(memory, data, place):
    pressed(data, memory=memory, **place)

    [action] = recorded(memory)
    assert (action.who, action.action, action.allowed) == (WORKER, "press", False)
    assert action.detail == data.replace("\ud800", "�")


def test_a_press_that_only_came_too_late_is_nobodys_fault(memory):
    pressed("niangjia:a:000000000000", memory=memory)

    assert recorded(memory) == ()


def test_a_press_on_a_message_that_telegram_gives_no_longer_is_answered():
    assert words_of(after(lambda stage: stage.says.press("niangjia:m:0:3")).sent) == [sentences.BUTTON_DEAD]


def test_in_a_group_the_buttons_are_the_askers():
    passage = passage_of("患大病")
    data = f"niangjia:a:{passage.id}"

    assert words_of(pressed(data, chat=GROUP, asker=8, user=8)) == [None]
    stranger = pressed(data, chat=GROUP, asker=8, user=9)
    assert [name for name, _ in stranger] == ["answerCallbackQuery"]
    assert words_of(stranger) == [sentences.NOT_YOURS]


def test_of_no_use_asks_why_and_the_reason_is_recorded_without_the_person(caplog):
    passage = passage_of("患大病")

    asked = pressed(f"niangjia:n:{passage.id}")
    with caplog.at_level(logging.INFO, logger="bot.tg.workers.presses"):
        told = pressed(f"niangjia:k:{passage.id}:1", user=424242)

    [(_, parameters)] = [one for one in asked if one[0] == "editMessageReplyMarkup"]
    assert labels(parameters) == ["全文", *sentences.REASONS]
    assert words_of(told) == [sentences.THANKS]
    assert f"passage {passage.id} was rated: outdated" in caplog.text
    assert "424242" not in caplog.text


def test_topics_lead_to_articles():
    topical = tuple(
        Article(f"{topic}/{n}.md", (Paragraph(text, 1, 1),), title=text[:5], extra=extra)
        for n, (text, topic, extra) in enumerate(
            zip(TEXTS, ("住房", "a", "a", "b", "b", "b"), ((), *[(("topic", "互助"),)] * 5), strict=True)
        )
    )
    library = Library.build(Reading(6, topical, ()))

    async def script(stage):
        stage.desk.library = library
        await stage.says("/topics")
        topics = stage.network.sent[-1][1]
        assert labels(topics) == ["互助（5）", "住房（1）"]
        await stage.says.press(topics["reply_markup"]["inline_keyboard"][0][1]["callback_data"], message=answered())
        articles = next(one[1] for one in stage.network.sent if one[0] == "editMessageText")
        assert labels(articles) == ["《职工申请公》", sentences.ALL_TOPICS]
        await stage.says.press(articles["reply_markup"]["inline_keyboard"][0][0]["callback_data"], message=answered())

    assert "轮候配租" in after(script).texts()[-1]


def test_an_inline_question_offers_citations_that_can_be_sent():
    [(name, parameters)] = after(lambda stage: stage.says.asks_inline("公租房")).sent

    assert name == "answerInlineQuery"
    assert parameters["is_personal"]  # else Telegram offers the same to whoever asks the same from another place
    [first, *_] = (
        parameters["results"] if isinstance(parameters["results"], list) else json.loads(parameters["results"])
    )
    assert first["title"] == "《职工申请公租》"
    assert "<blockquote>" in first["input_message_content"]["message_text"]


def test_who_does_not_want_to_live_is_offered_the_crisis_line_first_inline_too():
    [(_, parameters)] = after(lambda stage: stage.says.asks_inline("不想活了，公租房怎么申请")).sent
    results = parameters["results"]
    help_first, *others = results if isinstance(results, list) else json.loads(results)

    assert "12356" in help_first["title"]
    assert "12356" in help_first["input_message_content"]["message_text"]
    assert others


def test_an_inline_question_that_nothing_answers_offers_nothing():
    for question in ("量子纠缠", "", "  "):
        [(_, parameters)] = after(lambda stage, question=question: stage.says.asks_inline(question)).sent

        assert parameters["results"] in ([], "[]")

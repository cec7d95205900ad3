import asyncio
import datetime as dt
import functools
import gc
import logging
import re
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engines.engine import EngineError, Fault
from bot.engines.shelf import SharedShelf
from bot.library import Library
from bot.loading import CorpusError
from bot.model import Article, Paragraph, Problem
from bot.reading.corpus import Reading
from bot.settings import Settings
from bot.store.shelf import Shelf
from bot.tg import sentences
from bot.tg.memory import memory_of
from bot.tg.plugin import install
from bot.tg.workers.composition import LANES
from tests.fake_telegram import ADMIN, ME, WORKER, FakeTelegram, Says, application_on

TEXTS = (
    "职工申请公租房，向所在单位工会提出，审核后轮候配租。",
    "患大病的职工可以申请医疗互助金，最高三万元。",
    "农民工参加焊工培训，结业后领取补贴。",
    "冬天送温暖，夏天送清凉，各级工会走访困难职工。",
    "户外劳动者可以到工会驿站喝水歇脚。",
    "职工子女考上大学，可以申请金秋助学金。",
)
GROUP = -100
NOWHERE = Path("no such folder")


@functools.cache
def library_of(*texts, problems=()):
    articles = tuple(Article(f"{n}.md", (Paragraph(text, 1, 1),), title=text[:6]) for n, text in enumerate(texts, 1))
    return Library.build(Reading(len(texts), articles, problems))


def missing(root, progress):
    raise CorpusError("没有文章。")


class Stage:
    """An application on a fake network with a desk on it."""

    def __init__(
        self, load=None, *, admin_ids=(ADMIN,), sole=True, memory=None, library=None, corpus=NOWHERE, shelf=None
    ):
        self.network = FakeTelegram()
        self.application = application_on(self.network)
        settings = Settings(_env_file=None, admin_ids=frozenset(admin_ids), corpus=corpus, state=str(NOWHERE))
        library = library or library_of(*TEXTS)
        options = {"load": load or missing, "sole": sole, "memory": memory, "shelf": shelf}
        self.office = install(self.application, settings, library=library, **options)
        self.desk = self.office.desk
        self.says = Says(self.application)

    async def __aenter__(self):
        await self.application.initialize()
        await self.application.start()
        self.network.sent.clear()
        return self

    async def __aexit__(self, *error):
        await self.application.stop()
        await self.application.shutdown()

    async def built(self):
        while self.office.renewal.is_building:
            await asyncio.sleep(0.001)


def after(script, *, load=None, **options) -> FakeTelegram:
    """The network after a script was played on a stage."""

    async def play():
        async with Stage(load, **options) as stage:
            await script(stage)
        return stage.network

    return asyncio.run(play())


def said(text=None, **fields):
    """The texts sent after somebody said one thing."""
    return after(lambda stage: stage.says(text, **fields)).texts()


def test_a_question_in_a_private_chat_is_answered_with_a_quote_as_a_reply_to_it():
    network = after(lambda stage: stage.says("公租房怎么申请"))

    [(method, parameters)] = network.sent
    assert method == "sendMessage"
    assert "<blockquote>" in parameters["text"]
    assert "轮候配租" in parameters["text"]
    assert parameters["parse_mode"] == "HTML"
    assert parameters["reply_parameters"]["message_id"] == 1


def test_a_question_that_nothing_answers_names_the_hotline():
    [text] = said("火星移民")

    assert "12351" in text
    assert "<blockquote>" not in text


def test_start_and_help_give_examples_and_the_hotline():
    for command in ("/start", "/help", "/start@niangjia_bot"):
        [text] = said(command)

        assert "公租房怎么申请" in text
        assert "12351" in text
        assert "{" not in text


def test_ask_takes_the_question_after_the_command():
    assert "轮候配租" in said("/ask 公租房")[0]
    assert "轮候配租" in said("/ask@niangjia_bot\n公租房")[0]


def test_ask_without_a_question_says_how():
    assert said("/ask") == [sentences.ASK_WHAT]


def test_ask_as_a_reply_asks_what_the_other_message_says():
    other = {"message_id": 90, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "text": "公租房怎么申请"}

    assert "轮候配租" in said("/ask", chat=GROUP, reply_to_message=other)[0]


def test_a_command_for_another_bot_is_not_for_us():
    assert said("/ask@other_bot 公租房", chat=GROUP) == []


def test_an_unknown_command_in_a_private_chat_points_to_help():
    assert said("/frobnicate") == [sentences.UNKNOWN_COMMAND]
    assert said("/frobnicate", chat=GROUP) == []


def test_a_caption_is_the_question():
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]

    assert "轮候配租" in said(photo=photo, caption="公租房怎么申请")[0]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}, sentences.PHOTO),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, sentences.VOICE.format(hotline="12351")),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, sentences.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "王"}}, sentences.OTHER_KIND),
        ({"dice": {"emoji": "🎲", "value": 1}}, sentences.OTHER_KIND),
    ],
)
def test_what_we_cannot_read_gets_a_fitting_sentence(fields, sentence):
    assert said(**fields) == [sentence]
    assert said(chat=GROUP, **fields) == []


def test_a_service_message_gets_no_reply():
    assert said(chat=GROUP, new_chat_title="新车间") == []
    assert said(pinned_message={"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}) == []


def test_a_group_is_answered_only_where_the_bot_is_meant():
    ours = {"message_id": 90, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": ME, "text": "…"}

    assert said("公租房怎么申请", chat=GROUP) == []
    assert said("@niangjia_bot2 公租房怎么申请", chat=GROUP) == []
    assert said("/help", chat=GROUP) == []
    assert "轮候配租" in said("@Niangjia_Bot公租房怎么申请", chat=GROUP)[0]
    assert "轮候配租" in said("公租房怎么申请", chat=GROUP, reply_to_message=ours)[0]


def test_an_answer_in_a_group_is_shorter():
    question = "职工怎么申请公租房和医疗互助金"

    assert said(question)[0].count("<blockquote>") > 1
    assert said(f"/ask {question}", chat=GROUP)[0].count("<blockquote>") == 1


def test_a_channel_post_is_ignored():
    async def script(stage):
        await stage.says("公租房怎么申请", kind="channel_post", chat=GROUP)
        await stage.says("/reload", kind="channel_post", chat=GROUP)
        await stage.says("/ask 公租房", kind="edited_channel_post", chat=GROUP)

    assert after(script).sent == []


def test_an_edited_question_edits_its_answer():
    async def script(stage):
        await stage.says("火星移民", message_id=40)
        await stage.says("公租房怎么申请", kind="edited_message", message_id=40)

    network = after(script)

    assert [method for method, _ in network.sent] == ["sendMessage", "editMessageText"]
    assert network.sent[1][1]["message_id"] == 1001
    assert "轮候配租" in network.sent[1][1]["text"]


def test_an_edited_question_whose_answer_is_not_known_any_more_is_answered_anew():
    [text] = said("公租房怎么申请", kind="edited_message")

    assert "轮候配租" in text


def test_an_edit_that_changes_nothing_in_the_answer_is_no_trouble():
    async def script(stage):
        await stage.says("公租房", message_id=40)
        stage.network.fail = lambda method, _: (
            (400, {"description": "Bad Request: message is not modified: specified new message content"})
            if method == "editMessageText"
            else None
        )
        await stage.says("公租房", kind="edited_message", message_id=40)

    assert len(after(script).sent) == 1


def test_a_worker_who_blocked_the_bot_is_left_in_peace(caplog):
    async def script(stage):
        stage.network.fail = lambda *_: (403, {"description": "Forbidden: bot was blocked by the user"})
        await stage.says("公租房")

    with caplog.at_level(logging.WARNING):
        assert after(script).sent == []
    assert caplog.records == []


def test_an_error_in_a_handler_gives_the_worker_one_calm_sentence_and_the_log_a_trace(caplog):
    class Broken:
        def answer(self, *args, **options):
            raise ZeroDivisionError("boom")

    async def script(stage):
        stage.desk.library = Broken()
        await stage.says("公租房")

    [text] = after(script).texts()

    assert text == sentences.APOLOGY.format(hotline="12351")
    assert "ZeroDivisionError" in caplog.text
    assert "公租房" not in caplog.text


def test_questions_and_people_stay_out_of_the_log(caplog):
    with caplog.at_level(logging.INFO, logger="bot"):
        said("公租房怎么申请", user=424242)

    assert "answer" in caplog.text
    assert "公租房" not in caplog.text
    assert "424242" not in caplog.text


# reload


def reloaded(text="/reload", *, load=None, user=ADMIN, admin_ids=(ADMIN,), **fields):
    """The texts sent for a reload, and the library on the desk afterwards."""

    async def script(stage):
        await stage.says(text, user=user, **fields)
        await stage.built()
        script.library = stage.desk.library

    network = after(script, load=load, admin_ids=admin_ids)
    return network.texts(), script.library


def test_a_reload_takes_up_the_new_library_and_tells_what_changed():
    problems = (Problem("坏.txt", 7, "第 7 行不是文字", "请另存为 UTF-8", fatal=True),)
    new = library_of(*TEXTS[:-1], "新添的一段，讲困难职工帮扶。", "又一段。", problems=problems)

    (started, report), library = reloaded(load=lambda root, progress: new)

    assert started == sentences.RELOAD_STARTED
    assert "文件 7，文章 7，段落 7，合并重复 0，问题 1" in report
    assert "新增文件 1，修改 1，撤下 0；新增文章 2，修改 0，撤下 1" in report
    assert "坏.txt 第 7 行：第 7 行不是文字（请另存为 UTF-8）" in report
    assert library is new


class Current(Shelf):
    """A shelf whose folder is as it was read."""

    def is_current(self) -> bool:
        return True


def test_where_no_file_has_changed_nothing_is_built_unless_an_admin_confirms_it():
    new = library_of(*TEXTS)
    shelf = Current(NOWHERE, None)

    async def script(stage):
        await stage.says("/reload", user=ADMIN)
        await stage.built()
        script.before = stage.network.texts()
        await stage.says("/reload 确认", user=ADMIN)
        await stage.built()

    network = after(script, load=lambda root, progress: new, shelf=shelf)

    assert script.before == [sentences.RELOAD_UNCHANGED]
    assert network.texts()[-1].startswith("重建完成")


def test_a_file_that_could_not_be_read_is_tried_again_though_it_has_not_changed():
    broken = library_of(*TEXTS, problems=(Problem("坏.pdf", None, "没有装", "请安装", fatal=True),))

    async def script(stage):
        await stage.says("/reload", user=ADMIN)
        await stage.built()

    network = after(script, load=lambda root, progress: broken, library=broken, shelf=Current(NOWHERE, None))

    assert network.texts()[-1].startswith("重建完成")


def test_the_former_library_is_freed_by_a_reload_though_nobody_asks_any_more(tmp_path):
    article = tmp_path / "corpus" / "a.md"
    article.parent.mkdir()
    article.write_text("---\ntitle: 公租房\n---\n\n" + "\n\n".join(TEXTS), encoding="utf-8")
    shelf = Shelf(article.parent, tmp_path / "state")
    memory = memory_of(str(tmp_path / "state"))

    async def play():
        async with Stage(shelf.renew, shelf=shelf, corpus=article.parent, memory=memory, library=shelf.open()) as stage:
            await stage.says("公租房怎么申请")
            former = weakref.ref(stage.desk.library.index)
            article.write_text(article.read_text(encoding="utf-8") + "\n\n职工夜校每周二开课。", encoding="utf-8")
            await stage.says("/reload", user=ADMIN)
            await stage.built()
            gc.collect()
            assert former() is None
            return stage.network.texts()

    assert asyncio.run(play())[-1].startswith("重建完成")


def test_memory_is_given_back_when_a_library_was_taken_up(monkeypatch):
    given = []

    async def script(stage):
        monkeypatch.setattr("bot.tg.admins.renewal.give_back", lambda: given.append(stage.office.renewal.is_building))
        await stage.says("/reload", user=ADMIN)
        await stage.built()
        while not given:
            await asyncio.sleep(0.001)

    after(script, load=lambda root, progress: library_of(*TEXTS))

    assert given == [False]


def test_a_report_that_is_too_long_for_a_message_comes_whole_as_a_file():
    new = library_of(*TEXTS, *(f"新添的第{n}段，讲困难职工帮扶的第{n}种办法。" for n in range(9)))

    async def script(stage):
        await stage.says("/reload", user=ADMIN)
        await stage.built()

    network = after(script, load=lambda root, progress: new)

    assert "……另有 3 项" in network.texts()[-1]
    assert [method for method, _ in network.sent][-1] == "sendDocument"


def test_a_reload_that_finds_nothing_keeps_the_old_library_and_says_why():
    def load(root, progress):
        raise CorpusError("没有文章。")

    (_, report), library = reloaded(load=load)

    assert report == sentences.RELOAD_FAILED.format(reason="没有文章。")
    assert len(library.passages) == len(TEXTS)


def test_a_reload_that_crashes_keeps_the_old_library_and_the_admin_hears_of_it():
    def load(root, progress):
        raise ZeroDivisionError

    (_, report, *_), library = reloaded(load=load)

    assert report == sentences.RELOAD_FAILED.format(reason=sentences.RELOAD_CRASHED)
    assert len(library.passages) == len(TEXTS)


def test_a_library_that_lost_more_than_half_is_taken_up_only_when_confirmed():
    small = library_of(*TEXTS[:2])

    (_, refused), library = reloaded(load=lambda root, progress: small)
    assert refused == sentences.RELOAD_SHRUNK.format(old=6, new=2)
    assert len(library.passages) == 6

    _, library = reloaded("/reload 确认", load=lambda root, progress: small)
    assert library is small


def most_at_a_time(count, *, shelf=None):
    """How many of so many questions were looked up at the same time at the most, where they come at once."""
    inside, most, lock = 0, 0, threading.Lock()

    class Slow(Library):
        def answer(self, question, **options):
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with lock:
                inside -= 1
            return super().answer(question, **options)

    slow = Slow.build(Reading(1, library_of(*TEXTS).articles[:1], ()))

    async def script(stage):
        await asyncio.gather(*(stage.office.composer.compose("公租房", short=False, worker=n) for n in range(count)))

    after(script, library=slow, shelf=shelf)
    return most


def test_questions_that_come_at_once_are_looked_up_two_at_a_time():
    assert most_at_a_time(8) == LANES


def test_what_waits_for_another_machine_is_looked_up_many_at_a_time():
    assert most_at_a_time(8, shelf=SharedShelf(NOWHERE, None, engine=None)) > LANES


def test_questions_are_answered_during_a_reload_and_a_second_reload_has_to_wait():
    gate = threading.Event()

    def load(root, progress):
        gate.wait()
        return library_of(*TEXTS)

    async def script(stage):
        await stage.says("/reload", user=ADMIN)
        await stage.says("公租房", user=ADMIN)
        await stage.says("/reload", user=ADMIN)
        gate.set()
        await stage.built()

    texts = after(script, load=load).texts()

    assert sentences.RELOAD_UNDER_WAY in texts
    assert "轮候配租" in next(text for text in texts if "<blockquote>" in text)
    assert texts[-1].startswith("重建完成")


def test_of_two_reloads_that_come_at_the_same_moment_one_is_run(tmp_path):
    loaded, both_came = [], threading.Event()

    def load(root, progress):
        loaded.append(root)
        both_came.wait(60)  # on a busy machine the second may come late, and would find the first one done
        return library_of(*TEXTS)

    async def script(stage):
        await asyncio.gather(stage.says("/reload", user=ADMIN), stage.says("/reload", user=2))
        both_came.set()
        await stage.built()

    texts = after(script, load=load, admin_ids=(ADMIN, 2), memory=memory_of(str(tmp_path))).texts()

    assert len(loaded) == 1
    assert texts.count(sentences.RELOAD_UNDER_WAY) == 1


def test_a_press_that_fails_and_is_too_old_to_be_answered_gets_an_apology_all_the_same():
    async def script(stage):
        old = {"description": "Query is too old"}
        stage.network.fail = lambda name, _: (400, old) if name == "answerCallbackQuery" else None
        message = stage.says.message("公租房")
        stage.desk.library = None
        await stage.says.press("niangjia:a:abc", message=message)

    assert "出了点问题" in after(script).texts()[-1]


def test_a_reload_whose_report_cannot_be_made_does_not_say_that_the_old_library_serves():
    class Away(Sequence):
        def __len__(self):
            return 1

        def __getitem__(self, _):
            raise EngineError(Fault.AWAY)

    async def script(stage):
        await stage.says("/reload", user=ADMIN)
        await stage.built()
        assert stage.desk.library is new

    new = library_of(*TEXTS)
    away = replace(library_of(*TEXTS[:5]), articles=Away(), version="another")

    texts = after(script, load=lambda root, progress: new, library=away).texts()

    assert texts[-1] == sentences.RELOADED_UNTOLD.format(passages=6, reason=EngineError(Fault.AWAY))


FORGED = [
    ({"user": WORKER}, sentences.ADMINS_ONLY),
    ({"user": WORKER, "chat": ADMIN}, sentences.ADMINS_ONLY),
    ({"user": ADMIN, "chat": GROUP}, sentences.COMMAND_NOT_PRIVATE),
    ({"user": ADMIN, "kind": "edited_message"}, sentences.COMMAND_EDITED),
    (
        {"user": ADMIN, "sender_chat": {"id": GROUP, "type": "supergroup", "title": "车间"}},
        sentences.COMMAND_NOT_PRIVATE,
    ),
    ({"user": ADMIN, "date": int(dt.datetime(2020, 1, 1).timestamp())}, sentences.COMMAND_STALE),
    (
        {
            "user": ADMIN,
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "管理员"},
        },
        sentences.COMMAND_FORWARDED,
    ),
    (
        {"user": WORKER, "from": {"id": WORKER, "is_bot": False, "first_name": "1", "username": "1"}},
        sentences.ADMINS_ONLY,
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), FORGED)
def test_a_forged_reload_is_refused_and_answered(fields, sentence):
    def load(root, progress):
        raise AssertionError("nothing is loaded")

    texts, library = reloaded(load=load, **fields)

    assert texts == [sentence]
    assert len(library.passages) == len(TEXTS)


def test_an_empty_list_of_admins_means_nobody():
    texts, _ = reloaded(admin_ids=())

    assert texts == [sentences.ADMINS_ONLY]


def test_a_message_in_the_name_of_a_chat_without_a_sender_is_no_admins():
    assert said("/reload", user=ADMIN, **{"from": None}) == [sentences.ADMINS_ONLY]


PICTURE = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]}


def test_an_album_is_answered_once():
    async def script(stage):
        for caption in ({}, {}, {}):
            await stage.says(media_group_id="a", **PICTURE, **caption)
        await stage.says(media_group_id="b", caption="公租房怎么申请", **PICTURE)
        await stage.says(media_group_id="b", **PICTURE)

    one, other = after(script).texts()

    assert one == sentences.PHOTO
    assert "轮候配租" in other


def test_a_caption_that_is_taken_away_takes_its_answer_along():
    async def script(stage):
        await stage.says(message_id=5, caption="公租房怎么申请", **PICTURE)
        await stage.says(kind="edited_message", message_id=5, **PICTURE)
        await stage.says(kind="edited_message", message_id=6, **PICTURE)

    network = after(script)

    assert [name for name, _ in network.sent] == ["sendMessage", "editMessageText"]
    assert network.texts("editMessageText") == [sentences.PHOTO]


def test_a_place_that_moves_on_is_answered_once():
    async def script(stage):
        await stage.says(message_id=5, location={"latitude": 36.0, "longitude": 103.8, "live_period": 900})
        await stage.says(kind="edited_message", message_id=5, location={"latitude": 36.1, "longitude": 103.8})

    assert after(script).texts("sendMessage", "editMessageText") == [sentences.LOCATION]


def test_a_question_edited_into_a_greeting_loses_answer_and_buttons():
    async def script(stage):
        await stage.says("公租房怎么申请", message_id=5)
        await stage.says("你好", kind="edited_message", message_id=5)

    edit = after(script).sent[-1]

    assert edit[0] == "editMessageText"
    assert edit[1]["text"].startswith("您好")
    assert "reply_markup" not in edit[1]


def test_a_forwarded_message_is_a_question():
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "工友"}

    [text] = said("公租房怎么申请", forward_origin=origin)

    assert "轮候配租" in text


def test_a_greeting_gives_examples_that_this_library_answers():
    texts = (*(f"第{n}车间的足球赛周六开赛。" for n in "一二三四五"), "锅炉房的热水每天下午四点供应到晚上十点。")

    async def script(stage):
        await stage.says("你好")
        for question in re.findall("“([^”]+)”", stage.network.texts()[0])[1:]:
            stage.network.sent.clear()
            await stage.says(question)
            assert "<blockquote>" in stage.network.texts()[0]

    after(script, library=library_of(*texts))

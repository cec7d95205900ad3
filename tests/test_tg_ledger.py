import asyncio
import json
import re

import pytest

from bot.store.records import FeedbackKind
from bot.tg import sentences
from bot.tg.memory import Memory
from tests.fake_telegram import ADMIN, WORKER
from tests.test_tg_choices import BrokenStore
from tests.test_tg_desk import GROUP, TEXTS, after, library_of
from tests.test_tg_presses import answered

LOST = "火星移民怎么申请，我的手机是13812345678"


def told(memory, *said, **options):
    """What an admin is told at last, after a worker said some things."""

    async def script(stage):
        for text in said[:-1]:
            await stage.says(text)
        stage.network.sent.clear()
        await stage.says(said[-1], user=ADMIN)
        await stage.built()

    return after(script, memory=memory, **options)


def number_in(text):
    return re.search(r"答复编号：(\S{12})$", text)[1]


def test_an_unanswered_question_is_a_gap_without_its_personal_numbers(memory):
    [text] = told(memory, LOST, LOST, "/gaps").texts()

    assert "缺口 1 个，共问过 2 次" in text
    assert "火星移民" in text
    assert "没找到 2" in text
    assert "138" not in text


def test_the_gaps_come_as_a_table_too(memory):
    network = told(memory, LOST, "/gaps csv")

    assert [method for method, _ in network.sent] == ["sendDocument"]


def test_a_question_of_distress_is_no_gap(memory):
    assert told(memory, "我不想活了", "/gaps").texts() == [sentences.NO_GAPS]


@pytest.mark.parametrize("command", ["/gaps", "/why x", "/stats", "/audit"])
def test_the_books_are_for_admins(memory, command):
    async def script(stage):
        await stage.says(command)

    assert after(script, memory=memory).texts() == [sentences.ADMINS_ONLY]
    [action] = asyncio.run(memory.ask(lambda store: store.audit.latest(), ()))
    assert (action.who, action.allowed) == (WORKER, False)


def test_an_answer_ends_with_the_number_of_its_receipt_and_why_explains_it(memory):
    async def script(stage):
        await stage.says("公租房怎么申请")
        number = number_in(stage.network.texts()[0])
        await stage.says(f"/why {number}", user=ADMIN)
        await stage.says("/why 公租房怎么申请", user=ADMIN)
        await stage.says("/forget")
        await stage.says(f"/why {number}", user=ADMIN)

    _, receipt, explained, _, gone = after(script, memory=memory).texts()

    assert "答上了" in receipt
    assert "公租房" in receipt
    assert "引用：" in explained
    assert "文章库版本" in explained
    assert gone == sentences.NO_RECEIPT


def test_an_answer_in_a_group_has_a_receipt_too(memory):
    async def script(stage):
        await stage.says("/ask 公租房怎么申请", chat=GROUP)
        await stage.says(f"/why {number_in(stage.network.texts()[0])}", user=ADMIN)
        await stage.says("/ask 火星移民怎么办", chat=GROUP)

    _, receipt, vain = after(script, memory=memory).sent[-3:]

    assert "答上了" in receipt[1]["text"]
    assert not vain[1].get("reply_markup")


def test_a_rating_is_kept_for_the_answer_and_an_ill_one_opens_a_gap(memory):
    question = "公租房怎么申请"

    async def script(stage):
        await stage.says(question)
        number = number_in(stage.network.texts()[0])
        markup = json.dumps(stage.network.sent[0][1]["reply_markup"])
        assert f"niangjia:n:{number}" in markup
        for _ in range(2):
            await stage.says.press(f"niangjia:k:{number}:1", message=answered(question))
        stage.network.sent.clear()
        await stage.says("/gaps", user=ADMIN)

    [text] = after(script, memory=memory).texts()

    assert "过时了 1" in text
    counted = asyncio.run(memory.ask(lambda store: store.feedback.count(), ()))
    assert counted == ((FeedbackKind.OUTDATED, 1),)


def test_a_rating_that_could_not_be_kept_is_not_thanked_for():
    async def script(stage):
        await stage.says.press("niangjia:y:x", message=answered())

    network = after(script, memory=Memory(BrokenStore()))

    assert [p.get("text") for name, p in network.sent if name == "answerCallbackQuery"] == [sentences.NOT_REMEMBERED]


def test_the_figures_of_the_days_say_what_was_asked(memory):
    network = told(memory, "公租房怎么申请", LOST, "/stats")
    [text] = network.texts()

    assert [method for method, _ in network.sent] == ["sendMessage", "sendPhoto"]
    assert "提问 2，答上 1，没答上 1" in text
    assert "段落 6" in text


def test_the_admins_actions_can_be_read_refused_ones_too(memory):
    async def script(stage):
        await stage.says("/reload", user=WORKER)
        await stage.says("/rollback", user=ADMIN)
        await stage.says("/audit", user=ADMIN)

    *_, text = after(script, memory=memory).texts()

    audit, rollback, reload = text.splitlines()[1:]
    assert audit.endswith(f" {ADMIN} 看管理操作")
    assert rollback.endswith(f" {ADMIN} 退回文章库")
    assert reload.endswith(f" {WORKER} 重建文章库（没有执行）")


def test_without_a_memory_the_books_cannot_be_read_and_answers_have_no_number():
    async def script(stage):
        await stage.says("公租房怎么申请")
        await stage.says("/gaps", user=ADMIN)

    answer, books = after(script, memory=Memory(BrokenStore())).texts()

    assert "答复编号" not in answer
    assert books == sentences.NO_BOOKS


def test_after_a_reload_the_gaps_are_asked_again(memory):
    new = library_of(*TEXTS, "移民火星的职工，向单位工会申请补贴。")

    *_, again = told(memory, "火星移民怎么申请", "/reload", load=lambda root, progress: new).texts()

    assert again == sentences.GAPS_AGAIN.format(count=1, answered=1)
    assert told(memory, "/gaps").texts() == [sentences.NO_GAPS]


def test_a_library_that_fails_golden_questions_is_taken_up_only_when_confirmed(tmp_path):
    lines = [{"question": text[:8], "answer_contains": [text[:8]]} for text in TEXTS[:4]]
    golden = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "golden.jsonl").write_text(golden, encoding="utf-8")
    others = library_of(*(f"驿站第{n}号，备有热水。" for n in "一二三四五六"))
    options = {"load": lambda root, progress: others, "corpus": tmp_path}

    refused = told(None, "/reload", **options).texts()[-1]
    taken = told(None, "/reload 确认", **options).texts()[-1]

    assert refused.startswith(sentences.RELOAD_GOLDEN.format(count=4, most=3))
    assert "重点问题 4 个，答对 0 个" in taken
    assert sentences.GOLDEN_MOVED in taken


def test_a_golden_file_that_cannot_be_read_is_a_problem_to_mend(tmp_path):
    (tmp_path / "golden.jsonl").write_bytes(b"\xff\xff")

    report = told(None, "/reload", load=lambda root, progress: library_of(*TEXTS), corpus=tmp_path).texts()[-1]

    assert "golden.jsonl：认不出文字编码" in report

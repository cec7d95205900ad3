"""What a message is when it is no question; the promises stand in acceptance/facts_talk.jsonl."""

import json
from pathlib import Path

import opencc
import pytest

from bot.intent import LONGEST, bare_question, intent_of, without_groans
from bot.model import AnswerKind

PROMISES = Path(__file__).parent / "acceptance" / "facts_talk.jsonl"
TALK = [json.loads(line) for line in PROMISES.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("case", TALK, ids=lambda case: case["text"] or "(empty)")
def test_each_message_is_of_its_kind(case):
    assert intent_of(case["text"]) == case["kind"]


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_in_traditional_characters_it_is_of_the_same_kind(script):
    written = opencc.OpenCC(script).convert
    cases = [case for case in TALK if written(case["text"]) != case["text"]]

    assert len(cases) > 100
    assert [case for case in cases if intent_of(written(case["text"])) != case["kind"]] == []


def test_of_messages_that_no_rule_was_made_for_nearly_all_distress_is_heard():
    """Written before the rules that are held against them; they are not to be made for these."""
    heldout = PROMISES.with_name("learned_talk2.jsonl").read_text(encoding="utf-8").split("\n")
    cases = [json.loads(line) for line in heldout if line]
    told = [(intent_of(case["text"]), case["kind"]) for case in cases]
    distress = [pair for pair in told if AnswerKind.DISTRESS in pair]

    assert sum(kind == label for kind, label in told) >= 0.93 * len(told)
    assert sum(kind == label for kind, label in distress) >= 0.92 * len(distress)


def test_a_story_as_long_as_telegram_allows_is_a_question():
    assert intent_of("公司拖欠工资。" * (LONGEST // 7)) is None


def test_a_longer_one_is_too_long():
    assert intent_of("公司拖欠工资。" * LONGEST) is AnswerKind.TOO_LONG


def test_distress_at_the_end_of_a_long_story_is_heard():
    assert intent_of("公司拖欠工资。" * 500 + "我不想活了") is AnswerKind.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        "哈" * 40,
        "好的" * 20,
        "怎么" * 20 + "x",
        "你好" * 19 + "x",
        "谢" * 4000,
        "在哪里" * 1300,
        "我" * 4000,
        "如果我要是" * 800,
    ],
)
def test_a_repeated_cue_ends_at_once(text):
    assert intent_of(text) in {None, AnswerKind.SMALL_TALK, AnswerKind.THANKS, AnswerKind.VAGUE}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("你好,请问租房补贴怎么申请", "租房补贴怎么申请"),
        ("您好我想问一下租房补贴怎么申请,谢谢", "租房补贴怎么申请"),
        ("在吗?我工伤了怎么办?谢谢您了!", "我工伤了怎么办?"),
        ("工会你好,我想咨询一下:女职工产假几天?多谢", "女职工产假几天?"),
        ("請問產假幾天", "產假幾天"),
        ("您好，我想请问公积金怎么提取，谢谢！", "公积金怎么提取"),
        ("早产假多少天", "早产假多少天"),
        ("租房补贴怎么申请", "租房补贴怎么申请"),
        ("你好", "你好"),
        ("  ", ""),
    ],
)
def test_courtesies_around_a_question_are_left_out(text, bare):
    assert bare_question(text) == bare


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("累死了,加班费怎么算", "加班费怎么算"),
        ("气死我了老板不发工资怎么办", "老板不发工资怎么办"),
        ("笑死，我们厂就发50", "我们厂就发50"),
        ("今天真的累死我了！年假几天", "年假几天"),
        ("累死了算工伤吗", "累死了算工伤吗"),
        ("工友累死在岗位上怎么赔", "工友累死在岗位上怎么赔"),
        ("热死人了有没有高温津贴", "热死人了有没有高温津贴"),
        ("累死了", "累死了"),
    ],
)
def test_a_groan_is_no_part_of_what_is_asked_and_a_death_is(message, rest):
    assert without_groans(message) == rest


@pytest.mark.parametrize(
    ("message", "is_cry"),
    [
        ("买了一瓶农药放在床头", True),
        ("想找个没人的地方结束", True),
        ("割腕疼不疼", True),
        ("老天爷收了我吧", True),
        ("我要是没了，孩子怎么办", True),
        ("吃多少安眠药会死", True),
        ("唔想活喇", True),
        ("想死你们了", False),
        ("想辞职，活着就是为了上班", False),
        ("农药厂干活中毒算工伤吗", False),
        ("割到手算工伤吗", False),
        ("安眠药医保能报销吗", False),
        ("不想干了，老板死活不放人", False),
        ("死缓是什么意思", False),
        ("死缓和死刑一样吗", False),
        ("站在楼顶干活安全绳谁发", False),
        ("站在楼顶装广告牌要几个人", False),
        ("yanglao baoxian zenme zhuan", False),
        ("被家暴了怎么办", True),
        ("老公喝了酒就打我", True),
        ("老板扬言要弄死我", True),
        ("再不给钱我就去砍人", True),
        ("老公打我电话说工资没发", False),
        ("真的熬不住了", True),
        ("热死了", False),
        ("活太多了", False),
    ],
)
def test_means_at_hand_and_violence_are_heard_and_work_and_complaints_are_not(message, is_cry):
    assert (intent_of(message) is AnswerKind.DISTRESS) is is_cry

import functools
import random

import pytest

from bot.library import Library
from bot.model import AnswerKind
from bot.reading.corpus import Reading
from bot.several import MOST
from tests.make import make_article

TEXTS = {
    "公租房": "职工申请公租房，向所在单位工会提出，审核后轮候配租。",
    "医疗互助": "职工参加医疗互助，每人每年交费八十元。",
    "焊工班": "农民工参加焊工培训，结业后领取补贴。",
    "年休假": "工作满一年的职工，年假有五天。",
    "工会驿站": "户外劳动者可以到工会驿站喝水歇脚。",
    "金秋助学": "职工子女考上大学，可以申请金秋助学金。",
}
TWO = "公租房怎么申请？医疗互助怎么参加？"


@functools.cache
def library():
    articles = tuple(make_article(text, file=f"{title}.md", title=title) for title, text in TEXTS.items())
    return Library.build(Reading(len(articles), articles, ()))


def titles(citations):
    return [citation.passage.article.title for citation in citations]


def test_each_question_of_a_message_has_its_answer():
    answer = library().answer(TWO)

    assert [(part.question, titles(part.citations)[0]) for part in answer.parts] == [
        ("公租房怎么申请？", "公租房"),
        ("医疗互助怎么参加？", "医疗互助"),
    ]
    assert titles(answer.citations)[:2] == ["公租房", "医疗互助"]
    assert (answer.question, answer.kind, answer.left) == (TWO, AnswerKind.ANSWER, ())


def test_the_floor_holds_for_each():
    answer = library().answer("公租房怎么申请？火星移民怎么办？")

    assert [part.kind for part in answer.parts] == [AnswerKind.ANSWER, AnswerKind.NOT_FOUND]
    assert titles(answer.citations) == ["公租房"]


def test_two_questions_that_nothing_answers_are_one_no():
    answer = library().answer("火星移民怎么办？量子纠缠怎么用？")

    assert (answer.kind, answer.parts) == (AnswerKind.NOT_FOUND, ())


def test_more_than_can_be_read_at_once_is_left():
    answer = library().answer("公租房怎么申请？医疗互助怎么参加？年假有几天？焊工培训怎么报名？")

    assert len(answer.parts) == MOST
    assert answer.left == ("焊工培训怎么报名？",)


@pytest.mark.parametrize("limit", range(1, 8))
def test_all_together_are_no_longer_than_asked_for_where_each_has_one(limit):
    answer = library().answer(TWO, limit=limit)

    assert len(answer.citations) <= max(2, limit)
    assert all(part.citations for part in answer.parts)


def test_of_a_story_that_asks_the_question_is_answered_and_said_to_be():
    story = "我在厂里干了八年，白班夜班两头倒，身体也不好，家里老人孩子都要养活。" * 8

    answer = library().answer(f"{story}请问公租房怎么申请？{story}")

    assert answer.asked == "请问公租房怎么申请？"
    assert titles(answer.citations)[0] == "公租房"


def test_the_questions_of_a_story_lean_on_what_it_tells():
    life = "家里老人身体不好，就指着这点钱过日子，" * 6
    leaning = f"{life}娃考上大学申请金秋助学金没有批，我们不知道这个字能不能签，以后歇脚的手不能动怎么办"
    apart = f"{life}月亮上的灯塔怎么办？公租房怎么申请？"

    told, several = library().answer(leaning), library().answer(apart)

    assert (told.parts, titles(told.citations)[0]) == ((), "金秋助学")
    assert [bool(part.citations) for part in several.parts] == [False, True]


def test_what_a_long_story_says_at_its_beginning_is_asked_too():
    life = "".join(f"第{n}天早上五点起床坐车，晚上回宿舍，工友都很好。" for n in range(60))

    assert "年假" in library().answer(f"我的年假一直没有休。{life}怎么办？").asked


def test_a_long_story_of_another_place_is_not_called_too_long():
    article = make_article("兰州市的困难职工可以申请公租房，每月补贴三百元。", file="a.md", region=("甘肃省", "兰州市"))
    others = [make_article(text, file=f"{title}.md", title=title) for title, text in TEXTS.items() if title != "公租房"]
    story = f"我在广州打工。{'白班夜班两头倒，日子难过。' * 30}公租房每月补贴多少？"

    assert Library.build(Reading(6, (article, *others), ())).answer(story).kind is AnswerKind.ELSEWHERE


def test_a_story_that_nothing_answers_is_asked_for_in_a_sentence():
    story = "月亮上的风很大，我们骑着骆驼走了很远，看见了一座蓝色的灯塔。" * 20

    assert library().answer(story).kind is AnswerKind.TOO_LONG


def test_a_place_of_the_message_counts_for_each_of_its_questions():
    regions = {"兰州": ("甘肃省", "兰州市"), "银川": ("宁夏回族自治区", "银川市")}
    articles = [
        make_article(f"{place}市的困难职工可以申请公租房，每月补贴{n}百元。", file=f"{place}.md", region=region)
        for n, (place, region) in enumerate(regions.items(), 3)
    ]
    others = [make_article(text, file=f"{title}.md", title=title) for title, text in TEXTS.items() if title != "公租房"]
    there = Library.build(Reading(7, (*articles, *others), ()))

    for place in regions:
        answer = there.answer(f"我在{place}打工。医疗互助怎么参加？公租房怎么申请？")

        assert answer.parts[1].citations[0].passage.article.file == f"{place}.md"


def test_whatever_is_written_each_quote_is_a_stretch_of_its_passage():
    chance = random.Random(3)
    bits = (*TEXTS, "怎么申请", "？", "，", "还有", "\n", "1、", "2、", "有几天", "吗", "火星", "我")
    for _ in range(200):
        answer = library().answer("".join(chance.choices(bits, k=12)))

        for citation in answer.citations:
            assert citation.quote in citation.passage.text
        assert all(part.citations or part.kind is not AnswerKind.ANSWER for part in answer.parts)

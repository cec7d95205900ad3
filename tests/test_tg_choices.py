import pytest

from bot.library import Library
from bot.model import Article, Paragraph
from bot.reading.corpus import Reading
from bot.store import Fault, StoreError
from bot.tg import sentences
from bot.tg.memory import Memory
from tests.fake_telegram import WORKER
from tests.test_tg_desk import after
from tests.test_tg_presses import answered, labels

LANZHOU, YINCHUAN = ("甘肃省", "兰州市"), ("宁夏回族自治区", "银川市")
ARTICLES = tuple(
    Article(f"{n}.md", (Paragraph(text, 1, 1),), title=text[:8], region=region)
    for n, (text, region) in enumerate(
        [
            ("兰州市的困难职工申请公租房，每月补贴三百元。", LANZHOU),
            ("银川市的困难职工申请公租房，每月补贴四百元。", YINCHUAN),
            ("职工参加医疗互助，每年交费八十元。", None),
            ("工会驿站有热水和微波炉，快递员都能进去歇脚。", None),
            ("免费电工班九月开课，会员凭卡报名。", None),
        ],
        start=1,
    )
)


class BrokenStore:
    """A store on a full disk."""

    def __getattr__(self, name):
        raise StoreError(Fault.FULL)


def played(script, memory):
    return after(script, memory=memory, library=Library.build(Reading(5, ARTICLES, ())))


def texts_of(memory, *said):
    async def script(stage):
        for text in said:
            await stage.says(text)

    return played(script, memory).texts()


def test_the_chosen_place_decides_which_article_is_cited_first(memory):
    for place, expected in (("兰州", "三百元"), ("银川", "四百元")):
        chosen, answer = texts_of(memory, f"/region {place}", "公租房每月补贴多少钱")

        assert place in chosen
        assert expected in answer.split("</blockquote>")[0]


def test_the_place_is_shown_and_taken_back(memory):
    _, shown, cleared, none = texts_of(memory, "/region 兰州", "/region", "/region 清除", "/region")

    assert "甘肃省兰州市" in shown
    assert cleared == sentences.REGION_CLEARED
    assert none.startswith(sentences.REGION_NONE)


def test_a_name_that_nobody_knows_asks_back_and_one_of_several_places_offers_them(memory):
    async def script(stage):
        await stage.says("/region 火星")
        await stage.says("/region 城关区")
        [(_, parameters)] = stage.network.sent[1:]
        script.labels = labels(parameters)
        data = [b["callback_data"] for row in parameters["reply_markup"]["inline_keyboard"] for b in row]
        await stage.says.press(data[script.labels.index("兰州市城关区")], message=answered("/region 城关区"))

    network = played(script, memory)

    assert network.texts()[0] == sentences.REGION_UNKNOWN.format(name="火星")
    assert set(script.labels) == {"兰州市城关区", "拉萨市城关区"}
    assert network.texts("editMessageText") == [sentences.REGION_CHOSEN.format(region="甘肃省兰州市城关区")]


def test_the_places_of_the_library_are_on_buttons(memory):
    async def script(stage):
        await stage.says("/region")
        script.labels = labels(stage.network.sent[0][1])

    played(script, memory)

    assert script.labels == ["甘肃省兰州市", "宁夏回族自治区银川市"]


def test_forget_deletes_the_place_and_says_so(memory):
    _, forgotten, shown = texts_of(memory, "/region 兰州", "/forget", "/region")

    assert forgotten == sentences.FORGOTTEN
    assert shown.startswith(sentences.REGION_NONE)


def test_a_place_of_one_worker_is_not_anothers(memory):
    async def script(stage):
        await stage.says("/region 兰州")
        await stage.says("/region", user=WORKER + 1)

    assert played(script, memory).texts()[-1].startswith(sentences.REGION_NONE)


@pytest.mark.parametrize("memory", [Memory(), Memory(BrokenStore())])
def test_without_a_memory_the_worker_is_told_kindly_and_answered_all_the_same(memory):
    chosen, answer = texts_of(memory, "/region 兰州", "公租房每月补贴多少钱")

    assert chosen == sentences.NOT_REMEMBERED
    assert "<blockquote>" in answer


def test_what_could_not_be_deleted_is_not_said_to_be():
    assert texts_of(Memory(BrokenStore()), "/forget") == [sentences.NOT_FORGOTTEN.format(hotline="12351")]

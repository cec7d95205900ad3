"""Places in texts, articles and questions; labelled ones, and names that only look like one, in acceptance/facts_places.jsonl."""

import json
from pathlib import Path

import pytest

from bot.model import Article, Paragraph
from bot.passages.divisions import NATION, Gazetteer
from bot.passages.places import (
    apart_from_places,
    article_region,
    passage_region,
    place_in,
    places_in,
    region_named,
)

FILE = Path(__file__).parent / "acceptance" / "facts_places.jsonl"
PROMISES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").split("\n") if line]
GAZETTEER = Gazetteer.build("云州省/江川市/新桥区")
YINCHUAN = ("宁夏回族自治区", "银川市")
CHAOYANG = ("北京市", "朝阳区")


def an_article(*paragraphs: str, **fields: object) -> Article:
    return Article("a.md", tuple(Paragraph(text, n, n) for n, text in enumerate(paragraphs, 1)), **fields)


def regions_of(article: Article) -> tuple[object, list[object]]:
    """The place of an article, and of each of its paragraphs."""
    place = article_region(article, GAZETTEER)
    return place, [passage_region(paragraph.text, GAZETTEER, article=place) for paragraph in article.paragraphs]


@pytest.mark.parametrize("case", PROMISES, ids=lambda case: case["text"])
def test_each_text_and_each_question_has_its_place_or_none(case):
    if case["asked"]:
        region = place_in(case["text"], GAZETTEER)
    else:
        region = next((mention.region for mention in places_in(case["text"], GAZETTEER)), None)

    assert "/".join(region or ()) == (case["place"] or "")


def test_a_district_of_several_cities_means_the_one_that_the_first_context_knows():
    changchun = ("吉林省", "长春市", "朝阳区")

    assert place_in("朝阳区给骑手开课吗", GAZETTEER) is None
    assert place_in("朝阳区给骑手开课吗", GAZETTEER, contexts=((), [CHAOYANG])) == CHAOYANG
    assert place_in("朝阳区给骑手开课吗", GAZETTEER, contexts=([changchun[:2]], [CHAOYANG])) == changchun
    assert place_in("朝阳区给骑手开课吗", GAZETTEER, contexts=([CHAOYANG, changchun],)) is None
    assert place_in("长春市朝阳区给骑手开课吗", GAZETTEER, contexts=([CHAOYANG],)) == changchun


def test_a_district_of_several_cities_is_told_by_the_city_that_its_text_names():
    text = "朝阳区总工会服务职工,北京市总工会给予支持"

    assert [mention.region for mention in places_in(text, GAZETTEER)] == [CHAOYANG, ("北京市",)]


def test_an_authors_note_tells_where_an_article_is_from():
    article = an_article("朝阳区总工会始终坚持首善标准。", title="一线回响", note="(作者系北京市朝阳区总工会党组书记)")

    assert regions_of(article) == (CHAOYANG, [CHAOYANG])


def test_a_headline_tells_where_an_article_is_from():
    assert article_region(an_article("据介绍,有两班。", title="银川市总工会开新班"), GAZETTEER) == YINCHUAN


def test_front_matter_goes_before_all_and_is_spelled_out():
    assert article_region(an_article("北京市总工会开班。", region=("宁夏", "银川")), GAZETTEER) == YINCHUAN
    assert article_region(an_article("北京市总工会开班。", region=("宁夏银川",)), GAZETTEER) == YINCHUAN
    assert article_region(an_article("北京市总工会开班。", region=("北京市朝阳区",)), GAZETTEER) == CHAOYANG
    assert article_region(an_article("北京市总工会开班。", region=("某某市",)), GAZETTEER) == ("某某市",)


def test_a_round_up_has_no_place_but_its_paragraphs_have():
    article = an_article("黑龙江省哈尔滨市抓落实。", "宁夏以学促干。", "据介绍,成效明显。", title="真抓实干")

    assert regions_of(article) == (None, [("黑龙江省", "哈尔滨市"), ("宁夏回族自治区",), None])


def test_a_law_holds_in_the_whole_nation():
    assert article_region(an_article("第一条 为了……", title="中华人民共和国工会法"), GAZETTEER) == NATION


def test_places_in_a_list_are_nobodys_place():
    assert passage_region("国家发展改革委、上海市、湖南省有关负责同志发言。", GAZETTEER) is None


def test_a_passage_without_a_place_has_its_articles():
    assert passage_region("据介绍,每户补贴3000元。", GAZETTEER, article=YINCHUAN) == YINCHUAN


@pytest.mark.parametrize(
    "text",
    [
        "兴庆区有7个,金凤区有6个,西夏区有4个。位置最好找的在兴庆区。",
        "各区的地点是:兴庆区清和街5号文化宫,金凤区正源街200号。",
        "兴庆区清和街5号的文化宫早上8点开门。",
    ],
)
def test_several_districts_or_an_address_are_not_where_a_passage_of_the_city_is_from(text):
    assert passage_region(text, GAZETTEER, article=YINCHUAN) == YINCHUAN


def test_a_district_of_the_city_that_a_passage_speaks_of_is_its_place():
    assert passage_region("兴庆区的标准是每户每年3600元。", GAZETTEER, article=YINCHUAN) == (*YINCHUAN, "兴庆区")


def test_where_somebody_is_from_is_not_where_a_passage_is_from():
    assert passage_region("来自河南省的王师傅在这里工作。", GAZETTEER, article=YINCHUAN) == YINCHUAN


def test_a_setting_may_name_a_region_in_several_ways():
    named = {
        name: region_named(name, GAZETTEER)
        for name in ("银川", "银川市", "宁夏/银川", "宁夏银川市", "朝阳区", "火星", "北京朝阳区", "")
    }

    assert named == {
        "银川": YINCHUAN,
        "银川市": YINCHUAN,
        "宁夏/银川": YINCHUAN,
        "宁夏银川市": YINCHUAN,
        "朝阳区": None,
        "火星": None,
        "北京朝阳区": CHAOYANG,
        "": None,
    }


@pytest.mark.parametrize(
    ("question", "rest", "places"),
    [
        ("兰州的租房补贴多少钱", " 的租房补贴多少钱", "兰州"),
        ("我是河南人在上海打工", "我是 人在 打工", "上海"),
        ("从兰州到银川的火车", "从 到 的火车", "兰州 银川"),
        ("银川市总工会有多少帮扶专干", " 总工会有多少帮扶专干", "银川市"),
        ("兰州", "兰州", ""),
        ("租房补贴多少钱", "租房补贴多少钱", ""),
    ],
)
def test_a_question_without_its_places_is_what_is_asked(question, rest, places):
    assert apart_from_places(question, GAZETTEER) == (rest, places)

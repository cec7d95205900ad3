"""Places in texts, articles and questions, and the names that only look like one."""

import pytest

from bot.model import Article, Paragraph
from bot.passages.divisions import NATION, Gazetteer
from bot.passages.places import article_region, passage_region, place_in, places_in, region_named, regions_of

GAZETTEER = Gazetteer.build("云州省/江川市/新桥区")
YINCHUAN = ("宁夏回族自治区", "银川市")
CHAOYANG = ("北京市", "朝阳区")


def an_article(*paragraphs: str, **fields: object) -> Article:
    return Article("a.md", tuple(Paragraph(text, n, n) for n, text in enumerate(paragraphs, 1)), **fields)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("天津市河北区总工会开展义诊", "天津市/河北区"),
        ("江西省南昌市新建区的做法", "江西省/南昌市/新建区"),
        ("长春市朝阳区总工会", "吉林省/长春市/朝阳区"),
        ("辽宁朝阳市总工会", "辽宁省/朝阳市"),
        ("深圳宝安区总工会开展培训", "广东省/深圳市/宝安区"),
        ("宁波江北区", "浙江省/宁波市/江北区"),
        ("山西阳泉市郊区", "山西省/阳泉市/郊区"),
        ("青岛市市北区", "山东省/青岛市/市北区"),
        ("海南:新建驿站百座", "海南省"),
        ("青海省海南藏族自治州总工会", "青海省/海南藏族自治州"),
        ("兰州:让阅读成为习惯", "甘肃省/兰州市"),
        ("本报银川4月8日电", "宁夏回族自治区/银川市"),
        ("内蒙古总工会出台办法", "内蒙古自治区"),
        ("吉林市总工会", "吉林省/吉林市"),
        ("江川市新桥区总工会", "云州省/江川市/新桥区"),
        ("宁夏以学促干", "宁夏回族自治区"),
    ],
)
def test_a_place_is_told_with_all_that_is_above_it(text, place):
    assert [mention.region for mention in places_in(text, GAZETTEER)] == [tuple(place.split("/"))]


@pytest.mark.parametrize(
    "text",
    [
        "中国建材集团",
        "北京银行推出贷款",
        "河南路施工",
        "吉林大学学生",
        "南京路步行街",
        "从上海南站出发",
        "今年新建区县服务中心5家",
        "划定新建区域",
        "南昌新建工会驿站50个",
        "黄河南岸的工地",
        "长江西路",
        "太湖南岸",
        "太行山西麓",
        "朝阳产业",
        "东方市场",
        "大理石厂",
        "中山东路",
        "全市区县工会",
        "和平区域",
        "在城市中区位优越",
        "长治久安",
        "日照时间长",
        "阿里巴巴",
        "新华社北京4月8日电",
        "朝阳区总工会",
        "鼓楼区",
        "市北区",
        "青海南路",
    ],
)
def test_what_only_looks_like_a_place_is_none(text):
    assert places_in(text, GAZETTEER) == ()


def test_a_district_of_several_cities_is_told_by_the_city_that_its_text_names():
    text = "朝阳区总工会服务职工,北京市总工会给予支持"

    assert [mention.region for mention in places_in(text, GAZETTEER)] == [CHAOYANG, ("北京市",)]


def test_an_authors_note_tells_where_an_article_is_from():
    article = an_article("朝阳区总工会始终坚持首善标准。", title="一线回响", note="(作者系北京市朝阳区总工会党组书记)")

    assert regions_of(article, GAZETTEER) == (CHAOYANG, (CHAOYANG,))


def test_a_headline_tells_where_an_article_is_from():
    assert article_region(an_article("据介绍,有两班。", title="银川市总工会开新班"), GAZETTEER) == YINCHUAN


def test_front_matter_goes_before_all_and_is_spelled_out():
    assert article_region(an_article("北京市总工会开班。", region=("宁夏", "银川")), GAZETTEER) == YINCHUAN


def test_a_round_up_has_no_place_but_its_paragraphs_have():
    article = an_article("黑龙江省哈尔滨市抓落实。", "宁夏以学促干。", "据介绍,成效明显。", title="真抓实干")

    assert regions_of(article, GAZETTEER) == (None, (("黑龙江省", "哈尔滨市"), ("宁夏回族自治区",), None))


def test_a_law_holds_in_the_whole_nation():
    assert article_region(an_article("第一条 为了……", title="中华人民共和国工会法"), GAZETTEER) == NATION


def test_places_in_a_list_are_nobodys_place():
    assert passage_region("国家发展改革委、上海市、湖南省有关负责同志发言。", GAZETTEER) is None


def test_a_passage_without_a_place_has_its_articles():
    assert passage_region("据介绍,每户补贴3000元。", GAZETTEER, article=YINCHUAN) == YINCHUAN


def test_where_somebody_is_from_is_not_where_a_passage_is_from():
    assert passage_region("来自河南省的王师傅在这里工作。", GAZETTEER, article=YINCHUAN) == YINCHUAN


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("银川的租房补贴怎么申请", "宁夏回族自治区/银川市"),
        ("宁夏有没有采暖补贴", "宁夏回族自治区"),
        ("我在上海,公租房怎么申请", "上海市"),
        ("北京朝阳区总工会在哪", "北京市/朝阳区"),
        ("天津河北区有什么服务", "天津市/河北区"),
        ("河北有高温津贴吗", "河北省"),
        ("我在大理打工", "云南省/大理白族自治州"),
        ("昆山的租房补贴", "江苏省/苏州市/昆山市"),
        ("浦东租房补贴", "上海市/浦东新区"),
        ("深圳宝安的培训", "广东省/深圳市/宝安区"),
        ("河南人在上海打工有补贴吗", "上海市"),
        ("户口在河南,在苏州上班", "江苏省/苏州市"),
        ("江川有租房补贴吗", "云州省/江川市"),
    ],
)
def test_a_worker_may_name_a_place_shortly(question, place):
    assert place_in(question, GAZETTEER) == tuple(place.split("/"))


@pytest.mark.parametrize(
    "question",
    [
        "租房补贴怎么申请",
        "北京银行贷款",
        "阿里巴巴员工",
        "日照时间",
        "大理石厂工伤",
        "朝阳区总工会在哪",
        "南京路工会驿站",
        "兰州的跟成都的有什么不同",
        "新建的驿站在哪",
        "白银价格",
        "来宾接待",
        "中山装厂",
    ],
)
def test_a_question_without_a_sure_place_has_none(question):
    assert place_in(question, GAZETTEER) is None


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

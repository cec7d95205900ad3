"""How far the place of a passage is from the worker's."""

from bot.passages.divisions import NATION
from bot.passages.nearness import NOT_STATED, Nearness, nearness, place_note, spoken_region

NINGXIA = ("宁夏回族自治区",)
YINCHUAN = (*NINGXIA, "银川市")
XINGQING = (*YINCHUAN, "兴庆区")
CHAOYANG = ("北京市", "朝阳区")


def test_a_passage_is_near_in_five_ways():
    assert nearness(YINCHUAN, YINCHUAN) is Nearness.SAME
    assert nearness(NINGXIA, YINCHUAN) is Nearness.WIDER
    assert nearness(NATION, YINCHUAN) is Nearness.WIDER
    assert nearness(XINGQING, YINCHUAN) is Nearness.NARROWER
    assert nearness(CHAOYANG, YINCHUAN) is Nearness.ELSEWHERE
    assert nearness(None, YINCHUAN) is nearness(YINCHUAN, None) is Nearness.UNKNOWN


def test_a_passage_from_elsewhere_says_so():
    assert place_note(YINCHUAN, CHAOYANG) == "这是银川市的做法,您所在地可能不同"
    assert place_note(YINCHUAN, None) == "这是银川市的做法,您所在地可能不同"
    assert place_note(XINGQING, YINCHUAN) == "这是银川市兴庆区的做法,同在银川市的其他地方可能不同"
    assert place_note(None, YINCHUAN) == NOT_STATED


def test_what_holds_for_the_worker_needs_no_note():
    assert place_note(YINCHUAN, XINGQING) is None
    assert place_note(YINCHUAN, YINCHUAN) is None
    assert place_note(NATION, None) is None


def test_a_district_is_said_with_its_city():
    assert [spoken_region(region) for region in (NINGXIA, YINCHUAN, XINGQING, CHAOYANG, ("海南省", "文昌市"))] == [
        "宁夏回族自治区",
        "银川市",
        "银川市兴庆区",
        "北京市朝阳区",
        "文昌市",
    ]

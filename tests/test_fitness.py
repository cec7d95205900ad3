import datetime as dt
from dataclasses import replace

from bot.fitness import Circumstances, fitted, is_elsewhere, notes_on
from bot.model import Hit, Passage
from bot.passages.divisions import NATION
from tests.make import make_article

YINCHUAN = ("宁夏回族自治区", "银川市")
LANZHOU = ("甘肃省", "兰州市")
TODAY = dt.date(2026, 11, 24)


def make_passage(text="补贴按户发放。", *, region=None, kind="other", **article) -> Passage:
    return Passage(text, *(lambda a: (a, a.paragraphs[0]))(make_article(text, **article)), region=region, kind=kind)


def order(*passages: Passage, scores: tuple[float, ...], worker: Circumstances) -> list[Passage]:
    hits = [Hit(passage, score) for passage, score in zip(passages, scores, strict=True)]
    return [hit.passage for hit in fitted(hits, worker)]


def test_the_workers_own_place_comes_before_elsewhere():
    here, there = make_passage("甲。", region=YINCHUAN), make_passage("乙。", region=LANZHOU)

    assert order(there, here, scores=(1.1, 1.0), worker=Circumstances(YINCHUAN)) == [here, there]
    assert order(there, here, scores=(2.0, 1.0), worker=Circumstances(YINCHUAN)) == [there, here]


def test_the_order_goes_from_district_to_city_to_province_to_nation_to_elsewhere():
    district, guyuan = (*YINCHUAN, "兴庆区"), ("宁夏回族自治区", "固原市")
    places = (district, YINCHUAN, YINCHUAN[:1], NATION, None, (*YINCHUAN, "金凤区"), guyuan, LANZHOU)
    passages = [make_passage(f"{number}。", region=place) for number, place in enumerate(places)]

    assert order(*reversed(passages), scores=(1.0,) * 8, worker=Circumstances(district)) == passages


def test_of_a_place_that_shares_its_name_is_said_which_it_is():
    nanjing, fuzhou = ("江苏省", "南京市", "鼓楼区"), ("福建省", "福州市", "鼓楼区")
    here, other = make_passage("甲。", region=nanjing), make_passage("乙。", region=YINCHUAN)
    worker = Circumstances(one_of=(nanjing, fuzhou))

    assert notes_on(here, "甲。", worker) == ("叫“鼓楼区”的地方不止一个，这是南京市鼓楼区的做法",)
    assert notes_on(other, "乙。", worker) == ()


def test_a_worker_without_a_place_keeps_the_order_of_the_ranking():
    passages = [make_passage(f"{number}。", region=place) for number, place in enumerate((LANZHOU, None, YINCHUAN))]

    assert order(*passages, scores=(1.0,) * 3, worker=Circumstances()) == passages


def test_a_place_that_the_question_names_comes_before_elsewhere_even_where_that_says_more():
    here, there = make_passage("甲。", region=YINCHUAN), make_passage("乙。", region=LANZHOU)

    assert order(there, here, scores=(1.9, 1.0), worker=Circumstances(YINCHUAN, named=True)) == [here, there]


def test_a_guide_comes_before_a_speech_that_says_as_much():
    guide, speech = make_passage("甲。", kind="guide"), make_passage("乙。", kind="speech")

    assert order(speech, guide, scores=(1.0, 1.0), worker=Circumstances()) == [guide, speech]
    assert order(speech, guide, scores=(1.5, 1.0), worker=Circumstances()) == [speech, guide]


def test_recency_breaks_near_ties_only():
    old, new = make_passage("甲。", date="2020-01-01"), make_passage("乙。", date="2026-01-01")

    assert order(old, new, scores=(1.03, 1.0), worker=Circumstances()) == [new, old]
    assert order(old, new, scores=(1.1, 1.0), worker=Circumstances()) == [old, new]


def test_the_newer_version_is_cited_first_and_the_older_says_so():
    old = make_passage("甲。", file="2025.md", date="2025-02-01", title="租房补贴办法")
    new = make_passage("乙。", file="2026.md", date="2026-02-01", title="租房补贴办法")
    worker = Circumstances(newer={("2025.md", 1): new.article})

    assert order(old, new, scores=(1.1, 1.0), worker=worker) == [new, old]
    assert notes_on(old, "甲。", worker) == ("这份文件有更新的版本：《租房补贴办法》（2026-02-01）",)


def test_the_older_version_comes_first_where_its_year_is_asked_for():
    old = make_passage("甲。", file="2025.md", date="2025-02-01", title="租房补贴办法")
    new = make_passage("乙。", file="2026.md", date="2026-02-01", title="租房补贴办法")
    worker = Circumstances(year=2025, newer={("2025.md", 1): new.article})

    assert order(new, old, scores=(1.0, 1.0), worker=worker) == [old, new]


def test_a_citation_from_elsewhere_says_so_only_where_the_workers_place_is_known():
    passage = make_passage(region=LANZHOU)

    assert notes_on(passage, "甲。", Circumstances(YINCHUAN)) == ("这是兰州市的做法,您所在地可能不同",)
    assert notes_on(passage, "甲。", Circumstances()) == ()
    assert is_elsewhere(passage, Circumstances(YINCHUAN))


def test_an_expired_article_and_a_passed_deadline_are_said():
    passage = make_passage()
    expired = replace(passage, article=replace(passage.article, expires=dt.date(2025, 3, 31)))
    quote = "报名截止到2026年5月31日。"

    assert notes_on(expired, "甲。", Circumstances(today=TODAY)) == ("本文已于2025年3月31日过期",)
    assert notes_on(passage, quote, Circumstances(today=TODAY)) == ("文中的截止时间2026年5月31日已过",)
    assert notes_on(passage, quote, Circumstances()) == ()


def test_news_says_that_it_is_no_guide():
    assert notes_on(make_passage(kind="report"), "甲。", Circumstances()) == ("这是新闻报道,不是办事指南",)


def test_a_total_is_not_mistaken_for_an_entitlement():
    text = "按照每户每年3000元的标准发放补贴。全市累计发放补贴217万元。"

    notes = notes_on(make_passage(text), text, Circumstances())
    part = notes_on(make_passage(text), "全市累计发放补贴217万元。", Circumstances())

    assert notes == ("文中金额：标准是每户每年3000元；217万元是发放总数，不是每人的数额",)
    assert part == ("文中金额：217万元是发放总数，不是每人的数额",)


def test_the_most_is_said_as_such_and_a_long_list_of_grades_is_left_to_the_quote():
    most = "大修每户最多补1.2万元。"
    grades = "奖励：初级工600元，中级工1000元，高级工1500元，技师2500元，高级技师4000元。"

    assert notes_on(make_passage(most), most, Circumstances()) == ("文中金额：最多1.2万元，不是人人都有这么多",)
    assert notes_on(make_passage(grades), grades, Circumstances()) == ()

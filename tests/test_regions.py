import pytest

from bot.library import Library
from bot.model import Article, Paragraph
from bot.passages.divisions import Gazetteer
from bot.reading.corpus import Reading
from bot.regions import regions_meant, regions_offered, spoken, written

GAZETTEER = Gazetteer.build("云栎市/榆浦区\n")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("银川", ("宁夏回族自治区", "银川市")),
        (" 甘肃 兰州 ", ("甘肃省", "兰州市")),
        ("兰州市城关区", ("甘肃省", "兰州市", "城关区")),
        ("云栎市", ("云栎市",)),
    ],
)
def test_a_name_that_is_surely_one_place_means_it(text, region):
    assert regions_meant(text, GAZETTEER) == (region,)


def test_a_name_of_several_places_means_them_all_and_an_unknown_one_none():
    assert {region[-2:] for region in regions_meant("城关区", GAZETTEER)} == {
        ("兰州市", "城关区"),
        ("拉萨市", "城关区"),
    }
    assert regions_meant("火星", GAZETTEER) == ()
    assert regions_meant("", GAZETTEER) == ()


def test_what_is_written_reads_back_and_what_is_spoken_has_no_strokes():
    region = ("甘肃省", "兰州市", "城关区")

    assert regions_meant(written(region), GAZETTEER) == (region,)
    assert spoken(written(region)) == "甘肃省兰州市城关区"


def test_the_places_of_most_articles_are_offered_first_and_unknown_ones_never():
    places = [("银川",), ("甘肃", "兰州"), ("甘肃", "兰州"), ("火星",), ("全国",), None]
    articles = tuple(
        Article(f"{n}.md", (Paragraph(f"第{n}段，讲工会驿站。", 1, 1),), region=p) for n, p in enumerate(places)
    )

    offered = regions_offered(Library.build(Reading(6, articles, ())), limit=8)

    assert offered == (("甘肃省", "兰州市"), ("宁夏回族自治区", "银川市"))

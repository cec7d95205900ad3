"""China's divisions and an operator's own."""

from bot.passages.divisions import Gazetteer, read_regions, short_name

GAZETTEER = Gazetteer.build("云州省/江川市/新桥区  # invented\n\n# a comment\n云州省/江川市/北岸县\n")


def test_a_name_leads_to_its_path():
    assert GAZETTEER.meanings("新建区") == (("江西省", "南昌市", "新建区"),)
    assert GAZETTEER.meanings("文昌市") == (("海南省", "文昌市"),)
    assert GAZETTEER.meanings("延边") == (("吉林省", "延边朝鲜族自治州"),)
    assert GAZETTEER.meanings("香港") == (("香港特别行政区",),)


def test_a_name_of_several_places_leads_to_all_the_larger_first():
    assert GAZETTEER.meanings("朝阳区") == (("北京市", "朝阳区"), ("吉林省", "长春市", "朝阳区"))
    assert GAZETTEER.meanings("吉林") == (("吉林省",), ("吉林省", "吉林市"))


def test_an_operators_own_regions_stand_beside_them():
    assert GAZETTEER.meanings("新桥区") == (("云州省", "江川市", "新桥区"),)
    assert GAZETTEER.meanings("江川市") == (("云州省", "江川市"),)


def test_a_list_of_regions_holds_each_larger_part_once():
    assert read_regions("甲省／乙市/丙区\n甲省/乙市 # again\n") == (
        ("甲省",),
        ("甲省", "乙市"),
        ("甲省", "乙市", "丙区"),
    )


def test_a_short_name_leaves_out_what_kind_of_division_it_is():
    names = (
        "银川市",
        "宁夏回族自治区",
        "内蒙古自治区",
        "新疆维吾尔自治区",
        "伊犁哈萨克自治州",
        "隆林各族自治县",
        "和县",
    )

    assert [short_name(name) for name in names] == ["银川", "宁夏", "内蒙古", "新疆", "伊犁", "隆林", "和县"]

import pytest

from bot.passages.normal import is_figure, normal_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("每户每月 360 元。", "每户每月360元"),
        ("“困难职工”可以申请，", "「困难职工」可以申请。"),
        ("拨打１２３５１", "拨打12351"),
        ("ＡＢ类", "ab类"),
        ("增长50％", "增长50%"),
        ("领取360元，全年4320元", "领取360元。全年4320元"),
        ("从2025－2026年", "从2025—2026年"),
        ("出勤分＋奖励分", "出勤分 + 奖励分"),
        ("“互联网＋”行动", "“互联网”行动"),
    ],
)
def test_what_a_printer_changes_is_gone(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5元", "35元"),
        ("出勤分＋奖励分", "出勤分－奖励分"),
        ("底薪×系数", "底薪 ÷ 系数"),
        ("3～5天", "35天"),
        ("1、2号楼", "12号楼"),
        ("面积60m²", "面积60m2"),
        ("≥35岁", "≤35岁"),
        ("零下，-5℃", "零下，5℃"),
        ("增长50%", "增长50"),
        ("增长50%。", "增长50。"),
        ("合格。≥35岁的可以报名", "合格。35岁的可以报名"),
        ("5:2", "52"),
        ("甲 3 5", "甲 35"),
        ("12351/12333", "1235112333"),
        ("报名至12。3人一组", "报名至123人一组"),
    ],
)
def test_the_marks_of_figures_stay(one, other):
    assert normal_form(one) != normal_form(other)


def test_a_dash_that_joins_words_is_no_minus():
    assert (normal_form("A-3"), normal_form("——3000元")) == ("a3", "3000元")


def test_punctuation_alone_has_no_normal_form():
    assert normal_form("……——！ \n") == ""


def test_the_kept_marks_belong_to_figures():
    assert all(is_figure(char) for char in normal_form("3.5%"))
    assert not is_figure("元")

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.known import Known
from bot.search.thesaurus import GAP, Thesaurus
from tests.make import Left


def test_everyday_words_lead_to_official_ones():
    thesaurus = Thesaurus.read("# 说明\n辞退 / 炒鱿鱼 => 解除劳动合同\n\n年假 => 带薪年休假 / 年休假  # 假期\n")

    assert thesaurus == Thesaurus(
        {"辞退": ("解除劳动合同",), "炒鱿鱼": ("解除劳动合同",), "年假": ("带薪年休假", "年休假")}
    )


def test_equal_words_lead_to_each_other():
    assert Thesaurus.read("骑手 = 外卖员").official == {"骑手": ("外卖员",), "外卖员": ("骑手",)}


def test_a_bad_line_is_named_and_the_others_hold():
    thesaurus = Thesaurus.read("年假 带薪年休假\n工资 => \n老板 => 用人单位\n", file="thesaurus.txt")

    assert thesaurus.official == {"老板": ("用人单位",)}
    assert [(problem.file, problem.line) for problem in thesaurus.problems] == [
        ("thesaurus.txt", 1),
        ("thesaurus.txt", 2),
    ]


def test_the_longest_word_is_found_and_none_inside_it():
    thesaurus = Thesaurus.read("公司 => 用人单位\n外卖公司 => 平台企业\n")

    assert thesaurus.find("外卖公司和公司") == (("外卖公司", 0), ("公司", 5))


def test_an_entry_in_traditional_characters_is_folded():
    assert Thesaurus.read("辭退 => 解除勞動合同").official == {"辞退": ("解除劳动合同",)}


def test_a_phrase_with_a_gap_is_found_around_a_few_characters_of_one_clause_or_two():
    thesaurus = Thesaurus.read("欠…工资 => 拖欠\n")

    assert thesaurus.find_gapped("老板欠我们三个月工资") == (("欠我们三个月工资", "欠…工资"),)
    assert thesaurus.find_gapped("欠工资") == (("欠工资", "欠…工资"),)
    assert thesaurus.find_gapped("欠了一身债,厂里工资") == (("欠了一身债,厂里工资", "欠…工资"),)
    assert not any(map(thesaurus.find_gapped, ("不欠人情。工资照发", "欠,债,工资", "欠了好多好多好多好多的工资")))
    assert thesaurus.words == ("拖欠",)


def test_a_gap_at_an_end_is_a_bad_line():
    assert [problem.line for problem in Thesaurus.read("…工资 => 拖欠\n").problems] == [1]


def test_a_phrase_of_many_gaps_is_a_bad_line():
    thesaurus = Thesaurus.read("一…一…一…一…二 => 拖欠\n一…一…一…一…一…二 => 拖欠\n")

    assert [problem.line for problem in thesaurus.problems] == [2]
    assert list(thesaurus.official) == ["一…一…一…一…二".replace("…", GAP)]


def test_choices_stand_for_each_wording():
    thesaurus = Thesaurus.read("(炒|开)了我 => 辞退\n(老板|厂里)…(扣|罚)(钱|款) => 扣工资")
    assert thesaurus.find("他炒了我") == (("炒了我", 1),)
    assert thesaurus.find_gapped("厂里动不动罚款") == (("厂里动不动罚款", "(老板|厂里)…(扣|罚)(钱|款)"),)
    assert thesaurus.official["(老板|厂里)…(扣|罚)(钱|款)"] == ("扣工资",)


def test_choices_that_are_not_closed_or_are_too_many_are_bad_lines():
    thesaurus = Thesaurus.read(
        "欠(…工资 => 坏\n(|早)…退 => 坏\n" + "(甲|乙)" * 30 + "…丙 => 坏\n去(哪(里|)|找谁)评残 => 坏"
    )
    assert thesaurus.official == {}
    assert [problem.line for problem in thesaurus.problems] == [1, 2, 3, 4]


@given(st.text("欠了工资_ ,a", max_size=24))
def test_a_phrase_with_gaps_stands_where_a_regular_expression_finds_it(text):
    thesaurus = Thesaurus.read("(欠|欠了)…(了|工|工资)…资 => 拖欠")
    gap = r"\w{0,8}?(?:[, ]\w{0,8}?)??"
    found = re.search(f"(?:欠|欠了){gap}(?:了|工|工资){gap}资", text)

    assert thesaurus.find_gapped(text) == (((found[0], "(欠|欠了)…(了|工|工资)…资"),) if found else ())


def test_a_phrase_is_found_where_its_first_wording_stands_whichever_that_is():
    thesaurus = Thesaurus.read("(老板|厂里)…扣钱 => 克扣工资")

    assert [said for said, _ in thesaurus.find_gapped("听说厂里扣钱,老板也扣钱")] == ["厂里扣钱"]
    assert [said for said, _ in thesaurus.find_gapped("听说老板扣钱,厂里也扣钱")] == ["老板扣钱"]
    assert [said for said, _ in thesaurus.find_gapped("老板不在,厂里没活,厂里乱扣钱")] == ["厂里没活,厂里乱扣钱"]


def test_the_text_of_the_last_build_is_not_read_again(monkeypatch):
    text, first, second = "打工钱 => 工资\n没有箭头\n欠…工资 => 拖欠工资\n", Left(), Left()
    read = Thesaurus.recalled(text, file="t.txt", known=Known(keeper=first))
    assert read == Thesaurus.read(text, file="t.txt")

    changed = Thesaurus.recalled(f"{text}老板 => 用人单位\n", file="t.txt", known=Known(first.tables))
    assert changed == Thesaurus.read(f"{text}老板 => 用人单位\n", file="t.txt") != read

    monkeypatch.setattr(Thesaurus, "read", None)
    assert Thesaurus.recalled(text, file="t.txt", known=Known(first.tables, keeper=second)) == read
    assert {name: array.tolist() for name, array in second.tables.items()} == {
        name: array.tolist() for name, array in first.tables.items()
    }


@pytest.mark.parametrize(
    "text", ["", "一行没有箭头\n", "辞退 / 炒鱿鱼 => 解除劳动合同\n欠…工资 => 拖欠工资\n开除 => 解除劳动合同\n坏行\n"]
)
def test_what_was_packed_is_read_again_word_for_word_in_the_same_order(text):
    read = Thesaurus.read(text)

    again = Thesaurus.unpacked(read.packed())

    assert (again, list(again.official)) == (read, list(read.official))

from hypothesis import given
from hypothesis import strategies as st

from bot.search.folding import fold


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(fold(text)) == len(text)


def test_traditional_full_width_and_capitals_become_one_spelling():
    assert fold("廉租房的房租多少錢，ＥＳＧ報告") == "廉租房的房租多少钱,esg报告"


def test_a_sign_that_stands_for_several_letters_stays():
    assert fold("80㎡") == "80㎡"


def test_a_hundred_thousand_combining_marks_stay_as_many():
    assert len(fold("工" + "\u0301" * 100_000)) == 100_001


def test_half_a_character_is_no_error():
    assert fold("公租房\ud800") == "公租房\ufffd"


def test_a_simplified_particle_is_not_taken_for_a_traditional_character():
    assert fold("没单位能入会么，怎麼入") == "没单位能入会么,怎么入"
    assert fold("幺妹") == "幺妹"

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Mark
from bot.search.quote import LONGEST, Quote, quote, sentences

TEXT = "市总工会召开会议。公租房(廉租房)审核新增“绿色通道”!凭证件到窗口办理。咨询电话另行公布。"

texts = st.text(st.sampled_from("工会公租房补贴,;。!?”“』\n a1"), max_size=200)


def pieces(text):
    return [text[a:b] for a, b in sentences(text)]


def test_the_stretch_that_answers_is_quoted_and_not_the_beginning():
    assert quote(TEXT, {"绿色通道": 1.0}, words=["绿色通道"], width=30) == Quote(
        9, "公租房(廉租房)审核新增“绿色通道”!", (Mark(13, 17),)
    )


def test_neighbouring_sentences_are_quoted_together_where_both_answer():
    assert (
        quote(TEXT, {"绿色通道": 1.0, "窗口": 1.0}, width=60).text
        == "公租房(廉租房)审核新增“绿色通道”!凭证件到窗口办理。"
    )


def test_of_equal_stretches_the_first_is_quoted():
    assert quote("补贴已发。补贴还在。", {"补贴": 1.0}, width=5).text == "补贴已发。"


def test_a_sentence_longer_than_the_width_is_quoted_whole():
    long = "每户每年" * 30 + "3000元。"

    assert quote(f"先说明。{long}", {"3000": 1.0}, width=50).text == long


def test_a_sentence_longer_than_a_message_is_cut_between_clauses():
    clauses = ("甲" * 400 + ",") * 4 + "乙。"

    assert quote(clauses, {"乙": 1.0}, width=500).text == ("甲" * 400 + ",") * 2 + "乙。"


def test_a_mark_inside_quotation_that_goes_on_ends_no_sentence():
    assert pieces("端正“为谁创造业绩?”的认识。他说:“好。”大家笑了。") == [
        "端正“为谁创造业绩?”的认识。",
        "他说:“好。”",
        "大家笑了。",
    ]


def test_a_question_mark_of_an_address_ends_no_sentence():
    assert pieces("见example.org/a?b=1。") == ["见example.org/a?b=1。"]


def test_a_word_that_the_thesaurus_led_to_is_marked_as_such():
    marks = quote("用人单位应当支付工资。", {"工资": 1.0}, words=["工资"], official=["用人单位"]).marks

    assert marks == (Mark(0, 4, expanded=True), Mark(8, 10))


def test_traditional_text_is_quoted_as_it_stands():
    assert quote("廉租房的租金。", {"廉租房": 1.0}, words=["廉租房"]).text == "廉租房的租金。"


@given(texts, st.integers(1, 80))
def test_every_quote_is_verbatim_and_whole_sentences(text, width):
    found = quote(text, {"公租房": 2.0, "补贴": 1.0}, words=["补贴"], width=width)

    assert text[found.start : found.start + len(found.text)] == found.text
    edges = sentences(text)
    assert not edges or (found.start, found.start + len(found.text)) in {(a, b) for a, _ in edges for _, b in edges}
    assert len(found.text) <= LONGEST
    assert all(found.text[mark.start : mark.end] == "补贴" * ((mark.end - mark.start) // 2) for mark in found.marks)


def test_a_stretch_that_gives_the_amount_asked_for_is_preferred():
    text = "补贴按户发放。补贴每户360元。"

    assert quote(text, {"补贴": 1.0}, answers=lambda sentence: "元" in sentence, width=12).text == "补贴每户360元。"


def test_what_stands_around_is_quoted_too_where_it_is_short():
    assert quote(TEXT, {"窗口": 1.0}, context=32).text == "凭证件到窗口办理。咨询电话另行公布。"
    assert quote(TEXT, {"窗口": 1.0}, context=100).text == TEXT


def test_an_item_is_quoted_with_the_line_that_leads_to_it():
    text = "有下列情形之一的，可以解除合同：\n（一）不按时发工资的；\n（二）不交社会保险的；\n（三）强令冒险作业的。\n应当告知。"

    found = quote(text, {"社会保险": 1.0}, width=30)

    assert found.text == "有下列情形之一的，可以解除合同：\n（一）不按时发工资的；\n（二）不交社会保险的；"
    assert text[found.start : found.start + len(found.text)] == found.text


def test_an_item_far_below_the_line_that_leads_to_it_is_quoted_alone():
    text = "有下列情形之一的：\n" + "（一）" + "不按时发工资" * 100 + "的；\n（二）不交社会保险的。"

    assert quote(text, {"社会保险": 1.0}).text == "（二）不交社会保险的。"

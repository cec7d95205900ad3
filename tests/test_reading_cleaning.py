"""What no reader could see or trust goes, with its line."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reading import problems
from bot.reading.cleaning import LONGEST, SPACED, SPREAD, clean_text

GOOD = "工会为困难职工办理医疗互助。"


@given(st.text(alphabet="工会职工补贴0123。,\n ", max_size=200))
def test_ordinary_text_is_left_alone(text):
    assume(not (SPACED.search(text) or SPREAD.search(text)))
    assert clean_text(text, file="a.txt") == (text, ())


@given(st.text(alphabet=st.characters(), max_size=80))
def test_the_lines_stay_in_their_places(text):
    normal = text.replace("\r\n", "\n").replace("\r", "\n")

    assert clean_text(text, file="a.txt")[0].count("\n") == normal.count("\n")


def test_every_line_end_is_one():
    assert clean_text("一\r\n二\r三\n四", file="a.txt")[0] == "一\n二\n三\n四"


def test_control_characters_go_and_the_first_line_is_named():
    text, found = clean_text("一\n二\0\x07\n三\x1b", file="a.txt")

    assert text == "一\n二\n三"
    assert found == (problems.CONTROL_CHARACTERS.at("a.txt", 2, count=3),)


def test_invisible_marks_that_turn_the_writing_direction_go():
    assert clean_text("补贴\u202e3000\u200b元\ufeff", file="a.txt") == ("补贴3000元", ())


def test_a_line_with_lost_characters_is_left_out():
    text, found = clean_text(f"{GOOD}\n每户�000元。\n{GOOD}", file="a.txt")

    assert text == f"{GOOD}\n\n{GOOD}"
    assert found == (problems.LOST_CHARACTERS.at("a.txt", 2),)


def test_a_lone_surrogate_is_a_lost_character():
    assert clean_text("补贴\ud800元", file="a.txt")[0] == ""


def test_utf_8_once_read_as_gbk_is_left_out():
    garbled = "困难职工，可以申请补贴。".encode().decode("gb18030", "ignore")

    text, found = clean_text(f"{GOOD}\n{garbled}", file="a.txt")

    assert text == f"{GOOD}\n"
    assert found == (problems.GARBLED.at("a.txt", 2),)


def test_a_line_of_ten_megabytes_is_left_out_and_the_others_stay():
    text, found = clean_text(f"{GOOD}\n{'工' * 10_000_000}\n{GOOD}", file="a.txt")

    assert text == f"{GOOD}\n\n{GOOD}"
    assert found == (problems.TOO_LONG.at("a.txt", 2, length=10_000_000, limit=LONGEST),)


def test_two_hundred_thousand_combining_marks_are_left_out():
    text, found = clean_text("a" + "\u0301\u0323" * 9_000 + f"\n{GOOD}", file="a.txt")

    assert text == f"\n{GOOD}"
    assert found == (problems.STACKED_MARKS.at("a.txt", 1),)


def test_a_trouble_on_many_lines_is_told_a_few_times_and_counted():
    _, found = clean_text("�\n" * 30, file="a.txt")

    assert len(found) == 6
    assert found[-1] == problems.MORE_LINES.at("a.txt", 6, count=25)


def test_marks_of_half_a_characters_width_are_set_as_others_are():
    assert clean_text("夜校開班､帯｢会員証｣｡", file="a.txt") == ("夜校開班、帯「会員証」。", ())


def test_marks_of_vertical_text_are_set_upright():
    assert clean_text("夜校开班︐带︽会员证︾︒", file="a.txt") == ("夜校开班，带《会员证》。", ())


def test_a_line_whose_bytes_are_of_two_encodings_is_left_out():
    mixed = ("职工书屋的图书可以外借。\n" * 2).encode("utf-16-le") + "逾期不还的，由管理员电话提醒。".encode()
    text, found = clean_text(mixed[: len(mixed) // 2 * 2].decode("utf-16-le"), file="a.txt")

    assert text.split("\n")[:2] == ["职工书屋的图书可以外借。"] * 2
    assert text.split("\n")[2] == ""
    assert problems.GARBLED.at("a.txt", 3) in found


def test_what_was_left_out_is_said_once_of_a_file_without_other_text():
    left_out, empty = problems.GARBLED.at("a.txt", 3), problems.NO_TEXT.at("a.txt", 1)
    other = problems.NO_TEXT.at("a.txt", 9)

    assert problems.without_echo([left_out, empty]) == (left_out,)
    assert problems.without_echo([left_out, empty, other]) == (left_out, empty, other)
    assert problems.without_echo([empty]) == (empty,)


def test_a_row_of_boxes_to_tick_stays():
    assert (
        clean_text("性别：\uf0a8男 \uf0a8女 会员：\uf0a8是 \uf0a8否 \uf0a8不清楚", file="a.txt")[0].count("\uf0a8") == 5
    )


def test_characters_of_one_computer_only_are_told_and_stay():
    text, found = clean_text("第一行。\n按\ue001季交。", file="a.txt")

    assert (text, found) == ("第一行。\n按\ue001季交。", (problems.PRIVATE_CHARACTERS.at("a.txt", 2, count=1),))


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("公 租 房 申 请 指 南", "公租房申请指南"),
        ("# 关　于　高　温　津　贴　的　通　知（2026年）", "# 关于高温津贴的通知（2026年）"),
        ("联 系 电 话：0000-5510045", "联系电话：0000-5510045"),
        ("地　　址：青梧路88号", "地址：青梧路88号"),
        ("出席的有：张 三 李 四", "出席的有：张 三 李 四"),
        ("公 租 房 的申请", "公 租 房 的申请"),
        ("姓 名", "姓 名"),
        ("患 大 病 的 会 员 ， 每 年 最 高 领 三 万 元 。", "患大病的会员，每年最高领三万元。"),
        ("患 大 病 的 会 员 每 年 最 高 领 30000 元 。", "患大病的会员每年最高领30000元。"),
        ("第 一 条  为 帮 助 患 病 职 工 ， 定 本 办 法 。", "第一条  为帮助患病职工，定本办法。"),
        ("拨 打 服 务 热 线 咨 询 12351 转 2 。", "拨打服务热线咨询12351转2。"),
        *[
            (text, text)
            for text in (
                "先进个人：赵国华 钱国华 孙国华 李国华 周国华 吴国华 郑国华 王国华 冯国华",
                "地点在东 城 区的职工服务中心，每天早上九点开门，晚上五点关门",
                "补贴分 一 二 三 四 五 六 七 八 九 等，由单位评定后报市总工会",
            )
        ],
    ],
)
def test_what_was_set_with_spaces_between_its_characters_is_read_as_words(line, clean):
    assert clean_text(f"{line}\n甲  乙  丙", file="a.txt") == (f"{clean}\n甲  乙  丙", ())


def test_endless_characters_set_apart_end():
    line = "工 " * 9_000

    assert clean_text(line, file="a.txt")[0] == "工" * 9_000 + " "

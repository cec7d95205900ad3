"""Front matter and file names say what they say; nothing is made up."""

import datetime as dt

import pytest

from bot.reading import problems
from bot.reading.files import FileError
from bot.reading.metadata import MOST_LEAVES, Head, date_in_name, parse_date, split_front_matter


def test_every_known_key_has_its_field_and_the_others_are_kept():
    text = (
        "---\ntitle: 住房帮扶\nkicker: 帮扶\nauthor: 张三\nsource: 工会报\ndate: 2026-04-09\npage: 3\n"
        "region: 宁夏/银川\nurl: https://example.org/a\nexpires: 2026-12-31\ndraft: false\n"
        "topic: [住房, 补贴]\n---\n正文"
    )

    split = split_front_matter(text, file="a.md")

    assert split.head == Head(
        title="住房帮扶", kicker="帮扶", author="张三", source="工会报", page="3", url="https://example.org/a",
        date=dt.date(2026, 4, 9), expires=dt.date(2026, 12, 31), region=("宁夏", "银川"),
        extra=(("topic", "住房、补贴"),),
    )  # fmt: skip
    assert (split.body, split.above, split.problems) == ("\n正文", 12, ())


def test_values_stay_as_they_were_typed():
    assert split_front_matter("---\ntitle: 010\nsource: no\n---\n", file="a.md").head == Head(title="010", source="no")


def test_a_region_may_be_a_list_or_one_name():
    assert split_front_matter("---\nregion: [宁夏, 银川市]\n---\n", file="a.md").head.region == ("宁夏", "银川市")
    assert split_front_matter("---\nregion: 银川市\n---\n", file="a.md").head.region == ("银川市",)


def test_the_keys_may_be_chinese():
    head = split_front_matter("---\n标题: 送清凉\n日期: 2026年7月1日\n草稿: 是\n---\n", file="a.md").head

    assert head == Head(title="送清凉", date=dt.date(2026, 7, 1), draft=True)


def test_a_date_that_does_not_exist_is_a_problem_with_its_line():
    split = split_front_matter("---\ntitle: 甲\ndate: 2026-02-30\n---\n", file="a.md")

    assert split.head.date is None
    assert split.problems == (problems.BAD_DATE.at("a.md", 3, value="2026-02-30"),)


def test_words_in_place_of_a_deadline_are_no_problem():
    assert split_front_matter("---\nexpires: 长期有效\n---\n", file="a.md").problems == ()


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: 甲\n正文", "---\ntitle: 甲: 乙\n---\n", "---\ntitle：甲\n---\n", f"---\na: {'[' * 50}\n---\n"],
    ids=["never closed", "two colons", "wide colon", "nested"],
)  # fmt: skip
def test_front_matter_that_cannot_be_read_is_refused(text):
    with pytest.raises(FileError):
        split_front_matter(text, file="a.md")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nregion: 银川\ntitle: 甲: 乙\n---\n", 3),
        ('---\ntitle: "甲" 乙\n---\n', 2),
        ("---\ntitle: 甲\ndate: 2026-01-01\n\tsource: 报\n---\n", 4),
        ("---\ntitle：甲\n---\n", 2),
        (f"---\ntitle: 甲\nb: {'[' * 50}\n---\n", 3),
    ],
    ids=["two colons", "behind quotes", "tab", "wide colon", "nested"],
)  # fmt: skip
def test_the_refusal_names_the_line_that_is_wrong(text, line):
    with pytest.raises(FileError) as refusal:
        split_front_matter(text, file="a.md")

    assert refusal.value.at("a.md").line == line


def test_an_alias_bomb_is_not_unfolded():
    bomb = "a: &a [x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )

    extra = dict(split_front_matter(f"---\n{bomb}---\n", file="a.md").head.extra)

    assert extra["i"].count("x") == 4 * MOST_LEAVES


def test_a_ruler_at_the_top_is_no_front_matter():
    assert split_front_matter("---\n正文一。\n\n---\n正文二。", file="a.md").head == Head()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-04-09", dt.date(2026, 4, 9)),
        ("2026/4/9 10:30", dt.date(2026, 4, 9)),
        ("20260409", dt.date(2026, 4, 9)),
        ("2026年4月9日", dt.date(2026, 4, 9)),
        ("2026-04", None),
        ("4月9日", None),
        ("1775692800", dt.date(2026, 4, 9)),
        ("1775692800000", dt.date(2026, 4, 9)),
        ("177569280", None),
        ("2026-13-01", None),
    ],
)
def test_a_date_is_whole_or_none(text, date):
    assert parse_date(text) == date


def test_the_date_in_a_files_name_counts():
    assert date_in_name("法规/劳动法(2018-12-29).md") == dt.date(2018, 12, 29)
    assert date_in_name("2026-06-18-page-3.txt") == dt.date(2026, 6, 18)
    assert date_in_name("电话13920190324号.md") is None


def test_what_is_nested_in_a_known_field_is_told_by_its_line():
    deep = "---\ntitle: 办法\na: &a [x]\nsource: [*a, *a]\n---\n正文。\n"

    split = split_front_matter(deep, file="a.md")

    assert split.problems == (problems.NESTED_FIELD.at("a.md", 4, key="source"),)
    assert split.head.title == "办法"


def test_what_is_nested_in_a_key_of_an_admins_own_is_kept():
    own = "---\ntitle: 办法\nseo: {words: [入会, 会费], index: yes}\n---\n正文。\n"

    split = split_front_matter(own, file="a.md")

    assert split.head.extra == (("seo", "words: 入会、会费；index: yes"),)
    assert split.problems == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n \n---\ntitle: 办法\ndate: 昨天\n---\n正文。\n", 5),
        ("---\ntitle: 办法\ndate: 昨天\n...\n正文。\n", 3),
    ],
)
def test_front_matter_may_stand_below_empty_lines_and_end_with_points(text, line):
    split = split_front_matter(text, file="a.md")

    assert (split.head.title, split.body) == ("办法", "\n正文。\n")
    assert split.above + 2 == text.split("\n").index("正文。") + 1  # the body begins with the rest of the ruler's line
    assert split.problems == (problems.BAD_DATE.at("a.md", line, value="昨天"),)


def test_a_field_of_yamls_nothing_is_empty():
    assert split_front_matter("---\ntitle: ~\nkicker: null\n---\n正文。\n", file="a.md").head == Head()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二五年三月八日", dt.date(2025, 3, 8)),
        ("二○二五年十二月三十一日", dt.date(2025, 12, 31)),
        ("一九九八年十月二十日", dt.date(1998, 10, 20)),
        ("２０２５年７月１日", dt.date(2025, 7, 1)),
        ("二〇二五年十三月一日", None),
        ("二〇二五年", None),
    ],
)
def test_a_date_in_words_or_in_wide_figures_is_one(text, day):
    assert parse_date(text) == day
    assert date_in_name(f"通知（{text}）.md") == day


def test_front_matter_between_plus_signs_is_read():
    split = split_front_matter('+++\ntitle = "补办"\ndate = 2025-03-08\ntags = ["会员"]\n+++\n正文。\n', file="a.md")

    assert (split.head.title, split.head.date, split.body, split.above) == ("补办", dt.date(2025, 3, 8), "正文。\n", 5)
    with pytest.raises(FileError):
        split_front_matter("+++\ntitle 补办\n+++\n正文。\n", file="a.md")

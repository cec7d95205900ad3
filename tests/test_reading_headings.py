import json

import pytest

from bot.reading.export import read_export
from bot.reading.headings import numbered_level
from bot.reading.markdown import read_markdown
from bot.reading.page import is_page
from bot.reading.plain import read_plain
from bot.reading.web import read_web

TITLE = "公租房怎么申请"
WHO = "在册的困难职工，家庭人均住房面积在十五平方米以下的，都可以提出申请。"
WHERE = "工作日上午九点到下午五点，到职工服务中心的住房窗口办理，中午不休息。"


def in_plain(lines):
    return read_plain("\n\n".join([TITLE, *lines]) + "\n", file="a.txt")


def in_markdown(lines):
    return read_markdown(f"# {TITLE}\n\n" + "\n\n".join(lines) + "\n", file="a.md")


def in_html(lines):
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read_web(f"<html><body><article><h1>{TITLE}</h1>{body}</article></body></html>", file="a.html")


def in_export(lines):
    return read_export(json.dumps({"title": TITLE, "content": "\n".join(lines)}, ensure_ascii=False), file="a.jsonl")


EVERYWHERE = pytest.mark.parametrize("read", [in_plain, in_markdown, in_html, in_export])


def parts(read, lines):
    (article,), _ = read(lines)
    assert article.title == TITLE
    return [(part.section, part.text) for part in article.paragraphs]


@EVERYWHERE
@pytest.mark.parametrize("mark", ["一、", "（一）", "第一节　"])
def test_a_bare_line_with_a_number_heads_what_stands_below_it(read, mark):
    (head,) = {f"{mark}申请条件".replace("　", " " if read is in_html else "　")}

    assert parts(read, [f"{mark}申请条件", WHO]) == [((head,), WHO)]


@EVERYWHERE
def test_numbered_headings_stand_below_one_another(read):
    found = parts(
        read,
        ["一、申请条件", "（一）在职的", WHO, "（二）退休的", WHERE, "二、到哪里办", WHERE.replace("五点", "六点")],
    )

    assert [section for section, _ in found] == [
        ("一、申请条件", "（一）在职的"),
        ("一、申请条件", "（二）退休的"),
        ("二、到哪里办",),
    ]


@EVERYWHERE
@pytest.mark.parametrize("lead", ["申请时要带这几样：", "三、所需材料"])
def test_bare_lines_with_numbers_in_a_row_are_a_list_that_is_quoted(read, lead):
    found = parts(read, [WHO, lead, "一、身份证", "二、户口簿", "三、收入证明", WHERE])

    (listed,) = (text for _, text in found if "户口簿" in text)
    assert all(name in listed for name in ("身份证", "收入证明"))


@EVERYWHERE
def test_a_bare_line_at_the_end_is_not_lost(read):
    assert parts(read, [WHO, WHERE, "三、其他事项另行通知"])[-1][1] == "三、其他事项另行通知"


def test_a_bold_line_is_a_heading_on_a_web_page_where_text_stands_below_it():
    lines = [WHO, "<strong>到哪里办</strong>", WHERE, "<b>请带</b>身份证", "<p><b>云栎市职工服务中心</b></p>"]

    assert parts(in_html, lines)[1] == (("到哪里办",), WHERE)
    assert [text for _, text in parts(in_html, lines)][2:] == ["请带身份证", "云栎市职工服务中心"]


def test_bold_words_do_not_leak_into_the_next_paragraph():
    assert len(parts(in_html, ["<b>" + WHO, "城东的新窗口", WHERE])) == 3


def test_a_numbered_line_heads_the_lines_that_stand_directly_below_it():
    (article,), _ = read_markdown(f"# {TITLE}\n\n一、申请条件\n{WHO}\n\n二、到哪里办\n{WHERE}\n", file="a.md")

    assert [(part.section, part.text, part.line) for part in article.paragraphs] == [
        (("一、申请条件",), WHO, 4),
        (("二、到哪里办",), WHERE, 7),
    ]


@pytest.mark.parametrize("text", ["一、", "一、带身份证，到窗口办。", "第二章规定的条件", "一" * 60, "", "一般情况"])
def test_what_is_no_numbered_heading(text):
    assert numbered_level(text) == 0


GUIDE = (
    f"{TITLE}\n\n申请条件\n{WHO}\n\n【到哪里办】\n{WHERE}\n\n联系方式\n电话：0000-5510008\n地址：云栎市工会大厦一楼\n"
)


def test_a_guide_in_parts_is_one_article_and_no_page():
    (article,), _ = read_plain(GUIDE, file="a.txt")

    assert not is_page(GUIDE)
    assert article.title == TITLE
    assert [(part.section, part.text) for part in article.paragraphs] == [
        (("申请条件",), WHO),
        (("【到哪里办】",), WHERE),
        (("联系方式",), "电话：0000-5510008\n地址：云栎市工会大厦一楼"),
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        GUIDE.replace("九点到", "九点到\n\n"),  # a column is cut
        GUIDE + GUIDE,  # printed twice
        GUIDE.replace("联系方式\n", "驿站添了药箱\n户外劳动者可以随时取用。\n"),  # a piece of news below
        f"{TITLE}\n\n{WHO}\n\n驿站添了药箱\n\n{WHERE}\n",
    ],
)
def test_a_page_with_a_guide_on_it_is_a_page(damaged):
    assert is_page(damaged)


@EVERYWHERE
def test_what_a_line_says_it_is_does_not_make_it_a_credit(read):
    lines = ["活动时间：2026年5月20日下午2点", "活动地点：工人文化宫三楼", WHO]

    (article,), _ = read(lines)

    assert "5月20日" in "".join(part.text for part in article.paragraphs)
    assert article.date is None


def test_lines_of_one_paragraph_that_each_say_what_they_are_stay_lines():
    (article,), _ = read_markdown(f"# {TITLE}\n\n{WHO}\n\n电话：0000-5510008\n地址：云栎市工会大厦一楼\n", file="a.md")

    assert article.paragraphs[1].text == "电话：0000-5510008\n地址：云栎市工会大厦一楼"

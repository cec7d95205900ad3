import datetime as dt

import pytest

from bot.reading.markdown import read_markdown
from bot.reading.page import is_page
from bot.reading.plain import read_plain
from bot.reading.statutes import enacted_on, is_statute

TITLE = "云栎市职工服务条例"
PASSED = "（2019年3月28日云栎市人民代表大会常务委员会通过　根据2024年9月26日《关于修改〈云栎市职工服务条例〉的决定》修正　自2019年5月1日起施行）"
CONTENTS = "目　　录\n第一章　总则\n第二章　服务站\n第三章　附则"
BODY = (
    "第一章　总　则\n第一条　为了方便职工办事，制定本条例。\n第二条　本市的职工服务站适用本条例。\n"
    "第二章　服务站\n第一节　设立\n第三条　有下列情形之一的，应当设立服务站：\n（一）职工超过五百人的；\n（二）园区统一申请的。\n"
    "设立以后十日内报市总工会登记。\n第三章　附　则\n第四条　本条例由市总工会负责解释。\n"
)


@pytest.mark.parametrize("contents", [CONTENTS + "\n", ""])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_statute_is_one_article_and_no_page(contents, indent):
    text = f"{TITLE}\n{PASSED}\n\n{contents}\n" + "".join(f"{indent}{line}\n" for line in BODY.splitlines())

    (article,), problems = read_plain(text, file="a.txt")

    assert not is_page(text)
    assert (article.title, article.date, problems) == (TITLE, dt.date(2024, 9, 26), ())
    assert [(part.text.split("\n")[0], part.section) for part in article.paragraphs] == [
        ("第一条　为了方便职工办事，制定本条例。", ("第一章　总　则",)),
        ("第二条　本市的职工服务站适用本条例。", ("第一章　总　则",)),
        ("第三条　有下列情形之一的，应当设立服务站：", ("第二章　服务站", "第一节　设立")),
        ("设立以后十日内报市总工会登记。", ("第二章　服务站", "第一节　设立")),
        ("第四条　本条例由市总工会负责解释。", ("第三章　附　则",)),
    ]
    assert article.paragraphs[2].text.endswith("（二）园区统一申请的。")


def test_a_table_of_contents_is_no_paragraph():
    listed = CONTENTS.replace("\n", "……3\n\n").replace("目　　录……3", "## 目录")
    headed = BODY.replace("第一章", "## 第一章").replace("第二章", "## 第二章").replace("第三章", "## 第三章")

    (article,), _ = read_markdown(f"# {TITLE}\n\n{listed}\n\n" + headed.replace("\n", "\n\n"), file="a.md")

    assert article.extra == ()
    assert article.paragraphs[0].text == "第一条　为了方便职工办事，制定本条例。"
    assert article.paragraphs[0].section == ("第一章　总　则",)


def test_parts_that_the_text_does_not_have_are_not_taken_for_a_table_of_contents():
    (article,), _ = read_markdown(
        "# 手册\n\n## 目录\n\n第一章说的是怎么入会。\n\n第二章说的是怎么退会。\n", file="a.md"
    )

    assert [part.text for part in article.paragraphs] == ["第一章说的是怎么入会。", "第二章说的是怎么退会。"]


@pytest.mark.parametrize(
    "damaged",
    [
        BODY.replace("适用本条例。", "适用本\n条例。"),  # a column is cut
        BODY + BODY,  # two statutes
        BODY + "市总工会新设三处服务站\n新的服务站下月开门。\n",  # a piece of news below
        "第一条　交身份证。\n第二条　签字。\n",
    ],
)
def test_what_else_a_page_prints_with_clauses_is_no_statute(damaged):
    assert is_statute(BODY.splitlines())
    assert not is_statute(damaged.splitlines())


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2008年9月18日国务院令第535号公布　自公布之日起施行", dt.date(2008, 9, 18)),
        ("（1994年7月5日通过，自1995年1月1日起施行）", dt.date(1994, 7, 5)),
        (
            "1994年7月5日通过　根据2009年8月27日《决定》第一次修正　根据2018年12月29日《决定》第二次修正",
            dt.date(2018, 12, 29),
        ),
        ("自2019年5月1日起施行", None),
        ("2018年13月45日公布", None),
    ],
)
def test_a_statute_has_the_day_of_its_last_wording(said, day):
    assert enacted_on(said) == day

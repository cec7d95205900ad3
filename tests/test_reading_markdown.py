"""Markdown becomes the words that a reader sees, each paragraph with its line and its headings."""

import datetime as dt

import pytest

from bot.model import Paragraph
from bot.reading import problems
from bot.reading.markdown import read_markdown

ONE = "困难职工可以申请住房补贴。"
TWO = "补贴按季度发放，全年不超过3600元。"


def paragraphs_of(text):
    (article,), _ = read_markdown(text, file="a.md")
    return article.paragraphs


def test_the_first_heading_is_the_title_and_lower_ones_are_sections():
    (article,), found = read_markdown(
        f"# 住房帮扶\n\n{ONE}\n\n## 标准\n\n### 补贴\n\n{TWO}\n\n## 时间\n\n{ONE}\n", file="a.md"
    )

    assert (article.title, article.line, found) == ("住房帮扶", 1, ())
    assert article.paragraphs == (
        Paragraph(ONE, 1, 3),
        Paragraph(TWO, 2, 9, section=("标准", "补贴")),
        Paragraph(ONE, 3, 13, section=("时间",)),
    )


def test_front_matter_moves_no_line():
    (article,), _ = read_markdown(f"---\ntitle: 住房帮扶\ndate: 2026-04-09\n---\n\n# 住房帮扶\n\n{ONE}\n", file="a.md")

    assert (article.title, article.date) == ("住房帮扶", dt.date(2026, 4, 9))
    assert article.paragraphs == (Paragraph(ONE, 1, 8),)


def test_a_heading_unlike_the_title_of_the_front_matter_is_a_section():
    assert paragraphs_of(f"---\ntitle: 住房帮扶\n---\n# 标准\n\n{ONE}") == (Paragraph(ONE, 1, 6, section=("标准",)),)


def test_emphasis_links_and_code_leave_only_their_words():
    text = "# 标题\n\n凭**身份证**和[*登记表*](https://example.org/x)申请，拨打`12351`。![照片](a.png)<u>免费</u>。"

    assert paragraphs_of(text)[0].text == "凭身份证和登记表申请，拨打12351。免费。"


def test_a_comment_is_dropped_wherever_it_stands():
    text = f"# 标题\n\n<!-- 内部\n\n备注 -->\n\n{ONE[:4]}<!-- 待查 -->{ONE[4:]}\n"

    assert paragraphs_of(text) == (Paragraph(ONE, 1, 7),)


def test_a_comment_that_is_never_closed_is_told_with_its_line():
    (article,), found = read_markdown(f"# 标题\n\n{ONE}\n\n<!-- 后面\n\n{TWO}", file="a.md")

    assert [paragraph.text for paragraph in article.paragraphs] == [ONE]
    assert found == (problems.OPEN_COMMENT.at("a.md", 5),)


def test_lines_of_one_paragraph_are_joined_with_a_seam():
    (paragraph,) = paragraphs_of("# 标题\n\n困难职工可以申请住房\n补贴，全年不超过3600元。\n")

    assert paragraph.text == "困难职工可以申请住房补贴，全年不超过3600元。"
    assert paragraph.pieces == ("困难职工可以申请住房", "补贴，全年不超过3600元。")


def test_lines_that_each_end_a_sentence_are_paragraphs():
    assert paragraphs_of(f"# 标题\n\n{ONE}\n{TWO}\n") == (Paragraph(ONE, 1, 3), Paragraph(TWO, 2, 4))


def test_a_short_list_is_one_paragraph_with_the_line_that_leads_to_it():
    (paragraph,) = paragraphs_of("# 标题\n\n申请时要带：\n\n1. 身份证\n2. 租房**合同**\n   - 原件\n")

    assert paragraph == Paragraph("申请时要带：\n1. 身份证\n2. 租房合同\n  - 原件", 1, 3)


def test_a_long_list_is_one_paragraph_an_item():
    items = "".join(f"- {ONE * 10}第{n}项。\n" for n in range(3))

    assert [(p.text[:2], p.line) for p in paragraphs_of(f"# 标题\n\n{items}")] == [("- ", 3), ("- ", 4), ("- ", 5)]


def test_a_short_table_is_one_paragraph():
    table = "| 项目 | 标准 |\n|---|---|\n| 采暖 | 每户800元 |\n| 助学 | 每人3000元 |\n"

    assert paragraphs_of(f"# 标题\n\n{table}") == (Paragraph("项目 | 标准\n采暖 | 每户800元\n助学 | 每人3000元", 1, 3),)


def test_a_row_of_a_long_table_carries_the_names_of_its_columns():
    rows = "".join(f"| 第{n}项 | {ONE * 4} |\n" for n in range(9))

    paragraphs = paragraphs_of(f"# 标题\n\n| 项目 | 说明 |\n|---|---|\n{rows}")

    assert len(paragraphs) == 9
    assert paragraphs[4] == Paragraph(f"项目 | 说明\n第4项 | {ONE * 4}", 5, 9)


def test_a_bare_line_under_a_heading_is_no_paragraph_to_cite():
    text = f"# 标题\n\n本报记者 张三\n\n2026年工作要点\n\n{ONE}\n\n## 做法\n\n有温度的服务\n\n{TWO}"
    (article,), _ = read_markdown(text, file="a.md")

    assert article.byline == "本报记者 张三"
    assert article.paragraphs == (Paragraph(ONE, 1, 7), Paragraph(TWO, 2, 13, section=("做法", "有温度的服务")))


def test_indented_text_and_a_ruler_below_a_paragraph_are_paragraphs():
    assert [p.text for p in paragraphs_of(f"# 标题\n\n    {ONE}\n\n{TWO}\n---\n\n{ONE}\n")] == [ONE, TWO, ONE]


def test_markup_of_web_pages_inside_markdown_leaves_its_words():
    assert paragraphs_of(f'# 标题\n\n<div align="center">\n{ONE}<br>{TWO}\n</div>\n') == (
        Paragraph(ONE, 1, 4),
        Paragraph(TWO, 2, 5),
    )


def test_a_draft_is_not_read_and_is_named():
    articles, found = read_markdown(f"---\ndraft: true\n---\n# 标题\n\n{ONE}", file="a.md")

    assert (articles, found) == ((), (problems.DRAFT.at("a.md", 1),))


def test_a_title_without_a_paragraph_is_a_problem():
    assert read_markdown("# 标题\n", file="a.md") == ((), (problems.NO_TEXT.at("a.md", 1),))


def test_the_name_of_the_file_lends_its_date_and_a_missing_title():
    (article,), _ = read_markdown(ONE, file="法规/职工住房补贴办法(2019-03-24).md")

    assert (article.title, article.date) == ("职工住房补贴办法", dt.date(2019, 3, 24))


@pytest.mark.parametrize("piece", ["[", "![", "*a ", "**a", "`", "<", "<!", "> ", "- ", "_a_", "\\[", "&", "|a", "<a "])
def test_markup_that_never_ends_harms_no_other_paragraph(piece):
    text = (piece * (19_000 // len(piece)) + "\n") * 4

    assert paragraphs_of(f"# 标题\n\n{ONE}\n\n{text}\n\n{ONE}")[0] == Paragraph(ONE, 1, 3)


def test_bare_items_stand_with_the_line_that_leads_to_them_as_far_apart_as_in_the_file():
    text = (
        "# 劳动合同\n\n有下列情形之一的，职工可以解除合同：\n\n（一）不按时发工资的；\n\n（二）不交社会保险的。\n\n"
        "可以立即解除的，不用事先告知。\n"
    )

    articles, problems = read_markdown(text, file="a.md")

    listed = "有下列情形之一的，职工可以解除合同：\n\n（一）不按时发工资的；\n\n（二）不交社会保险的。"
    assert [paragraph.text for paragraph in articles[0].paragraphs] == [listed, "可以立即解除的，不用事先告知。"]
    assert listed in text
    assert problems == ()


def test_a_line_with_a_number_that_nothing_leads_to_is_a_paragraph_of_its_own():
    text = "# 办法\n\n（一）职工可以申请补贴。\n\n（二）审核要十天。\n"

    articles, _ = read_markdown(text, file="a.md")

    assert len(articles[0].paragraphs) == 2


def test_when_a_law_was_passed_is_no_paragraph_to_cite():
    passed = "2007年6月29日 第十届全国人民代表大会常务委员会第二十八次会议通过"
    amended = "2012年12月28日 第十一届全国人民代表大会常务委员会第三十次会议《关于修改〈中华人民共和国劳动合同法〉的决定》修正"
    text = f"# 劳动合同法\n\n{passed}\n\n{amended}\n\n<!-- INFO END -->\n\n## 总则\n\n第一条 {ONE}\n"

    articles, _ = read_markdown(text, file="劳动合同法(2012-12-28).md")

    assert [paragraph.text for paragraph in articles[0].paragraphs] == [f"第一条 {ONE}"]
    assert articles[0].extra == (("enacted", passed), ("enacted", amended))


def test_what_a_converter_leaves_for_other_programs_is_not_read():
    text = (
        "# 送清凉的通知 {#通知 .unnumbered}\n\n[TOC]\n\n* [对象](#a)\n* [标准](#b)\n\n## 对象\n\n"
        '[]{#_Toc1 .anchor}重点是环卫职工[^1]。\n\n![](a.png){width="5in" height="3in"}\n\n[^1]: 含临时工。\n'
    )

    (article,), _ = read_markdown(text, file="a.md")

    assert article.title == "送清凉的通知"
    assert [part.text for part in article.paragraphs] == ["重点是环卫职工。", "含临时工。"]


def test_bold_lines_are_headings_where_a_file_has_no_others():
    text = "**职工疗休养问答**\n\n**问：谁可以参加？**\n\n在一线工作满三年的会员可以参加，**劳模优先**。\n"

    (article,), _ = read_markdown(text, file="a.md")

    assert (article.title, article.paragraphs[0].section) == ("职工疗休养问答", ("问：谁可以参加？",))
    assert article.paragraphs[0].text == "在一线工作满三年的会员可以参加，劳模优先。"


def test_the_cells_of_a_table_of_tags_stand_apart():
    row = "<tr><td>{}</td><td>{}</td></tr>"
    table = f"<table>{row.format('合同期限', '试用期')}{row.format('一年', '不超过一个月')}</table>"

    (article,), _ = read_markdown(f"# 试用期\n\n{table}\n", file="a.md")

    assert [part.text for part in article.paragraphs] == ["合同期限 | 试用期\n一年 | 不超过一个月"]


def test_what_is_struck_through_no_longer_stands():
    text = "# 慰问标准\n\n~~每人100元~~每人200元，由区总工会发放。\n\n标准从<del>五月</del>六月起执行，钱~50元以内不用票。\n"

    (article,), _ = read_markdown(text, file="a.md")

    assert [part.text for part in article.paragraphs] == [
        "每人200元，由区总工会发放。",
        "标准从六月起执行，钱~50元以内不用票。",
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "来源：工人日报\n编辑：林某",
        "（来源：工人日报）",
        "来源：工人日报 责任编辑：林某 校对：李某",
        "编辑：林某\n\n来源：工人日报",
    ],
)
def test_where_it_was_taken_from_and_who_edited_it_is_no_paragraph(tail):
    (article,), _ = read_markdown(f"# 住房帮扶\n\n{ONE}\n\n{TWO}\n\n{tail}\n", file="a.md")

    assert (article.source, [p.text for p in article.paragraphs]) == ("工人日报", [ONE, TWO])


@pytest.mark.parametrize(
    "tail", ["申请：职工本人\n审核：街道工会", "来源：工资条、银行流水，都可以作证。", "来源：工人日报"]
)
def test_the_last_of_several_labelled_lines_and_a_text_of_one_line_stay(tail):
    text = tail if "工人日报" in tail else f"{ONE}\n\n{tail}"

    (article,), _ = read_markdown(f"# 住房帮扶\n\n{text}\n", file="a.md")

    assert tail.split("\n")[-1] in article.paragraphs[-1].text


def test_lines_in_a_fence_stay_lines_as_they_were_set():
    fenced = "职工服务中心\n青梧路88号\n0000-5510045"

    (article,), _ = read_markdown(f"# 到哪里办\n\n{ONE}\n\n```\n{fenced}\n```\n", file="a.md")

    assert [p.text for p in article.paragraphs] == [ONE, fenced]


@pytest.mark.parametrize(
    ("written", "seen", "line"),
    [
        (f"> [!NOTE]\n> {ONE}", ONE, 4),
        (f"> [!warning]- {ONE}", ONE, 3),
        (f"::: tip 提示\n{ONE}\n:::", ONE, 4),
        (f":::warning\n{ONE}\n:::", ONE, 4),
        ("材料见[[办法|申请办法]]和[[指南]]。", "材料见申请办法和指南。", 3),
        ("==过期不补==，要在30天内申请。", "过期不补，要在30天内申请。", 3),
        (f"{{% note info %}}{ONE}{{% endnote %}}", ONE, 3),
        (f":   {ONE}", ONE, 3),
        (f"- [x]  {ONE}", f"- {ONE}", 3),
        (f'{{{{< notice "x" >}}}}{ONE}{{{{< /notice >}}}}', ONE, 3),
    ],
)
def test_marks_of_other_programs_dialects_are_no_words(written, seen, line):
    [paragraph] = paragraphs_of(f"# 住房帮扶\n\n{written}\n")

    assert (paragraph.text, paragraph.line) == (seen, line)


def test_what_notion_sets_below_a_headline_is_no_paragraph():
    properties = "Created: March 3, 2026 10:12 AM\nTags: 竞赛, 技能\nStatus: 已发布"

    (article,), _ = read_markdown(f"# 住房帮扶\n\n{properties}\n\n{ONE}\n", file="a.md")

    assert [part.text for part in article.paragraphs] == [ONE]
    assert article.extra == (("Created", "March 3, 2026 10:12 AM"), ("Tags", "竞赛, 技能"), ("Status", "已发布"))


def test_an_equation_is_no_highlight():
    text = "补贴==面积×单价，不足一平方米的按一平方米算。"

    assert [p.text for p in paragraphs_of(f"# 住房帮扶\n\n{text}\n")] == [text]


def test_a_table_in_html_is_read_as_on_a_web_page():
    table = '<table>\n<tr><td rowspan="2">东区</td><td>青梧路</td></tr>\n<tr><td>柳河街</td></tr>\n</table>'

    [paragraph] = paragraphs_of(f"# 到哪里办\n\n{table}\n")

    assert (paragraph.text, paragraph.line) == ("东区 | 青梧路\n东区 | 柳河街", 4)


def test_the_day_below_the_headline_may_be_called_publication():
    (article,), _ = read_markdown(f"# 住房帮扶\n\n发布：2026-03-01\n\n{ONE}\n", file="a.md")

    assert (article.date, [p.text for p in article.paragraphs]) == (dt.date(2026, 3, 1), [ONE])

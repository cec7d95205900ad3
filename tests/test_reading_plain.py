"""Plain text in the shapes that people save it in."""

import datetime as dt

import pytest

from bot.model import Paragraph
from bot.reading.page import is_page
from bot.reading.plain import read_plain

ONE = "困难职工可以申请住房补贴，由基层工会代为办理。"
TWO = "补贴按季度发放，全年不超过3600元。"


def article_of(text, file="a.txt"):
    (article,), _ = read_plain(text, file=file)
    return article


def test_the_first_line_is_the_headline_and_each_line_a_paragraph():
    article = article_of(f"住房帮扶问答\n{ONE}\n{TWO}\n")

    assert article.title == "住房帮扶问答"
    assert article.paragraphs == (Paragraph(ONE, 1, 2), Paragraph(TWO, 2, 3))


def test_a_headline_that_is_labelled_as_one_stands_without_its_label():
    article = article_of(f"标题：关于住房帮扶的通知\n日期：2026-04-09\n\n{ONE}")

    assert (article.title, article.date) == ("关于住房帮扶的通知", dt.date(2026, 4, 9))


def test_whom_a_document_speaks_to_is_no_headline():
    article = article_of(f"各基层工会：\n\n{ONE}\n{TWO}", file="20240309 关于换届选举的通知.txt")

    assert (article.title, article.date) == ("关于换届选举的通知", dt.date(2024, 3, 9))
    assert [part.text for part in article.paragraphs] == [ONE, TWO]


def test_questions_and_answers_are_one_article_though_a_question_lacks_its_mark():
    text = f"热线问答\n\n问：谁能申请补贴？\n答：{ONE}\n\n问：产假里单位要求回来上班，怎么办\n答：{TWO}\n\n问：找谁办？\n答：{ONE[:-1]}，不用跑腿。"

    article = article_of(text)

    assert not is_page(text)
    assert article.title == "热线问答"
    assert [part.section for part in article.paragraphs] == [
        ("问：谁能申请补贴？",),
        ("问：产假里单位要求回来上班，怎么办",),
        ("问：找谁办？",),
    ]


def test_a_list_of_names_below_the_headline_is_no_row_of_subtitles():
    names = [f"{surname}国华" for surname in "赵钱孙李周吴郑王冯陈褚卫蒋"]

    assert [p.text for p in article_of("先进个人名单\n\n" + "\n\n".join([*names, ONE])).paragraphs] == [*names, ONE]


def test_paragraphs_apart_by_empty_lines_or_indents_are_alike():
    assert [p.text for p in article_of(f"标题\n\n{ONE}\n\n{TWO}").paragraphs] == [ONE, TWO]
    assert [p.text for p in article_of(f"标题\n　　{ONE}\n　　{TWO}").paragraphs] == [ONE, TWO]


def test_hard_wrapped_lines_are_joined_with_seams():
    text = "各级工会要主动了解困难职工的住房情况，\n帮助他们申请公共租赁住房，材料由工会初审，\n再转住房保障部门办理。"

    (paragraph,) = article_of(f"标题\n\n{text}").paragraphs

    assert "".join(paragraph.pieces) == text.replace("\n", "")
    assert paragraph.pieces == tuple(text.split("\n"))


def test_a_mark_in_half_width_and_the_dash_of_a_telephone_part_no_line():
    lines = [
        "各级工会要主动了解困难职工的住房情况;",
        "2026年起每月查一次,电话打0000-",
        "5510034或者街道工会,当天就有回话。",
    ]

    (paragraph,) = article_of("标题\n\n" + "\n".join(lines)).paragraphs

    assert paragraph.pieces == tuple(lines)


@pytest.mark.parametrize("headline", ["【通知】金秋助学开始申请啦！", "孩子上大学，工会能帮什么？"])
def test_a_headline_may_call_or_ask(headline):
    article = article_of(
        f"{headline}\n\n原创 小工 云栎工会 2026-07-20 08:30 云栎\n\n一、申请对象\n\n{ONE}\n\n二、标准\n\n{TWO}"
    )

    assert (article.title, article.date) == (headline, dt.date(2026, 7, 20))
    assert [(p.section, p.text) for p in article.paragraphs] == [(("一、申请对象",), ONE), (("二、标准",), TWO)]


def test_a_text_without_a_headline_has_none():
    assert article_of(f"{ONE}\n\n{TWO}").title is None


def test_the_lines_below_the_headline_say_whose_and_when():
    article = article_of(f"住房帮扶问答\n来源：工会报\n发布时间：2026-04-09\n本报记者 张三\n\n{ONE}")

    assert (article.source, article.date, article.byline) == ("工会报", dt.date(2026, 4, 9), "本报记者 张三")
    assert article.paragraphs == (Paragraph(ONE, 1, 6),)


def test_numbered_headings_are_sections():
    assert article_of(f"标题\n一、申请条件\n{ONE}\n二、补贴标准\n{TWO}").paragraphs == (
        Paragraph(ONE, 1, 3, section=("一、申请条件",)),
        Paragraph(TWO, 2, 5, section=("二、补贴标准",)),
    )


def test_front_matter_counts_in_plain_text_too():
    assert article_of(f"---\ntitle: 住房帮扶\n---\n{ONE}").title == "住房帮扶"


@pytest.mark.parametrize(
    "day", ["2026年4月9日", "（2026年4月9日）", "（2026-04-09）", "2026/4/9", "二〇二六年四月九日"]
)
def test_the_day_below_a_text_is_its_day_and_no_paragraph(day):
    article = article_of(f"住房帮扶办法\n\n{ONE}\n\n{TWO}\n\n云州市总工会\n\n{day}\n")

    assert [p.text for p in article.paragraphs] == [ONE, TWO]
    assert (article.date, article.source) == (dt.date(2026, 4, 9), "云州市总工会")


def test_a_documents_number_address_and_signature_are_no_paragraphs_to_cite():
    text = (
        "关于发放高温补贴的通知\n\n云工发〔2026〕5号\n\n各区县总工会：\n\n"
        "高温补贴按每人每月320元发放，从六月发到九月。\n\n云栎市总工会\n\n2026年6月1日\n"
    )

    article = read_plain(text, file="a.txt")[0][0]

    assert [p.text for p in article.paragraphs] == ["高温补贴按每人每月320元发放，从六月发到九月。"]
    assert (article.source, article.date) == ("云栎市总工会", dt.date(2026, 6, 1))
    assert article.extra == (("formal", "云工发〔2026〕5号"), ("formal", "各区县总工会："))


def test_a_headline_is_not_wrapped_into_the_line_of_source_and_date_below_it():
    text = (
        "关于做好高温补贴发放工作的通知\n发布时间：2026年6月1日 来源：云栎市总工会\n\n高温补贴按每人每月300元发放。\n"
    )

    article = read_plain(text, file="a.txt")[0][0]

    assert (article.title, article.source) == ("关于做好高温补贴发放工作的通知", "云栎市总工会")


@pytest.mark.parametrize("number", ["云工发〔2025〕12号", "（云工发〔2025〕12号）"])
def test_the_headline_of_a_document_stands_under_its_letterhead(number):
    text = (
        f"云栎市总工会文件\n\n{number}\n\n关于开展技能竞赛的通知\n\n各区总工会：\n\n"
        "市总工会决定今年九月举办职工技能竞赛。\n\n八月三十一日以前由单位统一报名，不收报名费。\n\n"
        "云栎市总工会\n二〇二五年七月十八日\n\n（此件公开发布）\n"
    )

    (article,), _ = read_plain(text, file="a.txt")

    assert (article.title, article.source, article.date) == (
        "关于开展技能竞赛的通知",
        "云栎市总工会",
        dt.date(2025, 7, 18),
    )
    assert [part.text[:6] for part in article.paragraphs] == ["市总工会决定", "八月三十一日"]


def test_lines_with_tabs_are_the_rows_of_a_table():
    text = "补贴标准\n\n类别\t标准\n采暖补贴\t每户800元\n生活补贴\t每月500元\n\n以上标准从今年一月起执行。\n"

    (article,), _ = read_plain(text, file="a.txt")

    assert not is_page(text)
    assert [part.text for part in article.paragraphs] == [
        "类别 | 标准\n采暖补贴 | 每户800元\n生活补贴 | 每月500元",
        "以上标准从今年一月起执行。",
    ]


def test_columns_that_are_set_with_spaces_are_the_rows_of_a_table():
    text = "开放时间\n\n周一至周五  8:30-20:00  图书室、健身房\n周六        9:00-17:00  图书室\n周日        闭馆\n"

    (article,), _ = read_plain(text, file="a.txt")

    assert [part.text for part in article.paragraphs] == [
        "周一至周五 | 8:30-20:00 | 图书室、健身房\n周六 | 9:00-17:00 | 图书室\n周日 | 闭馆"
    ]


def test_lines_of_as_many_commas_are_the_rows_of_a_table():
    text = "序号,姓名,荣誉\n1,覃素兰,市劳动模范\n2,盛大江,五一劳动奖章\n"

    article = article_of(text, file="获奖名单一览表.txt")

    assert article.title == "获奖名单一览表"
    assert [part.text for part in article.paragraphs] == [text.strip().replace(",", " | ")]


@pytest.mark.parametrize("sign", ["•", "● ", "✅ ", "☎️ ", "🔸"])
def test_lines_with_a_sign_before_each_are_a_list(sign):
    items = [f"{sign}身份证", f"{sign}会员卡", f"{sign}出院小结"]

    bare = article_of("要带什么\n\n" + "\n".join(items))
    led = article_of("\n".join(["看病报销", f"{ONE[:-1]}，要带：", *items, TWO]))

    assert [part.text for part in bare.paragraphs] == ["\n".join(items)]
    assert [part.text for part in led.paragraphs] == ["\n".join([f"{ONE[:-1]}，要带：", *items]), TWO]


def test_the_list_of_what_is_attached_and_the_foot_of_a_document_are_no_headings_and_no_statements():
    foot = [
        "附件：1. 名额分配表",
        "2. 报名表",
        "云栎市总工会办公室",
        "2026年6月3日",
        "（此件公开发布）",
        "抄送：市人社局。",
    ]
    issued = "云栎市总工会办公室            2026年6月3日印发"

    article = article_of("\n\n".join(["关于疗休养的通知", "各区总工会：", ONE, "一、标准", TWO, *foot, issued]))

    assert (article.source, article.date) == ("云栎市总工会办公室", dt.date(2026, 6, 3))
    assert [part.text for part in article.paragraphs] == [
        ONE,
        TWO,
        "附件：1. 名额分配表\n\n2. 报名表",
        "抄送：市人社局。",
    ]


def test_a_last_sentence_that_speaks_of_issuing_stays():
    last = "以上标准由市总工会每年五月印发。"

    assert [part.text for part in article_of(f"标准\n\n{ONE}\n\n{last}").paragraphs] == [ONE, last]


def test_the_number_of_a_bulletin_is_no_paragraph():
    article = article_of(f"工会简报\n\n第12期（总第188期）\n\n云栎市总工会编\n\n2026年3月28日\n\n{ONE}\n\n{TWO}")

    assert (article.title, article.date) == ("工会简报", dt.date(2026, 3, 28))
    assert [part.text for part in article.paragraphs] == [ONE, TWO]


def test_the_first_of_several_chapters_is_no_headline():
    article = article_of(f"第一章　入会\n{ONE}\n第二章　退会\n{TWO}", file="会员工作手册.txt")

    assert article.title == "会员工作手册"
    assert [part.section for part in article.paragraphs] == [("第一章　入会",), ("第二章　退会",)]


def test_the_number_of_a_page_is_no_paragraph():
    (article,), _ = read_plain("补办办法\n\n丢了卡的带身份证补办。\n\n- 1 -\n\n补办不收钱。\n", file="a.txt")

    assert [(part.text, part.line) for part in article.paragraphs] == [
        ("丢了卡的带身份证补办。", 3),
        ("补办不收钱。", 7),
    ]


@pytest.mark.parametrize(("ask", "answer"), [("问：{}", "答：{}"), ("{n}.{}", "{}"), ("Q{n}：{}", "A{n}：{}")])
def test_a_question_stands_over_its_answer(ask, answer):
    pairs = [("会员卡丢了怎么办？", "带身份证到服务点补办。"), ("外地户口能入会吗？", "能，在本市有单位就行。")]
    lines = [
        line.format(text, n=n)
        for n, pair in enumerate(pairs, start=1)
        for line, text in zip((ask, answer), pair, strict=True)
    ]

    (article,), _ = read_plain("常见问题\n\n" + "\n".join(lines) + "\n", file="a.txt")

    assert [part.section[-1] for part in article.paragraphs] == lines[::2]
    assert [part.text for part in article.paragraphs] == lines[1::2]


def test_the_source_of_an_article_ends_where_its_date_begins():
    (article,), _ = read_plain("驿站开放\n\n来源：云栎工会发布时间：2025-06-01\n\n驿站开到十点。\n", file="a.txt")

    assert (article.source, article.date) == ("云栎工会", dt.date(2025, 6, 1))


def test_below_a_letterhead_the_headline_may_name_who_issues_and_more_may_stand_below_the_day():
    text = (
        "云栎市总工会文件\n\n云工发〔2026〕18号\n\n云栎市总工会关于做好2026年金秋助学工作的通知\n\n各区县总工会：\n\n"
        "本科每人5000元，专科每人3500元。\n\n申请从7月20日开始，9月20日截止。\n\n附件：申请表\n\n"
        "云栎市总工会\n\n2026年6月20日\n\n（联系人：苗禾，电话：0000-5510056）\n\n抄送：市教育局。\n"
    )

    (article,), _ = read_plain(text, file="a.txt")

    assert (article.title, article.date) == ("云栎市总工会关于做好2026年金秋助学工作的通知", dt.date(2026, 6, 20))
    assert [p.text for p in article.paragraphs] == [
        "本科每人5000元，专科每人3500元。",
        "申请从7月20日开始，9月20日截止。",
        "附件：申请表",
        "（联系人：苗禾，电话：0000-5510056）",
        "抄送：市教育局。",
    ]

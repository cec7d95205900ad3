"""A saved web page is its article, not its menus."""

import datetime as dt

import pytest

from bot.model import Paragraph
from bot.reading import problems
from bot.reading.web import read_web

ONE = "困难职工可以申请住房补贴，由基层工会代为办理。"
TWO = "补贴按季度发放，全年不超过3600元。"


def page(main, *, title="住房帮扶 - 某市总工会"):
    menu = '<nav><a href="/">首页</a><a href="/news">新闻中心</a></nav>'
    return (
        f"<html><head><title>{title}</title></head><body>{menu}<div>{main}</div><footer>版权所有</footer></body></html>"
    )


def test_headings_paragraphs_lists_and_tables_come_without_the_menu():
    main = (
        f"<h1>住房帮扶</h1>\n<p>{ONE}</p>\n<h2>标准</h2>\n<p>要带：</p><ul><li>身份证</li><li>租房<b>合同</b></li></ul>\n"
        "<table><tr><th>项目</th><th>标准</th></tr><tr><td>采暖</td><td>800元</td></tr></table>"
    )

    (article,), found = read_web(page(main), file="a.html")

    assert (article.title, found) == ("住房帮扶", ())
    assert article.paragraphs == (
        Paragraph(ONE, 1, 2),
        Paragraph("要带：\n- 身份证\n- 租房合同", 2, 4, section=("标准",)),
        Paragraph("项目 | 标准\n采暖 | 800元", 3, 5, section=("标准",)),
    )


def test_source_and_date_below_the_headline_are_no_paragraph():
    (article,), _ = read_web(page(f"<h1>住房帮扶</h1><p>2026-04-09 来源：工会报</p><p>{ONE}</p>"), file="a.html")

    assert (article.date, article.source) == (dt.date(2026, 4, 9), "工会报")
    assert [part.text for part in article.paragraphs] == [ONE]


def test_lines_broken_by_hand_are_paragraphs():
    (article,), _ = read_web(page(f"<h1>住房帮扶</h1><p>　　{ONE}<br>　　{TWO}</p>"), file="a.html")

    assert [part.text for part in article.paragraphs] == [ONE, TWO]


def test_a_line_end_between_chinese_characters_shows_nothing():
    (article,), _ = read_web(page(f"<h1>住房帮扶</h1><p>{ONE[:9]}\n  {ONE[9:]}</p>"), file="a.html")

    assert [part.text for part in article.paragraphs] == [ONE]


def test_a_year_that_the_page_does_not_have_is_not_made_up():
    (article,), _ = read_web(page(f"<h1>住房帮扶</h1><p>4月9日，{ONE}</p><p>{TWO}</p>"), file="a.html")

    assert article.date is None


def test_without_a_heading_the_title_of_the_page_counts_without_the_site():
    (article,), _ = read_web(page(f"<p>{ONE}</p><p>{TWO}</p>"), file="a.html")

    assert article.title == "住房帮扶"


def test_what_is_struck_through_no_longer_stands_and_a_tag_left_open_swallows_one_block_at_most():
    main = f"<h1>住房帮扶</h1><p>{ONE}</p><p>补贴<s>2000</s><del>2500</del>3000元，按季度发放。</p><p>停发<strike>的</p><p>{TWO}</p>"

    (article,), _ = read_web(page(main), file="a.html")

    assert [part.text for part in article.paragraphs][:2] == [ONE, "补贴3000元，按季度发放。"]
    assert article.paragraphs[-1].text == TWO


def test_scripts_are_no_text():
    (article,), _ = read_web(page(f"<h1>住房帮扶</h1><script>var a = '工会';</script><p>{ONE}</p>"), file="a.html")

    assert [part.text for part in article.paragraphs] == [ONE]


def test_a_paragraph_without_a_page_around_it_is_read():
    text = "<p>职工登记的窗口在一楼，周一到周五上午九点开门，带上身份证就可以办理，不收任何费用。</p>"

    assert [p.text[:8] for p in read_web(text, file="a.html")[0][0].paragraphs] == ["职工登记的窗口在"]


def test_a_table_that_only_lays_out_the_page_is_no_table():
    texts = [f"第{n}项补贴由基层工会代为办理，窗口当场核对材料，五个工作日以内答复。" for n in "一二三四"]
    cell = "<br><br>".join(texts)

    (article,), _ = read_web(
        page(f"<table><tr><td>通知公告<br>政策法规</td><td>{cell}</td></tr></table>"), file="a.html"
    )

    assert [part.text for part in article.paragraphs] == texts


@pytest.mark.parametrize("frame", ['<frameset><frame src="a.html"></frameset>', '<iframe src="a.html"></iframe>'])
def test_a_page_of_frames_says_where_its_text_is(frame):
    assert read_web(f"<html><head><title>工会</title></head>{frame}</html>", file="a.html") == (
        (),
        (problems.FRAMES.at("a.html"),),
    )


def test_a_table_that_holds_the_page_is_none_and_its_foot_is_not_read():
    inner = "<TABLE><TR><TD>类别</TD><TD>标准</TD></TR><TR><TD>采暖</TD><TD>800元</TD></TR></TABLE>"
    text = f"<div><P>第一条　{ONE}</P><P>第二条　{TWO}</P>{inner}<P>第三条　{ONE[:-1]}，不收任何费用。</P></div>"
    head = "<table><tr><td><b>住房帮扶办法</b></td></tr><tr><td>发布时间：2025-11-03 来源：办公室 浏览次数：9</td></tr>"
    html = (
        "<html><head><title>住房帮扶办法-某市总工会</title></head><body><table><tr><td>首页 | 公告</td></tr>"
        f"<tr><td>{head}<tr><td>{text}</td></tr></table></td></tr><tr><td>版权所有：某市总工会 ICP备000号</td></tr></table></body></html>"
    )

    (article,), _ = read_web(html, file="a.htm")

    assert (article.title, article.date, article.source) == ("住房帮扶办法", dt.date(2025, 11, 3), "办公室")
    assert [part.text for part in article.paragraphs] == [
        f"第一条 {ONE}",
        f"第二条 {TWO}",
        "类别 | 标准\n采暖 | 800元",
        f"第三条 {ONE[:-1]}，不收任何费用。",
    ]


def test_what_a_public_account_sets_around_its_text_is_no_passage():
    """As its page is when it is saved: who published it above the text, 01 over each heading, 关注 and editors."""
    text = (
        f'<html><head><meta property="og:title" content="住房帮扶"></head><body><div id="js_article"><h1>住房帮扶</h1>'
        f'<div id="meta_content"><span>云栎工会</span>\n<em id="publish_time">2026-06-11 08:00</em></div>\n'
        f'<div id="js_content"><section><span>点击上方蓝字 关注我们</span></section><p>{ONE}</p>'
        f"<section><strong>01</strong></section><section><strong>补多少</strong></section><p>{TWO}</p>"
        f"<p>编辑：小苗　审核：老丁</p><p>长按识别二维码关注</p></div></div></body></html>"
    )

    (article,), _ = read_web(text, file="a.html")

    assert (article.title, article.date) == ("住房帮扶", dt.date(2026, 6, 11))
    assert [(p.section, p.text, p.line) for p in article.paragraphs] == [((), ONE, 3), (("补多少",), TWO, 3)]


def test_where_a_page_was_taken_from_is_its_source_and_no_paragraph():
    (article,), _ = read_web(
        page(f"<h1>住房帮扶</h1><p>{ONE}</p><p>{TWO}</p><p>来源：工会报</p><p>编辑：林某</p>"), file="a.html"
    )

    assert (article.source, [p.text for p in article.paragraphs]) == ("工会报", [ONE, TWO])


def test_lines_set_as_they_are_stay_lines_and_a_wrapped_paragraph_is_one():
    main = f"<h1>到哪里办</h1><p>{ONE}</p><pre>\n职工服务中心\n青梧路88号\n0000-5510045\n</pre><pre>补贴按季度发放，\n全年不超过3600元。</pre>"

    (article,), _ = read_web(page(main), file="a.html")

    assert [p.text for p in article.paragraphs] == [ONE, "职工服务中心\n青梧路88号\n0000-5510045", TWO]


def linked(*titles):
    return "".join(
        f'<li><a href="{n}.html">{title}</a><span>2026-01-0{n}</span></li>' for n, title in enumerate(titles)
    )


TITLES = ("关于做好困难职工帮扶工作的通知", "职工医疗互助实施办法", "工会经费收支管理办法", "关于开展送清凉活动的通知")


def test_a_page_of_links_says_that_its_articles_are_elsewhere():
    main = f'<h2>政策文件</h2><ul>{linked(*TITLES)}</ul><div><a href="2">上一页</a> 1 2 3 <a href="4">下一页</a></div>'

    assert read_web(page(main, title="政策文件"), file="a.html") == ((), (problems.LINKS.at("a.html"),))


def test_below_an_article_other_articles_are_no_passage():
    below = f'<p>上一篇：<a href="1">{TITLES[0]}</a></p><p>下一篇：<a href="2">{TITLES[1]}</a></p>'
    tools = '<p>附件：</p><p><a href="a.doc">补贴申请表.doc</a></p><p>【打印】【关闭】</p>'
    main = f"<h1>住房帮扶</h1><p>{ONE}</p><p>{TWO}</p>{tools}{below}<h3>相关阅读</h3><ul>{linked(*TITLES)}</ul>"

    (article,), found = read_web(page(main), file="a.html")

    assert ([p.text for p in article.paragraphs], found) == ([ONE, TWO], ())


@pytest.mark.parametrize(
    "main",
    [
        f'<p><a href="x">{ONE}</a></p><p>{TWO}</p>',
        f'<p>{ONE}</p><p><a href="x">{TWO}</a></p>',
        f'<p><a name="top">{ONE}</p><p>{TWO}</p>',
        f'<p><a href="x">{ONE}</p><p>{TWO}</p>',
        f'<p><a href="#b">{ONE}</a></p><p><a href="#a">{TWO}</a></p>',
    ],
    ids=[
        "one paragraph is a link",
        "the last one is a link",
        "a target left open",
        "a link left open",
        "links within the page",
    ],
)
def test_what_is_said_in_a_link_is_said(main):
    (article,), found = read_web(page(f"<h1>住房帮扶</h1>{main}"), file="a.html")

    assert ([p.text for p in article.paragraphs], found) == ([ONE, TWO], ())


@pytest.mark.parametrize(
    "when", ['<em id="publish_time">2026年3月1日 18:00</em>', '<script>var ct = "1772359200";</script>']
)
def test_a_public_account_is_the_source_of_its_articles_and_says_when(when):
    text = (
        '<html><head><meta property="og:site_name" content="微信公众平台"><title>夜校开课</title></head><body>'
        f'<h1>夜校开课</h1><div id="meta_content"><a id="js_name"> 云栎市总工会 </a>{when}</div><div id="js_content">'
        f"<p>PART.01</p><p><strong>怎么报名</strong></p><p>{ONE}</p><p>{TWO}</p><p>- END -</p></div></body></html>"
    )

    (article,), _ = read_web(text, file="a.html")

    assert (article.source, article.date) == ("云栎市总工会", dt.date(2026, 3, 1))
    assert [(part.text, part.section) for part in article.paragraphs] == [(ONE, ("怎么报名",)), (TWO, ("怎么报名",))]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("工会为环卫工人送早餐", "工会为环卫工人送早餐"),
        ("谁来给环卫工人送早餐？", "谁来给环卫工人送早餐？"),
        ("工会为环卫工人送早餐。", "职工之家"),
    ],
)
def test_the_headline_of_an_older_page_stands_above_the_line_of_source_and_date(above, title):
    main = (
        "<table><tr><td>网站首页|工会要闻</td></tr></table>"
        f"<table><tr><td><font size=5><b>{above}</b></font></td></tr>"
        "<tr><td>作者：苗禾 来源：云栎市总工会 点击数：102 更新时间：2025/9/12 8:30:00</td></tr>"
        f"<tr><td>{ONE}<br><br>{TWO}</td></tr></table>"
    )

    (article,), _ = read_web(page(main, title="职工之家-工会要闻"), file="a.html")

    assert article.title == title
    assert [part.text for part in article.paragraphs][-2:] == [ONE, TWO]


@pytest.mark.parametrize("logo", ['<h1><a href="/">云栎市总工会</a></h1>', "<h1>云栎市总工会</h1>"])
def test_the_name_of_a_site_is_no_headline(logo):
    text = (
        f"<html><head><title>云栎市总工会 工作动态 安康杯竞赛启动</title></head><body><div>{logo}</div><div>安康杯竞赛启动</div>"
        f"<div>时间：2025-06-09　来源：劳动保护部　<span>打印</span></div><div><p>{ONE}</p><p>{TWO}</p></div></body></html>"
    )

    (article,), _ = read_web(text, file="a.html")

    assert (article.title, article.source, article.date) == ("安康杯竞赛启动", "劳动保护部", dt.date(2025, 6, 9))
    assert [part.text for part in article.paragraphs] == [ONE, TWO]


def test_day_source_and_writer_between_bars_are_no_paragraph():
    line = '2026-01-05 07:30 | 云栎日报 | 记者 苗禾 | <a href="c">评论(23)</a>'

    (article,), _ = read_web(page(f"<h1>早餐</h1><div>{line}</div><p>{ONE}</p><p>{TWO}</p>"), file="a.html")

    assert (article.source, article.byline, article.date) == ("云栎日报", "苗禾", dt.date(2026, 1, 5))
    assert [part.text for part in article.paragraphs] == [ONE, TWO]

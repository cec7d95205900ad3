"""What was copied off the web as text is one article, without the lines around it."""

import pytest

from bot.reading.files import Found
from bot.reading.formats import read_file
from bot.reading.pasted import without_surroundings

ONE = "孩子放暑假，爸妈要上班，谁来看娃？今年全市开办三十个职工子女托管班。"
TWO = "5月20日上午九点起，在小程序里点“托管班”，填好孩子的信息就可以。"
THREE = "托管班每天早上七点半开门，下午六点半以前接走，午饭每天十五元。"


def read(tmp_path, *lines):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    articles, found = read_file(Found("a.txt", path))
    assert found == ()
    return articles


def test_an_article_of_a_public_account_is_one_and_its_ornaments_are_no_words(tmp_path):
    lines = (
        "托管班开始报名啦",
        "原创 小工 云栎市总工会 2026-05-08 17:30 发表于云栎",
        "",
        "点击上方蓝字关注我们",
        "",
        "👇👇👇",
        ONE,
        "",
    )
    parts = (
        "01",
        "孩子们的一天",
        "",
        THREE,
        "",
        "PART 02 怎么报名",
        "",
        TWO,
        "",
        "- END -",
        "来源：云栎市总工会",
        "编辑 | 小工",
    )
    below = ("长按识别二维码关注我们", "阅读原文", "阅读 3205", "赞 41", "喜欢此内容的人还喜欢", "职工夜校又开新课了")

    (article,) = read(tmp_path, *lines, *parts, *below)

    assert (article.title, article.source, str(article.date)) == ("托管班开始报名啦", "云栎市总工会", "2026-05-08")
    told = [(part.text, part.line) for part in article.paragraphs if part.text != "孩子们的一天"]
    assert told == [(ONE, 7), (THREE, 12), (TWO, 16)]
    assert article.paragraphs[-1].section == ("怎么报名",)


def test_a_page_of_a_web_site_is_named_by_its_headline(tmp_path):
    above = (
        "首页 > 新闻中心 > 工会新闻 > 正文",
        "托管班里的暑假",
        "2026-07-18 14:20:33  来源：云栎日报  作者：冼雨  浏览量：1203",
    )
    below = ("（责任编辑：小唐）", "上一篇：工会开会", "下一篇：合唱比赛落幕", "【打印】【关闭】", "分享到：微信 微博")

    (article,) = read(tmp_path, *above, ONE, THREE, *below)

    assert (article.title, article.byline, article.source) == ("托管班里的暑假", "冼雨", "云栎日报")
    assert [part.text for part in article.paragraphs] == [ONE, THREE]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (
            f"当前位置：首页>动态\n标题一\n2026-07-18 14:20\n{ONE}\n当前位置：首页>动态\n标题二\n2026-07-19 14:20\n{TWO}",
            False,
        ),
        (f"相关阅读\n{ONE}", False),
        (f"阅读原文\n相关阅读\n{ONE}", True),
    ],
)
def test_nothing_said_is_taken_for_furniture(text, is_one):
    kept, told = without_surroundings(text)

    assert told is is_one
    assert [line for line in kept.split("\n") if line.endswith(("。", "？"))] == [
        line for line in text.split("\n") if "。" in line
    ]

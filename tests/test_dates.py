"""The day of a report, deadlines and the years that words mean."""

import datetime as dt

import pytest

from bot.model import Article, Paragraph
from bot.passages.dates import deadline_note, deadlines_in, passed_deadline, report_date, year_note

REPORT = dt.date(2026, 4, 9)


def an_article(*texts: str, file: str = "a.md", date: dt.date | None = None) -> Article:
    return Article(file, tuple(Paragraph(text, n, n) for n, text in enumerate(texts, 1)), date=date)


@pytest.mark.parametrize(
    ("article", "day"),
    [
        (an_article("x", file="银川(2019-03-24).md"), dt.date(2019, 3, 24)),
        (an_article("x", file="银川20190324.md"), dt.date(2019, 3, 24)),
        (an_article("x", file="银川2019年3月24日.md"), dt.date(2019, 3, 24)),
        (an_article("x", file="电话0951-2024-0506.md"), None),
        (an_article("x", file="2026-04-09.txt"), dt.date(2026, 4, 9)),
        (an_article("x", file="20260409_a.txt"), dt.date(2026, 4, 9)),
        (an_article("二〇一九年三月二十四日，市总工会开会。"), dt.date(2019, 3, 24)),
        (an_article("办法写好了。", "二〇一九年三月二十四日"), dt.date(2019, 3, 24)),
        (an_article("办法写好了。", "（2019-03-24）"), dt.date(2019, 3, 24)),
        (an_article("2099年3月24日起施行新的办法。"), None),
        (an_article("x", file="2026年4月9日.txt"), dt.date(2026, 4, 9)),
        (an_article("x", file="a/2026.4.9/b.txt"), dt.date(2026, 4, 9)),
        (an_article("本报讯 (记者甲)4月8日,市总工会开会。", file="2026/a.txt"), dt.date(2026, 4, 8)),
        (an_article("本报讯 (记者甲)2026年4月8日,市总工会开会。"), dt.date(2026, 4, 8)),
        (an_article("4月8日,市总工会开会。", "2026年4月9日"), dt.date(2026, 4, 9)),
        (an_article("x", date=REPORT, file="2019-03-24.md"), REPORT),
        (an_article("本报讯 (记者甲)4月8日,市总工会开会。"), None),
        (an_article("4月8日,协会召开2026年度会议,总结2025年工作。"), None),
        (an_article("为了2030年12月31日的目标,要努力。"), None),
        (an_article("x", file="2026-02-30.txt"), None),
        (an_article("x", file="13812345678.txt"), None),
        (an_article(), None),
    ],
)
def test_a_report_has_its_day_or_none(article, day):
    assert report_date(article) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("报名截至2026年5月31日。", dt.date(2026, 5, 31)),
        ("请于5月31日前到市职工服务中心报名。", dt.date(2026, 5, 31)),
        ("申请人应在2026年6月底前提交材料。", dt.date(2026, 6, 30)),
        ("报名时间为2025年12月1日至12月20日。", dt.date(2025, 12, 20)),
        ("报名时间:5月1日—5月20日。", dt.date(2026, 5, 20)),
        ("活动持续至今年6月30日。", dt.date(2026, 6, 30)),
        ("消费券有效期至2026-05-31。", dt.date(2026, 5, 31)),
        ("申请截止时间为2026年5月31日18时。", dt.date(2026, 5, 31)),
        ("本办法有效期至2027年12月31日。", dt.date(2027, 12, 31)),
        ("补贴申领截止到明年1月底。", dt.date(2027, 1, 31)),
        ("该政策执行至2026年12月31日。", dt.date(2026, 12, 31)),
        ("职工可在9月10日之前提出金秋助学申请。", dt.date(2026, 9, 10)),
        ("投稿截止日期:2026年7月1日。", dt.date(2026, 7, 1)),
        ("报名从即日起至5月20日止。", dt.date(2026, 5, 20)),
        ("报名工作今年底截止。", dt.date(2026, 12, 31)),
        ("6月30日报名截止，7月初赛。", dt.date(2026, 6, 30)),
        ("4月1日到4月20日报名，由单位工会推荐。", dt.date(2026, 4, 20)),
        ("申请从7月20日开始，9月15日截止。", dt.date(2026, 9, 15)),
        ("确实困难的，可以在2026年5月20日以前打12351。", dt.date(2026, 5, 20)),
        ("报名时间：5月1日—5月20日。", dt.date(2026, 5, 20)),
        ("本办法有效期两年。", REPORT.replace(year=REPORT.year + 2)),
        ("本通知自2026年3月1日起施行，有效期2年。", dt.date(2028, 3, 1)),
        ("申报期限自2026年1月31日起，为期一个月。", dt.date(2026, 2, 28)),
        ("优惠活动持续到本月底。", dt.date(2026, 4, 30)),
        ("即日起到月底，骑手可以领取头盔。", dt.date(2026, 4, 30)),
        ("即日起至2026年12月31日，会员可以免费体检。", dt.date(2026, 12, 31)),
        ("5月20日截止报名。", dt.date(2026, 5, 20)),
        ("报名通道将于5月20日24时关闭。", dt.date(2026, 5, 20)),
        ("6月1日起停止受理。", dt.date(2026, 5, 31)),
        ("报满即止，最迟不超过5月20日。", dt.date(2026, 5, 20)),
        ("最后期限为五月二十日。", dt.date(2026, 5, 20)),
        ("请在二〇二六年十二月三十一日前报名。", dt.date(2026, 12, 31)),
        ("该政策执行至2027年6月。", dt.date(2027, 6, 30)),
    ],
)
def test_a_deadline_is_read(text, day):
    assert set(deadlines_in(text, report=REPORT)) == {day}


@pytest.mark.parametrize(
    "text",
    [
        "截至2025年12月31日,全市已发放补贴217万元。",
        "截至6月底,累计为16户职工发放补贴。",
        "2020年1月1日前参加工作的职工可以申请。",
        "力争2026年底前建成工会驿站100座。",
        "2026年4月8日,市总工会开会。",
        "4月7日至8日会议召开。",
        "2025年初启动的一项工作。",
        "5年前,朝阳区是试点区。",
        "自2026年1月1日起施行。",
        "申请人应在出院后30日内提交材料。",
        "工作日上午9时前办理。",
        "每年9月1日到10月15日申请。",
        "申报时间是每年3月1日到4月30日。",
        "不用重新申请，服务站会在2月底以前打电话核对住址。",
        "助学金在10月底以前打到家长的银行卡上。",
        "3月6日前后下了雨。",
        "双方签订的劳动合同期限至2024年5月31日。",
        "王某2024年5月31日前申请了仲裁。",
        "吴先生的劳动合同有效期至2024年5月31日。",
        "身份证有效期十年。",
        "用人单位应于次月15日前缴费。",
        "每月底前报送考勤。",
        "在本办法有效期内提出申请。",
        "消费券有效期30天。",
        "自2026年5月1日起为期三天的技能竞赛落幕。",
        "一二月日照少。",
        "",
    ],
)
def test_what_is_no_deadline_is_none(text):
    assert deadlines_in(text, report=REPORT) == ()


def test_a_day_without_its_year_is_no_deadline_without_a_report_date():
    assert deadlines_in("请于5月31日前报名。") == ()


def test_january_said_in_december_is_the_next_years():
    assert deadlines_in("请于1月31日前报名。", report=dt.date(2025, 12, 20)) == (dt.date(2026, 1, 31),)


def test_a_deadline_has_passed_the_day_after():
    text = "报名截至2026年5月31日。"

    assert passed_deadline(text, report=None, today=dt.date(2026, 5, 31)) is None
    assert passed_deadline(text, report=None, today=dt.date(2026, 6, 1)) == dt.date(2026, 5, 31)
    assert deadline_note(text, report=None, today=dt.date(2026, 6, 1)) == "文中的截止时间2026年5月31日已过"


def test_one_open_deadline_is_enough():
    text = "第一批报名截至2026年3月31日,第二批报名截至2026年9月30日。"

    assert deadline_note(text, report=None, today=dt.date(2026, 6, 1)) is None


def test_the_words_for_years_are_reckoned_from_the_report():
    assert year_note("今年的标准比去年高,今年起执行。", report=REPORT) == "文中“今年”指2026年,“去年”指2025年"
    assert year_note("上月启动报名。", report=dt.date(2026, 1, 5)) == "文中“上月”指2025年12月"
    assert year_note("本月，补贴发放完毕。", report=dt.date(2026, 1, 5)) == "文中“本月”指2026年1月"
    assert (
        year_note("上半年发放，大前年没有。", report=REPORT)
        == f"文中“上半年”指{REPORT.year}年上半年,“大前年”指{REPORT.year - 3}年"
    )
    assert year_note("去年下半年，每年上半年。", report=REPORT) == f"文中“去年”指{REPORT.year - 1}年"
    assert year_note("下半年发放。", report=dt.date(2026, 1, 5)) is None
    assert year_note("以上月工资为基数,按上年度平均工资计算。", report=REPORT) is None
    assert year_note("以前年轻人少。", report=REPORT) is None
    assert year_note("今年的标准。", report=None) is None


def test_a_last_day_that_shares_its_month_with_the_first_is_a_deadline():
    text = "油画班报名时间为4月21日至25日，请尽快。"

    assert deadlines_in(text, report=REPORT) == (dt.date(REPORT.year, 4, 25),)
    assert deadlines_in("报名：4月21-25日。", report=REPORT) == (dt.date(REPORT.year, 4, 25),)

"""A letter saved as text is an article: its subject the headline, its sender the source."""

import datetime as dt

from bot.reading.mail import is_letter, read_letter
from bot.reading.plain import read_plain

ONE = "请于4月20日前将先进班组推荐材料报送到市总工会，材料一式两份。"
TWO = "事迹简介不超过一千五百字，由单位工会盖章。"
HEAD = "发件人: 云栎市总工会办公室 <office@example.org>\n收件人: 各区总工会\n发送时间: 2026年4月2日 9:15\n主题: 转发: 报送先进班组材料\n附件: 推荐表.doc\n"


def test_a_letter_is_named_by_its_subject_and_who_sent_it_is_its_source():
    (article,), found = read_plain(f"{HEAD}\n各区总工会：\n\n{ONE}\n\n时间：4月20日以前\n\n{TWO}\n", file="a.txt")

    assert (article.title, article.source, article.date) == (
        "报送先进班组材料",
        "云栎市总工会办公室",
        dt.date(2026, 4, 2),
    )
    assert ([part.text for part in article.paragraphs], found) == ([ONE, "时间：4月20日以前", TWO], ())


def test_a_quoted_letter_is_read_without_its_head():
    quoted = f"-----原始邮件-----\n发件人: 省总工会\n日期: 2026年3月30日\n主题: 先进班组评选\n\n> {TWO}"

    text, head = read_letter(f"{HEAD}\n{ONE}\n\n{quoted}\n")

    assert ([line for line in text.split("\n") if line], head.date) == ([ONE, TWO], dt.date(2026, 4, 2))
    assert text.split("\n").index(TWO) == 13


def test_lines_that_only_look_like_a_field_make_no_letter():
    assert not is_letter(f"主题：职工读书节\n时间：4月23日\n地点：市图书馆\n\n{ONE}\n")
    assert not is_letter(f"{ONE}\n{HEAD}")


def test_front_matter_above_a_letter_says_more_than_its_head():
    text = f"---\ntitle: 评选先进班组\ndate: 2026-05-01\nregion: 云栎市\n---\n{HEAD}\n{ONE}\n"

    (article,), _ = read_plain(text, file="a.txt")

    assert (article.title, article.date, article.region) == ("评选先进班组", dt.date(2026, 5, 1), ("云栎市",))

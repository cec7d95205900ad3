import pytest

from bot.passages.versions import newer_versions, wording_in
from tests.make import make_article

OLD = "没有享受公租房的困难职工可以申请住房租赁补贴，2025年度的标准是每户每月300元。"
NEW = "没有享受公租房的困难职工可以申请住房租赁补贴，2026年度的标准提高到每户每月360元。"


def test_the_older_issue_of_a_text_knows_the_newest():
    first = make_article(OLD, file="2024.md", date="2024-02-01", title="2024年住房租赁补贴办法")
    older = make_article(OLD, file="2025.md", date="2025-02-01", title="2025年度住房租赁补贴办法")
    newest = make_article(NEW, file="2026.md", date="2026-02-01", title="住房租赁补贴办法（修订版）")

    assert newer_versions([older, newest, first]) == {("2024.md", 1): newest, ("2025.md", 1): newest}


@pytest.mark.parametrize("words", ["修订稿", "征求意见稿", "草案", "试行", "2024年修订"])
def test_what_a_title_says_of_its_issue_is_no_part_of_the_title(words):
    older = make_article(OLD, file="a.md", date="2022-02-01", title=f"住房租赁补贴办法（{words}）")
    newest = make_article(NEW, file="b.md", date="2026-02-01", title="住房租赁补贴办法")

    assert set(newer_versions([older, newest])) == {("a.md", 1)}


def test_a_year_in_the_title_or_the_files_name_is_an_issue_without_a_date():
    first = make_article(OLD, file="a.md", title="住房租赁补贴办法（2019版）")
    second = make_article(OLD, file="住房租赁补贴办法2022.md", title="住房租赁补贴办法（试行）")
    newest = make_article(NEW, file="b.md", title="住房租赁补贴办法(2024年修订)")

    assert newer_versions([newest, first, second]) == {("a.md", 1): newest, ("住房租赁补贴办法2022.md", 1): newest}


def test_an_older_issue_put_on_the_web_later_is_still_the_older():
    older = make_article(OLD, file="a.md", date="2025-06-01", title="住房租赁补贴办法（2019版）")
    newer = make_article(NEW, file="b.md", date="2024-03-01", title="住房租赁补贴办法（2024版）")

    assert newer_versions([older, newer]) == {("a.md", 1): newer}


def test_a_year_alone_does_not_say_which_of_one_year_is_newer():
    one = make_article(OLD, file="a.md", title="2024年住房租赁补贴办法")
    other = make_article(NEW, file="b.md", date="2024-03-01", title="住房租赁补贴办法")

    assert newer_versions([one, other]) == {}


def test_the_same_headline_over_other_text_is_no_version():
    one = make_article("驿站添了药箱，户外劳动者可以取用。", file="a.md", date="2025-01-01", title="全市工会动态简报")
    other = make_article("夜校九月开班，每周二周四晚上上课。", file="b.md", date="2026-01-01", title="全市工会动态简报")

    assert newer_versions([one, other]) == {}


def test_two_articles_of_one_day_are_no_versions():
    one = make_article(OLD, file="a.md", date="2026-01-01", title="住房租赁补贴办法")
    other = make_article(NEW, file="b.md", date="2026-01-01", title="住房租赁补贴办法")

    assert newer_versions([one, other]) == {}


def test_without_a_date_nothing_is_older():
    one = make_article(OLD, file="a.md", title="住房租赁补贴办法")
    other = make_article(NEW, file="b.md", date="2026-01-01", title="住房租赁补贴办法")

    assert newer_versions([one, other]) == {}


def test_a_short_headline_is_none_to_go_by():
    one = make_article(OLD, file="a.md", date="2025-01-01", title="通知2025")
    other = make_article(NEW, file="b.md", date="2026-01-01", title="通知2026")

    assert newer_versions([one, other]) == {}


def test_the_same_title_of_another_place_is_no_version():
    here = make_article(OLD, file="a.md", date="2025-01-01", title="住房租赁补贴办法", region=("云栎市",))
    there = make_article(NEW, file="b.md", date="2026-01-01", title="住房租赁补贴办法", region=("青川市",))

    assert newer_versions([here, there]) == {}


def test_another_text_under_the_title_does_not_hide_the_newer_version():
    older = make_article(OLD, file="2025.md", date="2025-02-01", title="住房租赁补贴办法")
    newer = make_article(NEW, file="2026.md", date="2026-02-01", title="住房租赁补贴办法")
    report = make_article(
        "记者到窗口看了看，来办手续的人不少。", file="r.md", date="2026-03-01", title="住房租赁补贴办法"
    )

    assert newer_versions([report, older, newer]) == {("2025.md", 1): newer}


def test_the_paragraph_that_came_in_the_place_of_an_older_one_is_known_by_its_wording():
    other = "申请人带身份证到职工服务中心的窗口办理，十个工作日内答复。"

    assert wording_in([other, NEW], of=OLD) == 1
    assert wording_in([other], of=OLD) is None
    assert wording_in([], of=OLD) is None

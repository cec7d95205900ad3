from bot.search.issues import issues

OLD = "每户每年补贴2400元,按月发到卡里"
NEW = "每户每年补贴3000元,按季发到卡里"


def test_two_articles_of_one_title_but_for_its_year_that_say_much_the_same_are_issues_of_one_text():
    assert issues([("new", "2026年租房补贴", NEW), ("old", "2025年租房补贴", OLD)]) == {"old": "new"}


def test_a_third_issue_is_one_of_the_first_too():
    found = issues([("c", "2026年补贴", NEW), ("b", "2025年补贴", OLD), ("a", "2024年补贴", OLD)])

    assert found == {"b": "c", "a": "c"}


def test_one_passage_that_is_alike_is_enough():
    passages = [("new", "租房补贴", NEW), ("old", "租房补贴", "到窗口交材料"), ("old", "租房补贴", OLD)]

    assert issues(passages) == {"old": "new"}


def test_the_same_title_over_other_words_is_another_text():
    assert issues([("a", "职工来信", NEW), ("b", "职工来信", "我们车间办了读书会,大家都来")]) == {}


def test_the_same_words_under_another_title_are_another_text():
    assert issues([("a", "榆浦区租房补贴", NEW), ("b", "枫泽区租房补贴", OLD)]) == {}


def test_articles_without_a_title_are_texts_of_their_own():
    assert issues([("a", "", NEW), ("b", "", OLD)]) == {}

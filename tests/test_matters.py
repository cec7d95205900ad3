from bot.search.analysis import question_words
from bot.search.folding import fold
from bot.search.matters import other_matters


def matters(question):
    folded = fold(question)
    return other_matters(folded, question_words(folded))


def test_what_is_no_matter_of_a_workers_newspaper_is_named():
    assert matters("科目二挂了怎么补考") == ("科目二",)


def test_of_overlapping_names_the_longest_counts():
    assert matters("电视机坏了找谁修") == ("电视机",)


def test_one_character_counts_only_as_a_word():
    assert matters("狗能吃葡萄吗") == ("葡萄", "狗")
    assert matters("给单位当走狗") == ()


def test_traditional_characters_are_the_same_matter():
    assert matters("離婚要什麼手續") == ("离婚",)


def test_a_question_about_work_names_no_other_matter():
    assert matters("老板拖欠工资怎么办，加班费怎么算，工伤去哪认定，产假几天") == ()


def test_where_one_works_and_what_as_is_not_what_one_asks_about():
    assert matters("我们奶茶店五一照常开门，工资怎么算") == ()
    assert matters("我给人装空调的，老板欠我工资") == ()
    assert matters("健身房教练，年假有几天") == ()
    assert matters("家里空调坏了找谁") == ("空调",)

import pytest

from bot.search.spelling import Corrected, Spelling, sound

WORDS = ("公租房", "租房补贴", "医疗互助", "新就业形态劳动者", "困难职工", "申请", "社保")
KNOWN = {*WORDS, "房", "工会", "补贴", "租房", "职工", "困难", "医疗", "一个月"}

SPELLING = Spelling(lambda: WORDS, KNOWN.__contains__, topical=frozenset(WORDS))


@pytest.mark.parametrize(
    ("typed", "searched"), [("租房补帖", "租房补贴"), ("公祖房", "公租房"), ("医疗护助", "医疗互助"), ("社宝", "社保")]
)
def test_a_word_that_sounds_like_a_known_one_is_searched_as_that(typed, searched):
    assert SPELLING.correct(f"{typed}怎么申请") == Corrected(f"{searched}怎么申请", ((typed, searched),))


def test_two_words_that_together_sound_like_another_are_not_taken_for_it():
    words = ("办工会", "租房子", *WORDS)
    known = {"工会", "房子", "暑假", "假班"}.__contains__
    spelling = Spelling(lambda: words, known, topical=frozenset(words))

    assert spelling.correct("报个暑假班工会有吗").changes == ()
    assert spelling.correct("祖房子").changes == (("祖房子", "租房子"),)


def test_a_forgotten_character_is_found_again():
    assert SPELLING.correct("新就业形态劳者").changes == (("新就业形态劳者", "新就业形态劳动者"),)


def test_what_nobody_mistypes_or_forgets_is_meant_as_typed():
    words = ("招人", "工伤", "工资还没发", *WORDS)
    spelling = Spelling(lambda: words, {"工资", "伤"}.__contains__, topical=frozenset(words))

    assert spelling.correct("想找人聊聊").changes == spelling.correct("养伤工资还发").changes == ()
    assert spelling.correct("公伤").changes == (("公伤", "工伤"),)


def test_letters_are_read_as_the_sounds_of_words():
    assert SPELLING.correct("gongzufang zenme shenqing").text == "公租房怎么申请"


def test_letters_that_are_no_sounds_of_known_words_stay():
    assert SPELLING.correct("wifi password").changes == ()


def test_known_words_stay():
    assert SPELLING.correct("困难职工的租房补贴").changes == ()


def test_a_word_that_only_asks_is_no_mistake():
    assert SPELLING.correct("什么时候能不能申请").changes == ()


def test_a_long_story_stays_as_it_is():
    story = "公祖房" + "一个月" * 100

    assert SPELLING.correct(story) == Corrected(story)


def test_where_nearly_nothing_is_known_nobody_mistyped_a_word():
    rare = "".join(chr(0x9A00 + 7 * n) for n in range(100))

    assert SPELLING.correct(f"公祖房{rare[:10]}").changes == (("公祖房", "公租房"),)
    assert SPELLING.correct(f"公祖房{rare}").changes == ()


def test_nothing_is_meant_where_nothing_is_known():
    assert Spelling(tuple, KNOWN.__contains__).correct("公祖房").changes == ()


def test_sounds_have_no_tones():
    assert sound("公租房") == sound("公祖房") == "gongzufang"


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("gong1zu1fang2怎么申请", "公租房怎么申请"),
        ("gzf怎么申请", "公租房怎么申请"),
        ("gong租房怎么申请", "公租房怎么申请"),
        ("租fang补贴", "租房补贴"),
        ("公 租 房 怎 么 申 请", "公租房怎么申请"),
        ("困职难工怎么认定", "困难职工怎么认定"),
        ("最低 工资 标准", "最低工资标准"),
        ("公租房 年假", "公租房 年假"),
    ],
)
def test_tones_first_letters_half_a_word_blanks_and_swapped_characters_are_read(typed, searched):
    assert SPELLING.correct(typed).text == searched


@pytest.mark.parametrize("typed", ["wifi怎么连", "b超单子", "ai课", "kpi没完成", "4s店", "h5页面", "A 类 B 类"])
def test_english_and_codes_are_no_sounds(typed):
    assert SPELLING.correct(typed).changes == ()


def test_first_letters_of_two_words_stand_for_neither():
    words = ("养老保险", "医疗保险")
    spelling = Spelling(lambda: words, set(words).__contains__, topical=frozenset(words))

    assert spelling.correct("ylbx怎么交").changes == ()

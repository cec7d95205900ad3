from bot.gaps import LONGEST, content_words, example_of, is_answered
from tests.test_tg_desk import TEXTS, library_of

LIBRARY = library_of(*TEXTS)
LESS = library_of(*TEXTS[1:])


def test_content_words_hold_no_personal_number_and_no_word_that_only_asks():
    words = content_words("我的手机13812345678，请问火星移民怎么申请？", LIBRARY)

    assert "火星" in words
    assert "怎么" not in words
    assert not any("138" in word for word in words)


def test_an_example_is_one_short_line_without_personal_numbers():
    assert example_of("火星\n移民 13812345678") == "火星 移民 〔号码〕"
    assert len(example_of("问" * 900)) == LONGEST


def test_a_gap_is_answered_once_a_library_answers_it():
    assert is_answered("公租房怎么申请", new=LIBRARY, old=LESS, rated=False)
    assert not is_answered("火星移民", new=LIBRARY, old=LESS, rated=False)


def test_an_answer_that_was_rated_ill_must_become_another_one():
    assert not is_answered("公租房怎么申请", new=LIBRARY, old=LIBRARY, rated=True)
    assert is_answered("公租房怎么申请", new=LIBRARY, old=LESS, rated=True)

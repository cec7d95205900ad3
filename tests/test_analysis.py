from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon import lexicon
from bot.search import analysis
from bot.search.folding import fold


def test_characters_pairs_and_words_are_terms_and_punctuation_is_none():
    assert analysis.terms("公租房,审核?") == ["公", "租", "房", "公租", "租房", "公租房", "审", "核", "审核", "审核"]


def test_words_of_the_union_stay_whole():
    words = analysis.cut("新就业形态劳动者到工会驿站问医疗互助")

    assert words == ["新就业形态劳动者", "到", "工会驿站", "问", "医疗互助"]


def test_figures_stay_whole():
    assert analysis.terms("3,000元,1.2%") == ["3000", "元", "1.2%"]


def test_words_that_only_ask_are_no_terms_of_a_question():
    assert set(analysis.question_terms(fold("请问廉租房多少錢?"))) == {"廉", "租", "房", "廉租", "租房", "廉租房"}


def test_a_question_of_punctuation_has_no_terms():
    assert analysis.question_terms("???!。") == {}


def test_one_character_many_times_is_cut_in_pieces():
    assert len(analysis.terms("龘" * 20_000)) > 20_000


COMMON = "困难职工申请公租房的工会帮扶中心袁隆平说没休完能㐂〇𠮷龘a1"


@given(st.lists(st.sampled_from(COMMON), max_size=600).map("".join))
def test_a_run_is_cut_as_jieba_cuts_it(run):
    assert lexicon().words_of_run(run) == list(lexicon().words(run))


def test_a_rare_word_tells_more_than_a_common_one():
    assert analysis.telling("义诊") > analysis.telling("申请") > analysis.telling("我们")


def test_a_figure_of_a_question_weighs_most_and_a_character_more_than_a_pair():
    terms = analysis.question_terms("1985公租房")

    assert terms["1985"] > terms["公"] > terms["公租"]


def test_a_single_digit_of_a_question_weighs_no_more_than_a_pair():
    terms = analysis.question_terms("3公租房")

    assert terms["3"] == terms["公租"]


def test_neighbours_that_are_no_word_tell_no_more_than_their_characters():
    words = analysis.question_words(fold("年假没休完能折成钱吗"))

    assert "钱" in words
    assert not {"没休", "完能"} & set(words)
    assert analysis.question_words(fold("怎么申请信用卡")) == ("申请", "信用卡")


def test_a_verb_that_is_asked_with_its_negation_is_that_verb():
    assert analysis.question_words("工会发不发毛巾,愿不愿意") == ("工会", "发", "毛巾", "愿意")

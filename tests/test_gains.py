import itertools

import pytest

from bot.search.gains import ALIKE, TOLD, gains, likeness, named
from bot.search.question import Alike, ask
from bot.search.thesaurus import Thesaurus
from bot.search.wording import Wording


def passage(*sentences, headline=""):
    ends = list(itertools.accumulate(map(len, sentences)))
    edges = itertools.chain.from_iterable(zip([0, *ends], ends, strict=False))
    return Wording(headline, headline, "".join(sentences), tuple(edges))


def won(question, *passages, headline=""):
    asked = ask(question, thesaurus=Thesaurus())
    return gains(asked, [passage(*sentences, headline=headline) for sentences in passages], worths=asked.own)


def test_the_sentence_that_says_it_in_this_order_wins():
    orderly, scattered = won("出租人应当维修租赁物", ("出租人应当维修租赁物。",), ("维修租赁物的人,出租应当。",))

    assert orderly > scattered


def test_a_short_sentence_wins_over_a_long_one_that_holds_as_much():
    short, long = won(
        "住院报销一部分", ("住院报销一部分。",), ("职工住院以后,经本人申请和工会核对,报销其中的一部分。",)
    )

    assert short > long


def test_all_together_win_as_much_as_they_lose_by_common_subsequences():
    assert abs(sum(won("住院报销一部分", ("住院报销。",), ("组织阅读。",), ("报销一部分。",)))) < 1e-9


def test_where_the_question_names_the_headline_its_characters_do_not_count():
    assert won("阅读活动办了哪些", ("阅读活动办了。",), ("一百场。",), headline="阅读活动") == [0.0, 0.0]


def test_where_the_question_names_the_headline_the_sentence_that_says_the_rest_wins():
    rest, headline = won(
        "阅读活动由谁捐赠图书", ("图书由出版社捐赠。",), ("阅读活动办了一百场。",), headline="阅读活动"
    )

    assert rest > headline


def test_a_headline_is_named_by_the_share_of_its_characters():
    assert named("阅读活动在哪", "阅读活动") == 1.0
    assert named("阅读在哪", "阅读活动") == 0.5
    assert named("阅读在哪", "") == 0.0


def test_the_nearest_sentence_that_gives_an_amount_wins_where_one_is_asked_for():
    amount, none = won("医疗互助缴费多少钱", ("医疗互助缴费八十元。",), ("医疗互助按年缴费。",), headline="医疗互助")

    assert amount > 0 > none


def test_one_word_has_no_order_and_is_not_compared():
    assert won("驿站", ("驿站。",), ("驿站供水、充电、歇脚。",)) == [0.0, 0.0]


def test_a_question_of_signs_alone_wins_nothing():
    assert won("???", ("阅读。",), ("义诊。",)) == [0.0, 0.0]


def test_nothing_found_wins_nothing():
    assert won("报销") == []


def test_the_passage_that_holds_more_of_what_is_asked_wins_by_as_much():
    asked = ask("驿站", thesaurus=Thesaurus())
    found = gains(asked, [passage("驿站。"), passage("工会。")], worths={}, told=[0.9, 0.5])

    assert found[0] - found[1] == pytest.approx(0.4 * TOLD)
    assert sum(found) == pytest.approx(0.0)


def test_the_passage_wins_that_says_what_the_likest_entry_of_the_thesaurus_leads_to():
    asked = ask("送老人最后一程", thesaurus=Thesaurus())
    passages = [passage("丧假三天。"), passage("婚假三天。")]

    told, silent = gains(asked, passages, worths=asked.own, alike=[1.0, 0.0])

    assert told - silent == pytest.approx(ALIKE, abs=0.02)  # and the common subsequences of both


def test_a_text_is_like_a_question_by_the_likest_entry_whose_words_stand_in_it():
    entries = [Alike(1.0, ("丧假", "奔丧"), ""), Alike(0.5, ("婚假",), "")]

    assert likeness(entries, "丧假、婚假各三天") == 1.0
    assert 0.0 < likeness(entries, "婚假三天") < 0.1
    assert likeness(entries, "年假五天") == likeness([], "丧假") == 0.0

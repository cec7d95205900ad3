"""What a question's everyday words add to what is looked up."""

from bot.search.question import EXPANDED, Expansion, ask
from bot.search.thesaurus import Thesaurus


def test_an_official_word_weighs_as_much_whether_the_thesaurus_names_one_or_many():
    alone, among = (
        ask("小产", thesaurus=Thesaurus.read(f"小产 => {officials}")) for officials in ("流产", "流产 / 产假 / 生育")
    )

    assert alone.expanded["流产"] == among.expanded["流产"] == 2 * EXPANDED  # as a pair and as a word


def test_what_stands_for_a_phrase_with_a_gap_is_expanded_as_it_was_said():
    asked = ask("欠我三个月工资", thesaurus=Thesaurus.read("欠…工资 => 拖欠"))

    assert asked.expansions == (Expansion("欠我三个月工资", ("拖欠",)),)


def test_a_place_that_is_named_beside_the_question_is_looked_up_and_is_none_of_its_words():
    asked = ask("租房补贴", "兰州", thesaurus=Thesaurus())

    assert asked.terms["兰州"] == asked.place["兰州"] > 0
    assert "兰州" not in (*asked.words, *asked.own)
    assert ask("租房补贴", thesaurus=Thesaurus()).place == {}


def test_a_phrase_that_cuts_the_name_of_another_matter_is_not_said():
    thesaurus = Thesaurus.read("证有补贴 => 技能证书\n证…补贴 => 技能证书")

    assert ask("签证有补贴吗", thesaurus=thesaurus).expansions == ()
    assert ask("电工证有补贴吗", thesaurus=thesaurus).expansions

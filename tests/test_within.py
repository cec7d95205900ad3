"""Which paragraph of the leading article answers: by what tells its paragraphs apart."""

import pytest

from bot.model import Passage
from bot.search.question import ask
from bot.search.thesaurus import Thesaurus
from bot.search.within import ordered
from bot.search.wording import told
from tests.make import make_article

TITLE = "医疗互助报名指南"
LED = "医疗互助由工会举办,职工都可以参加医疗互助。"
PRICE = "每人每年八十元,由本人在小程序里交。"
OTHER = make_article("篮球赛报名的职工有三百元奖金。", file="b.md", title="篮球赛")


def order(question, *texts, title=TITLE, scores=(1.0, 0.9, 0.8), others=0):
    """The numbers of an article's passages, found in their order behind those of another article."""
    articles = [OTHER] * others + [make_article(*texts, title=title)] * len(texts)
    paragraphs = [*OTHER.paragraphs * others, *articles[-1].paragraphs]
    passages = [Passage(str(n), *pair) for n, pair in enumerate(zip(articles, paragraphs, strict=True))]
    asked = ask(question, thesaurus=Thesaurus())
    ranked = list(zip(range(len(passages)), scores, strict=False))
    found = ordered(asked, ranked, article=lambda n: articles[n].file, wording=told(passages))

    assert [score for _, score in found] == [score for _, score in ranked]
    return [n for n, _ in found]


def test_the_paragraph_that_gives_what_is_asked_for_comes_first():
    assert order("参加医疗互助多少钱", LED, PRICE) == [1, 0]


def test_the_paragraph_that_holds_what_the_others_lack_comes_first():
    late = "住院以后,在出院的半年之内申领,材料从小程序交。"

    assert order("医疗互助出院以后怎么申领", LED, late) == [1, 0]


def test_what_stands_far_behind_stays_behind():
    assert order("参加医疗互助多少钱", LED, PRICE, scores=(2.0, 0.9)) == [0, 1]


def test_paragraphs_that_nothing_tells_apart_stay_as_they_were():
    assert order("医疗互助", LED, LED) == [0, 1]


def test_another_article_keeps_its_place():
    assert order("参加医疗互助多少钱", LED, PRICE, others=1) == [0, 1, 2]


@pytest.mark.parametrize("title", ["医疗互助条例", "医疗互助办法（试行）"])
def test_what_a_law_says_in_each_of_its_articles_is_not_looked_at_together(title):
    assert order("参加医疗互助多少钱", LED, PRICE, title=title) == [0, 1]


def test_nor_are_articles_with_a_number():
    assert order("参加医疗互助多少钱", f"第一条 {LED}", f"第二条 {PRICE}") == [0, 1]


def test_one_passage_alone_stays():
    assert order("参加医疗互助多少钱", LED) == [0]


def test_nothing_found_stays_nothing():
    asked = ask("参加医疗互助多少钱", thesaurus=Thesaurus())

    assert ordered(asked, [], article=str, wording=told([])) == []

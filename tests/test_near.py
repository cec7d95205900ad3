import random

import numpy as np
from make import Left, make_article

from bot.known import Carried, Known
from bot.lexicon import lexicon
from bot.model import DuplicateKind
from bot.passages import prints
from bot.passages.deduplication import deduplicate
from bot.passages.near import near_groups
from bot.passages.normal import normal_form

RENT = "没有住公租房、自己在外面租房的困难职工，可以申请住房租赁补贴，标准是每户每月360元。"
MISPRINTED = RENT.replace("困难", "困准").replace("租赁", "租凭")
AGAIN = RENT.replace("自己", "自已")
DEARER = RENT.replace("360", "480")
CLASS = "市职工学校九月开办免费电工班，每周二、周四晚上上课。会员凭会员卡报名，额满为止。"


def groups(*texts):
    return near_groups([normal_form(text) for text in texts], lexicon=lexicon())


def test_misprinted_copies_are_one_group():
    assert groups(RENT, CLASS, MISPRINTED, AGAIN) == ((0, 2, 3),)


def test_a_copy_in_traditional_characters_is_of_the_group():
    traditional = "沒有住公租房、自己在外面租房的困難職工，可以申請住房租賃補貼，標準是每戶每月360元。"

    found = groups(RENT, CLASS, traditional, traditional.replace("360", "480"))

    assert found == ((0, 2),)


def test_another_figure_is_in_no_group():
    assert groups(RENT, DEARER, CLASS) == ()


def test_a_garbled_figure_does_not_bring_two_figures_together():
    garbled = RENT.replace("360", "囗60")

    found = groups(RENT, garbled, RENT.replace("360", "960"))

    assert found == ((0, 1),)


def test_short_and_empty_texts_are_in_no_group():
    assert groups() == ()
    assert groups("", "。", "咨询电话：12351。", "咨洵电话：12351。") == ()


def test_of_many_copies_no_group_is_large_and_each_text_is_in_one_at_most():
    rnd = random.Random(2)
    copies = []
    for _ in range(60):
        at = rnd.randrange(len(CLASS))
        copies.append(CLASS[:at] + chr(rnd.randrange(0x9000, 0x9500)) + CLASS[at + 1 :])
    found = groups(*copies)

    members = [i for group in found for i in group]
    assert len(members) == len(set(members))
    assert max(map(len, found)) <= 16


def test_near_passages_all_stand_and_share_the_smallest_id_as_their_group():
    articles = [make_article(text, file=f"{i}.md") for i, text in enumerate((RENT, CLASS, MISPRINTED))]

    found = deduplicate(articles)

    one, other, near = found.passages
    assert (one.group, other.group, near.group) == (min(one.id, near.id), None, min(one.id, near.id))
    assert [(d.kind, d.kept.file, d.dropped.file) for d in found.duplicates] == [(DuplicateKind.NEAR, "0.md", "2.md")]


def test_groups_do_not_depend_on_the_order_of_the_articles():
    articles = [make_article(text, file=f"{i}.md") for i, text in enumerate((RENT, CLASS, MISPRINTED, DEARER))]

    forward, backward = deduplicate(articles), deduplicate(reversed(articles))

    assert {p.id: p.group for p in forward.passages} == {p.id: p.group for p in backward.passages}


def test_a_pair_that_was_looked_at_is_not_looked_at_again():
    texts = list(map(normal_form, (RENT, MISPRINTED, RENT.replace("360", "380"))))
    first = Left()

    groups = near_groups(texts, lexicon=lexicon(), carried=Carried.nothing(len(texts), Known(keeper=first)))
    again = near_groups(texts, lexicon=None, carried=Carried(np.arange(len(texts)), Known(first.tables)))

    assert groups == again == ((0, 1),)  # the first tells the third apart, so the second is not asked


def test_a_text_has_the_same_fingerprints_beside_whatever_texts(monkeypatch):
    texts = [normal_form(text) for text in (RENT, "", "短", MISPRINTED, RENT[5:], "木工、电工、焊工培训不收费")]
    together = list(zip(*(column.tolist() for column in prints._fingerprints(texts)), strict=True))
    monkeypatch.setattr(prints, "_BATCH", 1)
    alone = list(zip(*(column.tolist() for column in prints._fingerprints(texts)), strict=True))

    assert together == alone
    assert {holder for holder, _ in together} >= {0, 3, 4, 5}

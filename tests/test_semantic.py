import hashlib
import logging
import threading

import numpy as np
import pytest

from bot.model import Article, Paragraph, Passage
from bot.search.embedding import Model
from bot.search.floor import Signals
from bot.search.index import Index
from bot.search.semantic import CANDIDATES, Meaning, Vectorized, fuse, settled

SENSES = ("炒鱿鱼 辞退 解除", "房租 租房 公租房 住房", "生病 住院 医疗", "充电 饮水 驿站", "培训 技能")
TEXTS = (
    "公司解除劳动合同的,应当支付经济补偿。",
    "公司组织合同知识竞赛,职工踊跃参加。",
    "市总工会为困难职工开设公租房绿色通道。",
    "工会驿站为户外劳动者免费提供饮水和充电。",
    "职工医疗互助每人每年缴费八十元。",
    "区总工会举办人工智能培训。",
)


def embed(texts):
    """A vector for each text: which senses it has, and a little of its own characters."""
    rows = []
    for text in texts:
        senses = [sum(word in text for word in sense.split()) for sense in SENSES]
        own = hashlib.blake2b(text.encode(), digest_size=3).digest()
        rows.append(np.array([*senses, *(0.001 * byte / 255 for byte in own)]))
    return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


SENSIBLE = Model("senses", embed, embed)


def passages(texts=TEXTS):
    made = []
    for number, text in enumerate(texts):
        paragraph = Paragraph(text, 1, 1)
        made.append(Passage(str(number), Article(f"{number}.txt", (paragraph,)), paragraph))
    return tuple(made)


def meaning(texts=TEXTS, *, model=SENSIBLE, kept=None):
    return Meaning(passages(texts), load=lambda: model, kept=kept)


def filled(**given):
    made = meaning(**given)
    made.fill()
    return made


def ids(hits):
    return [hit.passage.id for hit in hits]


def refuse(texts):
    raise RuntimeError("no such file")


QUESTION = "公司把我炒鱿鱼了,合同怎么办"


def test_of_passages_with_the_same_words_the_one_that_means_it_comes_first():
    by_words = Index.build(passages())
    by_meaning = Index.build(passages()).with_meaning(filled())

    assert (ids(by_words.search(QUESTION))[0], ids(by_meaning.search(QUESTION))[0]) == ("1", "0")


def test_the_same_passages_are_found_as_by_words():
    by_words, by_meaning = Index.build(passages()), Index.build(passages()).with_meaning(filled())

    assert set(ids(by_words.search(QUESTION))) == set(ids(by_meaning.search(QUESTION)))


def test_what_is_like_a_question_is_above_the_floor_sooner_and_what_is_not_later():
    by_words, by_meaning = Index.build(passages()), Index.build(passages()).with_meaning(filled())

    assert by_meaning.measured("饮水在哪").strength > by_words.measured("饮水在哪").strength
    assert by_meaning.measured("绿色通道").strength < by_words.measured("绿色通道").strength


def test_an_article_that_comes_first_by_meaning_answers_by_its_own_evidence():
    index = Index.build(passages()).with_meaning(filled())

    asked = index.ask("困难的合同")
    ranked = index.ranking.order(asked, CANDIDATES)
    meant = index.meaning.reorder(asked.text, ranked)

    assert (ranked[0][0], meant[0][0]) == (2, 1)
    assert index.measured("困难的合同") == index.signals(asked, meant)
    assert ids(index.search("困难的合同"))[0] == "1"


def strengths(by_words, by_meaning):
    """Signals of the first candidate, of as much evidence as is said of it."""
    told = {0: by_words, 1: by_meaning, 2: by_meaning, 3: by_meaning}
    return lambda ranked: Signals(telling=told[ranked[0][0]])


@pytest.mark.parametrize(("by_words", "by_meaning", "first"), [(0.5, 0.6, 1), (0.5, 0.5, 1), (0.6, 0.5, 0)])
def test_of_two_articles_that_come_first_the_one_of_more_evidence_leads(by_words, by_meaning, first):
    ranked, meant = ((0, 1.0), (1, 0.9)), ((1, 1.0), (0, 0.9))

    given, signals = settled(ranked, meant, article=lambda n: n, signals=strengths(by_words, by_meaning))

    assert (given, signals.telling) == ((meant if first else ranked), max(by_words, by_meaning))


def test_of_one_article_meaning_chooses_the_passage():
    ranked, meant = ((0, 1.0), (1, 0.9)), ((1, 1.0), (0, 0.9))

    assert settled(ranked, meant, article=lambda n: "one", signals=strengths(0.9, 0.1))[0] == meant


def test_an_article_that_words_find_far_behind_does_not_lead():
    ranked = tuple((number, 1 - number / 10) for number in range(4))

    for place, led in ((2, True), (3, False)):
        meant = ((place, 1.0), *(pair for pair in ranked if pair[0] != place))
        given, _ = settled(ranked, meant, article=lambda n: n, signals=strengths(0.1, 0.9))
        assert given == (meant if led else ranked)


def test_the_floor_is_the_same_whoever_asks_for_it():
    index = Index.build(passages()).with_meaning(filled())
    questions = (QUESTION, "公租房有绿色通道吗", "困难的合同")

    held = [index.floor.holds(index.measured(question)) for question in questions]

    assert held == [not index.search(question, limit=1)[0].below_floor for question in questions]


def test_where_the_floor_stands_does_not_hang_on_vectors_being_there():
    assert Index.build(passages()).with_meaning(filled()).floor == Index.build(passages()).floor


def test_until_its_vectors_are_there_an_index_answers_by_words_and_says_so():
    index = Index.build(passages()).with_meaning(meaning())

    before = (index.semantic_ready, index.search(QUESTION))
    index.meaning.fill()

    assert before == (False, Index.build(passages()).search(QUESTION))
    assert index.semantic_ready


def test_an_index_without_a_model_answers_by_words():
    index = Index.build(passages()).with_meaning(filled(model=None))

    assert (index.semantic_ready, index.search(QUESTION)) == (False, Index.build(passages()).search(QUESTION))


def test_the_same_question_gives_the_same_hits_from_any_thread():
    index = Index.build(passages()).with_meaning(filled())
    found = []

    threads = [threading.Thread(target=lambda: found.append(index.search(QUESTION))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [index.search(QUESTION)] * 8


def test_vectors_are_worked_out_in_the_background():
    made = meaning()

    made.start()
    made._thread.join()

    assert made.ready


def test_what_was_stopped_is_not_ready_and_ends():
    reached, go_on = threading.Event(), threading.Event()

    def slow(texts):
        reached.set()
        go_on.wait(10)
        return embed(texts)

    made = meaning(model=Model("slow", embed, slow))
    made.start()
    reached.wait(10)
    made._stopped.set()
    go_on.set()
    made.stop()

    assert (made.ready, made._thread.is_alive()) == (False, False)


def test_kept_vectors_are_not_worked_out_again():
    shelf = filled().vectors()

    again = filled(model=Model("senses", embed, refuse), kept=Vectorized.of(shelf.arrays()))

    assert again.reorder(QUESTION, [(1, 1.0), (0, 0.9)]) == filled().reorder(QUESTION, [(1, 1.0), (0, 0.9)])
    assert again.ready


def test_only_new_passages_are_worked_out_after_a_reload():
    seen = []

    def watched(texts):
        seen.extend(texts)
        return embed(texts)

    filled(texts=(*TEXTS, "新来的一段。"), model=Model("senses", embed, watched), kept=filled().vectors())

    assert seen == ["新来的一段。"]


def test_vectors_of_another_model_are_not_used():
    other = filled(model=Model("other", embed, embed)).vectors()

    assert not set(other.keys) & set(filled().vectors().keys)


@pytest.mark.parametrize(
    "arrays",
    [
        {"keys": np.asarray(["a", "b"], "S32"), "rows": np.ones((1, 3), np.float16)},
        {"keys": np.asarray(["a"], "S32"), "rows": np.full((1, 3), np.nan, np.float16)},
        {"keys": np.asarray(["a"], "S32"), "rows": np.ones(3, np.float16)},
    ],
)
def test_a_damaged_shelf_is_an_empty_one(arrays):
    assert len(Vectorized.of(arrays).keys) == 0


def test_a_model_that_fails_at_a_passage_warns_once_and_leaves_words(caplog):
    with caplog.at_level(logging.WARNING):
        index = Index.build(passages()).with_meaning(filled(model=Model("bad", embed, refuse)))
        hits = index.search(QUESTION)
        index.meaning.fill()

    assert (len(caplog.records), hits) == (1, Index.build(passages()).search(QUESTION))


@pytest.mark.parametrize("bad", [refuse, lambda texts: np.full((1, 8), np.nan), lambda texts: np.zeros((2, 8))])
def test_a_model_that_fails_at_a_question_warns_once_and_leaves_words(caplog, bad):
    index = Index.build(passages()).with_meaning(filled(model=Model("bad", bad, embed)))

    with caplog.at_level(logging.WARNING):
        hits = [index.search(question) for question in (QUESTION, QUESTION, "培训合同")]

    assert (len(caplog.records), index.semantic_ready) == (1, False)
    assert ids(hits[1]) == ids(Index.build(passages()).search(QUESTION))


def test_half_a_character_harms_nothing():
    made = filled(texts=("半个\ud83d字\0符", "炒鱿鱼"), model=Model("senses", embed, embed))

    assert [number for number, _ in made.reorder("炒鱿鱼\ud83d\0", [(0, 1.0), (1, 0.9)])] == [1, 0]


def test_a_story_is_read_at_both_its_ends():
    read = []

    def watched(texts):
        read.extend(texts)
        return embed(texts)

    made = filled(model=Model("senses", watched, embed))
    made.reorder("开头" + "很长" * 2000 + "炒鱿鱼", [(0, 1.0)])

    assert (len(read[-1]) < 500, read[-1].startswith("开头"), read[-1].endswith("炒鱿鱼")) == (True, True, True)


def test_one_whose_words_say_too_little_is_not_lifted():
    ranked = [(0, 1.0), (1, 0.9), (2, 0.1)]

    assert [number for number, _ in fuse(ranked, np.array([0.1, 0.3, 0.9]))] == [1, 0, 2]


def test_candidates_share_the_scores_that_went_in():
    ranked = [(number, 1 - number / 400) for number in range(30)]

    fused = fuse(ranked, np.linspace(0.1, 0.9, 30))

    assert [score for _, score in fused] == [score for _, score in ranked]
    assert [number for number, _ in fused] != [number for number, _ in ranked]


def test_equal_candidates_stay_in_their_order():
    ranked = [(3, 0.5), (1, 0.5), (2, 0.5)]

    assert fuse(ranked, np.array([0.8, 0.8, 0.8])) == tuple(ranked)


def test_what_stands_behind_the_candidates_stays_there():
    made = filled()
    ranked = [(number % 6, 1 - number / 1000) for number in range(CANDIDATES + 5)]

    assert made.reorder(QUESTION, ranked)[CANDIDATES:] == tuple(ranked[CANDIDATES:])


def test_an_empty_library_is_ready_at_once():
    made = Meaning((), load=lambda: SENSIBLE)
    made.fill()

    assert (made.ready, made.reorder(QUESTION, ()), Vectorized.of(made.vectors().arrays()).keys) == (True, (), ())

import itertools
import random

import pytest

from bot.known import Known
from bot.passages import anchors, containment
from bot.passages.containment import occurrences
from bot.passages.normal import normal_form
from tests.make import Left

HEAD = "没有住公租房自己在外面租房的困难职工"
TAIL = "可以到户口所在地的职工服务站申请住房租赁补贴"
OTHER = "市职工学校九月开办免费电工班每周二周四晚上上课"


def found(*articles):
    flat = list(itertools.chain.from_iterable(articles))
    starts = [0, *itertools.accumulate(map(len, articles))]
    same = [flat.index(text) for text in flat]
    return list(dict.fromkeys((p.small, p.first, p.last) for p in occurrences(flat, starts, same)))


def test_a_piece_is_found_in_the_whole():
    assert found([TAIL], [OTHER], [HEAD + TAIL]) == [(0, 2, 2)]


def test_a_paragraph_is_found_across_the_border_of_two_neighbours():
    assert found([HEAD + TAIL], [OTHER, HEAD, TAIL]) == [(0, 2, 3), (2, 0, 0), (3, 0, 0)]


def test_nothing_is_found_across_the_border_of_two_articles():
    assert found([HEAD + TAIL], [OTHER + HEAD], [TAIL + OTHER]) == []


def test_equals_are_not_contained_in_one_another():
    assert found([TAIL, OTHER], [TAIL], [TAIL]) == []


def test_a_paragraph_with_a_thousand_copies_is_still_found_in_the_one_that_holds_it():
    copies = [[OTHER[:12], f"{i:04}号通知"] for i in range(1000)]

    assert (0, 2000, 2000) in found(*copies, [HEAD + OTHER[:12] + TAIL])


def test_a_paragraph_of_common_runs_is_still_found():
    runs = [HEAD[:8], TAIL[:8], OTHER[:8], "职工服务站办理手"]
    rnd = random.Random(1)
    crowd = [["".join(rnd.choices(runs, k=6))] for _ in range(1500)]
    small = "".join(rnd.choices(runs, k=9))
    places = found([small], *crowd, [OTHER + small + TAIL])

    assert (0, len(crowd) + 1, len(crowd) + 1) in places


def test_a_piece_too_short_for_an_anchor_is_found_beside_its_neighbour():
    assert found([HEAD, "可申请"], [HEAD + "可申请住房租赁补贴"], [OTHER + "可申请"]) == [(0, 2, 2), (1, 2, 2)]


def test_a_piece_too_short_for_an_anchor_is_found_above_or_below_what_stands_again():
    assert (1, 3, 3) in found([TAIL, "可申请", OTHER], [HEAD + "可申请", OTHER])
    assert (1, 4, 4) in found([OTHER, "可申请", TAIL], [OTHER, "可申请" + HEAD])


def test_a_few_words_are_found_wherever_they_stand():
    assert found(["可以申请"], [HEAD], [OTHER + "可以申请"]) == [(0, 2, 2)]


def test_a_piece_behind_a_negation_is_one_where_a_column_cut_there():
    piece, whole = "盘问人受伤的派出所必须立即报告", "发生被盘问人受伤的派出所必须立即报告"

    def places(cuts):
        return [p.first for p in occurrences([whole, piece], [0, 1, 2], [0, 1], cuts=cuts) if p.small == 1]

    assert places({}) == []
    assert places({0: [3]}) == [0]


def test_a_figure_is_not_cut():
    assert found(["3000元是每户一年的标准"], ["13000元是每户一年的标准"]) == []
    assert found(["5元是每天的餐费补助标准"], ["3\ue02e5元是每天的餐费补助标准"]) == []
    assert found(["五百元是每户一年的标准"], ["三千五百元是每户一年的标准"]) == []
    assert found(["这一次的标准是每户3"], ["这一次的标准是每户300元"]) == []


def test_what_is_said_no_to_is_not_what_is_said():
    assert found(["同意延长工作时间的应当支付加班费"], ["不同意延长工作时间的应当支付加班费"]) == []
    assert found(["在宿舍楼里给电动自行车充电"], ["禁止在宿舍楼里给电动自行车充电"]) == []
    assert found(["职工每年有一天体检假"], ["女职工每年有一天体检假"]) == []


def test_a_sentence_that_ends_between_two_figures_is_no_figure():
    until, from_then = "报名从8月25日开始电话00005510034", "9月15日起陆续开课每周三次"
    whole = normal_form(f"{until}。{from_then}")

    assert found([until], [whole]) == [(0, 1, 1)]
    assert found([from_then], [whole]) == [(0, 1, 1)]
    assert found([until], [f"{until}{from_then}"]) == []


def test_the_same_is_said_by_two_paragraphs_of_which_one_ends_and_the_other_begins_with_a_figure():
    from_then = f"9月15日起陆续开课{HEAD}"

    for until in (f"{OTHER}电话00005510034", f"{OTHER}返还60%"):
        whole = normal_form(f"{until}。{from_then}")
        assert found([normal_form(until), from_then], [whole])[-1] == (2, 0, 1)


def test_a_no_within_a_name_is_no_no():
    says = "说借得最多的是电工和焊工考试的书"

    assert found([f"央{says}"], [f"县总工会宣教部部长谢未央{says}"]) == [(0, 1, 1)]
    assert found([f"锡市总工会{says}"], [f"江苏无锡市总工会{says}"]) == [(0, 1, 1)]
    assert found([f"得{says}"], [f"血压高不得{says}"]) == []


def test_a_cut_through_a_figure_or_behind_a_no_is_known_by_its_other_piece():
    whole = HEAD + "每年可以领13000元" + TAIL
    at = whole.index("3000元")
    assert found([whole[at:]], [whole[:at]], [whole]) == [(0, 2, 2), (1, 2, 2)]

    whole = HEAD + "不同意的" + TAIL
    at = whole.index("同意")
    assert found([whole[at:]], [whole[:at]], [whole]) == [(0, 2, 2), (1, 2, 2)]


def test_empty_and_short_texts_hold_nothing():
    assert found([]) == []
    assert found(["", "短"], ["", ""]) == []
    assert found(["", TAIL, ""], ["", "", HEAD + TAIL, ""]) == [(1, 5, 5)]


def test_characters_beyond_the_basic_plane_and_lone_surrogates_are_characters():
    assert found(["𠮷" + TAIL], [HEAD + "𠮷" + TAIL + "\ud800"]) == [(0, 1, 1)]


def test_one_character_repeated_is_compared_in_time():
    assert found(["哈" * 3000], ["哈" * 100_000]) == [(0, 1, 1)]


def test_every_piece_of_random_text_is_found_and_nothing_else():
    rnd = random.Random(5)
    alphabet = [chr(code) for code in range(0x6000, 0x6000 + 400)]
    wholes = ["".join(rnd.choices(alphabet, k=rnd.randrange(40, 200))) for _ in range(200)]
    pieces = []
    for number in rnd.sample(range(200), 80):
        whole = wholes[number]
        start = rnd.randrange(len(whole) - 20)
        pieces.append((number, whole[start : rnd.randrange(start + 10, len(whole) + 1)]))
    places = found(*([text] for _, text in pieces), *([text] for text in wholes))

    expected = [(i, 80 + n, 80 + n) for i, (n, text) in enumerate(pieces) if text != wholes[n]]
    assert [place for place in places if place[1] >= 80] == expected


def test_a_paragraph_cut_off_within_a_figure_is_found_in_the_whole():
    start, whole = HEAD + "每年可以领13", HEAD + "每年可以领13000元" + TAIL

    assert [p.small for p in occurrences([start, whole], [0, 1, 2], [0, 1], cut_off={0})] == [0]
    row = HEAD + "每年可以领13000元"
    assert [p.small for p in occurrences([start, row], [0, 1, 2], [0, 1], cut_off={0})] == [0]
    assert occurrences([start, row], [0, 1, 2], [0, 1], cut_off={0, 1}) == ()


def test_a_paragraph_that_begins_within_a_figure_is_found_where_no_sentence_begins_with_it():
    rest, whole = "000元，" + TAIL, HEAD + "每年可以领13000元，" + TAIL
    small, large = normal_form(rest), normal_form(whole)

    assert [p.small for p in occurrences([small, large], [0, 1, 2], [0, 1], begins=lambda *_: False)] == [0]
    begins = {large.index("13000")}
    assert occurrences([small, large], [0, 1, 2], [0, 1], begins=lambda _, offset: offset in begins) == ()


def test_another_day_is_no_piece_of_a_day():
    day = "2月5日起，" + TAIL

    texts = [normal_form(day), normal_form(HEAD + "，1" + day)]

    assert occurrences(texts, [0, 1, 2], [0, 1], begins=lambda *_: False) == ()


def test_a_cut_at_the_mark_of_a_figure_is_known_by_its_other_piece():
    whole = HEAD + "每天3\ue02e5元" + TAIL
    at = whole.index("\ue02e")

    assert found([whole[at + 1 :]], [whole[:at]], [whole]) == [(0, 2, 2), (1, 2, 2)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("many", [anchors.LOOKED_AT, 3])
def test_after_a_change_all_is_found_as_from_nothing(monkeypatch, seed, many):
    """Of many candidates some are looked at, which depends on the anchor: here of four already."""
    for module in (anchors, containment):
        monkeypatch.setattr(module, "LOOKED_AT", many)
    chance, left, number = random.Random(seed), Left(), itertools.count()
    pieces = [HEAD, TAIL, OTHER, HEAD[:9], TAIL[4:16], OTHER[:6], "不", "3000元", "可申请", "3000", "元以下的"]

    def article():
        texts = ["".join(chance.choices(pieces, k=chance.choice((1, 1, 2, 4)))) for _ in range(chance.randint(0, 5))]
        return f"{next(number)}", texts

    def places(keeps_last, carried=None):
        flat = list(itertools.chain.from_iterable(texts for _, texts in articles))
        starts = [0, *itertools.accumulate(len(texts) for _, texts in articles)]
        keeper = {text: i for i, text in enumerate(flat)} if keeps_last else {text: flat.index(text) for text in flat}
        same = [keeper[text] for text in flat]
        cut_off = frozenset(i for i, text in enumerate(flat) if text.endswith(("0", "不")))
        return occurrences(flat, starts, same, cut_off, carried=carried)

    articles = [article() for _ in range(chance.randint(0, 9))]
    for keeps_last in (False, False, True, True, False, False):
        known = Known(left.tables, keeper=(left := Left()))
        carried = known.carried([key for key, _ in articles], [len(texts) for _, texts in articles])
        assert places(keeps_last, carried) == places(keeps_last)
        for _ in range(chance.choice((1, 1, 3))):
            at = chance.randint(0, len(articles))
            articles[at : at + chance.randint(0, 2)] = [article() for _ in range(chance.randint(0, 2))]


def test_only_who_may_stand_elsewhere_is_looked_for_again(monkeypatch):
    left, looked = Left(), []
    standing = containment._standing
    monkeypatch.setattr(
        containment, "_standing", lambda text, i, begins: (looked.append(i), standing(text, i, begins))[1]
    )
    articles = [["甲", [HEAD]], ["乙", [OTHER + "免费"]], ["丙", [HEAD + TAIL]], ["丁", [OTHER]]]

    def places(known):
        flat = [text for _, [text] in articles]
        carried = known.carried([key for key, _ in articles], [1] * len(articles))
        return occurrences(flat, range(len(flat) + 1), range(len(flat)), carried=carried)

    places(Known(keeper=left))
    assert looked == [0, 3]

    looked.clear()
    articles[1] = ["戊", [TAIL + OTHER]]
    assert {(place.small, place.first) for place in places(Known(left.tables))} == {(0, 2), (3, 1)}
    assert looked == [3]


@pytest.mark.parametrize("before", ["他家里还有两个闺女。", "寄出去的信他收到了没有？"])
def test_the_last_word_of_the_sentence_before_says_no_to_nothing(before):
    pulled = "大女儿在县城里做裁缝，每个月往家里寄六百块钱。"
    host = f"{before}{pulled}小的还在上学。"
    begins = normal_form(host).index(normal_form(pulled))
    flat = [normal_form(pulled), normal_form(host)]

    at = occurrences(flat, [0, 1, 2], [0, 1], begins=lambda i, offset: offset in (0, begins))

    assert [(p.small, p.first) for p in at] == [(0, 1)]
    assert occurrences(flat, [0, 1, 2], [0, 1]) == ()

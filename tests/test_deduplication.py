import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import make_article

from bot.model import Article, DuplicateKind, Location, Paragraph
from bot.passages.deduplication import deduplicate

HEAD = "没有住公租房、自己在外面租房的困难职工，"
TAIL = "可以到户口所在地的职工服务站申请住房租赁补贴。"
WHOLE = HEAD + TAIL
OTHER = "市职工学校九月开办免费电工班，每周二、周四晚上上课。"
THIRD = "全市一百二十个工会驿站有热水和微波炉，快递员都能进去歇脚。"


def texts(*articles):
    return [passage.text for passage in deduplicate(articles).passages]


def test_equal_paragraphs_stand_once_with_every_place():
    first = make_article(WHOLE, OTHER, file="a.md", title="租房")
    again = make_article(WHOLE.replace("，", ", "), file="b.md", title="又印")

    found = deduplicate([first, again])

    assert [passage.text for passage in found.passages] == [WHOLE, OTHER]
    assert found.passages[0].also_in == (Location("b.md", 1, 1),)
    assert [(d.kind, d.kept, d.dropped) for d in found.duplicates] == [
        (DuplicateKind.EXACT, Location("a.md", 1, 1), Location("b.md", 1, 1))
    ]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"title": None}, {"title": "租房"}),
        ({"title": "租房", "date": "2024-01-01"}, {"title": "租房", "date": "2026-01-01"}),
        ({"title": "租房"}, {"title": "租房", "date": "2026-01-01"}),
    ],
)
def test_of_equals_the_titled_and_the_newer_is_kept(worse, better):
    found = deduplicate(
        [make_article(WHOLE, file="worse.md", **worse), make_article(WHOLE, file="better.md", **better)]
    )

    assert [passage.article.file for passage in found.passages] == ["better.md"]


def test_pieces_of_a_column_are_dropped_for_the_whole():
    found = deduplicate([make_article(HEAD, TAIL, OTHER, file="a.md"), make_article(WHOLE, file="b.md")])

    assert [passage.text for passage in found.passages] == [OTHER, WHOLE]
    assert found.passages[1].also_in == (Location("a.md", 1, 1), Location("a.md", 2, 3))
    assert {d.kind for d in found.duplicates} == {DuplicateKind.CONTAINED}


def test_a_beginning_that_breaks_off_is_dropped_for_the_whole_copy():
    assert texts(make_article(WHOLE[:30], file="a.md"), make_article(WHOLE, file="b.md")) == [WHOLE]


def test_two_paragraphs_said_again_as_one_under_no_headline_stand_under_theirs():
    headed, loose = make_article(OTHER, THIRD, file="p.txt", title="夜校"), make_article(OTHER + THIRD, file="p.txt")

    assert texts(headed, loose) == [OTHER, THIRD]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["补助标准是每户每年{}元，", "咨询电话是0000-{}，"]), st.integers(10**4, 10**9), st.data())
def test_a_paragraph_cut_anywhere_within_a_figure_is_dropped_for_the_whole(lead, number, data):
    figure = str(number)
    at = data.draw(st.integers(1, len(figure) - 1))
    start, end = HEAD + lead.partition("{}")[0] + figure[:at], figure[at:] + lead.partition("{}")[2] + TAIL
    piece = data.draw(st.sampled_from([start, end]))
    whole = make_article(HEAD + lead.format(figure) + TAIL, file="b.md")

    assert texts(make_article(OTHER, piece, file="a.md"), whole) == [OTHER, whole.paragraphs[0].text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3000元以下的由区里批，" + TAIL, "13000元以下的由区里批，" + TAIL),
        ("3000元以下的由区里批，" + TAIL, HEAD + "另有规定。13000元以下的由区里批，" + TAIL),
        ("2月5日起，" + TAIL, HEAD + "，12月5日起，" + TAIL),
        (HEAD + "每年补助3000元。", HEAD + "每年补助30000元。"),
        (HEAD + "每年补助3000", HEAD + "每年补助30000"),
        (HEAD + "每年补助50%。", HEAD + "每年补助50。"),
        ("同意调岗的职工，" + TAIL, "不同意调岗的职工，" + TAIL),
    ],
)
def test_another_whole_figure_or_a_no_is_not_contained(one, other):
    assert texts(make_article(one, file="a.md"), make_article(other, file="b.md")) == [one, other]


def test_a_paragraph_split_in_two_sentences_is_dropped_for_the_longer():
    assert texts(make_article(OTHER, THIRD, file="a.md"), make_article(OTHER + THIRD, file="b.md")) == [OTHER + THIRD]


def test_a_paragraph_with_the_tail_of_its_neighbour_is_dropped_for_the_two():
    joined = TAIL[6:] + OTHER

    assert texts(make_article(WHOLE, OTHER, file="a.md"), make_article(joined, file="b.md")) == [WHOLE, OTHER]


def test_a_paragraph_that_lacks_but_the_full_stop_of_the_second_of_two_it_runs_over_is_no_whole():
    broken = OTHER[:-9]

    assert texts(make_article(broken, THIRD), make_article(broken[8:] + THIRD[:-1], file="b.md")) == [broken, THIRD]

    dated = f"2025年{OTHER}"
    assert texts(make_article(dated, THIRD), make_article(dated[1:] + THIRD[:-1], file="b.md")) == [dated, THIRD]


def test_a_paragraph_is_cut_where_a_sentence_begins_with_a_numeral_behind_a_figure():
    first, second = "一到四级的，由工伤基金按月给70%或者60%。", "五到十级的离开单位时，还有一笔补助金。"

    assert texts(make_article(first), make_article(first + second, file="b.md")) == [first + second]
    assert texts(make_article(second), make_article(first + second, file="b.md")) == [first + second]


def test_of_copies_of_copies_one_is_kept_with_all_places():
    places = [
        make_article(text, file=f"{i}.md") for i, text in enumerate((WHOLE[:20], WHOLE[:28], WHOLE[:28], WHOLE, WHOLE))
    ]

    found = deduplicate(places)

    assert [passage.text for passage in found.passages] == [WHOLE]
    assert [place.file for place in found.passages[0].also_in] == ["0.md", "1.md", "2.md", "4.md"]


def test_paragraphs_that_run_over_each_others_borders_do_not_all_go():
    a, b, c, d = (
        text * 2 for text in ("甲乙丙丁戊己庚辛壬", "子丑寅卯辰巳午未申", "天地玄黄宇宙洪荒日", "赵钱孙李周吴郑王冯")
    )
    first = make_article(a + b + "。", c + d + "。", file="1.md")
    second = make_article(b + c + "。", d + "。", file="2.md")

    kept = "\n".join(texts(first, second))

    assert all(part in kept for part in (a, b, c, d))


def test_every_run_of_text_survives_whatever_is_cut_and_joined():
    rnd = random.Random(3)
    alphabet = [chr(code) for code in range(0x6000, 0x6400)]
    for _ in range(40):
        sentences = ["".join(rnd.choices(alphabet, k=rnd.randrange(9, 30))) + "。" for _ in range(8)]
        articles = []
        for number in range(6):
            start = rnd.randrange(4)
            text = "".join(sentences[start : start + rnd.randrange(2, 5)])
            edges = sorted({0, *rnd.choices(range(1, len(text)), k=rnd.randrange(3)), len(text)})
            pieces = [text[a:b] for a, b in itertools.pairwise(edges)]
            articles.append(make_article(*pieces, file=f"{number}.md"))
        kept = "".join(texts(*articles)).replace("。", "")
        for paragraph in itertools.chain.from_iterable(article.paragraphs for article in articles):
            text = paragraph.text.replace("。", "")
            assert all(text[i : i + 6] in kept for i in range(len(text) - 5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("同意延长工作时间的，应当支付加班费。", "不同意延长工作时间的，应当支付加班费。"),
        ("3000元是每户每年的补贴标准，按季度发放。", "13000元是每户每年的补贴标准，按季度发放。"),
        ("补贴标准是每天3.5元，由单位工会统一发放。", "补贴标准是每天35元，由单位工会统一发放。"),
        ("宿舍每间的面积不小于60m²，住四个人。", "宿舍每间的面积不小于60m2，住四个人。"),
        ("河南职工可以凭会员卡免费参观。", "湖南职工可以凭会员卡免费参观。"),
        ("五百元是一次住院的互助金，出院后申请。", "三千五百元是一次住院的互助金，出院后申请。"),
        ("职工生育后有一百五十八天假期，工资照发。", "女职工生育后有一百五十八天假期，工资照发。"),
    ],
)
def test_what_says_something_else_is_kept_apart(one, other):
    assert texts(make_article(one, file="a.md"), make_article(other, file="b.md")) == [one, other]


def test_a_short_sentence_in_an_unrelated_article_keeps_its_own_place():
    line, holder = "咨询电话：12351。", OTHER + "咨询电话：12351。" + THIRD

    assert texts(make_article(line, file="a.md", title="租房"), make_article(holder, file="b.md")) == [line, holder]
    assert texts(
        make_article(line, file="a.md", title="电工班"), make_article(holder, file="b.md", title="电工班")
    ) == [holder]


@pytest.mark.parametrize("scrap", ["，可以到户口", "申请住房租赁"])
def test_a_scrap_of_a_sentence_is_dropped_for_it_wherever_it_stands(scrap):
    assert texts(make_article(WHOLE), make_article(scrap, file="b.md", title="别的")) == [WHOLE]


def test_a_short_line_that_is_whole_stands():
    line = "住房租赁补贴。"

    assert texts(make_article(WHOLE), make_article(line, file="b.md", title="别的")) == [WHOLE, line]
    assert texts(make_article(WHOLE, line)) == [WHOLE, line]


def test_the_tail_of_a_sentence_that_its_page_has_whole_is_dropped():
    assert texts(make_article(WHOLE), make_article("住房租赁补贴。", first=2)) == [WHOLE]


def test_a_few_last_words_are_dropped_where_a_word_goes_over_their_border():
    whole = "出门的人尽量坐公交车，近的地方尽量骑自己的车子出行。"

    def kept(tail):
        return texts(make_article(whole), make_article(tail, file="b.md", title="别的"))

    assert kept("的车子出行。") == [whole, "的车子出行。"]
    assert kept("己的车子出行。") == [whole]


def test_a_short_piece_is_dropped_beside_its_neighbour():
    pieces = make_article(HEAD + TAIL[:14], TAIL[14:], file="a.md", title="租房")
    assert len(TAIL[14:]) < 12

    assert texts(pieces, make_article(WHOLE, file="b.md", title="又印")) == [WHOLE]


def test_equal_boilerplate_is_folded_with_every_place():
    found = deduplicate(make_article("咨询电话：12351。", f"这是第{i}篇的内容。", file=f"{i}.md") for i in range(5))

    assert [len(passage.also_in) for passage in found.passages] == [4, 0, 0, 0, 0, 0]


def test_the_same_paragraph_twice_in_a_file_stands_once():
    one = make_article(WHOLE, OTHER, file="a.txt", title="租房")
    two = make_article(WHOLE, THIRD, file="a.txt", first=3, title="驿站")

    found = deduplicate([one, two])

    assert [passage.text for passage in found.passages] == [WHOLE, OTHER, THIRD]
    assert found.passages[0].also_in == (Location("a.txt", 3, 5),)


def test_a_paragraph_of_punctuation_is_compared_as_it_is():
    assert texts(make_article("……", "——", "……", WHOLE)) == ["……", "——", WHOLE]


def test_ids_outlive_other_articles_and_do_not_depend_on_order():
    a, b = make_article(WHOLE, OTHER, file="a.md"), make_article(THIRD, file="b.md")

    assert {p.id for p in deduplicate([a, b]).passages} == {p.id for p in deduplicate([b, a]).passages}
    assert deduplicate([a]).passages[0].id in {p.id for p in deduplicate([b, a]).passages}


def test_no_articles_give_no_passages():
    assert deduplicate([]).passages == ()
    assert deduplicate([make_article(title="只有标题")]).duplicates == ()


def test_a_paragraph_that_says_two_of_its_own_article_again_as_one_is_dropped():
    found = deduplicate([make_article(WHOLE, OTHER, WHOLE + OTHER, title="租房")])

    assert [passage.text for passage in found.passages] == [WHOLE, OTHER]


def test_the_first_sentence_of_a_paragraph_alone_is_dropped_for_it():
    whole = "讨薪千万不要爬塔吊、堵马路。急需生活费的可以申请临时救助。"

    found = deduplicate([make_article(whole, title="讨薪"), make_article("讨薪千万不要爬塔吊、堵马路。", file="b.md")])

    assert [passage.text for passage in found.passages] == [whole]


def listed(*items, file="b.md"):
    """Items without an end that nobody takes for torn out."""
    return Article(file, tuple(Paragraph(item, n, n) for n, item in enumerate(items, 1)))


def test_a_few_words_are_dropped_for_what_they_begin_where_a_word_goes_on():
    whole = "家政、保洁、餐饮、超市理货用小时工最多，工会先谈好工钱。"

    assert texts(make_article(whole), listed("家政、保洁、餐饮、超")) == [whole]
    for item in ("家政、保洁、餐饮", "小时工最多", "保洁、餐饮、超"):
        assert texts(make_article(whole), listed(item)) == [whole, item]


def test_a_few_words_that_stand_across_a_border_by_chance_stay():
    two = (OTHER, "电工班先到先得，招满为止。")

    assert texts(make_article(*two), listed("上课电工班")) == [*two, "上课电工班"]


def test_a_dateline_without_a_word_of_what_it_says_is_no_passage_beside_the_whole_paragraph():
    whole = "本报讯 (记者苗禾)6月10日晚上,骑手课堂开了第一课,讲的是雨天怎么送餐。"

    assert texts(make_article(whole, file="a.md"), make_article("本报讯 (记者苗禾)", OTHER, file="b.md")) == [
        whole,
        OTHER,
    ]


JOINED_IN = "凡是云栎市的工会会员都可以报名，没有工作的会员优先，年龄在18岁到55岁之间。"


def dump(*paragraphs, file="p.txt", is_damaged=True):
    """Articles of one file, one paragraph each, as of a page that was cut, or was not."""
    torn = Article(file, (Paragraph("服务前移，把好事办", 9, 30, broken_off=True),)) if is_damaged else None
    articles = [Article(file, (Paragraph(text, n, 2 * n),)) for n, text in enumerate(paragraphs, start=1)]
    return [*articles, torn] if torn else articles


@pytest.mark.parametrize("cut", ["没", "没有"])
def test_on_a_damaged_page_the_tail_of_a_sentence_is_no_statement_that_says_the_contrary(cut):
    tail = JOINED_IN.partition(cut)[2]

    assert tail not in texts(*dump(JOINED_IN, tail))
    assert tail in texts(*dump(JOINED_IN, tail, is_damaged=False))
    assert tail in texts(*dump(JOINED_IN), *dump(tail, file="q.txt"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工会不同意延长职工的试用期限。", "同意延长职工的试用期限。"),
        ("会员交费不满三个月的。不能申请住院互助金。", "能申请住院互助金。"),
        ("职工没有住房的可以申请补贴，有住房的不行。", "有住房的可以申请补贴，有住房的不行。"),
    ],
)
def test_a_sentence_that_lacks_but_its_no_is_another_on_a_damaged_page_too(one, other):
    assert {one, other} <= set(texts(*dump(one, other)))

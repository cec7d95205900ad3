from bot.model import Article, Paragraph, Passage
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus

TEXTS = (
    "市总工会联合住建部门开设公租房绿色通道,困难职工即申即审。",
    "三月起,工会驿站为户外劳动者免费提供饮水和充电。",
    "职工医疗互助每人每年缴费八十元,住院可以报销一部分。",
    "用人单位解除劳动合同,应当依法支付经济补偿。",
    "区总工会举办人工智能培训,零基础职工可以报名。",
    "县总工会组织职工阅读活动一百场。",
)


def passages(texts=TEXTS):
    made = []
    for number, text in enumerate(texts):
        paragraph = Paragraph(text, 1, 1)
        made.append(Passage(str(number), Article(f"{number}.txt", (paragraph,)), paragraph))
    return made


INDEX = Index.build(passages())


def ids(hits):
    return [hit.passage.id for hit in hits]


def test_the_passage_that_says_it_comes_first():
    assert ids(INDEX.search("公租房有绿色通道吗"))[0] == "0"


def test_an_unrelated_question_stays_below_the_floor():
    assert {hit.below_floor for hit in INDEX.search("怎么申请信用卡")} == {True}


def test_an_answer_is_not_below_the_floor():
    assert not INDEX.search("医疗互助一年缴费多少钱")[0].below_floor


def test_a_question_in_traditional_characters_finds_the_same():
    assert ids(INDEX.search("醫療互助繳費多少錢", limit=1)) == ["2"]


def test_an_everyday_word_finds_the_official_one():
    index = Index.build(passages(), thesaurus=Thesaurus.read("炒鱿鱼 / 辞退 => 解除劳动合同"))

    hit = index.search("被炒鱿鱼了怎么办")[0]

    assert (hit.passage.id, hit.below_floor) == ("3", False)


def test_no_more_hits_than_asked_for():
    assert len(INDEX.search("职工 工会", limit=2)) == 2


def test_equal_passages_keep_the_order_of_the_corpus():
    index = Index.build(passages(("困难职工补贴。", "困难职工补贴。", "阅读。", "义诊。", "培训。")))

    assert ids(index.search("困难职工补贴", limit=2)) == ["0", "1"]


def test_nothing_is_found_in_an_empty_index():
    assert Index.build([]).search("公租房") == ()


def test_a_question_without_words_finds_nothing():
    assert [INDEX.search(text) for text in ("", "???", "😀😀", "你好")] == [(), (), (), ()]


def test_the_same_question_gives_the_same_hits():
    assert INDEX.search("职工培训") == INDEX.search("职工培训")


def test_the_quote_of_a_hit_marks_the_questions_words():
    hit = INDEX.search("工会驿站充电")[0]

    found = INDEX.quote("工会驿站充电", hit.passage)

    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["工会驿站", "充电"]


def test_a_quote_marks_the_whole_word_and_not_each_of_its_characters():
    thesaurus = Thesaurus({"年假": ("带薪年休假",)})
    (passage,) = passages(["连续工作满1年不满10年的，年假5天。"])

    found = Index.build([passage], thesaurus=thesaurus).quote("年假有几天", passage)

    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["年假"]


def test_a_passage_is_found_by_its_id_and_one_that_is_gone_is_not(library):
    passage = library.passages[-1]

    assert library.index.passage(passage.id) == passage
    assert library.index.passage("gone") is None


def test_of_passages_that_say_as_much_the_one_of_the_place_asked_for_is_lifted():
    index = Index.build(passages((
        "全国各地的北边都与别的县相邻,北边的县又与别的县相邻。",
        "平原的北边与一座城市相邻。",
        "楝川县地处丘陵,北边与云栎市的两个区相邻。",
        "楝川县的读书活动办了八十场。",
        *TEXTS,
    )))  # fmt: skip

    assert ids(index.find("的北边与哪里相邻", "楝川县")[0])[0] == "2"
    assert ids(index.find("的北边与哪里相邻")[0])[0] != "2"


def test_what_is_of_the_place_asked_for_and_says_less_of_the_matter_is_not_lifted():
    index = Index.build(passages(("楝川县总工会组织楝川县的职工阅读活动,楝川县有八十场。", *TEXTS)))

    without, within = index.find("的公租房绿色通道")[0], index.find("的公租房绿色通道", "楝川县")[0]

    assert ids(within)[0] == ids(without)[0] == "1"
    assert [hit.score for hit in within if hit.passage.id == "0"] == [
        hit.score for hit in without if hit.passage.id == "0"
    ]


def test_a_passage_that_says_what_an_everyday_phrase_stands_for_wins_beside_those_that_do_not(monkeypatch):
    index = Index.build(passages(), thesaurus=Thesaurus.read("炒鱿鱼 => 解除劳动合同"))
    asked = index.ask("炒鱿鱼补偿缴费")

    def lead():
        scores = dict(index.ranking.order(asked, 10))
        return scores[3] - scores[2]  # 解除劳动合同 stands in the one, 缴费 in the other

    told = lead()
    monkeypatch.setattr("bot.search.gains.TOLD", 0.0)

    assert told > lead() + 0.01


def test_the_paragraphs_of_an_article_may_lie_apart():
    paragraphs = tuple(Paragraph(text, number, 1) for number, text in enumerate(TEXTS, start=1))
    articles = [Article(f"{name}.txt", paragraphs, title=name) for name in ("公租房", "工会驿站")]
    made = [Passage(str(n), articles[n % 2], paragraph) for n, paragraph in enumerate(paragraphs)]
    together = sorted(made, key=lambda passage: passage.article.file)

    apart, joined = Index.build(made), Index.build(together)

    for question in ("公租房", "工会驿站免费充电", "劳动合同 补偿", "职工"):
        scores = [{hit.passage.id: round(hit.score, 9) for hit in index.search(question)} for index in (apart, joined)]
        assert scores[0] == scores[1]


def test_a_passage_that_gives_no_amount_is_silent_where_one_is_asked_for():
    index = Index.build(passages(("住房租赁补贴由工会发放。", "高温津贴每月200元。")))

    assert [index.measured(f"{what}多少钱").silent for what in ("住房租赁补贴", "高温津贴")] == [1.0, 0.0]
    assert index.measured("住房租赁补贴谁发放").silent == 0.0

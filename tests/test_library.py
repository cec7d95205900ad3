import datetime as dt
import gc
import random
import shutil
import weakref
from pathlib import Path

import pytest

from bot.library import Library
from bot.loading import CorpusError, load_library
from bot.model import AnswerKind, Article, Paragraph
from bot.reading.corpus import Reading

SHIPPED = Path(__file__).parent.parent / "corpus"
ENDS = tuple("。！？!?…”’」』）)")


def test_a_question_is_answered_with_the_paragraph_that_says_it(library):
    answer = library.answer("租房补贴每个月多少钱")

    first = answer.citations[0]
    assert answer.kind is AnswerKind.ANSWER
    assert (first.passage.article.file, first.passage.paragraph.number) == ("housing/rent.md", 1)
    assert "每户每月360元" in first.quote


def test_of_passages_that_say_nearly_the_same_one_is_cited_and_the_others_are_named(tmp_path):
    texts = {
        "a": "困难职工每户每年可以申领三千元生活救助金，由街道工会受理并在十五日内发放到本人账户。",
        "b": "困难职工每户每年可以申领三千元生活救肋金，由街道工会受理井在十五日内发放到本人账户。",
        "c": "困难职工每户每年可以申领五千元生活救助金，由街道工会受理并在十五日内发放到本人账户。",
        "d": "职工书屋每天上午九点开门，凭会员卡可以借书两册。",
        "e": "驿站里有微波炉和饮水机，户外劳动者可以免费使用。",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(f"# 标题{name}\n\n{text}\n", encoding="utf-8")

    citations = load_library(tmp_path).answer("困难职工生活救助金多少钱").citations

    assert {one.passage.article.file: [place.file for place in one.near] for one in citations} == {
        "a.md": ["b.md"],
        "c.md": [],
    }


def test_what_the_articles_do_not_treat_is_not_answered(library):
    answer = library.answer("护照丢了怎么补办")

    assert (answer.kind, answer.citations) == (AnswerKind.NOT_FOUND, ())


@pytest.mark.parametrize(
    ("message", "kind"),
    [("你好", AnswerKind.GREETING), ("", AnswerKind.EMPTY), ("？！。", AnswerKind.EMPTY), ("😀😀", AnswerKind.EMPTY)],
)
def test_what_is_no_question_is_not_searched(library, message, kind):
    assert library.answer(message).kind is kind


def test_without_the_floor_held_back_candidates_are_shown_and_marked(library):
    answer = library.answer("护照丢了到哪里办理", floor=False)

    assert answer.citations
    assert all(citation.below_floor for citation in answer.citations)


def test_a_question_with_a_number_of_ones_own_is_answered_all_the_same(library):
    answer = library.answer("我的电话1 3 8 1 2 3 4 5 6 7 8，租房补贴每个月多少钱")

    assert (answer.kind, answer.is_numbered) == (AnswerKind.ANSWER, True)
    assert answer.citations[0].passage == library.answer("租房补贴每个月多少钱").citations[0].passage
    assert not library.answer("租房补贴每个月多少钱").is_numbered


def test_the_same_question_gets_the_same_answer(library):
    assert library.answer("驿站几点关门") == library.answer("驿站几点关门")


def test_an_answer_says_what_the_floor_was_held_against(library):
    answered, refused = library.answer("驿站几点关门"), library.answer("护照丢了到哪里办理")

    assert refused.strength < library.index.floor.least <= answered.strength
    assert answered.strength == library.index.measured("驿站几点关门").strength


def test_html_in_a_question_is_only_text(library):
    assert library.answer("<b>租房补贴</b>怎么申请").kind is AnswerKind.ANSWER


def test_a_question_of_4096_characters_is_answered_in_the_end(library):
    assert library.answer("租房补贴怎么申请" * 512).kind in set(AnswerKind)


def test_a_question_about_another_place_says_that_there_is_only_elsewhere(library):
    answer = library.answer("上海市租房补贴每个月多少钱")

    assert (answer.kind, answer.suggestions[0].article.title) == (AnswerKind.ELSEWHERE, "租房补贴怎么领")


def test_a_corpus_without_a_thesaurus_has_the_shipped_one_and_its_own_takes_its_place(tmp_path):
    (tmp_path / "rent.md").write_text("# 住房保障\n\n公共租赁住房由职工服务中心受理。\n", encoding="utf-8")
    shipped = load_library(tmp_path)
    (tmp_path / "thesaurus.txt").write_text("鸽子笼 => 公共租赁住房\n", encoding="utf-8")
    own = load_library(tmp_path)

    assert shipped.index.ask("公租房").official == ("公共租赁住房",)
    assert (own.index.ask("公租房").official, own.index.ask("鸽子笼").official) == ((), ("公共租赁住房",))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_thesaurus_and_places_are_read_in_any_encoding_that_an_article_may_have(tmp_path, encoding):
    (tmp_path / "rent.md").write_text("# 住房保障\n\n公共租赁住房由职工服务中心受理。\n", encoding="utf-8")
    (tmp_path / "thesaurus.txt").write_text("鸽子笼 / 小单间 => 公共租赁住房\n", encoding=encoding)
    (tmp_path / "regions.txt").write_text("云栎市\n云栎市/榆浦区\n", encoding=encoding)

    library = load_library(tmp_path)

    assert library.index.ask("鸽子笼").official == ("公共租赁住房",)
    assert library.gazetteer.meanings("榆浦区") == (("云栎市", "榆浦区"),)
    assert library.problems == ()


def test_a_thesaurus_that_cannot_be_read_is_told_and_ours_stands_in_for_it(tmp_path):
    (tmp_path / "rent.md").write_text("# 住房保障\n\n公共租赁住房由职工服务中心受理。\n", encoding="utf-8")
    (tmp_path / "thesaurus.txt").write_bytes(b"\xef\xbb\xbf\xb9\xab\xd7 => \xff")

    library = load_library(tmp_path)

    assert library.index.ask("公租房").official == ("公共租赁住房",)
    assert [(problem.file, problem.fatal) for problem in library.problems] == [("thesaurus.txt", True)]


def test_a_thesaurus_that_leads_out_of_the_folder_is_not_read_and_told_once(corpus, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "passwd"
    secret.write_text("root:x:0:0\n火星屋 => 租赁补贴\n", encoding="utf-8")
    (corpus / "thesaurus.txt").unlink()
    (corpus / "thesaurus.txt").symlink_to(secret)

    library = load_library(corpus)

    assert [(problem.file, problem.problem) for problem in library.problems] == [
        ("thesaurus.txt", "这个链接指向资料文件夹之外")
    ]
    assert "火星屋" not in library.index.thesaurus.official


def test_a_thesaurus_may_be_a_link_within_the_folder_as_in_a_mounted_volume(corpus):
    (corpus / "..data").mkdir()
    (corpus / "..data" / "thesaurus.txt").write_text("火星屋 => 租赁补贴\n", encoding="utf-8")
    (corpus / "thesaurus.txt").unlink()
    (corpus / "thesaurus.txt").symlink_to("..data/thesaurus.txt")

    library = load_library(corpus)

    assert library.problems == ()
    assert "火星屋" in library.index.thesaurus.official


def test_what_a_place_did_besides_is_no_answer_to_a_question_about_it(tmp_path):
    (tmp_path / "兰州.md").write_text(
        "# 兰州工会办读书活动\n\n兰州市总工会一年办了一百多场读书活动，兰州的职工都能来。\n"
    )
    (tmp_path / "云栎.md").write_text(
        "---\nregion: 云栎市\n---\n\n# 租房补贴怎么领\n\n困难职工可以领租房补贴，每户每月360元。\n"
    )
    (tmp_path / "regions.txt").write_text("云栎市\n")

    answer = load_library(tmp_path).answer("兰州的租房补贴多少钱")

    assert (answer.kind, answer.suggestions[0].article.title) == (AnswerKind.ELSEWHERE, "租房补贴怎么领")


def test_who_does_not_want_to_live_any_more_still_reads_what_else_was_asked(library):
    alone = library.answer("我不想活了")
    besides = library.answer("我不想活了，租房补贴每个月多少钱")

    assert (alone.kind, alone.citations) == (AnswerKind.DISTRESS, ())
    assert (besides.kind, bool(besides.citations)) == (AnswerKind.DISTRESS, True)


def test_beside_a_cry_of_distress_stands_what_it_names_or_where_there_is_counsel_and_never_what_speaks_of_the_means(
    tmp_path,
):
    (tmp_path / "pesticide.md").write_text(
        "# 女职工哪些活不能干\n\n怀孕的职工不能接触农药，也不能喝酒。\n", encoding="utf-8"
    )
    (tmp_path / "counsel.md").write_text(
        "# 找心理咨询师\n\n心里难受的职工，可以找工会的心理咨询师说说话。\n", encoding="utf-8"
    )
    (tmp_path / "wages.md").write_text(
        "# 讨薪怎么办\n\n被拖欠工资的，到工会窗口登记，由工会帮着讨薪。\n", encoding="utf-8"
    )
    library = load_library(tmp_path)

    def cited(message: str) -> list[str]:
        return [citation.passage.article.file for citation in library.answer(message).citations]

    assert cited("他说要喝农药") == ["counsel.md"]
    assert cited("我要去跳楼讨薪") == ["wages.md"]


def test_a_place_in_traditional_characters_is_understood(library):
    assert library.answer("廣東省租房補貼每個月多少錢").kind is AnswerKind.ELSEWHERE


def test_an_expired_article_alone_is_a_kind_of_no(tmp_path):
    text = "---\ntitle: 取暖补贴\nexpires: 2025-03-31\n---\n\n困难职工可以领取取暖补贴，每户六百元。\n"
    (tmp_path / "heat.md").write_text(text, encoding="utf-8")
    (tmp_path / "other.md").write_text("# 驿站\n\n工会驿站早上七点开门。\n", encoding="utf-8")
    library = load_library(tmp_path)

    assert library.answer("取暖补贴每户多少钱", today=dt.date(2026, 1, 1)).kind is AnswerKind.EXPIRED
    assert library.answer("取暖补贴每户多少钱", today=dt.date(2025, 1, 1)).kind is AnswerKind.ANSWER


def test_the_limit_is_kept(library):
    assert len(library.answer("职工 补贴 驿站 互助 培训", limit=1, floor=False).citations) == 1


def test_a_first_half_that_is_not_in_the_corpus_is_said_with_the_citation(tmp_path):
    page = "书车开到车间门口\n\n(上接第1版)\n\n流动书车每周二出车,车上有一千二百册书,借书不要押金。\n"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")

    answer = load_library(tmp_path).answer("流动书车每周几出车", floor=False)

    assert "本文上接第1版，前半部分不在资料库里" in answer.citations[0].notes


def test_a_folder_that_the_system_will_not_even_look_for_counts_as_missing(tmp_path):
    with pytest.raises(CorpusError, match="找不到资料文件夹"):
        load_library(tmp_path / ("長" * 300))  # too long a name, as a folder above that is closed to us, raises OSError


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CorpusError, match="nowhere"):
        load_library(tmp_path / "nowhere")


def test_a_folder_without_an_article_is_no_library(tmp_path):
    (tmp_path / "empty.md").write_text("", encoding="utf-8")

    with pytest.raises(CorpusError, match="没有一篇"):
        load_library(tmp_path)


@pytest.fixture(scope="module")
def shipped():
    return load_library(SHIPPED)


STORIES = {
    "得了大病，工会能帮多少": (
        "你好，我爱人今年查出重病，在省里做了手术，前前后后花了十七八万，医保报了一部分，自己还掏了八万多，家里的积蓄都花光了，"
        "还借了亲戚的钱。我在机械厂上班，每个月四千来块钱，儿子明年又要高考。听同事说工会对得大病的有帮助，"
        "不知道像我们这样的情况能不能申请，要准备些什么？"
    ),
    "干活受了伤，工伤怎样认定": "我在物流园搬货，前天把腰闪了，老板让我自己去看，我要怎么弄工伤",
    None: (
        "我家楼上的邻居天天半夜十二点还在拖椅子跳绳，小孩跑来跑去，我和他们说了好几次都不听，还骂我多管闲事，我老婆有神经衰弱，"
        "晚上睡不着觉，白天上班没精神，物业说他们管不了，派出所来了也就是说两句，过几天又是老样子，我想问问这种情况怎么办？"
    ),
}


@pytest.mark.parametrize(("title", "story"), STORIES.items())
def test_what_a_question_leaves_to_the_story_is_looked_for_in_it(shipped, title, story):
    answer = shipped.answer(story)

    assert next((citation.passage.article.title for citation in answer.citations), None) == title


def test_what_nobody_wrote_into_the_thesaurus_is_answered_by_what_is_worded_like_it_and_says_so(shipped):
    answer = shipped.answer("那张卡丢了要钱补不，能干啥用")

    assert answer.hinted
    assert answer.citations[0].passage.article.title == "一张会员卡有哪些优惠"
    assert not shipped.answer("会员卡丢了怎么办").hinted


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("九月份有没有那种好多老板坐一块儿收简历的", "2026年秋季招聘会时间和地点"),
        ("说好十号开支，这都月底了", "老板拖欠工资怎么办"),
        ("娃才五个月，中间想回去喂一口", "怀孕、生孩子、喂奶期间单位要照顾什么"),
        ("想看个闲书又舍不得买", "职工书屋怎样借书"),
        ("我娃初中没念完，才十五，想进电子厂挣点", "十五六岁能打工吗，未成年工有哪些照顾"),
    ],
)
def test_what_is_said_in_words_that_nobody_thought_of_leads_to_its_article_cited_or_offered(shipped, question, title):
    answer = shipped.answer(question)

    shown = (*answer.suggestions, *(citation.passage for citation in answer.citations))
    assert title in [passage.article.title for passage in shown]


def test_a_no_offers_what_entries_lead_to_that_are_worded_like_the_question(corpus):
    def offered() -> list[str | None]:
        answer = load_library(corpus).answer("有个本子")
        return [passage.article.title for passage in answer.suggestions]

    (corpus / "thesaurus.txt").write_text("发烧 => 患病\n", encoding="utf-8")
    without = offered()
    (corpus / "thesaurus.txt").write_text("考个证 / 拿个本子 => 技能等级考试\n发烧 => 患病\n", encoding="utf-8")

    assert (without, offered()) == ([], ["免费电工班开课"])


@pytest.mark.parametrize("question", ["冰箱不制冷了", "红烧肉怎么不腻", "英语四级怎么过", "装个空调多少钱"])
def test_a_no_to_what_is_no_matter_of_ours_offers_nothing(shipped, question):
    assert shipped.answer(question).suggestions == ()


def test_another_article_is_cited_only_where_it_comes_near_the_first(shipped):
    question = "入会每个月从工资里扣多少"
    near = shipped.index.search(question, limit=3)
    assert len({hit.passage.article.file for hit in near}) > 1

    cited = {citation.passage.article.file for citation in shipped.answer(question).citations}

    assert cited == {near[0].passage.article.file}


def test_every_quote_is_whole_sentences_and_stands_in_its_passage(shipped):
    rnd = random.Random(20261124)
    texts = [passage.text for passage in shipped.passages]
    for _ in range(300):
        pieces = [rnd.choice(texts) for _ in range(rnd.randrange(1, 3))]
        cuts = [rnd.randrange(len(piece)) for piece in pieces]
        question = "".join(piece[cut : cut + rnd.randrange(3, 20)] for piece, cut in zip(pieces, cuts, strict=True))
        for citation in shipped.answer(question, floor=False).citations:
            text, end = citation.passage.text, citation.start + len(citation.quote)
            assert text[citation.start : end] == citation.quote
            assert citation.start == 0 or text[: citation.start].rstrip().endswith(ENDS)
            assert citation.quote.endswith(ENDS) or end == len(text.rstrip())
            assert all(0 <= mark.start < mark.end <= len(citation.quote) for mark in citation.marks)


def test_a_library_that_is_given_up_is_freed_at_once_and_waits_for_no_collection(library):
    given_up = Library.build(Reading(library.files, tuple(library.articles), ()))
    assert given_up.answer("租房补贴每个月多少钱").citations
    watched = [weakref.ref(part) for part in (given_up.index, given_up.describer)]

    gc.disable()
    try:
        del given_up
        left = [part() for part in watched]
    finally:
        gc.enable()

    assert left == [None, None]


def test_a_message_of_thousands_of_characters_in_which_nothing_asks_is_read_at_its_beginning_and_end(library):
    told = "住房租赁补贴标准，" + "啊" * 3_900
    middle = "啊" * 1_950 + "，住房租赁补贴标准，" + "啊" * 1_950

    first, *_ = library.answer(told, floor=False).citations
    assert first.passage.article.file == "housing/rent.md"
    assert library.answer(middle, floor=False).citations == ()


@pytest.fixture(scope="module")
def one_article(tmp_path_factory):
    root = tmp_path_factory.mktemp("one")
    shutil.copy(SHIPPED / "leave" / "paid-annual-leave.md", root)
    return load_library(root)


@pytest.mark.parametrize(
    "question", ["年假有几天", "不让休年假怎么办", "没休的年假给钱吗", "请了病假还有年假吗", "年假能跨年休吗"]
)
def test_a_folder_of_one_article_answers_what_that_article_answers(one_article, question):
    assert one_article.answer(question).citations


@pytest.mark.parametrize(
    "question", ["公积金怎么提取", "驾照丢了怎么补", "加班费怎么算", "孩子上学怎么报名", "感冒吃什么药"]
)
def test_a_folder_of_one_article_answers_nothing_else(one_article, question):
    assert not one_article.answer(question).citations


def test_an_older_issue_of_the_same_text_takes_nothing_from_the_newer(tmp_path, one_article):
    text = (SHIPPED / "leave" / "paid-annual-leave.md").read_text(encoding="utf-8")
    (tmp_path / "2026.md").write_text(text, encoding="utf-8")
    (tmp_path / "2020.md").write_text(
        text.replace("2026-04-30", "2020-04-30").replace("300%", "250%").replace("一般不跨年", "可以跨年"),
        encoding="utf-8",
    )
    both = load_library(tmp_path)

    assert both.index.measured("不让休年假怎么办").apart > 0.6 * one_article.index.measured("不让休年假怎么办").apart


def test_behind_those_that_are_to_be_quoted_citations_only_tell_that_there_is_more(library):
    whole = library.answer("公租房怎么申请", limit=4).citations
    some = library.answer("公租房怎么申请", limit=4, quoted=1).citations

    assert some[0] == whole[0]
    assert [(c.passage, c.score, c.below_floor) for c in some] == [(c.passage, c.score, c.below_floor) for c in whole]
    assert len(whole) > 1
    assert not any(c.quote or c.marks or c.notes for c in some[1:])


def test_last_years_standard_is_the_one_of_the_year_before_today():
    shipped = load_library(SHIPPED)
    today = dt.date(2026, 11, 29)

    asked = shipped.answer("去年的租房补贴标准是多少", today=today).citations[0]
    told = shipped.answer("去年我失业了，租房补贴怎么申请", today=today).citations[0]

    assert (asked.passage.article.date.year, told.passage.article.date.year) == (2025, 2026)


def test_a_district_of_several_cities_says_which_it_is_though_the_corpus_knows_one(tmp_path):
    (tmp_path / "a.md").write_text(
        "# 北京市朝阳区租房补贴怎么领\n\n北京市朝阳区总工会给租房居住的困难职工发租房补贴，每户每月360元，到工会服务站申请。\n",
        encoding="utf-8",
    )
    (tmp_path / "b.md").write_text("# 图书\n\n职工书屋每周开放六天。\n", encoding="utf-8")
    library = load_library(tmp_path)

    [unsure] = {c.notes[0] for c in library.answer("朝阳区租房补贴怎么领").citations}
    notes = [c.notes for c in library.answer("朝阳区租房补贴怎么领", region="北京").citations]

    assert unsure == "叫“朝阳区”的地方不止一个，这是北京市朝阳区的做法"
    assert not any("不止一个" in note for found in notes for note in found)


def test_what_only_another_place_has_is_named_however_little_it_says_of_the_question():
    swim = Article(
        "a.md",
        (Paragraph("兰州市工会会员每人每季度可以领两张游泳券，打开小程序点“泳票”，凭会员卡使用。", 1, 7),),
        title="职工泳票怎么领",
        region=("甘肃省", "兰州市"),
    )

    answer = Library.build(Reading(("a.md",), (swim,), ())).answer("上海怎么领泳票")

    assert answer.kind is AnswerKind.ELSEWHERE
    assert [passage.article.title for passage in answer.suggestions] == ["职工泳票怎么领"]

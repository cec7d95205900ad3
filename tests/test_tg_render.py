import datetime as dt
import html
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Answer, AnswerKind, Article, Citation, Location, Mark, Paragraph, Passage
from bot.tg.render import LIMIT, render_answer, render_text, units

TAGS = re.compile(r"</?(?:b|blockquote)>")


def citation(quote="职工可以申请公租房。", *, marks=(), also_in=(), notes=(), title="公租房怎么申请", **article):
    paragraph = Paragraph(quote, 3, 9)
    about = Article("住房/公租房.md", (paragraph,), title=title, **article)
    return Citation(Passage("p1", about, paragraph, also_in), quote, 0, marks, notes=notes)


def answer(*citations):
    return Answer("公租房", AnswerKind.ANSWER, citations)


def rendered(*citations, limit=3):
    return render_answer(answer(*citations), limit=limit)


def plain(message):
    return html.unescape(TAGS.sub("", message))


def test_the_quote_comes_first_with_its_marks_in_bold_then_where_it_stands():
    message = rendered(
        citation(marks=(Mark(6, 9),), source="职工报", date=dt.date(2026, 4, 9), region=("甘肃省", "兰州市"))
    )

    assert message == (
        "<blockquote>职工可以申请<b>公租房</b>。</blockquote>\n"
        "《公租房怎么申请》 · 职工报 · 2026年4月9日 · 甘肃省兰州市\n"
        "出处：住房/公租房.md 第3段"
    )


def test_other_places_and_notes_follow():
    also_in = tuple(Location(f"{number}.md", number, 1) for number in (4, 5, 6))

    message = rendered(citation(also_in=also_in, notes=("这是兰州市的规定。",)))

    assert message.endswith("另见：4.md 第4段、5.md 第5段 等3处\n注意：这是兰州市的规定。")


def test_what_says_nearly_the_same_is_named_too():
    near = replace(citation(also_in=(Location("4.md", 4, 1),)), near=(Location("7.md", 7, 1),))

    assert rendered(near).endswith("另见：4.md 第4段、7.md 第7段")


def test_html_in_an_article_arrives_as_text():
    message = rendered(citation("1 < 2 && <b>3</b>。", marks=(Mark(0, 3),), title="<i>&amp;</i>", source="<a>"))

    assert "<blockquote><b>1 &lt;</b> 2 &amp;&amp; &lt;b&gt;3&lt;/b&gt;。</blockquote>" in message
    assert "《&lt;i&gt;&amp;amp;&lt;/i&gt;》 · &lt;a&gt;" in message


def test_marks_that_touch_or_overlap_or_reach_beyond_the_quote_are_one_bold_span():
    message = rendered(citation("公租房补贴", marks=(Mark(0, 2), Mark(1, 3), Mark(3, 99), Mark(4, 2), Mark(0, -3))))

    assert message.startswith("<blockquote><b>公租房补贴</b></blockquote>")


def test_an_article_without_headline_and_date_says_so():
    assert "（没有标题） · 日期不详 · 未注明地区" in rendered(citation(title=None))


def test_a_headline_is_one_line_without_signs_that_turn_the_direction():
    assert "《公租 房怎么申请》" in rendered(citation(title="公租\n房\u202e怎么\x00申请"))


def test_half_characters_become_a_sign_that_telegram_takes():
    assert "<blockquote>公租房\ufffd。</blockquote>" in rendered(citation("公租房\ud83d。"))


def test_at_most_as_many_citations_as_asked_for_stand_in_a_message():
    many = [citation(f"第{number}条。") for number in range(5)]

    assert rendered(*many).count("<blockquote>") == 3
    assert rendered(*many, limit=1).count("<blockquote>") == 1


def test_a_quote_that_does_not_fit_ends_with_a_sentence_and_says_that_it_was_cut():
    message = rendered(citation("公租房可以申请。" * 900))

    assert units(plain(message)) <= LIMIT
    assert "。</blockquote>\n原文较长，这里只引到此处。\n" in message


def test_the_longest_parts_of_all_fit_one_message():
    longest = citation(
        "😀" * 5000,
        title="<&😀" * 100,
        source="😀" * 300,
        date=dt.date(2026, 12, 31),
        region=("😀" * 300,),
        also_in=tuple(Location("😀" * 300, 10**9, 1) for _ in range(50)),
        notes=("&😀" * 300,) * 9,
    )

    message = rendered(longest, longest, longest)

    assert units(plain(message)) <= LIMIT
    assert min(map(len, re.findall("<blockquote>(.*?)</blockquote>", message))) > 150


def test_a_no_is_escaped():
    message = render_answer(Answer("<b>", AnswerKind.NOT_FOUND), said="请拨打 <12351>")

    assert message == "请拨打 &lt;12351&gt;"


def test_what_is_said_first_stands_before_the_quotes_of_the_first_view_only_and_all_fits():
    longest = citation("工会帮您讨回工资。" * 200)
    answered = Answer("问", AnswerKind.DISTRESS, (longest,) * 4)

    message = render_answer(answered, said="请现在就找人说说话。" * 20)

    assert message.startswith("请现在就找人说说话。")
    assert units(plain(message)) <= LIMIT
    assert render_answer(answered, said="请现在", first=3).startswith("<blockquote>")


@given(st.text(alphabet=st.characters(exclude_categories=())), st.lists(st.tuples(st.integers(), st.integers())))
def test_whatever_the_text_only_our_own_tags_arrive_and_they_are_balanced(text, spans):
    message = rendered(citation(text, title=text, source=text, marks=tuple(Mark(*span) for span in spans)))
    tags = TAGS.findall(message)

    assert "<" not in TAGS.sub("", message)
    assert tags.count("<b>") == tags.count("</b>")
    assert tags.count("<blockquote>") == tags.count("</blockquote>") == 1
    message.encode("utf-8")


@given(st.text(min_size=1, max_size=9, alphabet="公<&😀\n\ud800").map(lambda text: text * 4500))
def test_a_plain_text_of_any_length_fits_one_message(text):
    assert units(plain(render_text(text))) <= LIMIT


def test_the_place_and_the_kind_are_those_of_the_passage():
    paragraph = Paragraph("银川市职工可以申请公租房。", 1, 1)
    article = Article("a.md", (paragraph,), title="公租房", region=("宁夏回族自治区",))
    passage = Passage("p", article, paragraph, region=("宁夏回族自治区", "银川市"), kind="guide")

    message = rendered(Citation(passage, paragraph.text, 0))

    assert "《公租房》 · 日期不详 · 宁夏回族自治区银川市 · 办事指南" in message


def test_words_that_were_searched_instead_of_those_typed_are_told_after_the_quotes():
    corrected = Answer("公租防", AnswerKind.ANSWER, (citation(),), corrected=(("公租<防", "公租房"),))

    message = render_answer(corrected)

    assert message.startswith("<blockquote>")
    assert message.endswith("\n\n“公租&lt;防”按“公租房”查找。")


def test_an_answer_that_was_found_by_what_is_worded_like_the_question_says_so_after_the_quotes():
    message = render_answer(Answer("公租防", AnswerKind.ANSWER, (citation(),), hinted=True))

    assert message.startswith("<blockquote>")
    assert message.endswith("请看看是不是您问的事。")

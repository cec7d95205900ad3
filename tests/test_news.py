import datetime as dt

from bot.library import Library
from bot.news import news_of
from bot.reading.corpus import Reading
from tests.make import make_article

OLD = (
    make_article("职工申请公租房，向所在单位工会提出，审核后轮候配租。", file="住房/a.md", title="公租房"),
    make_article("患大病的职工可以申请医疗互助金，最高三万元。", file="医疗/b.md", title="医疗互助"),
    make_article("农民工参加焊工培训，结业后领取补贴。", file="培训/c.md", title="焊工班"),
    make_article("户外劳动者可以到工会驿站喝水歇脚。", file="驿站/d.md", title="工会驿站"),
    make_article("职工子女考上大学，可以申请金秋助学金。", file="助学/e.md", title="金秋助学"),
)
HOUSE = make_article("青年职工来云栎找工作，可以免费住青年驿站七晚。", file="住房/f.md", title="青年驿站")
WELD = make_article("电焊证到期前三个月申请复审，复审不收费。", file="g.md", title="电焊证怎么复审")


def library_of(*articles):
    return Library.build(Reading(len(articles), articles, ()))


def found(*topics, new, today=None):
    """The files of the new passages by topic."""
    library = library_of(*OLD, *new)
    files = {passage.id: passage.article.file for passage in library.passages}
    news = news_of(topics, old=library_of(*OLD), new=library, today=today)
    return {topic: [files[passage] for passage in passages] for topic, passages in news.items()}


def test_news_are_the_passages_of_a_topic_that_were_not_there_before():
    assert found("住房", "医疗", new=[HOUSE]) == {"住房": ["住房/f.md"]}


def test_a_topic_that_stands_in_a_headline_or_is_answered_has_news_too():
    assert found("电焊证", "证书复审", new=[WELD]) == {"电焊证": ["g.md"], "证书复审": ["g.md"]}


def test_a_topic_of_which_the_new_passages_say_nothing_has_no_news():
    assert found("火星", "公租房", new=[WELD]) == {}


def test_a_passage_that_only_moved_is_no_news():
    moved = make_article(OLD[0].paragraphs[0].text, file="住房/新.md", title="公租房怎么申请")

    assert news_of(["住房"], old=library_of(*OLD), new=library_of(moved, *OLD[1:])) == {}


def test_what_is_over_is_no_news():
    over = make_article("住房补贴登记四月三十日截止。", file="住房/h.md", title="登记", expires=dt.date(2026, 4, 30))

    assert found("住房", new=[over], today=dt.date(2026, 5, 1)) == {}
    assert found("住房", new=[over], today=dt.date(2026, 4, 30)) == {"住房": ["住房/h.md"]}

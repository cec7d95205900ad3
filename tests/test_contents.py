from itertools import count

from bot.contents import LISTED, Contents, Topic, topic_of
from bot.model import Article, Paragraph

_numbers = count(1)


def an_article(file, *, topic=None, region=None):
    extra = (("topic", topic),) if topic else ()
    return Article(file, (Paragraph("职工可以申请。", 1, 1),), line=next(_numbers), region=region, extra=extra)


def passages_of(*articles):
    return enumerate(articles)


def test_an_article_names_its_topic_else_its_folder_does_where_that_has_a_chinese_name():
    assert topic_of(an_article("a/b.md", topic="互助")) == "互助"
    assert topic_of(an_article("住房/补贴/b.md")) == "补贴"
    assert topic_of(an_article("housing/b.md")) == "其他"


def test_topics_and_places_with_most_articles_come_first_and_an_article_counts_once():
    housing = [an_article("住房/a.md", region=("甘肃省", "兰州市")) for _ in range(2)]
    training = an_article("培训/a.md", region=("全国",))

    found = Contents.of([training, *housing], passages_of(training, housing[0], housing[0], housing[1]))

    assert found.topics == (Topic("住房", 2, (1, 3)), Topic("培训", 1, (0,)))
    assert found.places == (("甘肃省", "兰州市"), ("全国",))


def test_a_topic_of_very_many_articles_counts_them_all_and_lists_the_first():
    articles = [an_article("住房/a.md") for _ in range(LISTED + 5)]

    [topic] = Contents.of(articles, passages_of(*articles)).topics

    assert topic.count == LISTED + 5
    assert topic.firsts == tuple(range(LISTED))


def test_an_empty_library_has_no_contents():
    assert Contents.of((), ()) == Contents()

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article, Paragraph, Passage
from bot.tg.render import LIMIT, clean, units
from bot.tg.workers.pages import page_with, pages_of

ALPHABET = "公<&😀。\n\u0301\ud800\x00"
TEXTS = st.lists(
    st.tuples(st.text(min_size=1, max_size=6, alphabet=ALPHABET), st.integers(1, 900)).map(lambda one: one[0] * one[1]),
    min_size=1,
    max_size=8,
)


def passage_of(texts, quoted):
    paragraphs = tuple(Paragraph(text, number, number) for number, text in enumerate(texts, 1))
    article = Article("a.md", paragraphs, title="&" * 400, source="😀" * 90, region=("<" * 90,))
    return Passage("p", article, paragraphs[quoted % len(paragraphs)])


def plain(message):
    return html.unescape(re.sub(r"</?blockquote>", "", message))


@settings(max_examples=60)
@given(TEXTS, st.integers(0, 7), st.booleans())
def test_every_page_fits_and_the_quoted_paragraph_begins_on_its_page(texts, quoted, chosen):
    passage = passage_of(texts, quoted)

    pages = pages_of(passage, chosen=chosen)

    assert all(units(plain(page)) <= LIMIT for page in pages)
    assert "<blockquote>" in pages[page_with(passage)]
    assert sum(page.count("公") for page in pages) == "".join(map(clean, texts)).count("公")


def test_the_passage_is_on_the_same_page_whether_it_was_quoted_or_chosen():
    passages = [passage_of(["公" * length, "公" * 1600, "<<<<"], 2) for length in range(1600, 1720)]

    for passage in passages:
        for chosen in (False, True):
            assert "<blockquote>" in pages_of(passage, chosen=chosen)[page_with(passage)]


def test_a_short_article_is_one_page_and_counts_none():
    [page] = pages_of(passage_of(["一。", "二。"], 1))

    assert page.endswith("一。\n\n【引用的就是这一段】\n<blockquote>二。</blockquote>")

"""What passages say, folded: looked up in arrays it is what it is worked out to be."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, Paragraph, Passage
from bot.search.wording import Wording, kept, told, wording_of, wordings_of

TEXTS = st.lists(
    st.text(st.sampled_from("工会驿站裏ＡＢ。！？?\n 　”，的é\ud800"), min_size=1, max_size=40), max_size=5
)


def passages_of(texts, *, title="標題\n二"):
    paragraphs = tuple(Paragraph(text, n, n, section=("节",) * (n % 2)) for n, text in enumerate(texts))
    article = Article("a.md", paragraphs, title=title)
    return tuple(Passage(str(n), article, paragraph) for n, paragraph in enumerate(paragraphs))


@given(TEXTS)
def test_what_is_kept_is_what_is_told(texts):
    passages = passages_of(texts)

    found, known = kept(wordings_of(passages)), told(passages)

    assert [found(n) for n in range(len(passages))] == [known(n) for n in range(len(passages))]


def test_a_passage_is_folded_with_its_headline_and_its_sentences_apart():
    [_, passage] = passages_of(("无", "驛站開門。很ＯＫ！"))

    assert wording_of(passage) == Wording("标题 二", "标题 二 节", "驿站开门。很ok!", (0, 5, 5, 9))
    assert wording_of(passage).sentences == ("驿站开门。", "很ok!")
    assert wording_of(passage).pieces == ("标题 二 节\n驿站开门。", "标题 二 节\n很ok!")

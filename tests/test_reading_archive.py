"""What is packed comes back value for value."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, Paragraph, Problem
from bot.reading.archive import ArchiveError, pack, unpack

texts = st.text(min_size=1, max_size=20)
names = st.none() | texts
dates = st.none() | st.dates(min_value=dt.date(1950, 1, 1))
tuples = st.lists(texts, max_size=3).map(tuple)
numbers = st.integers(1, 9)
paragraphs = st.builds(Paragraph, texts, numbers, numbers, st.just((1,)) | st.just(()), tuples, st.booleans())
articles = st.builds(
    Article, texts, st.lists(paragraphs, max_size=3).map(tuple), names, names, names, names, names, names, dates, dates,
    st.none() | tuples, names, names, numbers, st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)  # fmt: skip
problems = st.builds(Problem, texts, st.none() | numbers, texts, texts, st.booleans())
reads = st.tuples(st.lists(articles, max_size=3).map(tuple), st.lists(problems, max_size=3).map(tuple))


@given(reads)
def test_it_comes_back_as_it_was_on_one_line(read):
    packed = pack(read)

    assert unpack(packed) == read
    assert "\n" not in packed


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"articles": [{}], "problems": []}', '{"articles": 7, "problems": []}']
)
def test_what_was_not_packed_is_refused(text):
    with pytest.raises(ArchiveError):
        unpack(text)

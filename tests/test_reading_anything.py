"""Whatever the bytes of a file, its reader ends with articles or with a problem and its mend, and never by an error."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.reading.files import Found
from bot.reading.formats import EXPORT, HEAVY, MARKDOWN, PLAIN, read_file
from bot.reading.sandbox import Sandbox
from tests.make_files import make_docx, make_pdf, paragraph

PIECES = st.sampled_from(
    ["---\n", "title: ", "date: 2026-13-40\n", "# ", "\n\n", "|a|b|\n|-|-|\n", "<p>", "</div>", "<script>", "&#x110000;", "&amp",
     '{"text": "', '"}\n', "[[[[", "\\ud800", "\0", "\u202e", "\u0301", "公租房", "第一版", "（一）", "2026年", "\r", "\ufeff", "![](x)"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)
BYTES = TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")) | TEXTS.map(lambda text: text.encode("gb18030", "ignore")) | st.binary(max_size=300)  # fmt: skip
WHOLE = {".docx": make_docx(paragraph("职工可以申请。") * 3), ".pdf": make_pdf([(60, 700, 10, "职工可以申请。")]), ".html": b"<html><body><h1>a</h1><p>b</p></body></html>"}  # fmt: skip
LIGHT = sorted(MARKDOWN | PLAIN | EXPORT)
ANY_TIME = settings(deadline=None, suppress_health_check=list(HealthCheck))


def is_well_read(read, name):
    articles, problems = read
    return (
        all(article.file == name and all(p.text.strip() for p in article.paragraphs) for article in articles)
        and all(problem.file == name and problem.problem and problem.mend for problem in problems)
        and (articles or problems)
    )


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as opened:
        yield opened


@pytest.mark.parametrize("suffix", LIGHT)
@given(data=BYTES)
@example(data=b"\xef\xbb\xbf")
@settings(ANY_TIME, max_examples=60)
def test_the_readers_of_text_take_any_bytes(tmp_path_factory, suffix, data):
    file = tmp_path_factory.mktemp("any") / f"a{suffix}"
    file.write_bytes(data)

    assert is_well_read(read_file(Found(file.name, file)), file.name)


@pytest.mark.parametrize("suffix", sorted(HEAVY & WHOLE.keys()))
@given(data=st.data())
@settings(ANY_TIME, max_examples=8)
def test_the_readers_of_heavy_formats_take_any_bytes(tmp_path_factory, sandbox, suffix, data):
    whole = WHOLE[suffix]
    at, patch = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.binary(min_size=1, max_size=40))
    file = tmp_path_factory.mktemp("any") / f"a{suffix}"
    file.write_bytes(data.draw(st.sampled_from([whole[:at] + patch + whole[at + len(patch) :], whole[:at], patch])))

    assert is_well_read(sandbox.read(Found(file.name, file)), file.name)

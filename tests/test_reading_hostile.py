"""A folder full of hostile and broken files: each ends as a problem, the good ones are read."""

import os

from bot.reading.corpus import read_corpus
from bot.reading.word import LIMIT
from tests.make_corpus import make_corpus
from tests.make_files import make_docx, make_pdf

ONE = "困难职工可以申请住房补贴，由基层工会代为办理。"
GOOD = f"# 住房帮扶\n\n{ONE}\n"
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 2000000000>>endobj\n"
)
BAD = {
    "bad/line.md": f"# 标题\n\n{'工' * 3_500_000}",
    "bad/char.txt": "工" * 100_000,
    "bad/marks.txt": "标题\na" + "\u0301" * 200_000,
    "bad/control.txt": "\0\x01\x02" * 50,
    "bad/surrogate.jsonl": '{"text": "\\ud800"}',
    "bad/nested.jsonl": "[" * 100_000,
    "bad/brackets.md": "[" * 15_000,
    "bad/alias.md": "---\na: &a [*a]\n---\n",
    "bad/bomb.html": "<div>" * 20_000,
    "bad/bomb.docx": make_docx(" " * (LIMIT + 1)),
    "bad/loop.pdf": LOOP + b"trailer<</Root 1 0 R>>",
    "bad/scan.pdf": make_pdf([]),
    "bad/cut.pdf": make_pdf([(60, 700, 10, ONE)])[:400],
    "bad/empty.md": b"",
    "bad/two.txt": ONE.encode("gbk") * 40 + ONE.encode() * 40,
    "bad/picture.md": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0",
    "bad/old.doc": b"\xd0\xcf\x11\xe0",
}


def test_each_ends_as_a_problem_with_its_mend_and_the_others_are_read(tmp_path):
    good = {f"good/{n}.md": GOOD for n in range(5)}
    make_corpus(tmp_path, {**BAD, **good})
    os.mkfifo(tmp_path / "bad/pipe.md")
    (tmp_path / "bad/device.md").symlink_to("/dev/zero")
    (tmp_path / "bad/out.md").symlink_to("../../out.md")
    with (tmp_path / "bad/huge.pdf").open("wb") as file:
        file.truncate(2 << 30)

    reading = read_corpus(tmp_path)

    named = {problem.file for problem in reading.problems}
    assert named == {*BAD, "bad/pipe.md", "bad/device.md", "bad/out.md", "bad/huge.pdf"}
    assert {article.file for article in reading.articles} == set(good)
    assert all(problem.mend for problem in reading.problems)

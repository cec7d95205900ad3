"""A heavy file is read in a process of its own, which may be slow, greedy or dead without harm."""

from bot.reading import problems
from bot.reading.files import Found
from bot.reading.formats import read_file
from bot.reading.sandbox import Sandbox
from tests.make_corpus import make_corpus
from tests.make_files import make_docx, paragraph

ONE = "困难职工可以申请住房补贴。"
GOOD = make_docx(paragraph("住房帮扶办法") + paragraph(ONE))


def found(root, name, data):
    return Found(name, make_corpus(root, {name: data}) / name)


def test_it_reads_what_would_be_read_without_it(tmp_path):
    file = found(tmp_path, "a.docx", GOOD)

    with Sandbox() as sandbox:
        assert sandbox.read(file) == read_file(file)


def test_after_a_file_that_killed_it_the_next_is_read(tmp_path):
    nested = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    bad = found(tmp_path, "a.docx", make_docx(nested))
    good = found(tmp_path, "b.docx", GOOD)

    with Sandbox() as sandbox:
        assert sandbox.read(bad) == ((), (problems.BROKEN_FILE.at("a.docx", suffix=".docx"),))
        assert sandbox.read(good) == read_file(good)


def test_a_file_that_takes_too_long_is_given_up(tmp_path):
    with Sandbox(seconds=0) as sandbox:
        assert sandbox.read(found(tmp_path, "a.docx", GOOD)) == ((), (problems.TOO_SLOW.at("a.docx", seconds=0),))


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path):
    greedy = found(tmp_path, "a.jsonl", b"")
    with greedy.path.open("wb") as file:
        file.truncate(60 << 20)

    with Sandbox(megabytes=130) as sandbox:
        assert sandbox.read(greedy) == ((), (problems.TOO_HUNGRY.at("a.jsonl"),))

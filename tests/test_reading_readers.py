"""Many files are read side by side and come back in their order."""

from bot.reading.files import Found
from bot.reading.formats import read_file
from bot.reading.readers import MANY, read_all
from tests.make_corpus import make_corpus


def test_children_read_what_one_process_reads_in_the_same_order(tmp_path):
    names = [f"{n}.md" for n in range(12)]
    make_corpus(tmp_path, {name: f"# 第{name}篇\n\n职工可以申请第{name}项补贴。\n" for name in names})
    make_corpus(tmp_path, {"5.md": b"\xff\x81"})
    files = [Found(name, tmp_path / name, MANY) for name in names]

    assert list(read_all(files, children=2)) == [read_file(file) for file in files]

"""What was read is remembered, file by file, and forgotten as soon as it may be wrong."""

from bot.known import Known
from bot.reading import corpus
from bot.reading.corpus import read_corpus
from tests.make import Left
from tests.make_corpus import make_corpus

GOOD = "# 住房帮扶\n\n## 一、条件\n\n困难职工可以申请住房补贴。\n\n按季度发\n"
OTHER = "# 培训\n\n职工技能培训免费报名。\n"
EXPORTED = '{"title": "甲", "text": "第一段。\\n第二段。"}\n{"title": "乙", "text": "第三段。"}\n'


def remembered(left):
    return Known(dict(left.tables), keeper=left)


def test_it_makes_no_difference_to_what_is_read(tmp_path):
    files = {"a.md": GOOD, "b.md": "---\ntitle: 乙\n", "c.md": b"\xff\x81", "d.txt": OTHER, "e.jsonl": EXPORTED}
    root, left = make_corpus(tmp_path, files), Left()
    plain = read_corpus(root)

    first, second = (read_corpus(root, known=remembered(left)) for _ in range(2))

    assert first == second == plain
    assert [article.paragraphs[0] for article in second.articles] == [a.paragraphs[0] for a in plain.articles]


def test_an_unchanged_file_is_not_read_again(tmp_path, monkeypatch):
    root, left = make_corpus(tmp_path, {"a.md": GOOD, "b.md": OTHER}), Left()
    read_corpus(root, known=remembered(left))
    make_corpus(root, {"b.md": OTHER + GOOD})
    read, asked = corpus.read_all, []
    monkeypatch.setattr(corpus, "read_all", lambda found: (asked.extend(one.name for one in found), read(found))[1])

    read_corpus(root, known=remembered(left))

    assert asked == ["b.md"]


def test_a_changed_file_is_read_again_and_a_removed_one_is_gone(tmp_path):
    root, left = make_corpus(tmp_path, {"a.md": GOOD, "b.md": GOOD, "c.md": GOOD, "d.md": OTHER}), Left()
    read_corpus(root, known=remembered(left))
    make_corpus(root, {"b.md": OTHER})
    (root / "c.md").unlink()

    assert read_corpus(root, known=remembered(left)) == read_corpus(root)


def test_a_row_that_is_another_file_s_is_not_recalled_under_its_key(tmp_path):
    root, left = make_corpus(tmp_path, {"a.md": GOOD, "b.md": OTHER}), Left()
    read_corpus(root, known=remembered(left))
    make_corpus(root, {"a0.md": OTHER})

    assert read_corpus(root, known=remembered(left)) == read_corpus(root)
    assert read_corpus(root, known=remembered(left)) == read_corpus(root)


def test_a_file_that_could_not_be_read_is_not_remembered(tmp_path):
    root, left = make_corpus(tmp_path, {"a.md": "---\ntitle: 甲\n", "b.md": GOOD}), Left()

    read_corpus(root, known=remembered(left))

    assert len(left.tables["read.keys"]) == 1

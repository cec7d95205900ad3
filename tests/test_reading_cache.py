"""What was read is remembered, file by file, and forgotten as soon as it may be wrong."""

from bot.reading.cache import Cache
from bot.reading.corpus import read_corpus
from tests.make_corpus import make_corpus

GOOD = "# 住房帮扶\n\n困难职工可以申请住房补贴。\n"
OTHER = "# 培训\n\n职工技能培训免费报名。\n"


def test_it_makes_no_difference_to_what_is_read(tmp_path):
    root = make_corpus(
        tmp_path / "corpus", {"a.md": GOOD, "b.md": "---\ntitle: 乙\n", "c.md": b"\xff\x81", "d.txt": OTHER}
    )
    plain = read_corpus(root)

    first, second = (read_corpus(root, cache=tmp_path / "cache") for _ in range(2))

    assert first == second == plain


def test_a_changed_file_is_read_again_and_a_removed_one_is_gone(tmp_path):
    root = make_corpus(tmp_path / "corpus", {"a.md": GOOD, "b.md": GOOD, "c.md": GOOD})
    read_corpus(root, cache=tmp_path / "cache")
    make_corpus(root, {"b.md": OTHER})
    (root / "c.md").unlink()

    assert read_corpus(root, cache=tmp_path / "cache") == read_corpus(root)


def test_a_damaged_cache_is_as_good_as_none(tmp_path):
    root = make_corpus(tmp_path / "corpus", {"a.md": GOOD})
    cache = tmp_path / "cache"
    read_corpus(root, cache=cache)
    for damaged in (b"\xff\xfe", b"junk\n\t\t\n", cache.read_bytes().replace("补贴".encode(), "津贴".encode())):
        cache.write_bytes(damaged)

        assert read_corpus(root, cache=cache) == read_corpus(root)


def test_a_file_that_could_not_be_read_is_not_remembered(tmp_path):
    root = make_corpus(tmp_path / "corpus", {"a.md": "---\ntitle: 甲\n"})

    read_corpus(root, cache=tmp_path / "cache")

    assert not (tmp_path / "cache").exists() or Cache(tmp_path / "cache").recall("") is None


def test_a_cache_that_cannot_be_kept_costs_nothing_but_time(tmp_path):
    root = make_corpus(tmp_path / "corpus", {"a.md": GOOD})
    (tmp_path / "cache").mkdir()  # a name that no file can take

    assert read_corpus(root, cache=tmp_path / "cache") == read_corpus(root)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "corpus"]


def test_what_a_kill_left_of_a_cache_is_replaced_by_the_next(tmp_path):
    root = make_corpus(tmp_path / "corpus", {"a.md": GOOD})
    (tmp_path / "cache.new").write_text("half")

    read_corpus(root, cache=tmp_path / "cache")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "corpus"]

"""What was worked out at the last build makes no difference to this one but in time."""

import re

import numpy as np
import pytest

from bot.known import Known, keys_of
from bot.passages import description
from bot.search import counting
from bot.store import building
from bot.store.fingerprint import program_fingerprint
from bot.store.kept import keep, read_kept
from bot.store.shelf import KNOWN
from bot.store.snapshots import FOLDER
from tests.make import Left
from tests.make_corpus import make_corpus

ARTICLES = {
    f"{n}.md": f"# 第{n}篇：住房帮扶\n\n困难职工{word}可以申请住房补贴{n}000元，每季度发一次，名单要公示。\n\n"
    f"银川市总工会3月{n}日说，{word}培训不收费，{word}结业的发证书，报名请到服务站去。\n"
    for n, word in enumerate(("木工", "电工", "焊工", "钳工", "木工"), start=1)
}
OTHER = "# 培训\n\n职工技能培训免费报名，困难职工木工可以申请住屋补贴1000元，每季度发一次，名单要公示。\n"


@pytest.fixture(autouse=True)
def large(monkeypatch):
    monkeypatch.setattr(counting, "LARGE", 0)


def laid_out(corpus, state):
    """All bytes of the snapshot but the time at which it was built."""
    state.mkdir(exist_ok=True)
    building.lay_out(corpus, state)
    parts = {path.name: path.read_bytes() for path in (state / FOLDER / ".new").iterdir()}
    manifest = parts.pop("manifest.json").split(b"\n", 1)[1]
    return {**parts, "manifest.json": re.sub(rb'"built":"[^"]*"', b"", manifest)}


def test_a_build_after_a_change_is_that_from_nothing_byte_for_byte(tmp_path):
    corpus = make_corpus(tmp_path / "corpus", ARTICLES)
    first = laid_out(corpus, tmp_path / "state")
    make_corpus(corpus, {"3.md": OTHER, "0.md": ARTICLES["2.md"] + "\n木工班在白菜村开课。\n"})
    (corpus / "4.md").unlink()

    second = laid_out(corpus, tmp_path / "state")

    assert second == laid_out(corpus, tmp_path / "empty") != first


@pytest.mark.parametrize(
    ("written", "removed"),
    [({"3.md": OTHER}, ()), ({}, ("2.md",)), ({"00.md": OTHER}, ()), ({"9.md": ARTICLES["1.md"]}, ("1.md",))],
    ids=["changed", "removed", "added", "renamed"],
)
def test_after_one_file_all_bytes_are_those_from_nothing_whoever_told_them(tmp_path, monkeypatch, written, removed):
    corpus = make_corpus(tmp_path / "corpus", ARTICLES)
    first = laid_out(corpus, tmp_path / "state")
    make_corpus(corpus, written)
    for name in removed:
        (corpus / name).unlink()

    second = laid_out(corpus, tmp_path / "state")

    monkeypatch.setattr(description, "MANY", 0)
    monkeypatch.setattr(counting, "MANY", 0)
    assert second == laid_out(corpus, tmp_path / "empty") != first


def test_what_is_known_is_not_worked_out_again(tmp_path, monkeypatch):
    corpus = make_corpus(tmp_path / "corpus", ARTICLES)
    first = laid_out(corpus, tmp_path / "state")
    kept = (tmp_path / "state" / KNOWN / "kept").stat()

    def never(*_, **__):
        raise AssertionError("worked out again")

    for name in (
        "bot.search.counting.count_batch",
        "bot.search.wording._folded",
        "bot.passages.description.told",
        "bot.passages.description.article_region",
        "bot.passages.description.report_date",
        "bot.passages.containment.positions_of",
        "bot.passages.versions._share_wording",
        "bot.passages.near._is_near",
    ):
        monkeypatch.setattr(name, never)

    assert laid_out(corpus, tmp_path / "state") == first
    assert (tmp_path / "state" / KNOWN / "kept").stat().st_mtime_ns == kept.st_mtime_ns


def test_only_what_the_last_build_used_stays_known(tmp_path):
    corpus = make_corpus(tmp_path / "corpus", ARTICLES)
    laid_out(corpus, tmp_path / "state")
    for n in range(2, 6):
        (corpus / f"{n}.md").unlink()

    laid_out(corpus, tmp_path / "state")
    laid_out(corpus, tmp_path / "empty")

    left, alone = (read_kept(tmp_path / name / KNOWN) for name in ("state", "empty"))
    for tables in left, alone:  # by which of its runs a paragraph was found, nothing depends on
        tables["places.anchors"] = tables["places.anchors"] != 0
    assert {name: array.tolist() for name, array in left.items()} == {name: a.tolist() for name, a in alone.items()}


def test_what_another_program_knew_is_forgotten(tmp_path):
    corpus = make_corpus(tmp_path / "corpus", ARTICLES)
    first = laid_out(corpus, tmp_path / "state")
    other = read_kept(tmp_path / "state" / KNOWN)
    program = np.frombuffer(program_fingerprint()[::-1].encode(), np.uint8)
    keep(tmp_path / "state" / KNOWN, {**other, "counts.counts0": other["counts.counts0"] * 2, "program": program})

    assert laid_out(corpus, tmp_path / "state") == first


def test_rows_are_found_by_their_keys():
    keys = keys_of(["甲", "乙", "丙"])
    left = Left()
    Known(keeper=left).leave("a", {"b": np.arange(3)}, keys=keys)
    second = Known(left.tables)

    assert second.rows("a", keys_of(["丙", "丁", "甲"])).tolist() == [2, -1, 0]
    assert second.rows("c", keys).tolist() == [-1, -1, -1]
    assert second.rows("a", keys_of([])).tolist() == []
    assert second.table("a")["b"].tolist() == [0, 1, 2]


def test_what_is_left_goes_at_once_and_counts_where_anything_is_new():
    first, again = Left(), Left()
    known = Known(keeper=first)
    known.leave("a", {"b": np.arange(1)}, keys=keys_of(["甲"]))
    assert (sorted(first.tables), first.finished) == (["a.b", "a.keys"], 0)
    known.done()
    second = Known(first.tables, keeper=again)
    second.leave("a", {"b": np.arange(1)}, keys=keys_of(["甲"]))
    second.done()

    assert (first.finished, again.finished) == (1, 0)
    assert not second.table("a")


def test_a_table_of_the_last_build_is_let_go_of_once_that_for_the_next_is_left():
    before, left = Left(), Left()
    Known(keeper=before).leave("a", {"b": np.arange(3)}, keys=keys_of(["甲"]))
    known = Known(before.tables, keeper=left)

    known.leave("a", {"b": np.arange(4)}, keys=keys_of(["甲"]))

    assert not known.table("a").get("b", ())
    assert before.tables["a.b"].tolist() == [0, 1, 2]
    known.done()
    assert left.finished == 0

"""A part whose bytes stand already is another name of that file; whatever becomes of either, it is the part or an error."""

import errno
import os
import shutil

import numpy as np
import pytest

from bot.search import counting, letters
from bot.store import building
from bot.store.disk import Disk
from bot.store.kept import keep, read_kept
from bot.store.parts import DamagedError, Parts, read_parts
from bot.store.shelf import CACHE, KNOWN
from bot.store.snapshots import FOLDER, Snapshots
from tests.make_corpus import make_corpus

TEXT = {"version": "ab12"}
ARRAYS = {"texts": np.arange(100_000, dtype=np.uint16), "ends": np.arange(9), "none": np.zeros((0, 2))}


def written(folder, arrays, *, disk=None):
    with Parts(disk or Disk(), folder, state=folder.parent.parent) as parts:
        parts.add_text(TEXT)
        for name, array in arrays.items():
            parts.add(name, array)
        parts.finish({})
    return folder


def same_file(one, other, name):
    return (one / f"{name}.npy").samefile(other / f"{name}.npy")


def holds(folder, arrays):
    text, found = read_parts(folder)
    return text == TEXT and all(np.array_equal(found[name], array) for name, array in arrays.items())


def test_what_stands_already_is_another_name_of_that_file_whatever_it_was_called(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)

    second = written(tmp_path / "known.cache" / "kept", {**ARRAYS, "ends": np.arange(9)[::-1]})

    assert same_file(first, second, "texts")
    assert not same_file(first, second, "ends")
    assert holds(second, {**ARRAYS, "ends": np.arange(9)[::-1]})


def test_a_checksum_is_that_of_the_bytes_whatever_another_folder_says_of_them(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)
    other = written(tmp_path / "known.cache" / "kept", {name: array + 1 for name, array in ARRAYS.items()})
    shutil.copy(other / "manifest.json", first / "manifest.json")

    second = written(tmp_path / "libraries" / "2", ARRAYS)

    assert same_file(first, second, "texts")
    assert holds(second, ARRAYS)


def test_a_file_that_is_another_by_the_time_it_is_linked_is_none_of_the_parts(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)

    class Replacing(Disk):
        def link(self, old, new):
            old.with_suffix(".new").write_bytes(old.read_bytes()[::-1])
            old.with_suffix(".new").replace(old)
            return super().link(old, new)

    second = written(tmp_path / "libraries" / "2", ARRAYS, disk=Replacing())

    assert not same_file(first, second, "texts")
    assert holds(second, ARRAYS)


def test_what_another_folder_shares_stays_when_that_goes(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)
    second = written(tmp_path / "libraries" / "2", ARRAYS)

    shutil.rmtree(first)

    assert holds(second, ARRAYS)


@pytest.mark.parametrize("error", [errno.EPERM, errno.EMLINK, errno.EXDEV, errno.EOPNOTSUPP])
def test_where_a_file_gets_no_second_name_it_is_written(tmp_path, monkeypatch, error):
    def refused(*_):
        raise OSError(error, "no link")

    monkeypatch.setattr(os, "link", refused)
    first = written(tmp_path / "libraries" / "1", ARRAYS)

    second = written(tmp_path / "libraries" / "2", ARRAYS)

    assert not same_file(first, second, "texts")
    assert holds(second, ARRAYS)


def test_what_is_damaged_is_written_anew(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)
    raw = bytearray((first / "texts.npy").read_bytes())
    raw[-1] ^= 1
    (first / "texts.npy").write_bytes(raw)

    second = written(tmp_path / "libraries" / "2", ARRAYS)

    assert holds(second, ARRAYS)
    with pytest.raises(DamagedError):
        read_parts(first)


def test_what_goes_meanwhile_is_written(tmp_path):
    first = written(tmp_path / "libraries" / "1", ARRAYS)

    second = written(tmp_path / "libraries" / "2", ARRAYS, disk=Disk(lambda step: shutil.rmtree(first, step != "link")))

    assert holds(second, ARRAYS)


def test_what_is_half_written_is_no_ones_other_name(tmp_path):
    half = tmp_path / "libraries" / ".new"
    with Parts(Disk(), half, state=tmp_path) as parts:
        parts.add("texts", ARRAYS["texts"])
    second = written(tmp_path / "libraries" / "2", ARRAYS)

    assert not same_file(half, second, "texts")


@pytest.fixture
def laid_out(tmp_path, monkeypatch):
    """Builds the corpus as a child process does, and takes it up: the folder of its snapshot."""
    monkeypatch.setattr(counting, "LARGE", 0)
    state = tmp_path / "state"
    state.mkdir()

    def build():
        snapshots = Snapshots(state)
        name = building.lay_out(tmp_path / "corpus", state)
        kept = snapshots.promote(snapshots.laid_out(name), corpus=name)
        return state / FOLDER / f"{kept.number:06}-{name}"

    return build


SHARED = ("wordings", "texts", "paragraphs.passages", "articles.passages")


def shared(snapshot, state):
    """Whether parts that make most of a snapshot are other names of what is kept."""
    kept = {path.stat().st_ino for name in (KNOWN, CACHE) for path in (state / name / "kept").iterdir()}
    return all((snapshot / f"{name}.npy").stat().st_ino in kept for name in SHARED)


def test_what_is_kept_for_the_next_build_and_in_the_snapshot_too_stands_once(tmp_path, laid_out):
    make_corpus(tmp_path / "corpus", {"1.md": "# 培训\n\n电工班免费报名。\n", "2.md": "# 救助\n\n大病可以申请救助。\n"})
    first = laid_out()
    make_corpus(tmp_path / "corpus", {"2.md": "# 救助\n\n大病的会员可以申请救助。\n"})

    second = laid_out()

    assert shared(second, tmp_path / "state")
    assert (first / "wordings.npy").stat().st_nlink == 1  # its other name went with what was kept before
    assert (first / "article_of.npy").samefile(second / "article_of.npy")


def test_words_that_the_newest_snapshot_sounds_are_not_sounded_again(tmp_path, laid_out, monkeypatch):
    corpus = make_corpus(tmp_path / "corpus", {"1.md": "# 培训\n\n电工班免费报名。\n"})
    laid_out()
    make_corpus(corpus, {"2.md": "# 培训\n\n电工班报名免费。\n"})
    sounded = []
    monkeypatch.setattr(letters, "_heard", {})
    monkeypatch.setattr(letters, "_sounded", lambda word: sounded.append(word) or word)

    laid_out()

    assert (sounded, len(letters._heard) > 5) == ([], True)


@pytest.mark.parametrize("fate", ["damaged", "gone"])
def test_after_a_snapshot_came_to_harm_the_next_build_is_whole(tmp_path, laid_out, fate):
    corpus = make_corpus(tmp_path / "corpus", {"1.md": "# 培训\n\n电工班免费报名。\n"})
    first = laid_out()
    if fate == "damaged":
        for path in first.iterdir():
            path.write_bytes(path.read_bytes()[:-1])
        assert read_kept(tmp_path / "state" / KNOWN) == {}
    else:
        shutil.rmtree(first)
        assert read_kept(tmp_path / "state" / KNOWN)
    make_corpus(corpus, {"2.md": "# 救助\n\n大病的会员可以申请救助。\n"})

    second = laid_out()

    snapshots = Snapshots(tmp_path / "state")
    assert [passage.text for passage in snapshots.load(snapshots.kept()[0]).passages] == [
        "电工班免费报名。",
        "大病的会员可以申请救助。",
    ]
    assert shared(second, tmp_path / "state")


def test_keeping_the_same_again_writes_nothing_of_it(tmp_path):
    keep(tmp_path / "vectors.cache", ARRAYS)
    before = (tmp_path / "vectors.cache" / "kept" / "texts.npy").stat().st_ino

    keep(tmp_path / "vectors.cache", ARRAYS)

    assert (tmp_path / "vectors.cache" / "kept" / "texts.npy").stat().st_ino == before

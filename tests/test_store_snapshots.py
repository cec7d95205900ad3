"""A snapshot is the library or an error, whatever happens to the disk."""

import errno
import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_store import NOON, days

from bot.library import Library
from bot.loading import load_library
from bot.model import Article, Duplicate, DuplicateKind, Location, Paragraph, Passage, Problem
from bot.passages.divisions import Gazetteer
from bot.reading.corpus import Reading
from bot.search.index import Index
from bot.search.thesaurus import Thesaurus
from bot.store import fingerprint
from bot.store.disk import Disk
from bot.store.fingerprint import corpus_fingerprint, program_fingerprint
from bot.store.parts import Parts
from bot.store.snapshots import FOLDER, SnapshotError, SnapshotFault, Snapshots
from tests.faults.flips import NOTICED, of_snapshot

ROOT = Path(__file__).parent.parent
QUESTIONS = ("租房补贴多少钱", "电工班什么时候上课", "医疗互助怎么报销", "驿站几点开门", "怎么办信用卡")
NOWHERE = Gazetteer({}, {}, {})  # China's three thousand divisions would be most of a small snapshot
EMPTY = replace(Library.build(Reading(0, (), ())), gazetteer=NOWHERE)


@pytest.fixture(scope="module")
def small(library):
    return replace(library, gazetteer=NOWHERE)


def same(one, other):
    """Equal in every value, with the passages' places and kinds; the index by what it answers."""
    parts = ("files", "articles", "duplicates", "problems", "gazetteer", "contents")
    return (
        all(getattr(one, part) == getattr(other, part) for part in parts)
        and tuple(one.described()) == tuple(other.described())
        and one.index.thesaurus == other.index.thesaurus
        and all(one.answer(question) == other.answer(question) for question in QUESTIONS)
    )


def save(state, library, *, corpus="aa", disk=None, now=NOON):
    return Snapshots(state, disk=disk).save(library, corpus=corpus, now=now)


def names(state):
    return sorted(path.name for path in (state / FOLDER).iterdir())


class Failing(Disk):
    """A disk whose n-th step fails in one way."""

    def __init__(self, number, error):
        self.steps = 0
        self.number = number
        self.error = error
        super().__init__(self.count)

    def count(self, step):
        self.steps += 1
        if self.steps == self.number:
            raise OSError(self.error, step)


def test_a_library_comes_back_equal_in_every_value(tmp_path, library):
    kept = save(tmp_path, library)

    assert same(Snapshots(tmp_path).load(kept), library)
    assert (kept.number, kept.corpus, kept.built, kept.passages) == (1, "aa", NOON, len(library.passages))


def test_the_corpus_of_the_house_comes_back_equal(tmp_path):
    built = load_library(ROOT / "corpus")

    loaded = Snapshots(tmp_path).load(save(tmp_path, built))

    assert same(loaded, built)
    assert loaded.index.floor == built.index.floor
    assert {id(passage.article) for passage in loaded.passages} <= {id(article) for article in loaded.articles}


def test_an_empty_library_comes_back(tmp_path):
    assert same(Snapshots(tmp_path).load(save(tmp_path, EMPTY)), EMPTY)


TEXT = st.text(max_size=12)
WHOLE = st.integers(1, 999)
NAME = TEXT | st.none()
DAY = st.dates() | st.none()
PARAGRAPHS = st.builds(
    Paragraph, TEXT, WHOLE, WHOLE, seams=st.lists(WHOLE).map(tuple), section=st.lists(TEXT).map(tuple)
)
REGION = st.lists(TEXT).map(tuple) | st.none()
ARTICLES = st.builds(
    Article,
    TEXT,
    st.lists(PARAGRAPHS, max_size=3).map(tuple),
    title=NAME,
    date=DAY,
    expires=DAY,
    region=REGION,
    note=NAME,
    extra=st.lists(st.tuples(TEXT, TEXT)).map(tuple),
)
PLACES = st.builds(Location, TEXT, WHOLE, WHOLE)


@given(st.lists(ARTICLES, max_size=3), st.data())
@settings(max_examples=15)
def test_any_nouns_come_back_equal(tmp_path_factory, articles, data):
    also = st.lists(PLACES, max_size=2).map(tuple)
    own = st.sampled_from(
        [(a, p) for a in articles for p in a.paragraphs] or [(Article("x", ()), Paragraph("字", 1, 1))]
    )
    strange = st.tuples(ARTICLES, PARAGRAPHS)
    places = data.draw(st.lists(own | strange, max_size=4))
    passages = tuple(
        Passage(data.draw(TEXT), article, paragraph, also_in=data.draw(also), group=data.draw(NAME), region=data.draw(REGION))
        for article, paragraph in places
    )  # fmt: skip
    library = Library(
        files=data.draw(WHOLE),
        articles=tuple(articles),
        passages=passages,
        duplicates=tuple(data.draw(st.lists(st.builds(Duplicate, st.sampled_from(DuplicateKind), PLACES, PLACES)))),
        problems=tuple(data.draw(st.lists(st.builds(Problem, TEXT, WHOLE | st.none(), TEXT, TEXT, st.booleans())))),
        index=Index.build(passages, thesaurus=Thesaurus.read("炒鱿鱼 => 解除劳动合同\n坏行")),
        gazetteer=Gazetteer({"甲省": ("甲省",)}, {"甲省": (("甲省",),)}, {"甲": (("甲省",), ("乙省", "甲"))}),
    )
    state = tmp_path_factory.mktemp("state")

    loaded = Snapshots(state).load(save(state, library))

    assert same(loaded, library)


def test_arrays_stay_in_their_files_and_cannot_be_written(tmp_path, small):
    loaded = Snapshots(tmp_path).load(save(tmp_path, small))

    arrays = loaded.index.arrays()
    assert isinstance(arrays["paragraphs.impacts"].base, np.memmap)
    assert not arrays["paragraphs.impacts"].flags.writeable


def test_the_last_four_are_kept_newest_first(tmp_path):
    for files, corpus in enumerate(("a1", "b2", "c3", "d4", "e5")):
        save(tmp_path, replace(EMPTY, files=files), corpus=corpus)

    assert [kept.corpus for kept in Snapshots(tmp_path).kept()] == ["e5", "d4", "c3", "b2"]
    assert names(tmp_path) == ["000002-b2", "000003-c3", "000004-d4", "000005-e5"]


def test_of_libraries_that_are_alike_the_newest_is_kept(tmp_path, small):
    for library, corpus in ((small, "a1"), (EMPTY, "b2"), (small, "c3")):
        save(tmp_path, library, corpus=corpus)

    assert names(tmp_path) == ["000002-b2", "000003-c3"]


def test_an_older_one_is_made_the_newest_again_for_the_corpus_of_today(tmp_path, small):
    first = save(tmp_path, small, corpus="a1")
    save(tmp_path, EMPTY, corpus="b2", now=NOON + days(1))

    again = Snapshots(tmp_path).promote(first, corpus="b2")

    newest, _ = Snapshots(tmp_path).fitting("b2")
    assert newest == again
    assert same(Snapshots(tmp_path).load(newest), small)
    assert newest.library == first.library


def test_only_what_was_built_from_this_corpus_by_this_program_fits(tmp_path, small):
    kept = save(tmp_path, small, corpus="a1")

    assert Snapshots(tmp_path).fitting("a1") == (kept,)
    assert Snapshots(tmp_path).fitting("b2") == ()
    assert Snapshots(tmp_path, program="other").fitting("a1") == ()
    with pytest.raises(SnapshotError) as caught:
        Snapshots(tmp_path, program="other").load(kept)
    assert caught.value.fault is SnapshotFault.PROGRAM


def test_a_folder_without_snapshots_has_none(tmp_path):
    assert Snapshots(tmp_path / "nowhere").kept() == ()


def flip(path, at, bit):
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1 << bit
    path.write_bytes(raw)


def test_every_flipped_bit_and_every_cut_is_noticed(tmp_path, small):
    assert of_snapshot(tmp_path, small, 40) == {NOTICED: 40}


def test_a_damaged_manifest_is_passed_over_and_a_missing_part_is_named(tmp_path, small):
    kept = save(tmp_path, small)
    newer = save(tmp_path, EMPTY, corpus="bb")
    flip(tmp_path / FOLDER / "000002-bb" / "manifest.json", 70, 0)
    (tmp_path / FOLDER / "000001-aa" / "later.npy").unlink()

    assert Snapshots(tmp_path).kept() == (kept,)
    with pytest.raises(SnapshotError) as caught:
        Snapshots(tmp_path).load(kept)
    assert caught.value.part == "later.npy"
    with pytest.raises(SnapshotError):
        Snapshots(tmp_path).load(newer)


@pytest.mark.parametrize(
    "about",
    [
        {"program": "p", "built": "2026-11-24T02:00:00+00:00", "articles": 8, "passages": 9},  # as first released
        {"program": 1, "version": None, "built": 0, "articles": 8, "passages": 9},
        {},
    ],
)
def test_a_snapshot_in_another_programs_shape_is_passed_over_and_goes_with_the_next_save(tmp_path, small, about):
    with Parts(Disk(), tmp_path / FOLDER / "000007-aa", state=tmp_path) as parts:
        parts.finish(about)

    assert Snapshots(tmp_path).fitting("aa") == ()
    kept = save(tmp_path, small)
    assert (kept.number, names(tmp_path)) == (8, ["000008-aa"])


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (errno.ENOSPC, SnapshotFault.FULL),
        pytest.param(errno.EIO, SnapshotFault.UNREADABLE, marks=pytest.mark.slow),
        pytest.param(errno.EROFS, SnapshotFault.READ_ONLY, marks=pytest.mark.slow),
    ],
)
def test_whichever_step_fails_the_old_snapshot_answers_and_nothing_is_left_behind(tmp_path, small, error, fault):
    old = save(tmp_path, small)
    for number in itertools.count(1):
        try:
            save(tmp_path, EMPTY, corpus="bb", disk=Failing(number, error))
        except SnapshotError as raised:
            caught = raised
        else:
            break
        assert (caught.fault, str(tmp_path) in str(caught)) == (fault, False)
        assert names(tmp_path) == ["000001-aa"]
        assert Snapshots(tmp_path).kept() == (old,)

    assert number > 30
    assert names(tmp_path) == ["000001-aa", "000002-bb"]
    assert same(Snapshots(tmp_path).load(old), small)


def test_a_write_that_fails_half_way_through_a_part_leaves_nothing(tmp_path, small):
    disk = Failing(3, errno.ENOSPC)

    with pytest.raises(SnapshotError):
        save(tmp_path, small, disk=disk)

    assert names(tmp_path) == []


def test_two_savers_at_once_are_kept_apart(tmp_path, small):
    save(tmp_path, small)
    errors = []

    def save_too(step):
        if step == "rename":
            with pytest.raises(SnapshotError) as caught:
                save(tmp_path, EMPTY, corpus="cc")
            errors.append(caught.value.fault)

    save(tmp_path, replace(small, files=9), corpus="bb", disk=Disk(save_too))

    assert errors == [SnapshotFault.BUSY]
    assert names(tmp_path) == ["000001-aa", "000002-bb"]


def test_what_a_kill_left_half_written_is_taken_away_by_the_next_save(tmp_path, small):
    for left in (".new", ".gone"):
        (tmp_path / FOLDER / left).mkdir(parents=True)
        (tmp_path / FOLDER / left / "text.json").write_text("half")

    save(tmp_path, small)

    assert names(tmp_path) == ["000001-aa"]


def test_a_corpus_has_another_fingerprint_when_a_name_or_a_byte_changes(corpus):
    before = corpus_fingerprint(corpus)
    assert corpus_fingerprint(corpus) == before

    (corpus / "housing" / "rent.md").rename(corpus / "housing" / "flat.md")
    renamed = corpus_fingerprint(corpus)
    (corpus / "housing" / "flat.md").write_text("别的", encoding="utf-8")
    rewritten = corpus_fingerprint(corpus)
    (corpus / ".hidden").write_text("x")

    assert len({before, renamed, rewritten}) == 3
    assert corpus_fingerprint(corpus) == rewritten


def test_the_program_has_one_fingerprint():
    assert program_fingerprint.__wrapped__() == program_fingerprint()
    assert len(program_fingerprint()) == 16


@pytest.mark.parametrize(
    ("name", "counts"), [("code.py", True), ("words.txt", True), ("model.npz", True), ("x.compiled", False)]
)
def test_another_model_or_word_list_is_another_program(tmp_path, monkeypatch, name, counts):
    monkeypatch.setattr(fingerprint, "PROGRAM", tmp_path)
    found = set()
    for content in (b"one", b"other"):
        (tmp_path / name).write_bytes(content)
        found.add(program_fingerprint.__wrapped__())

    assert len(found) == (2 if counts else 1)

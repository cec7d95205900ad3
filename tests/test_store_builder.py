"""Libraries built by a process of its own: the same ones, mapped from the disk, kept once they are taken up."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.loading import CorpusError
from bot.mapped import Mapped
from bot.store.builder import Builder
from bot.store.disk import Disk
from bot.store.shelf import Shelf
from bot.store.snapshots import FOLDER, Snapshots
from tests.faults.editions import Here

ROOT = Path(__file__).parent.parent
QUESTION = "驿站几点关门"


def built(corpus, state, **options):
    return Shelf(corpus, state, **{"builder": Here(), **options})


def names(state):
    return sorted(path.name for path in (state / FOLDER).iterdir())


def test_it_is_the_library_that_this_process_would_build_and_lies_on_the_disk(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state", builder=Builder())
    told = []

    library = shelf.renew(corpus, progress=lambda *step: told.append(step))

    here = Shelf(corpus, None).build(corpus)
    assert [passage.text for passage in library.passages] == [passage.text for passage in here.passages]
    assert library.answer(QUESTION) == here.answer(QUESTION)
    assert isinstance(library.passages, Mapped)
    assert told[-1][0] == told[-1][1] > 0
    assert shelf.keep(library) == ()
    assert Shelf(corpus, tmp_path / "state").open().answer(QUESTION) == here.answer(QUESTION)


def test_it_is_kept_once_it_is_taken_up_and_a_start_builds_nothing(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state")
    library = shelf.renew(corpus)
    assert names(tmp_path / "state") == [".new"]

    assert shelf.keep(library) == ()

    [kept] = names(tmp_path / "state")
    assert kept.startswith("000001-")
    assert Shelf(tmp_path / "elsewhere", tmp_path / "state").open().answer(QUESTION).citations


def test_it_is_current_until_a_file_changes_and_while_it_is_what_was_read(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state")
    first = shelf.open()
    assert shelf.is_current()

    (corpus / "new.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")
    assert not shelf.is_current()
    shelf.stay()
    assert not shelf.is_current()
    shelf.keep(shelf.renew(corpus), instead_of=first)
    assert shelf.is_current()
    shelf.take_back(shelf.former()[0], instead_of=first)
    assert not shelf.is_current()


def test_without_a_process_of_its_own_nobody_knows_whether_it_is_current(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    shelf.open()

    assert not shelf.is_current()


def test_what_was_refused_does_not_stay(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state")
    shelf.open()
    (corpus / "new.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")
    shelf.renew(corpus)

    shelf.stay()

    [kept] = Snapshots(tmp_path / "state").kept()
    assert names(tmp_path / "state") == [f"{kept.number:06}-{kept.corpus}"]
    again = Shelf(corpus, tmp_path / "state").open()
    assert "职工夜校每周二开课。" not in {passage.text for passage in again.passages}


def test_one_that_another_program_swept_away_is_saved_from_memory(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state")
    library = shelf.renew(corpus)
    other = Shelf(corpus, tmp_path / "state")
    other.keep(other.build(corpus))

    assert shelf.keep(library) == ()

    assert len(names(tmp_path / "state")) == 1
    assert Shelf(corpus, tmp_path / "state").open().answer(QUESTION).citations


def test_a_disk_that_fails_at_taking_up_is_told_and_the_library_answers(corpus, tmp_path):
    def full(step):
        if step == "rename":
            raise OSError(errno.ENOSPC, "no space left")

    shelf = built(corpus, tmp_path / "state", disk=Disk(full))
    library = shelf.renew(corpus)

    [problem] = shelf.keep(library)

    assert "磁盘已满" in problem.problem
    assert library.answer(QUESTION).citations
    assert names(tmp_path / "state") == []


def test_where_no_disk_takes_it_this_process_builds(corpus, tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    shelf = built(corpus, tmp_path / "state")

    library = shelf.open()

    assert library.answer(QUESTION).citations
    assert library.problems[-1].file == "NIANGJIA_STATE"


def test_without_a_state_it_is_mapped_from_a_folder_that_is_gone(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # what others leave in theirs is theirs
    monkeypatch.setattr(tempfile, "tempdir", None)

    library = built(corpus, None, builder=Builder()).open()

    assert isinstance(library.passages, Mapped)
    assert library.answer(QUESTION).citations
    assert not list(tmp_path.glob("niangjia-*/libraries"))


def test_a_corpus_with_nothing_in_it_is_said_in_the_same_words(tmp_path):
    (tmp_path / "corpus").mkdir()
    with pytest.raises(CorpusError) as here:
        Shelf(tmp_path / "corpus", None).open()

    with pytest.raises(CorpusError) as there:
        built(tmp_path / "corpus", tmp_path / "state", builder=Builder()).open()

    assert str(there.value) == str(here.value)


def test_a_build_that_is_given_up_ends_and_the_next_is_not_in_its_way(corpus, tmp_path):
    shelf = built(corpus, tmp_path / "state", builder=Builder())

    with pytest.raises(CorpusError, match="信号 9"):
        shelf.renew(corpus, progress=lambda *_: shelf.give_up())

    assert Shelf(corpus, tmp_path / "state").open().answer(QUESTION).citations


def test_a_build_is_the_same_to_the_byte_whether_dictionary_and_sounds_were_known_or_not(corpus, tmp_path):
    program = "import sys; from pathlib import Path; from bot.store.building import lay_out; lay_out(*map(Path, sys.argv[1:]))"
    state, beside = tmp_path / "state", tmp_path / "bytecode"
    Shelf(corpus, state).open()
    [kept] = Snapshots(state).kept()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(beside), "PYTHONDONTWRITEBYTECODE": ""}

    for _ in range(2):  # the second finds what the first worked out
        subprocess.run([sys.executable, "-c", program, corpus, state], check=True, cwd=ROOT, env=environment)

        assert Snapshots(state).laid_out(kept.corpus).library == kept.library
    assert [path.name.split(".")[0] for path in sorted(beside.rglob("*.compiled"))] == ["dictionary"]

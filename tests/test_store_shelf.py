import errno

import pytest

from bot.loading import CorpusError
from bot.store.disk import Disk
from bot.store.shelf import Shelf, shelf_of


def texts(library):
    return [passage.text for passage in library.passages]


def test_an_unchanged_corpus_is_loaded_from_its_snapshot(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    built = shelf.open()
    (part,) = (tmp_path / "state" / "libraries").iterdir()

    again = shelf.open()

    assert (texts(again), again.answer("驿站几点关门")) == (texts(built), built.answer("驿站几点关门"))
    assert list((tmp_path / "state" / "libraries").iterdir()) == [part]


def test_a_look_takes_the_snapshot_that_fits_and_keeps_nothing(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    built = shelf.look()

    assert not (tmp_path / "state").exists()
    shelf.keep(built)
    kept = sorted((tmp_path / "state").rglob("*"))
    looked = shelf.look()
    assert looked.version  # a library that was built works it out when it is asked for
    assert texts(looked) == texts(built)
    assert sorted((tmp_path / "state").rglob("*")) == kept
    (corpus / "new.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")
    assert "职工夜校每周二开课。" in texts(shelf.look())


def test_a_changed_corpus_is_built_anew(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    shelf.open()
    (corpus / "new.md").write_text("# 夜校\n\n职工夜校每周二开课。\n", encoding="utf-8")

    assert "职工夜校每周二开课。" in texts(shelf.open())


def test_a_corpus_that_is_gone_leaves_the_last_good_library_answering(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    built = shelf.open()
    for path in corpus.rglob("*.md"):
        path.unlink()

    assert texts(shelf.open()) == texts(built)


def test_without_a_snapshot_a_missing_corpus_is_said(tmp_path):
    with pytest.raises(CorpusError):
        Shelf(tmp_path / "nowhere", tmp_path / "state").open()


def test_a_corpus_that_the_system_will_not_even_look_for_leaves_the_last_good_library(corpus, tmp_path):
    built = Shelf(corpus, tmp_path / "state").open()

    again = Shelf(tmp_path / ("長" * 300), tmp_path / "state").open()

    assert texts(again) == texts(built)


def test_a_state_that_the_system_will_not_even_look_for_keeps_nobody_from_asking(corpus, tmp_path):
    assert texts(Shelf(corpus, tmp_path / ("長" * 300)).look()) == texts(Shelf(corpus, None).look())


def test_a_damaged_snapshot_is_passed_over_and_built_anew(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    built = shelf.open()
    for path in (tmp_path / "state" / "libraries").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])

    assert texts(shelf.open()) == texts(built)


def test_what_cannot_be_saved_is_told_and_answers_all_the_same(corpus, tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")

    library = Shelf(corpus, tmp_path / "state").open()

    assert library.answer("驿站几点关门").citations
    assert library.problems[-1].file == "NIANGJIA_STATE"


def test_a_database_address_keeps_no_snapshot(corpus, tmp_path):
    shelf = shelf_of(corpus, "postgresql+psycopg://db/niangjia")

    assert shelf.state is None
    assert shelf.open().passages


def changed(corpus, number):
    """The corpus with one more article than before."""
    (corpus / f"new{number}.md").write_text(f"# 夜校\n\n职工夜校第{number}期开课。\n", encoding="utf-8")


def reloaded(shelf, library):
    new = shelf.build(shelf.corpus)
    assert shelf.keep(new, instead_of=library) == ()
    return new


def states(corpus, tmp_path, *, state):
    """A shelf that has served five libraries, oldest first."""
    shelf = Shelf(corpus, state)
    libraries = [shelf.open()]
    for number in range(1, 5):
        changed(corpus, number)
        libraries.append(reloaded(shelf, libraries[-1]))
    return shelf, libraries


@pytest.mark.parametrize("kept", [True, False], ids=["on the disk", "in memory"])
def test_any_of_the_last_three_libraries_can_be_taken_back_and_the_one_given_up_too(corpus, tmp_path, kept):
    shelf, (_, *former, served) = states(corpus, tmp_path, state=tmp_path / "state" if kept else None)
    assert [one.passages for one in shelf.former()] == [len(one.passages) for one in reversed(former)]

    back, problems = shelf.take_back(shelf.former()[2], instead_of=served)

    assert (texts(back), problems) == (texts(former[0]), ())
    again, problems = shelf.take_back(shelf.former()[0], instead_of=back)
    assert (texts(again), problems) == (texts(served), ())
    assert len(shelf.former()) == 3


def test_a_library_that_was_taken_back_is_served_after_a_restart_too(corpus, tmp_path):
    shelf, libraries = states(corpus, tmp_path, state=tmp_path / "state")

    shelf.take_back(shelf.former()[1], instead_of=libraries[-1])

    restarted = Shelf(corpus, tmp_path / "state")
    assert texts(restarted.open()) == texts(libraries[2])
    assert [one.passages for one in restarted.former()] == [len(libraries[n].passages) for n in (4, 3, 1)]


def test_a_reload_that_changes_nothing_pushes_no_library_out(corpus, tmp_path):
    for state in (tmp_path / "state", None):
        shelf, libraries = states(corpus, tmp_path, state=state)
        before = [one.passages for one in shelf.former()]

        for _ in range(3):  # as many as are kept
            libraries.append(reloaded(shelf, libraries[-1]))

        assert [one.passages for one in shelf.former()] == before


def test_a_corpus_that_was_refused_is_not_taken_up_by_a_restart(corpus, tmp_path):
    shelf = Shelf(corpus, tmp_path / "state")
    served = shelf.open()
    changed(corpus, 1)

    shelf.stay()

    assert texts(Shelf(corpus, tmp_path / "state").open()) == texts(served)


def test_a_library_that_could_not_be_saved_can_be_taken_back_all_the_same(corpus, tmp_path):
    def full(step):
        raise OSError(errno.ENOSPC, "no space left")

    shelf = Shelf(corpus, tmp_path / "state", disk=Disk(full))
    first = shelf.open()
    changed(corpus, 1)
    second = shelf.build(corpus)
    [problem] = shelf.keep(second, instead_of=first)

    [former] = shelf.former()
    back, _ = shelf.take_back(former, instead_of=second)

    assert "磁盘已满" in problem.problem
    assert texts(back) == texts(first)
    assert [one.passages for one in shelf.former()] == [len(second.passages)]

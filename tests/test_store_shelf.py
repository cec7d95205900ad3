import pytest

from bot.library import CorpusError
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

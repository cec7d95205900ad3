"""Arrays in one folder: read as they were kept, or not at all."""

import weakref

import numpy as np
import pytest

from bot.store.kept import Draft, keep, known_in, read_kept
from tests.faults.flips import NOTICED, of_kept

ARRAYS = {
    "keys": np.asarray([b"a" * 32, b"b" * 32], "S32"),
    "rows": np.asarray([[1, 0], [0, 1], [2, 2]], np.float16),
    "none": np.zeros((0, 4), np.int64),
    "odd": np.arange(5, dtype=np.uint8),
    "wide": np.arange(7, dtype=np.uint64),
}


def test_what_is_kept_is_read_again(tmp_path):
    keep(tmp_path / "state" / "known.cache", ARRAYS)

    found = read_kept(tmp_path / "state" / "known.cache")

    assert found.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert found[name].tolist() == array.tolist()
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["known.cache"]


def test_what_is_kept_takes_the_place_of_what_was_while_that_is_still_read(tmp_path):
    file = tmp_path / "known.cache"
    keep(file, ARRAYS)
    before = read_kept(file)

    keep(file, {"rows": np.zeros(3)})

    assert read_kept(file)["rows"].tolist() == [0, 0, 0]
    assert before["wide"].tolist() == list(range(7))


def test_nothing_kept_is_empty(tmp_path):
    assert read_kept(tmp_path / "known.cache") == {}
    keep(tmp_path / "known.cache", {})
    assert read_kept(tmp_path / "known.cache") == {}


def test_damage_is_noticed(tmp_path):
    folder = tmp_path / "known.cache"
    keep(folder, ARRAYS)
    assert of_kept(folder, 200) == {NOTICED: 200}
    for path in sorted((folder / "kept").iterdir()):
        keep(folder, ARRAYS)
        path.unlink()
        assert read_kept(folder) == {}


@pytest.mark.parametrize("place", ["state", "state/known.cache/.new"])
def test_a_place_that_cannot_be_written_is_no_error(tmp_path, place):
    taken = tmp_path / place
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_text("a file", encoding="utf-8")

    keep(tmp_path / "state" / "known.cache", ARRAYS)

    assert read_kept(tmp_path / "state" / "known.cache") == {}
    assert taken.read_text(encoding="utf-8") == "a file"


def test_a_file_that_an_earlier_program_kept_makes_way(tmp_path):
    (tmp_path / "known.cache").write_bytes(b"arrays")
    assert read_kept(tmp_path / "known.cache") == {}

    keep(tmp_path / "known.cache", ARRAYS)

    assert read_kept(tmp_path / "known.cache").keys() == ARRAYS.keys()


@pytest.mark.parametrize("begun", [True, False], ids=["amid it", "before"])
def test_a_draft_that_is_given_up_leaves_what_was_kept(tmp_path, begun):
    folder = tmp_path / "known.cache"
    keep(folder, ARRAYS)

    with Draft(folder) as draft:
        draft.add({"rows": np.zeros(3)} if begun else {})

    assert read_kept(folder).keys() == ARRAYS.keys()
    assert [path.name for path in folder.iterdir()] == ["kept"]


def test_of_two_at_once_the_first_is_kept_and_the_other_leaves_it_alone(tmp_path):
    folder = tmp_path / "known.cache"
    with Draft(folder) as first:
        first.add({"rows": np.arange(3)})
        keep(folder, ARRAYS)
        first.finish()

    assert read_kept(folder)["rows"].tolist() == [0, 1, 2]


def test_what_was_known_is_let_go_of_table_by_table(tmp_path):
    with known_in(tmp_path / "known.cache") as first:
        first.leave("a", {"b": np.arange(9)})
        first.leave("c", {"d": np.arange(9)})
        first.done()

    with known_in(tmp_path / "known.cache") as known:
        mapped = [weakref.ref(known.table(name)[column].base) for name, column in (("a", "b"), ("c", "d"))]
        known.leave("a", {"b": np.arange(8)})

        assert [array() is None for array in mapped] == [True, False]


def test_what_a_kill_left_goes_with_the_next(tmp_path):
    folder = tmp_path / "known.cache"
    for left in (".new", ".gone"):
        (folder / left).mkdir(parents=True)
        (folder / left / "rows.npy").write_bytes(b"half")

    keep(folder, ARRAYS)

    assert [path.name for path in folder.iterdir()] == ["kept"]
    assert read_kept(folder).keys() == ARRAYS.keys()

"""Arrays in one file: read as they were kept, or not at all."""

import numpy as np
import pytest

from bot.store.kept import keep, read_kept

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
    file = tmp_path / "known.cache"
    keep(file, ARRAYS)
    whole = file.read_bytes()

    for cut in (0, 10, 64, 65, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        assert read_kept(file) == {}
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert read_kept(file) == {}


@pytest.mark.parametrize("place", ["state", "state/known.cache"])
def test_a_place_that_cannot_be_written_is_no_error(tmp_path, place):
    taken = tmp_path / place
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("a file", encoding="utf-8") if place == "state" else taken.mkdir()

    keep(tmp_path / "state" / "known.cache", ARRAYS)

    assert read_kept(tmp_path / "state" / "known.cache") == {}
    assert not list(tmp_path.rglob("*.new"))

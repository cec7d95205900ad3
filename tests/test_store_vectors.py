import numpy as np

from bot.search.semantic import Vectorized
from bot.store.vectors import keep_vectors, read_vectors

KEPT = Vectorized(("a" * 32, "b" * 32), np.asarray([[1, 0], [0, 1]], np.float16))


def test_what_is_kept_is_read_again(tmp_path):
    keep_vectors(tmp_path / "state" / "vectors.npz", KEPT)

    found = read_vectors(tmp_path / "state" / "vectors.npz")

    assert (found.keys, found.rows.tolist()) == (KEPT.keys, KEPT.rows.tolist())
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["vectors.npz"]


def test_nothing_kept_is_empty(tmp_path):
    assert read_vectors(tmp_path / "vectors.npz").keys == ()


def test_damage_is_noticed_and_the_vectors_are_worked_out_again(tmp_path):
    file = tmp_path / "vectors.npz"
    keep_vectors(file, KEPT)
    whole = file.read_bytes()

    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        assert read_vectors(file).keys == ()


def test_a_place_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "state").write_text("a file", encoding="utf-8")

    keep_vectors(tmp_path / "state" / "vectors.npz", KEPT)

    assert (tmp_path / "state").read_text(encoding="utf-8") == "a file"

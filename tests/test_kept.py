"""What is worked out alike at each start is worked out once, and nothing that went wrong with it is believed."""

import sys

import numpy as np
import pytest

from bot import kept as module
from bot.kept import SUFFIX, kept


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Where bytecode goes, in a folder of its own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return lambda: sorted(tmp_path.rglob(f"*{SUFFIX}*"))


class Making:
    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return {"numbers": np.arange(1000), "text": np.frombuffer("租房".encode(), np.uint8)}


def plain(arrays):
    return {name: array.tolist() for name, array in arrays.items()}


def test_the_second_process_takes_what_the_first_made(beside):
    make = Making()

    found = [plain(kept("words", [b"one", b"two"], make)) for _ in range(3)]

    assert make.times == 1
    assert found == [plain(Making()())] * 3


@pytest.mark.parametrize("others", [[b"one", b"three"], [b"onetwo"], [b"onetw", b"o"], []])
def test_other_sources_are_another_thing_and_the_last_stays(beside, others):
    make = Making()
    kept("words", [b"one", b"two"], make)

    kept("words", others, make)
    kept("words", others, make)

    assert (make.times, len(beside())) == (2, 1)


def test_of_two_names_each_has_its_own(beside):
    kept("words", [b"one"], Making())
    kept("kinds", [b"one"], Making())

    assert len(beside()) == 2


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "other"])
def test_what_is_damaged_is_made_anew_and_written_again(beside, damage):
    kept("words", [b"one"], Making())
    (path,) = beside()
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        {
            "cut": whole[:middle],
            "empty": b"",
            "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "other": b"\x80\x04K\x01.",  # what pickle writes
        }[damage]
    )
    make = Making()

    assert plain(kept("words", [b"one"], make)) == plain(make())
    assert make.times == 2
    kept("words", [b"one"], make)
    assert make.times == 2


def test_where_nothing_can_be_written_it_is_made_each_time(beside, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    make = Making()

    assert [plain(kept("words", [b"one"], make)) for _ in range(2)] == [plain(make())] * 2
    assert (make.times, beside()) == (3, [])


def test_a_full_disk_leaves_nothing_half_written(beside, monkeypatch):
    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.np, "savez", full)

    assert plain(kept("words", [b"one"], Making())) == plain(Making()())
    assert beside() == []


def test_who_forbids_bytecode_forbids_this(beside, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    kept("words", [b"one"], Making())

    assert beside() == []

"""What is worked out alike at each start is worked out once, and nothing that went wrong with it is believed."""

import sys

import numpy as np
import pytest

from bot import compiled as module
from bot.compiled import SUFFIX, keep, recalled


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Where bytecode goes, in a folder of its own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return lambda: sorted(tmp_path.rglob(f"*{SUFFIX}*"))


SOURCES = (b"one", b"two")
ARRAYS = {"numbers": np.arange(1000), "text": np.frombuffer("租房".encode(), np.uint8)}


def plain(arrays):
    return arrays and {name: array.tolist() for name, array in arrays.items()}


def kept(name="words", sources=SOURCES):
    keep(name, sources, lambda: ARRAYS)


def test_the_next_process_has_what_was_kept(beside):
    assert recalled("words", SOURCES) is None

    kept()

    assert plain(recalled("words", SOURCES)) == plain(ARRAYS)


@pytest.mark.parametrize("others", [(b"one", b"three"), (b"onetwo",), (b"onetw", b"o"), ()])
def test_out_of_other_sources_it_is_another_thing_and_the_last_stays(beside, others):
    kept()

    assert recalled("words", others) is None
    kept(sources=others)
    assert plain(recalled("words", others)) == plain(ARRAYS)
    assert recalled("words", SOURCES) is None
    assert len(beside()) == 1


def test_of_two_names_each_has_its_own(beside):
    kept()
    kept("kinds")

    assert len(beside()) == 2


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "other"])
def test_what_is_damaged_is_as_if_it_was_not_kept_and_is_kept_again(beside, damage):
    kept()
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

    assert recalled("words", SOURCES) is None
    kept()
    assert plain(recalled("words", SOURCES)) == plain(ARRAYS)


def never():
    raise AssertionError("made in vain")


def test_where_nothing_can_be_written_nothing_is_made(beside, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))

    keep("words", SOURCES, never)

    assert (recalled("words", SOURCES), beside()) == (None, [])


def test_who_forbids_bytecode_forbids_this(beside, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    keep("words", SOURCES, never)

    assert beside() == []


def test_a_full_disk_leaves_nothing_half_written(beside, monkeypatch):
    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.np, "savez_compressed", full)

    kept()

    assert beside() == []

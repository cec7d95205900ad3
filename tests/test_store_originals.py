"""A file of the corpus is what it was or what it shall be, whatever happens to the disk."""

import errno
import itertools
import signal
import subprocess
import sys

import pytest
from make_store import NOON, days

from bot.reading.naming import safe_name
from bot.store.disk import Disk
from bot.store.fingerprint import corpus_fingerprint
from bot.store.originals import FULL, KEPT, READ_ONLY, Change, OriginalError, Originals

NAME = "housing/rent.md"


def files(corpus):
    """All that lies there, hidden or not."""
    return {str(path.relative_to(corpus)): path.read_bytes() for path in corpus.rglob("*") if path.is_file()}


def shown(originals):
    return [(version.name, originals.read_version(version)) for version in originals.former()]


def failing(number, error):
    """A disk whose step of this number fails."""
    steps = itertools.count(1)

    def fail(step):
        if next(steps) == number:
            raise OSError(error, "as told")

    return Disk(fail)


def test_a_new_file_goes_to_the_uploads_and_a_second_of_its_name_gets_a_number(corpus):
    originals = Originals(corpus)
    first = originals.unused(safe_name("通知.md"))

    originals.change(first, b"x", now=NOON)

    assert (first, originals.unused(safe_name("通知.MD"))) == ("uploads/通知.md", "uploads/通知-2.md")
    assert originals.namesakes(safe_name("RENT.md")) == (NAME,)
    assert originals.read(first) == b"x"
    assert originals.former() == ()


def test_what_is_replaced_or_withdrawn_can_be_brought_back(corpus):
    originals = Originals(corpus)
    before = originals.read(NAME)

    originals.change(NAME, b"second", now=NOON)
    originals.change(NAME, None, now=NOON + days(1))

    assert originals.read(NAME) is None
    assert shown(originals) == [(NAME, b"second"), (NAME, before)]
    assert Originals(corpus).former() == originals.former()

    originals.change(NAME, before, now=NOON + days(2))

    assert shown(originals) == [(NAME, b"second")]


def test_what_was_kept_for_its_time_goes_with_the_next_change(corpus):
    originals = Originals(corpus)
    originals.change(NAME, b"second", now=NOON)
    originals.change(NAME, b"third", now=NOON + days(1))
    assert next(data for _, data in shown(originals)) == b"second"

    originals.change("uploads/a.md", b"x", now=NOON + KEPT + days(0.5))

    assert shown(originals) == [(NAME, b"second")]
    originals.change("uploads/a.md", b"y", now=NOON + KEPT + days(2))
    assert shown(originals) == [("uploads/a.md", b"x")]
    assert not (corpus / "uploads/.former" / NAME).exists()


def test_former_versions_are_neither_read_nor_counted(corpus):
    originals, fingerprint = Originals(corpus), corpus_fingerprint(corpus)
    before, names = originals.read(NAME), originals.names()

    originals.change(NAME, None, now=NOON)
    originals.change(NAME, before, now=NOON)

    assert (originals.names(), corpus_fingerprint(corpus)) == (names, fingerprint)


@pytest.mark.parametrize("data", [b"new", None], ids=["replaced", "withdrawn"])
def test_a_change_is_undone_without_a_trace(corpus, data):
    originals, before = Originals(corpus), files(corpus)

    originals.undo(originals.change(NAME, data, now=NOON))

    assert files(corpus) == before
    assert originals.former() == ()


def test_a_new_file_is_undone_without_a_trace(corpus):
    originals, before = Originals(corpus), files(corpus)

    originals.undo(originals.change("uploads/a.md", b"x", now=NOON))

    assert files(corpus) == before


@pytest.mark.parametrize(("error", "sentence"), [(errno.ENOSPC, FULL), (errno.EROFS, READ_ONLY)])
@pytest.mark.parametrize("data", [b"new", None], ids=["replaced", "withdrawn"])
def test_whichever_step_fails_all_is_as_it_was_and_is_said(corpus, data, error, sentence):
    before = files(corpus)
    for number in itertools.count(1):
        originals = Originals(corpus, disk=failing(number, error))
        try:
            originals.change(NAME, data, now=NOON)
        except OriginalError as raised:
            caught = str(raised)
        else:
            break
        assert caught == sentence
        if files(corpus) != before:  # the last step, after the name was changed: what it held is kept
            assert before[NAME] in [held for _, held in shown(originals)]
            Originals(corpus).undo(Change(NAME, originals.former()[0]))

    assert number > 4


def test_where_no_folder_can_be_made_nothing_is_writable_and_nothing_is_changed(corpus):
    (corpus / "uploads").write_bytes(b"a file in the way")
    before, originals = files(corpus), Originals(corpus)

    assert not originals.is_writable("uploads/a.md")
    with pytest.raises(OriginalError):
        originals.change(NAME, b"x", now=NOON)
    assert files(corpus) == before


KILLED = """
import datetime, os, signal, sys
from pathlib import Path
from bot.store.disk import Disk
from bot.store.originals import Originals
steps = iter(range(1, 99))
def kill(step):
    if next(steps) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
Originals(Path(sys.argv[1]), disk=Disk(kill)).change("housing/rent.md", b"new", now=datetime.datetime.now(datetime.UTC))
"""


@pytest.mark.slow
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_and_the_next_change_goes_on(corpus):
    old = Originals(corpus).read(NAME)
    for number in itertools.count(1):
        done = subprocess.run([sys.executable, "-c", KILLED, str(corpus), str(number)], check=False)
        originals = Originals(corpus)

        assert originals.read(NAME) in (old, b"new")
        originals.change(NAME, old, now=NOON)
        assert originals.read(NAME) == old
        assert not list(corpus.rglob(".new"))
        if done.returncode != -signal.SIGKILL:
            break

    assert number > 6

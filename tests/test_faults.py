"""The table of faults at its quick scale; in full it is `python -m tests.faults`."""

import pytest

from tests.faults.__main__ import main
from tests.faults.checks import CHECKS
from tests.faults.table import Row, Scale


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKS)
def test_what_was_promised_of_each_fault_holds(name):
    rows = list(CHECKS[name](Scale(quick=True)))

    assert [row for row in rows if row.held is False] == []


def breaks_off(_scale):
    yield Row("first", "p", "m", True)
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("rows", "words", "code"),
    [
        ([True, None], ["held", "not tried"], 0),
        ([False, True], ["NOT HELD", "held"], 1),
        ([], ["not tried"], 0),
        (breaks_off, ["held", "NOT HELD"], 1),
    ],
)
def test_a_row_out_of_bounds_and_a_family_that_breaks_off_are_seen_in_the_table_and_the_exit_code(
    rows, words, code, capsys
):
    family = rows if callable(rows) else lambda _scale: iter([Row("f", "p", "m", held) for held in rows])

    ended = main([], checks={"one": family, "last": lambda _scale: iter([Row("l", "p", "m", True)])})

    table = [line.rsplit("|", 2)[1].strip() for line in capsys.readouterr().out.splitlines()[2:]]
    assert (ended, table) == (code, [*words, "held"])

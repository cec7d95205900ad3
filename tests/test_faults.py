"""The table of faults at its quick scale; in full it is `python -m tests.faults`."""

import pytest

from tests.faults.checks import CHECKS
from tests.faults.table import Scale


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKS)
def test_what_was_promised_of_each_fault_holds(name):
    rows = list(CHECKS[name](Scale(quick=True)))

    assert [row for row in rows if row.held is False] == []

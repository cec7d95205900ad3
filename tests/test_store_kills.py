"""What the database has acknowledged outlives a kill at any moment, and nothing is there by half."""

import random

from tests.faults.kills import of_builds, of_database


def test_what_was_acknowledged_outlives_a_kill_and_nothing_is_there_by_half(tmp_path):
    assert of_database(tmp_path, 2, random.Random(1)) == 2


def test_a_build_that_is_killed_leaves_whole_snapshots_and_a_start(tmp_path):
    good, _ = of_builds(tmp_path, 2, random.Random(1))

    assert good == 2

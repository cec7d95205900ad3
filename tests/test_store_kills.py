"""What the database has acknowledged outlives a kill at any moment, and nothing is there by half."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from make_store import NOON

from bot.store import open_store
from bot.store.records import Claim

ROOT = Path(__file__).parent.parent
WRITER = """
import sys, datetime as dt
from bot.store import open_store
store, first = open_store(sys.argv[1]), int(sys.argv[2])
now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
for number in range(first, first + 100_000):
    store.updates.claim(number, holder="a", now=now)
    store.gaps.note([f"w{number}"], "班车几点", reason="not_found", place="福州市", now=now)
    store.updates.finish(number, holder="a")
    print(number, flush=True)
"""


@pytest.mark.parametrize("kills", [2, pytest.param(200, marks=pytest.mark.slow)])
def test_what_was_acknowledged_outlives_a_kill_and_nothing_is_there_by_half(tmp_path, kills):
    order = random.Random(kills)
    for kill in range(kills):
        first = kill * 1_000_000
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(first)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        time.sleep(order.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        acknowledged = [first, *(int(line) for line in process.stdout if line.endswith("\n"))]
        process.stdout.close()
        process.wait()

        store = open_store(str(tmp_path))
        claims = {store.updates.claim(number, holder="b", now=NOON) for number in acknowledged}
        gaps = store.gaps.open(limit=1_000_000)
        store.close()

        assert claims == {Claim.DONE}
        assert {f"w{number}" for number in acknowledged} <= {gap.words[0] for gap in gaps}
        assert {gap.count for gap in gaps} == {1}

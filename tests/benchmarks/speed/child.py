"""One engine in a process of its own: builds, asks, prints what that took as a line of JSON.

python -m tests.benchmarks.speed.child FOLDER ENGINE
"""

import ctypes
import gc
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from .engines import ENGINES, FEWER
from .made import Made

WARM = 10


def main() -> None:
    folder, name = Path(sys.argv[1]), sys.argv[2]
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    asked = asked[:: FEWER.get(name, 1)]
    made = Made.load(folder / "made.npz")
    before = resident()
    start = time.process_time()
    try:
        engine = ENGINES[name](made)
    except ImportError as error:
        print(json.dumps({"missing": error.name}))
        return
    built = time.process_time() - start
    memory = resident() - before
    for question in asked[:WARM]:
        engine(question)
    walls, cpus = [], []
    for question in asked:
        wall, cpu = time.perf_counter(), time.process_time()
        engine(question)
        walls.append(1e3 * (time.perf_counter() - wall))
        cpus.append(1e3 * (time.process_time() - cpu))
    print(json.dumps({
        "questions": len(asked), "build": built, "memory": memory >> 20,
        "peak": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10) - (before >> 20),
        **{f"{kind} {name}": float(np.quantile(times, share)) for kind, times in (("wall", walls), ("cpu", cpus))
           for name, share in (("p50", 0.5), ("p99", 0.99))},
    }))  # fmt: skip


def resident() -> int:
    """Bytes of this process in memory, what the allocator only keeps for later given back first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()

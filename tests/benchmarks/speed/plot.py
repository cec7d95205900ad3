"""Figures of engines at several sizes in, one picture out: how questions, memory and build grow with the passages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PANELS = (
    ("cpu p50", "a question, median, ms of processor time"),
    ("memory", "memory of the index, MB"),
    ("build", "build from counted or cut terms, s of processor time"),
)


def draw(found: Mapping[tuple[str, int], Mapping[str, Any]], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, len(PANELS), figsize=(15, 5), layout="constrained")
    for panel, (name, title) in zip(panels, PANELS, strict=True):
        for engine in dict.fromkeys(engine for engine, _ in found):
            points = sorted((size, f[name]) for (of, size), f in found.items() if of == engine and f.get(name))
            panel.plot(*zip(*points, strict=True), marker="o", label=engine, linewidth=3 if engine == "ours" else 1.2)
        panel.set(xscale="log", yscale="log", xlabel="passages of some 120 characters", title=title)
        panel.grid(visible=True, which="major", alpha=0.3)
    panels[0].legend()
    figure.savefig(file, dpi=90)

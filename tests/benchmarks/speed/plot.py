"""Figures of engines at several sizes in, one picture out: how questions, memory and build grow with the passages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PANELS = (
    ("cpu p50", "A question at the median: ms of processor time"),
    ("memory", "The index in memory: MB"),
    ("build", "The build from terms: s of processor time"),
)
OURS = "ours"
COLORS = ("#999999", "#e69f00", "#d55e00", "#009e73", "#cc79a7")  # told apart by the colour-blind, too
MARKS = "svD^P"


def draw(found: Mapping[tuple[str, int], Mapping[str, Any]], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import FuncFormatter

    engines = list(dict.fromkeys(engine for engine, _ in found))
    peers = [engine for engine in engines if engine != OURS]
    looks = {
        engine: {"color": color, "marker": mark, "linewidth": 1.4}
        for engine, color, mark in zip(peers, COLORS, MARKS, strict=False)
    }
    looks[OURS] = {"color": "#0b3c8c", "marker": "o", "linewidth": 3, "zorder": 3}
    plain = FuncFormatter(lambda value, _: f"{value:,.10g}")
    figure, panels = pyplot.subplots(1, len(PANELS), figsize=(15, 5.4), layout="constrained")
    for panel, (name, title) in zip(panels, PANELS, strict=True):
        for engine in engines:
            points = sorted((size, f[name]) for (of, size), f in found.items() if of == engine and f.get(name))
            if points:
                panel.plot(*zip(*points, strict=True), label=engine, **looks.get(engine, {}))
        panel.set(xscale="log", yscale="log", xlabel="passages of some 120 characters")
        panel.set_title(title, loc="left", fontsize=11)
        panel.set_xticks(sorted({size for _, size in found}))
        panel.minorticks_off()
        panel.xaxis.set_major_formatter(plain)
        panel.yaxis.set_major_formatter(plain)
        panel.grid(visible=True, alpha=0.3)
        panel.spines[["top", "right"]].set_visible(False)
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
    figure.savefig(file, dpi=90)
    pyplot.close(figure)

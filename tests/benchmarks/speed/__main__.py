"""How fast questions are answered, how much memory and build that takes: ours and the peers, side by side in one run.

    python -m tests.benchmarks.speed SETS [--sizes 10000 100000] [--questions 300] [--engines ours tantivy] [--plot FILE]

SETS is a folder of NAME.paragraphs.jsonl.gz and NAME.questions.jsonl.gz; their sentences and those of our own corpus
are put together anew to passages of some 120 characters. All engines hold and are asked the same terms, those that the
product cuts. Each runs in a process of its own, one after the other. Processor time is what counts on a shared machine.
The peers are the extra `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .engines import ENGINES, TOO_LARGE
from .made import Made, asked_terms, questions_at_hand

SIZES = (10_000, 100_000)
Measured = dict[tuple[str, int], dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--keep", type=Path, help="a file that keeps the figures from one run to the next")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    kept = json.loads(options.keep.read_text()) if options.keep and options.keep.is_file() else []
    found: Measured = {(engine, size): figures for engine, size, figures in kept}
    asked = [list(asked_terms(question)) for question in questions_at_hand(options.sets, options.questions)]
    for size in options.sizes:
        print(
            f"\n{size:,} passages, {len(asked)} questions; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )
        with tempfile.TemporaryDirectory() as folder:
            Made.make(options.sets, size).save(Path(folder) / "made.npz")
            (Path(folder) / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
            for engine in options.engines:
                if size <= TOO_LARGE.get(engine, size):
                    found[engine, size] = measured(folder, engine)
        report(found, size, options.engines)
        if options.keep:
            options.keep.write_text(json.dumps([[*key, figures] for key, figures in found.items()]))
    if options.plot:
        from .plot import draw

        draw(found, options.plot)


def measured(folder: str, engine: str) -> dict[str, Any]:
    call = [sys.executable, "-m", "tests.benchmarks.speed.child", folder, engine]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"missing": f"ended with {done.returncode}: {done.stderr.strip()[-200:]}"}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def report(found: Measured, size: int, engines: list[str]) -> None:
    own = found.get(("ours", size), {})
    print(f"{'':14}{'times ours':>11}{'p99/p50':>9}{'cpu p50 ms':>12}{'p99':>9}{'wall p50':>10}{'p99':>9}"
          f"{'build cpu s':>13}{'memory MB':>11}{'peak':>7}")  # fmt: skip
    for engine in engines:
        figures = found.get((engine, size))
        if not figures or "missing" in figures:
            print(f"{engine:14}{'not installed: ' + figures['missing'] if figures else 'too large for this machine'}")
            continue
        p50, p99 = figures["cpu p50"], figures["cpu p99"]
        ratio = f"{p50 / own['cpu p50']:.2f}" if own else ""
        print(f"{engine:14}{ratio:>11}{p99 / p50:>9.1f}{p50:>12.3f}{p99:>9.2f}{figures['wall p50']:>10.3f}"
              f"{figures['wall p99']:>9.2f}{figures['build']:>13.1f}{figures['memory']:>11}{figures['peak']:>7}")  # fmt: skip


if __name__ == "__main__":
    main()

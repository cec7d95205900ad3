"""How long a library takes to build beside cutting its words alone, one after the other in one run.

    python -m tests.benchmarks.building [FILES]

Writes FILES Markdown files (default 3,500: 58 MB, 330,000 paragraphs; each run also half of them) into a temporary
folder. Cutting is measured on one processor; the build uses all. Prints seconds, the ratio and the most memory taken.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from bot.lexicon import lexicon
from bot.library import load_library
from bot.reading.corpus import read_corpus
from tests.benchmarks.reading import make_folder


def measure(files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = make_folder(root, files)
        texts = [p.text for a in read_corpus(root).articles for p in a.paragraphs]
        start = time.perf_counter()
        for text in texts:
            for _ in lexicon().words(text):
                pass
        cut = time.perf_counter() - start
        start = time.perf_counter()
        load_library(root)
        built = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"{files:6} files {size >> 20:4} MB {len(texts):7} paragraphs   cut {cut:7.1f} s   "
            f"read and built {built:7.1f} s   ratio {built / cut:.2f}   {peak} MB",
            flush=True,
        )


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 3500
    lexicon().initialize()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    measure(files // 2)
    measure(files)


if __name__ == "__main__":
    main()

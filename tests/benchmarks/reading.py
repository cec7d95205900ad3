"""How long a large folder takes to read: the first time, unchanged, after a change of one file; also at twice the size.

    python -m tests.benchmarks.reading [FILES]

Writes FILES Markdown files (default 3,500: 58 MB, 330,000 paragraphs) of sentences of our own corpus into a temporary
folder. Prints seconds and the most memory taken.
"""

import random
import re
import resource
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from bot.reading.corpus import read_corpus
from bot.store.fingerprint import corpus_fingerprint
from bot.store.kept import known_in

CORPUS = Path(__file__).parent.parent.parent / "corpus"
PARAGRAPHS = 94  # of a file


def make_folder(root: Path, files: int) -> int:
    """Fills the folder; the number of bytes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.md"))]
    sentences = sorted({sentence for text in texts for sentence in re.findall(r"[一-鿿][^。\n]{9,80}。", text)})
    chance = random.Random(1)
    size = 0
    for number in range(files):
        paragraphs = [
            f"第{number}篇第{n}段，{''.join(chance.choices(sentences, k=chance.choice((1, 1, 2, 2, 2))))}"
            for n in range(PARAGRAPHS)
        ]
        text = f"---\ntitle: 第{number}篇办事指南\ndate: 2026-04-09\n---\n\n" + "\n\n".join(paragraphs) + "\n"
        path = root / f"{number % 50:02}" / f"{number:05}.md"
        path.parent.mkdir(exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


def report(what: str, root: Path, cache: Path | None) -> None:
    start = time.perf_counter()
    with known_in(cache) if cache else nullcontext() as known:
        reading = read_corpus(root, known=known)
    seconds = time.perf_counter() - start
    paragraphs = sum(len(article.paragraphs) for article in reading.articles)
    print(f"{what:34} {seconds:7.2f} s   {reading.files} files, {paragraphs} paragraphs")


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 3500
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "corpus", Path(folder) / "cache"
        root.mkdir()
        size = make_folder(root, files // 2)
        report(f"half of it ({size >> 20} MB), no cache", root, None)
        size = make_folder(root, files)
        report(f"all of it ({size >> 20} MB), no cache", root, None)
        report("the first time, with cache", root, cache)
        report("unchanged, all of it recalled", root, cache)
        start = time.perf_counter()
        corpus_fingerprint(root)
        print(f"{'unchanged, only recognised':34} {time.perf_counter() - start:7.2f} s")
        changed = next(root.rglob("*.md"))
        changed.write_text(changed.read_text(encoding="utf-8") + "\n补贴按季度发放。\n", encoding="utf-8")
        report("one file changed", root, cache)
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "its largest child")):
        print(f"most memory, {name}: {resource.getrusage(who).ru_maxrss >> 10} MB")


if __name__ == "__main__":
    main()

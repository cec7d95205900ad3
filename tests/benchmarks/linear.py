"""Whether deduplication stays linear: processor time and memory for 10,000, 100,000 and 1,000,000 paragraphs.

    python -m tests.benchmarks.linear [SIZE …]

The paragraphs are those of `tests.benchmarks.reading`; every tenth is printed again, every twentieth cut in two.
Each size in a process of its own.
"""

import json
import os
import random
import re
import resource
import subprocess
import sys
import time

from bot.lexicon import lexicon
from bot.model import Article, Paragraph
from bot.passages.deduplication import deduplicate
from tests.benchmarks.reading import CORPUS

SIZES = (10_000, 100_000, 1_000_000)
OF_AN_ARTICLE = 10
AGAIN, CUT = 10, 20  # each n-th


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(measured(int(sys.argv[2]))))
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(
        f"{'paragraphs':>11}{'characters':>12}{'passages':>10}{'cpu s':>8}{'µs a paragraph':>16}{'growth':>8}{'MB more':>9}"
    )
    before: tuple[int, float] | None = None
    for size in map(int, sys.argv[1:] or SIZES):
        call = [sys.executable, "-m", "tests.benchmarks.linear", "--child", str(size)]
        found = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
        growth = f"{found['cpu'] / before[1] / (size / before[0]):.2f}" if before else ""
        print(f"{found['paragraphs']:11,}{found['characters']:12,}{found['passages']:10,}{found['cpu']:8.1f}"
              f"{1e6 * found['cpu'] / size:16.0f}{growth:>8}{found['memory']:9}", flush=True)  # fmt: skip
        before = size, found["cpu"]


def measured(size: int) -> dict[str, float]:
    articles = articles_of(size)
    lexicon().load()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = deduplicate(articles)
    return {
        "cpu": time.process_time() - start,
        "paragraphs": sum(len(article.paragraphs) for article in articles),
        "characters": sum(len(p.text) for article in articles for p in article.paragraphs),
        "passages": len(found.passages),
        "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10,
    }


def articles_of(size: int) -> list[Article]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.md"))]
    sentences = sorted({sentence for text in texts for sentence in re.findall(r"[一-鿿][^。\n]{9,80}。", text)})
    chance = random.Random(1)
    paragraphs: list[str] = []
    while len(paragraphs) < size:
        text = f"第{len(paragraphs)}段，{''.join(chance.choices(sentences, k=chance.choice((1, 2, 3))))}"
        number = len(paragraphs)
        if paragraphs and number % CUT == 0:
            paragraphs += [text[: len(text) // 2], text[len(text) // 2 :]]
        else:
            paragraphs.append(chance.choice(paragraphs) if paragraphs and number % AGAIN == 0 else text)
    return [
        Article(f"{first:07}.md", tuple(Paragraph(text, n, n) for n, text in enumerate(some, 1)), title=some[0][:12])
        for first in range(0, size, OF_AN_ARTICLE)
        if (some := paragraphs[first : min(first + OF_AN_ARTICLE, size)])
    ]


if __name__ == "__main__":
    main()

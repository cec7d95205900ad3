"""Clean articles and a seed → a page dump with the damage of real ones, and what it should be mended to."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field


@dataclass
class Clean:
    title: str
    paragraphs: list[str]
    kicker: str | None = None
    byline: str | None = None
    caption: bool = False


@dataclass
class Gold:
    """The paragraphs under each right headline; a caption astray may stand under its own or under none."""

    title: str | None
    paragraphs: list[str]
    also: tuple[str, ...] = ()
    """What may stand for the headline: half of one that went over two lines, the column's name."""


@dataclass
class Page:
    text: str
    gold: list[Gold]
    pulled: list[str] = field(default_factory=list)


def damaged_page(articles: list[Clean], seed: int, *, cut_share: float = 0.35) -> Page:
    """Columns cut paragraphs anywhere, a pull quote and a caption stand astray, articles come again, one breaks off."""
    rnd = random.Random(seed)
    texts = [article for article in articles if not article.caption]
    captions = [article for article in articles if article.caption]
    breaks = rnd.randrange(len(texts))
    columns: list[list[str]] = []
    gold = []
    pulled = []
    for i, article in enumerate(texts):
        paragraphs = list(article.paragraphs)
        if i == breaks and len(paragraphs) > 1 and len(paragraphs[-1]) > 40:
            paragraphs[-1] = paragraphs[-1][: rnd.randrange(25, len(paragraphs[-1]) - 8)].rstrip("，。、；：,;:“")
        blocks = _head(article, rnd)
        cut = [p for p in paragraphs if rnd.random() < cut_share and p is not paragraphs[-1]]
        for paragraph in paragraphs:
            blocks += _cut(paragraph, rnd) if paragraph in cut else [paragraph]
        columns.append(blocks)
        gold.append(Gold(article.title, paragraphs))
    quoted = rnd.choice([i for i in range(len(texts)) if i != breaks])
    pulled = _pull_quote(columns[quoted], texts[quoted], rnd)
    for caption in captions:
        after = rnd.randrange(len(columns))
        columns[after].append(caption.paragraphs[0])
        gold.append(Gold(caption.title, caption.paragraphs))
        host = rnd.choice([c for i, c in enumerate(columns) if i != after and len(c) > 3])
        at = rnd.choice([k for k in range(2, len(host)) if _whole(host[k - 1]) and len(host[k]) > 50] or [len(host)])
        host.insert(at, caption.title)
    pages = list(columns)
    for again in rnd.sample(range(len(columns)), k=min(3, len(columns))):
        pages += [columns[again]] * rnd.randrange(1, 4)
    first = rnd.choice([i for i, article in enumerate(texts) if i not in (breaks, quoted)] or [0])
    if len(texts[first].paragraphs) > 1:
        one, two = texts[first].paragraphs[:2]
        tail = one[one.rfind("。", 0, len(one) - 1) + 1 :]
        if len(tail) >= 8 and two in columns[first]:
            columns[first].insert(columns[first].index(two) + 1, tail + two)
    return Page("\n\n\n" + "\n\n".join(block for blocks in pages for block in blocks) + "\n", gold, pulled)


def _head(article: Clean, rnd: random.Random) -> list[str]:
    head = [article.kicker] if article.kicker else []
    head.append(article.title)
    if article.byline:
        head.append(f"□{article.byline}")
    elif rnd.random() < 0.3:
        head.append(f"(上接第{rnd.randrange(1, 8)}版)")
    return head


def _cut(paragraph: str, rnd: random.Random) -> list[str]:
    if len(paragraph) < 60:
        return [paragraph]
    places = sorted(rnd.sample(range(20, len(paragraph) - 15), k=1 if len(paragraph) < 160 else rnd.choice([1, 1, 2])))
    edges = [0, *places, len(paragraph)]
    pieces = [paragraph[a:b] for a, b in itertools.pairwise(edges)]
    whole = all(len(piece) > 12 and not _whole(piece) for piece in pieces[:-1])
    whole = whole and all(piece == piece.strip() for piece in pieces)  # a blank at a line's end is lost for good
    return pieces if whole and pieces[-1][0] not in "，。、；：！？,;:”）》" else [paragraph]


def _pull_quote(blocks: list[str], article: Clean, rnd: random.Random) -> list[str]:
    open_ends = [k for k in range(2, len(blocks) - 1) if len(blocks[k]) > 15 and not _whole(blocks[k])]
    sentences = [s for p in article.paragraphs for s in p.replace("！", "。").split("。") if 8 <= len(s) <= 24]
    sentences = [s for s in sentences if not set(s) & set("，“”：；、（）")]
    if not open_ends or not sentences:
        return []
    quote = rnd.choice(sentences)
    blocks.insert(rnd.choice(open_ends) + 1, quote)
    return [quote]


def _whole(text: str) -> bool:
    return text.rstrip("”’』」）)》").endswith(("。", "！", "？", "…"))

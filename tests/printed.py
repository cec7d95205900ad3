"""Clean articles and a seed → a page as one broadsheet page really was: where its columns end, everything is cut.

What differs from `damage` and `rough`: the text flows through columns of one height, so that cuts fall at even
distances, behind commas and within figures too; a headline stands within a sentence of its own article, under whose
column's name only the author stands; an article whose headline is on another page runs on below a heading, breaks
off, and has a photograph's headline amid it; the last frames of the page come again and again in turns; marks are
those of a Latin keyboard on half of the pages.
"""

from __future__ import annotations

import itertools
import random
import re

from tests.damage import Clean, Gold, Page
from tests.rough import CLOSING, COLUMNS, CONTINUED, END, NOTES, OPENING

HEADINGS = ("真情服务，暖到心坎", "把难题一件件解开", "补齐短板 做强长板", "从“有没有”到“好不好”", "众人拾柴，火焰更高")
_LATIN = str.maketrans("，；：！？（）", ",;:!?()")


def printed_page(articles: list[Clean], seed: int) -> Page:
    rnd = random.Random(seed)
    texts = [article for article in articles if not article.caption]
    rnd.shuffle(texts)
    texts = texts[: rnd.randrange(5, len(texts) + 1)]
    height = rnd.randrange(220, 420)
    set_within, headless = rnd.sample(range(len(texts)), 2)
    frames, gold = [], []
    for i, article in enumerate(texts):
        make = _set_within if i == set_within else _headless if i == headless else _plain
        frame, right = make(article, rnd, height)
        frames.append(frame)
        gold.append(right)
    for caption in (article for article in articles if article.caption):
        behind = rnd.choice([i for i in range(len(frames)) if i != headless])
        frames[behind] += caption.paragraphs
        spots = [k for k in range(2, len(frames[headless])) if END.search(frames[headless][k - 1])]
        frames[headless].insert(rnd.choice(spots or [len(frames[headless])]), caption.title)
        gold.append(Gold(caption.title, caption.paragraphs))
    _say_twice(frames, gold, rnd)
    last = frames[-rnd.randrange(2, 4) :]
    turns = itertools.chain.from_iterable(rnd.sample(last, len(last)) for _ in range(rnd.randrange(0, 4)))
    blocks = [block for frame in (*frames, *turns) for block in frame]
    text = "\n\n\n" + "\n\n".join(blocks) + "\n"
    if rnd.random() < 0.5:
        text = text.translate(_LATIN)
        gold = [_latin(one) for one in gold]
    return Page(text, gold)


def _latin(gold: Gold) -> Gold:
    title = gold.title.translate(_LATIN) if gold.title else None
    return Gold(title, [p.translate(_LATIN) for p in gold.paragraphs], tuple(t.translate(_LATIN) for t in gold.also))


def _plain(article: Clean, rnd: random.Random, height: int) -> tuple[list[str], Gold]:
    head = [*([article.kicker] if article.kicker else []), article.title]
    if article.byline:
        head.append(f"□{article.byline}")
    elif not article.paragraphs[0].startswith("本报讯") and rnd.random() < 0.3:
        head.append(rnd.choice(CONTINUED).format(rnd.randrange(1, 4)))
    blocks = list(itertools.chain.from_iterable(_flow(article.paragraphs, rnd, height)))
    return [*head, *blocks], Gold(article.title, list(article.paragraphs), also=tuple(head))


def _set_within(article: Clean, rnd: random.Random, height: int) -> tuple[list[str], Gold]:
    """The headline stands where a column cuts a sentence; above the article only its column's name and its author."""
    pieces = _flow(article.paragraphs, rnd, height)
    cut = [some for some in pieces if len(some) > 1]
    head = [rnd.choice(COLUMNS), f"□{article.byline or '苗禾'}"]
    if cut:
        rnd.choice(cut).insert(1, article.title)
    else:
        head.insert(1, article.title)
    note = [rnd.choice(NOTES)] if rnd.random() < 0.5 else []
    blocks = [*head, *itertools.chain.from_iterable(pieces), *note]
    return blocks, Gold(article.title, list(article.paragraphs), also=tuple(head))


def _headless(article: Clean, rnd: random.Random, height: int) -> tuple[list[str], Gold]:
    """From the second paragraph on, under a heading; the last breaks off."""
    paragraphs = list(article.paragraphs[1:] or article.paragraphs)
    if len(paragraphs) > 1 and len(paragraphs[-1]) > 40:
        stop = rnd.randrange(20, len(paragraphs[-1]) - 6)
        paragraphs[-1] = paragraphs[-1][:stop].rstrip(CLOSING + OPENING)
    heading = rnd.choice(HEADINGS)
    pieces = _flow(paragraphs[:-1], rnd, height)
    return [heading, *itertools.chain.from_iterable(pieces), paragraphs[-1]], Gold(
        article.title, paragraphs, (heading,)
    )


def _flow(paragraphs: list[str], rnd: random.Random, height: int) -> list[list[str]]:
    """The pieces of each paragraph: a column ends every `height` characters, give or take a headline's lines."""
    left = rnd.randrange(height // 2, height)
    pieces = []
    for paragraph in paragraphs:
        some, start = [], 0
        while len(paragraph) - start > left:
            stop = _cut_near(paragraph, start + left, start)
            if stop is None:
                left = height
                break
            some.append(paragraph[start:stop])
            start, left = stop, height + rnd.randrange(-40, 41)
        left -= len(paragraph) - start
        left = left if left > 8 else height
        pieces.append([*some, paragraph[start:]])
    return pieces


def _cut_near(paragraph: str, at: int, start: int) -> int | None:
    """Where a line may end: not behind a sentence or before what no line begins with."""
    for stop in range(at, max(start + 2, at - 12), -1):
        left, right = paragraph[start:stop], paragraph[stop:]
        is_plain = left == left.strip() and right == right.strip() and len(right) > 2
        if is_plain and not END.search(left) and left[-1] not in OPENING + "：；:;" and right[0] not in CLOSING:
            return stop
    return None


def _say_twice(frames: list[list[str]], gold: list[Gold], rnd: random.Random) -> None:
    """Below two neighbours the last sentence of the first with all of the second, as one block."""
    neighbours = [
        (frame, one, two)
        for frame, right in zip(frames, gold, strict=False)
        for one, two in itertools.pairwise(right.paragraphs)
        if one in frame and two in frame and END.search(one) and END.search(two)
    ]
    rnd.shuffle(neighbours)
    for frame, one, two in neighbours:
        tail = re.split("(?<=[。！？])", one)[-2:]
        last = "".join(tail).strip()
        if len(last) >= 8 and last != one:
            frame.insert(frame.index(two) + 1, last + two)
            return

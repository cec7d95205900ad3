"""A saved web page to its article: main text and metadata, without menus and footers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import trafilatura
from trafilatura.settings import use_config

from bot.model import Article, Problem
from bot.reading import problems
from bot.reading.assembly import CREDIT, assemble
from bot.reading.blocks import SENTENCE_END, Block, Kind, letters_in
from bot.reading.cleaning import clean_blocks
from bot.reading.headings import LONGEST_TITLE
from bot.reading.markup import blocks_of
from bot.reading.metadata import Head, parse_date

SMALLEST = ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE")  # a notice of two lines is an article too
SENTENCE = 16  # characters of a paragraph where the library found no main text
TELLING = 6  # characters by which a block is known again
LEADS = ("：", ":")
FRAME = re.compile(r"<i?frame\s", re.IGNORECASE)
FOOT = re.compile(
    "版权所有|备案号|ICP备|公网安备|网站地图|技术支持[：:]|阅读原文|扫码关注|长按识别|(?:责任|美术)?编辑[：:]|审核[：:]|校对[：:]"
    "|【打印|【关闭|打印本页|关闭窗口|分享到|[上下]一[篇条][：:]|原标题[：:]"
)
ORNAMENT = re.compile(
    r"\d{1,2}|\W*(?:PART\W{0,2}\d+|(?:THE )?END)\W*|[\W_]+|.{0,4}点击[上下]方.{0,12}|.{0,12}(?:蓝字|关注)我们?[\W_]*",
    re.IGNORECASE,
)
"""What a public account sets around its text: 01 over a heading, 点击上方蓝字 关注我们."""
ACCOUNTS = frozenset({"微信公众平台", "微信公众号", "Weixin Official Accounts Platform"})
"""The site of all public accounts, which is the source of none."""
NAMED = re.compile(r'id="js_name"[^<>]*>\s*([^<>]{1,40}?)\s*<')
PUBLISHED = re.compile(r'id="publish_time"[^<>]*>\s*([^<>]{8,40}?)\s*<|\bct\s*=\s*["\'](1\d{9})["\']')
ACCOUNT, BELOW_ACCOUNT = 'id="meta_content"', 'id="js_content"'
"""Who published it and when, which the page's metadata say too; and the text below."""
LONGEST_FOOT = 80
PAGE_TITLE = re.compile(r"<title[^<>]*>([^<>]{1,400})</title", re.IGNORECASE)
LINKED = 0.5  # share of a text's letters
SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")


def read_web(text: str, *, file: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a web page."""
    shown = _without_account(text)
    blocks, found = clean_blocks(_main(blocks_of(shown), shown), file=file)
    blocks = tuple(block for block in blocks if block.kind is not Kind.PARAGRAPH or not ORNAMENT.fullmatch(block.text))
    if _only_leads_on(blocks):
        return (), (*found, problems.LINKS.at(file))
    articles, more = assemble(blocks, file=file, head=_head(text, blocks))
    if not articles and FRAME.search(text):
        more = (problems.FRAMES.at(file),)
    return articles, (*found, *more)


def _only_leads_on(blocks: Sequence[Block]) -> bool:
    """True for a list of other pages: half of the text are links, and no sentence stands beside them."""
    told = [block for block in blocks if block.kind is not Kind.HEADING]
    says = any(SENTENCE_END.search(block.text) and not _leads_on(block) for block in told)
    return not says and sum(block.linked for block in told) > LINKED * sum(letters_in(block.text) for block in told)


def _leads_on(block: Block) -> bool:
    return block.linked > LINKED * letters_in(block.text)


def _without_account(text: str) -> str:
    """The page, each line of it where it was."""
    account, below = text.find(ACCOUNT), text.find(BELOW_ACCOUNT)
    begin, end = text.rfind("<div", 0, max(account, 0)), text.rfind("<div", 0, max(below, 0))
    return f"{text[:begin]}{text.count(chr(10), begin, end) * chr(10)}{text[end:]}" if 0 <= begin < end else text


def _main(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """The blocks from the headline to the end of the main text.

    The library says what the main text is, but loses headings and lists in it: so it only marks the ends here.
    """
    config = use_config()
    for name in SMALLEST:
        config.set("DEFAULT", name, "1")
    # fast: the fallbacks of the library fold a small page into one paragraph, menus included
    main = trafilatura.extract(text, include_comments=False, fast=True, config=config)
    words = _squeeze(main or "")
    inside = [place for place, block in enumerate(blocks) if _is_inside(block, words)]
    if not inside:  # a page without a frame is its own main text
        return tuple(block for block in blocks if SENTENCE_END.search(block.text) and len(block.text) >= SENTENCE)
    start, end = inside[0], inside[-1] + 1
    headline = [place for place in range(start) if blocks[place].kind is Kind.HEADING and blocks[place].level == 1]
    place = _untagged(blocks, start)
    if place is not None and (not headline or _leads_on(blocks[headline[-1]]) or _named(text, blocks[place])):
        headline, titled = [place], replace(blocks[place], kind=Kind.HEADING, level=1)
        blocks = (*blocks[:place], titled, *blocks[place + 1 :])
    while end < len(blocks) and blocks[end].kind in {Kind.ITEM, Kind.ROW} and blocks[end - 1].text.endswith(LEADS):
        end += sum(block.run == blocks[end].run for block in blocks[end:])
    while end < len(blocks) and blocks[end].run and blocks[end].run == blocks[end - 1].run:
        end += 1  # no table is cut in its midst
    while end > start + 1 and _is_foot(blocks[end - 1]):
        end -= 1
    return blocks[headline[-1] if headline else start : end]


def _named(text: str, block: Block) -> bool:
    """True for what the page's title holds."""
    found = PAGE_TITLE.search(text)
    return found is not None and _squeeze(block.text) in _squeeze(found[1])


def _untagged(blocks: Sequence[Block], start: int) -> int | None:
    """Where the headline of an older page stands, which has no tag for it: right above the line of source and date."""
    for place in range(1, min(start + 2, len(blocks))):
        above = blocks[place - 1]
        is_line = len(blocks[place].text) <= LONGEST_FOOT and len(CREDIT.findall(blocks[place].text)) > 1
        if (
            is_line
            and above.kind is Kind.PARAGRAPH
            and TELLING <= len(above.text) <= LONGEST_TITLE
            and not _leads_on(above)
        ):
            return None if above.text.endswith("。") else place - 1  # a headline may call or ask
    return None


def _is_foot(block: Block) -> bool:
    """True for a line below the main text: who made the page, 上一篇 and other pages, attachments and what heads them."""
    return (
        (_leads_on(block) and not SENTENCE_END.search(block.text))
        or block.text.endswith(LEADS)
        or (FOOT.search(block.text) is not None and len(block.text) <= LONGEST_FOOT)
    )


def _is_inside(block: Block, words: str) -> bool:
    text = _squeeze(block.text)
    return len(text) >= TELLING and text in words


def _squeeze(text: str) -> str:
    """Without white space and the marks of lists and cells, which every tool writes its own way."""
    return re.sub(r"[\s|•*-]+", "", text)


def _head(text: str, blocks: tuple[Block, ...]) -> Head:
    said = trafilatura.extract_metadata(text, extensive=False)
    has_heading = any(block.kind is Kind.HEADING for block in blocks)
    title = None if has_heading else SITE.sub("", said.title or "") or None
    # what stands over the text says better where it came from than the name of the site that has it
    names_source = any("来源" in key for block in blocks[:6] for key, _ in CREDIT.findall(block.text))
    source = None if names_source or said.sitename in ACCOUNTS else said.sitename
    account, published = NAMED.search(text), PUBLISHED.search(text)
    return Head(
        title=title,
        author=said.author,
        source=account[1] if account and not names_source else source,
        url=said.url,
        date=(parse_date(published[1] or published[2]) if published else None) or _stands_in(said.date, text),
    )


def _stands_in(date: str | None, text: str) -> dt.date | None:
    """The date, if the page has it whole; the library may have put one together."""
    day = parse_date(date) if date else None
    if day is None:
        return None
    whole = rf"{day.year}\s*[-/.年]?\s*0?{day.month}\s*[-/.月]?\s*0?{day.day}(?!\d)"
    return day if re.search(whole, text) else None

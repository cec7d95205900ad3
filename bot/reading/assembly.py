"""Blocks to an article: title, section paths, lists and tables as they are best quoted, paragraph numbers."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from bot.model import Article, Paragraph, Problem
from bot.reading import problems
from bot.reading.blocks import BARE, SENTENCE_END, STOP, Block, Kind, is_bare
from bot.reading.cleaning import LONGEST
from bot.reading.headings import ATTACHED, is_first_of_parts, numbered_level, with_headings
from bot.reading.metadata import DATE, Head, date_in_name, find_date
from bot.reading.statutes import ENACTED, enacted_on, without_contents

SHORT = 300  # characters of a list or table that is quoted whole; a longer one is cut into its items
LED = 800  # the same where a line leads to the items: without it they say little, as in 有下列情形之一的：
COLONS = ("：", ":")
BARE_LIST = -1  # the run of items that no list mark tells; a line that leads to them parts one list from the next
ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,2})[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]"
)
BULLET = re.compile("[•●▪◆◇➢➤✓✔✅❌☑☎📍📞🔸🔹▶►·]\ufe0f?\\s*(?=\\S)")
"""A sign that is set before each item of a list."""
_QUESTION = re.compile(
    r"[问Q]\s*\d{0,3}\s*[：:][^。\n]+|(?:(?:问题?|Q)\s*\d{0,3}\s*[：:、.．]|\d{1,3}\s*[.．、]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*[^。\n]+[？?]"
)
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_MOMENT = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*\d{1,2}:\d\d(?::\d\d)?")
"""When something was published, to the minute: 原创 小工 云栎工会 2026-07-20 08:30 云栎."""
_ACCOUNT = re.compile(rf"(?:原创\s+)?(?:\S{{1,10}}\s+)?([\u4e00-\u9fff]{{4,20}})\s+{_MOMENT.pattern}(?:\s.{{0,12}})?")
_BAR, _LONGEST_PART = re.compile("[|｜丨]"), 24
_DAY = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
_WRITER = re.compile(r"(?:文/|作者|记者|通讯员)\s*[：:]?\s*([\u4e00-\u9fff· ]{2,12})")
_PUBLISHER = re.compile(r"[\u4e00-\u9fff]{2,16}(?:报|网|社|台|会|工会|周刊|客户端|公众号)")
TITLED = re.compile(r"(?:文章)?(?:标题|题目)[ \u3000]*[：:][ \u3000]*(?=\S)")
MOST_CREDITS = 12  # bare lines between a headline and its text
LOWEST = 9.0  # below every heading
LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]\s*\S.{0,80}")  # 电话：…, one of several lines that belong together
PROPERTY = re.compile(
    r"(Created(?: time| by)?|Last [Ee]dited(?: time| by)?|Tags?|Status|Date|Author|Owner|Type|Category|Priority|URL):\s*(\S.{0,200})"
)
"""What Notion sets below the headline of a page that it exports."""
BYLINE = re.compile(r"^[（(]?(?:□|■|◎|本报(?:讯|记者)|记者|通讯员|作者|特约)")
SIGNED_DAY = re.compile(
    r"\s*[（(]?(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|(?:(?:19|20)\d\d|[０-９]{4}|[二一][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)\s*[)）]?\s*"
)
LETTERHEAD = "文件"  # 某市总工会文件, printed over the number and the headline of what it issues
ISSUED = re.compile(r"(?:[\u4e00-\u9fff、（）()]{2,40})?关于[^。；;]{2,60}")
PRINTED = re.compile(r".{0,40}\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发[）)。]?|[（(]此[件文][^（）()]{2,20}[）)]")
"""What stands at the foot of a document: that it may be shown, and when it was printed."""
BELOW = re.compile(f"[（(]?(?:联系|附件|抄送|抄报|主题词|打印|校对)|.*印发[）)。]?$|(?:{PRINTED.pattern})$")
"""What stands below the day on which a document was issued."""
FORMAL = re.compile(
    r"第\s*\d+\s*期(?:\s*[（(]总第?\s*\d+\s*期[)）])?|[（(]?[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\d+号[）)]?|(?:各|尊敬的|亲爱的|广大|同志们)[^。！？!?]{0,36}[：:]"
)
"""A document's number and whom it addresses."""
CREDITED = "信息来源|来源|作者|记者|发布时间|发布日期|发文日期|日期|时间|发布"
CREDIT = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:文章|本文|新闻|稿件|发表|更新|上传|成文|印发)?({CREDITED})\s*[：:]\s*([^\s：:]{{1,40}}?)(?=\s|$|[：:]|(?:{CREDITED})\s*[：:])"
)

COLOPHON = re.compile(
    r"[（(]?(?:(?:(?:文章|本文|新闻|稿件|图片|信息|素材)?(?:来源|作者)|稿源|供稿|来稿|转自|摘自|撰稿|(?:责任|执行|美术|视觉)?编辑|责编|美编|校对"
    r"|[初复终]审|审核|审校|监制)\s*[：:|｜丨]\s*[^\s。！？；，、：:（）()|｜/／]{1,30}[\s|｜/／]*)+[）)]?"
)
"""来源：工人日报, 责任编辑：某某 校对：某某: one line that says nothing else."""


def assemble(
    blocks: Iterable[Block], *, file: str, head: Head, first: int = 1
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The article of a file, or none and the reason. `first` is the number of its first paragraph."""
    if head.draft:
        return (), (problems.DRAFT.at(file, 1),)
    title, rest = _title(with_headings(without_contents(list(blocks)), titled=head.title is not None), head)
    head = replace(head, title=title.text if title else _title_in_name(file), date=head.date or date_in_name(file))
    head, rest = _credits(rest, head)
    head, rest = _colophon(rest, head)
    head, rest = _signature(rest, head)
    paragraphs, found = _paragraphs(rest, file=file, first=first)
    if not paragraphs:
        return (), (*found, *(() if found else (problems.NO_TEXT.at(file, title.line if title else 1),)))
    return (head.article(file=file, paragraphs=paragraphs, line=title.line if title else paragraphs[0].line),), found


def _title(blocks: list[Block], head: Head) -> tuple[Block | None, list[Block]]:
    """The title and what is left; the first heading is the title unless the head names another."""
    heads = [place for place, block in enumerate(blocks) if block.kind is Kind.HEADING]
    place = None if not heads or is_first_of_parts([blocks[at].text for at in heads]) else heads[0]
    if head.title is None:
        if place is None:
            return None, blocks
        named = replace(blocks[place], text=TITLED.sub("", blocks[place].text, count=1))
        return named, blocks[:place] + blocks[place + 1 :]
    if place is not None and _is_same(blocks[place].text, head.title):
        return replace(blocks[place], text=head.title), blocks[:place] + blocks[place + 1 :]
    return Block(Kind.HEADING, head.title, 1), blocks


def _is_same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _title_in_name(file: str) -> str | None:
    """Many folders keep the headline in the file's name; a name that is not Chinese is only a name."""
    name = re.sub(r"[（(\[【][^（(\[【]*\d{4}[^）)\]】]*[）)\]】]\s*$", "", PurePosixPath(file).stem).strip()
    if dated := DATE.match(name):
        name = name[dated.end() :].strip(" -_—.　")
    chinese = sum("\u4e00" <= ch <= "\u9fff" for ch in name)
    return name if chinese >= 6 and chinese * 2 > len(name) else None


def _credits(blocks: list[Block], head: Head) -> tuple[Head, list[Block]]:
    """Bylines, dates and subtitles that stand bare between the headline and the text; a long list of names is none."""
    place, above, whole = 0, head, blocks
    blocks = blocks[: MOST_CREDITS + 1]
    while place < len(blocks) - 1 and blocks[place].kind is Kind.PARAGRAPH:
        text = blocks[place].text
        enacted = ENACTED.fullmatch(text)
        if not enacted and (len(text) > BARE + 20 or "\n" in text or SENTENCE_END.search(text)):
            break
        if enacted:
            head = replace(head, date=head.date or enacted_on(text), extra=(*head.extra, ("enacted", text)))
        elif named := PROPERTY.fullmatch(text):
            head = replace(head, extra=(*head.extra, (named[1], named[2])))
        elif said := dict(CREDIT.findall(text)):
            head = _credit(head, said, date=find_date(text))
        elif (barred := _barred(text)) is not None:
            head = _credit(head, barred, date=find_date(text))
        elif BYLINE.match(text):
            head = replace(head, author=head.author or text)
        elif FORMAL.fullmatch(text):
            head = replace(head, extra=(*head.extra, ("formal", text)))
        elif LABELLED.fullmatch(text):  # 活动时间：…, which CREDIT does not know
            break
        elif (date := find_date(text)) and (len(text) <= 24 or is_bare(_MOMENT.sub("", text))):
            account = _ACCOUNT.fullmatch(text)
            head = replace(head, date=head.date or date, source=head.source or (account and account[1]))
        elif head.title and head.title.endswith(LETTERHEAD) and ISSUED.fullmatch(text):
            head = replace(head, title=text, source=head.source or head.title.removesuffix(LETTERHEAD))
        elif not is_bare(YEAR.sub("", text)) or BULLET.match(text):
            break
        else:
            head = replace(head, extra=(*head.extra, ("subtitle", text)))
        place += 1
    return (head, whole[place:]) if place < MOST_CREDITS else (above, whole)


def _barred(text: str) -> dict[str, str] | None:
    """What a line of day, source and writer between bars says: 2026-01-05 07:30 | 云栎日报 | 记者 苗禾; None for another."""
    parts = [part.strip() for part in _BAR.split(text)]
    if len(parts) < 2 or not any(_DAY.fullmatch(part) for part in parts) or max(map(len, parts)) > _LONGEST_PART:
        return None
    said: dict[str, str] = {}
    for part in parts:
        if named := _WRITER.fullmatch(part):
            said.setdefault("作者", named[1])
        elif _PUBLISHER.fullmatch(part):
            said.setdefault("来源", part)
    return said


def _colophon(blocks: list[Block], head: Head) -> tuple[Head, list[Block]]:
    """Where a text was taken from and who edited it, where bare lines below it say so.

    Not the last of other lines that each say of what they are: 申请：本人, 审核：街道工会.
    """
    end = len(blocks)
    while end > 1 and blocks[end - 1].kind is Kind.PARAGRAPH and COLOPHON.fullmatch(blocks[end - 1].text):
        end -= 1
    if LABELLED.fullmatch(blocks[end - 1].text if blocks else ""):
        return head, blocks
    said = dict(CREDIT.findall(" ".join(block.text.strip("（()）") for block in blocks[end:])))
    return _credit(head, said, date=None), blocks[:end]


def _signature(blocks: list[Block], head: Head) -> tuple[Head, list[Block]]:
    """Who issued a document and on which day, where both stand bare below its text."""
    end = len(blocks)
    while end and (blocks[end - 1].kind is Kind.ROW or BELOW.match(blocks[end - 1].text.strip())):
        end -= 1
    blocks = blocks[:end] + [block for block in blocks[end:] if not PRINTED.fullmatch(block.text.strip())]
    signed = [
        block for block in blocks[max(end - 2, 0) : end] if block.kind is Kind.PARAGRAPH and len(block.text) <= BARE
    ]
    day = find_date("".join(signed[-1].text.split())) if signed and SIGNED_DAY.fullmatch(signed[-1].text) else None
    if day is None or end < 3:
        return head, blocks
    head, start = replace(head, date=head.date or day), end - 1
    if len(signed) == 2 and not STOP.search(signed[0].text):
        head, start = replace(head, source=head.source or signed[0].text), end - 2
    return head, blocks[:start] + blocks[end:]


def _credit(head: Head, said: dict[str, str], *, date: dt.date | None) -> Head:
    author = said.get("作者") or said.get("记者")
    source = said.get("来源") or said.get("信息来源")
    return replace(head, source=head.source or source, author=head.author or author, date=head.date or date)


def _paragraphs(blocks: list[Block], *, file: str, first: int) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    path: list[tuple[float, str]] = []
    paragraphs: list[Paragraph] = []
    found: list[Problem] = []
    pieces = list(_quotable(blocks))
    for place, block in enumerate(pieces):
        level = float(block.level) if block.kind is Kind.HEADING else _level_of_bare(pieces, place)
        level = level or (LOWEST if _is_asked(pieces, place) else 0)
        if level:
            path = [*(above for above in path if above[0] < level), (level, block.text)]
        elif len(block.text) > LONGEST:
            found.append(problems.TOO_LONG.at(file, block.line, length=len(block.text), limit=LONGEST))
        elif block.text:
            section = tuple(text for _, text in path)
            number = first + len(paragraphs)
            paragraphs.append(Paragraph(block.text, number, block.line, seams=block.seams, section=section))
    return tuple(paragraphs), tuple(found)


def _level_of_bare(pieces: Sequence[Block], place: int) -> float:
    """A bare line under a heading is a smaller heading, not a paragraph to cite; 0 for everything else."""
    block, above = pieces[place], pieces[place - 1] if place else None
    if block.kind is not Kind.PARAGRAPH or above is None or above.kind is not Kind.HEADING:
        return 0
    return above.level + 0.5 if is_bare(YEAR.sub("", block.text)) and not BULLET.match(block.text) else 0


def _is_asked(pieces: Sequence[Block], place: int) -> bool:
    """True for a numbered question above its answer: 问：…？, 3.…？; an answer says little without it."""
    asked, *below = pieces[place : place + 2]
    is_question = asked.kind is Kind.PARAGRAPH and len(asked.text) <= BARE + 20 and _QUESTION.fullmatch(asked.text)
    return bool(is_question and below) and below[0].kind is not Kind.HEADING and not _QUESTION.fullmatch(below[0].text)


def _quotable(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lists and tables folded: a short one is one paragraph with the line that leads to it, a long one its items."""
    held: Block | None = None
    for (kind, _), group in itertools.groupby(_enumerated(blocks), key=lambda block: (block.kind, block.run)):
        run = list(group)
        if kind in {Kind.HEADING, Kind.PARAGRAPH}:
            yield from (*([held] if held else ()), *run[:-1])
            held = run[-1]
            continue
        lead = held if held and held.kind is Kind.PARAGRAPH and held.text.endswith(COLONS) else None
        if held and not lead:
            yield held
        held = None
        yield from _fold(lead, run)
    if held:
        yield held


def _enumerated(blocks: Iterable[Block]) -> Iterator[Block]:
    """Bare paragraphs （一） （二） behind a line that leads to them are items of one list, and bare lines in a row.

    So are lines that stand directly below one another and each say of what they are.
    """
    led, above = False, False
    for block, below in itertools.zip_longest(found := list(blocks), found[1:]):
        goes_on = below is not None and _goes_on(block, below)
        is_item = (
            above
            or goes_on
            or ATTACHED.match(block.text) is not None
            or (led and block.kind is Kind.PARAGRAPH and _is_marked(block.text))
        )
        led = is_item or (block.kind is Kind.PARAGRAPH and block.text.endswith(COLONS))
        above = goes_on
        yield replace(block, kind=Kind.ITEM, run=BARE_LIST) if is_item else block


def _is_marked(text: str) -> bool:
    return ENUMERATOR.match(text) is not None or BULLET.match(text) is not None


def _goes_on(block: Block, below: Block) -> bool:
    """True for two lines of one list: both with a number, or a sign, or, one directly below the other, with a label."""
    if not block.kind is below.kind is Kind.PARAGRAPH:
        return False
    if level := numbered_level(block.text):
        return level == numbered_level(below.text)
    if BULLET.match(block.text) and BULLET.match(below.text):
        return True
    is_next = below.line - block.line <= 1
    return is_next and LABELLED.fullmatch(block.text) is not None and LABELLED.fullmatch(below.text) is not None


def _stacked(blocks: Sequence[Block]) -> str:
    """The blocks below one another; bare paragraphs as far apart as they stand, so that they can be found again."""
    text = blocks[0].text
    for above, block in itertools.pairwise(blocks):
        is_apart = block.run == BARE_LIST and block.line - above.line > above.text.count("\n") + 1
        text += ("\n\n" if is_apart else "\n") + block.text
    return text


def _fold(lead: Block | None, run: Sequence[Block]) -> Iterator[Block]:
    whole = [*([lead] if lead else ()), *run]
    if sum(len(block.text) for block in whole) <= (LED if lead and run[0].kind is Kind.ITEM else SHORT):
        yield replace(whole[0], kind=run[0].kind, text=_stacked(whole), seams=())
    elif run[0].kind is Kind.ITEM:
        yield from whole
    else:  # a row says little without the names of its columns
        yield from [lead] if lead else ()
        yield from (replace(row, text=f"{run[0].text}\n{row.text}") for row in run[1:])

"""A block of a page dump → its kind, read off its own face."""

from __future__ import annotations

import re
from enum import Enum, auto

from bot.lexicon import lexicon
from bot.reading.headings import mark_level

HEADLINE_MAX = 48
"""Characters. The longest headline lines of broadsheets stay below; body fragments beyond are column pieces."""

NAME_MAX = 80
"""Characters of a headline that is one long name, 最高人民法院、最高人民检察院关于…的解释."""

CAPTION_MAX = 400
"""Characters."""

CLOSERS = "”’』」）)》】〉\"'"
PAIRS = {"“": "”", "‘": "’", "《": "》", "『": "』", "「": "」", "(": ")", "（": "）"}
CLOSING = {close: opening for opening, close in PAIRS.items()}
_OPENERS = "".join(PAIRS)
SENTENCE = 2.8
"""Of `sentence_likeness`; of the headlines of the pages at hand and of the corpus none reaches it."""
_PURPOSE = re.compile("为[^。]{4,120}制定本(?:法|条例|办法|规定|细则|规则|规程)")
"""为了…，制定本条例: the first sentence of one."""

_CLAUSE = re.compile(
    r"第[0-9〇零一二三四五六七八九十百千]{1,8}条(?:之[一二三四五六七八九十])?[ \u3000]+\S"
    r"|第[〇零一二三四五六七八九十百千]{2,8}条(?=[一-鿿])(?![例规的所至之和或及第款项])"
)
"""How the text of a statute's article begins, however short a column cut it; without a space behind it from 第十一条 on."""
_DOCUMENT = re.compile("关于.{4,}(?:通知|规定|解释|办法|意见|批复|决定|公告)")
_PAUSE = re.compile("[,，。;；]")
_END_MARKS = "。！？!?…"
_HALF_STOP = re.compile(r"(?![一二三四五六七八九十])[一-鿿][.．]")
_GAPS = ("\t", "  ", "\u3000\u3000")
_GAP = re.compile(r"\t+| {2,}|\u3000{2,}")
_OPEN_TAIL = re.compile(
    r"(?:[的是在和与及或将把被对向从以由让使就都也并而且其这那该个为于至则即跟给比按因若每约没未很更才只又还"
    r"，,、：:；;“‘《（(]|包括|例如|根据|按照|依照|依据|通过|关于|以及|及其|应当|必须|不得|采取|会同)$"
)
_WHOLE_TAIL = re.compile(r"在即$|是[^，。,、是]{2,8}的$|^从.+(?:想到|想起|看到|说起|谈起)的$")
_OPEN_WORDS = (
    "由于 对于 至于 关于 以及 可以 或者 因为 作为 认为 成为 分为 称为 为了 除了 随着 以便 等于 属于 位于 处于"
    " 并且 而且 应该 还是 但是 于是 就是 都是 也是"
)
_SPEECH = re.compile(r"(?:强调|指出|表示|介绍|认为|提出|要求|透露|坦言|告诉记者|说)[，,：:]")
_TURN = re.compile(
    "(?:不过|所以|事实上|此外|另外|于是|随后|后来|其后)[，,]|然而|因此|但是|而且|因而|从而|与此同时|除此之外"
)
"""What a sentence begins with that follows another; no headline does."""
_NAMES = r"[一-鿿·]{2,4}(?:[\s、]+[一-鿿·]{2,4})*"
_WRITER = r"(?:(?:特约|实习|见习|高级)?(?:记者|通讯员|评论员|撰稿人)|高级编辑)"
_BYLINE = re.compile(
    rf"[□■◎○●]\s*(?!.*[,，。])(.{{1,40}})"
    rf"|((?:文\s*[/／·、]\s*图\s*|文\s+|(?=本报|新华社|中新社|记者\s|通讯员\s))"
    rf"(?:(?:本报|新华社|中新社)?(?:驻[一-鿿]{{2,8}}?)?{_WRITER}\s*{_NAMES}[\s、]*)+(?:文\s*[/／·、]?\s*[图摄]|[/／]\s*[文图摄])?)"
    rf"|((?:撰?文|文图|图文|采写)\s*[/／：:]\s*(?:本报)?{_WRITER}?\s*{_NAMES}(?:\s*[图摄]影?\s*[/／：:]\s*{_NAMES})?)"
)
_CONTINUED = re.compile(r"[（(]\s*(上接[^（()）]{1,20})[)）]")
_CONTINUES = re.compile(r"[（(]\s*(下转[^（()）]{1,20})[)）]")
_NOTE = re.compile(r"[（(]\s*(?:作者|本文作者|笔者|编者|责任编辑|来源|图片|本报记者|记者|整理)[^（()）]{1,80}[)）]")
_HEADLINE = re.compile(r".*(?:[（(]附(?:图片?|照片|表)[^（()）。]{0,8}[)）]|——)|[^。]*[吗呢]")
"""What ends as headlines do: how a newspaper's archive marks one, the first line of two, a question without its mark."""
_ASKS = re.compile("(?:怎么办|怎么[一-鿿]{1,2}|怎样[一-鿿]{1,4}|多少|几天|哪里|谁)$")
_TOOK = r"(?:[摄攝]|供图|摄影报道|(?<=[/／\s])摄影|[/／]图)"
_CREDIT = re.compile(rf"(?:图为|图①|图一|上图|下图|左图|右图|题图|资料图)|{_TOOK}[)）。]?$")
_CREDITS = ("摄", "攝", "供图", "摄影报道", "摄影", "/图", "／图")
_CREDITED = re.compile(rf"[。！？][”’』」]?\s*[（(]?[^。，,]{{2,24}}{_TOOK}[)）。]?$")
_FURNITURE = re.compile(
    rf"(?:图片?[/／：:]\s*)?(?:(?:本报|新华社|中新社)?{_WRITER}\s*)?{_NAMES}\s*[/／]?\s*(?:[摄攝]|供图|制图|摄影报道|摄影|[/／]图)"
    r"|(?:本版)?(?:责任编辑|责编|编辑|美编|版式|校对|制图|主编|值班编委|版面编辑)[\s：:].{0,60}"
    r"|(?:(?:文章|信息|稿件)?来源|稿源)\s*[：:][^，,。]{1,30}"
    r"|(?:新闻热线|热线电话|(?:本报|本社|报社)地址|社址|投稿邮箱|邮箱|网址|E-?mail|本版投稿)\s*[：:].{0,60}"
    r"|[-—–·]\s*[0-9]{1,4}\s*[-—–·]|第\s*[0-9]{1,4}\s*页(?:[,，\s]*共\s*[0-9]{1,4}\s*页)?"
    r"|(?:今日)?第?[0-9一二三四五六七八九十]{1,3}版[^,，。]{0,12}"
    r"|[A-D]?[0-9]{1,2}\s*版?\s*[一-鿿]{0,4}(?:新闻|要闻|时讯|副刊|专刊|专版|周刊|特刊|综合|广告)"
    r"|(?:综合|国内|国际|时政|本地|工会|工运|经济|社会)新闻|(?:时政|综合|工会)?要闻"
    r"|[一-鿿]{2,4}(?:日报|晚报|时报|早报|工人报|职工报|劳动报)|广告|遗失声明|版权声明|本版(?:图片|照片|摄影).{0,20}|[（(][^（()）]{1,60}[)）]",
    re.IGNORECASE,
)
_LONGEST_HEAD = 80
_FULL_DATE = r"(?:[0-9０-９]{4}[-./年][0-9０-９]{1,2}[-./月][0-9０-９]{1,2}日?|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
_WEEKDAY = r"[（(]?(?:星期|周)[一二三四五六日天][)）]?"
_SHEET = r"第?[0-9０-９一二三四五六七八九十]{1,3}版[一-鿿]{0,6}|[A-D]?0?[0-9]{1,2}"
_HEAD_WORD = (
    rf"{_FULL_DATE}(?:{_WEEKDAY})?(?:第?[0-9]{{1,3}}版)?|{_WEEKDAY}|{_SHEET}|农历[一-鿿]{{2,10}}|总?第[0-9]{{1,6}}期|[一-鿿]{{1,8}}"
    r"|(?:本版)?(?:责任编辑|责编|编辑|美编|版式|校对|主编|电话|热线|新闻热线|邮箱|E-?mail)[：:]\S{0,40}|[0-9-]{7,13}"
)
_BETWEEN = r"[\s|｜/·]+"
_PAGE_HEAD = re.compile(
    rf"(?={_FULL_DATE}|.*{_FULL_DATE}.*(?:{_WEEKDAY}|[0-9]版|责编|责任编辑)|.*(?:{_WEEKDAY}|[0-9]版).*{_FULL_DATE})(?:{_HEAD_WORD})(?:{_BETWEEN}(?:{_HEAD_WORD}))*"
)
"""The line at the head of each page of a newspaper: its name, the date, the day of the week, the number and name of the page."""
_PHONE = r"(?:1\d{10}|(?:\d{3,4}-)?\d{7,8})"
_CONTACT = re.compile(rf"(?:[^\s，,。；;]{{2,24}} ){{1,3}}(?:电话[：:]?)?{_PHONE}")
"""A place and its telephone, one space between them."""
_SOLD = "(?:出租|出售|转让|开盘|楼盘|热销|特价|低价|高价|回收|收购|招商|加盟|搬家|开锁|疏通)"
_ADVERT = re.compile(
    r"(?:欢迎(?:订阅|刊登|关注|扫码)|关注我们|公益广告|(?:国内|国际)?统一(?:连续出版物|刊)号|邮发代号|零售价|总第\s*\d|广告(?:热线|刊例|经营|部|电话)"
    r"|今日\s*\d{1,3}\s*版|(?:今日|明日)?天气(?:预报)?\s*[：:])[^。]{0,50}"
    rf"|(?=.*{_SOLD})[^，,。；;：:]{{2,40}}\s[^，,。；;：:\d]{{0,12}}{_PHONE}"
)
"""What a newspaper sells, and what it says of itself. A line that ends with a telephone may be the one that workers look for."""
_NOTICE = re.compile(
    r"[^，,。；;：:]{0,8}(?:声明|公告|启事)\s*[:：]|(?:诚|急|高薪)聘|(?:低价|紧急|急|旺铺)(?:转让|出租|出售|招租)"
    r"|.{0,60}(?:欢迎(?:惠顾|选购|垂询)|声明作废|特此(?:声明|公告))[!！。.]?$"
)
"""What stands in the small print of a newspaper: 遗失声明：… It belongs to no article, and is text all the same."""
_COLUMN_NAME = re.compile(r"[一-鿿]{2,7}(?:[ 　·•|｜]+[一-鿿]{2,7}){1,2}")
_DAY = r"(?:[0-9０-９一二三四五六七八九十]{1,4}[年月日]){0,3}"
_DATELINE = re.compile(
    rf"(?:据?(?:本报|新华社|中新社|人民网)[一-鿿]{{0,8}}?{_DAY}\s?(?:讯|电|消息|报道)|[一-鿿]{{2,8}}(?:报|网|社){_DAY}讯"
    rf"|[一-鿿]{{2,6}}{_DAY}电[\s（(]|据?新华社|[（(](?:本报)?(?:记者|通讯员)[^（()）]{{2,40}}[)）]"
    rf"|[一-鿿]{{2,8}}(?:报|网|社)(?:(?=[0-9]){_DAY}电|消息(?=[0-9]))"
    rf"|[一-鿿]{{2,10}}(?:讯|消息)\s*[（(][^（()）]{{0,12}}(?:记者|通讯员)|【[^【】]{{0,12}}讯】|本[网台刊社]讯)"
)
_LABEL = re.compile("【|(?:原标题|编者按|阅读提示|导读)[：:]")
_BARE_DATELINE = re.compile(rf"{_DATELINE.pattern}\s*(?:[（(][^（()）]{{2,60}}[)）])?")
_OPENER = re.compile(
    r"(?:据(?:了解|悉|介绍|统计|报道)|同时[，,]|此外[，,]|另外[，,]|近日[，,]|日前[，,]|[今昨]天[，,]|近年来|目前[，,]|今年|去年|截至"
    r"|会上[，,]|会议|下一步|为此[，,]|接下来|随后[，,]|[0-9]{4}年|[0-9]{1,2}月(?:[0-9]{1,2}日|份)?|“[^”]{6,}”"
    r"|[一二三四五六七八九十]是|首先|其次|第[一二三四五])"
)


class Kind(Enum):
    BODY = auto()
    HEADING = auto()
    BYLINE = auto()
    CONTINUED = auto()
    NOTE = auto()
    CAPTION = auto()
    COLUMN_NAME = auto()
    FURNITURE = auto()
    """A photographer's name, the page's date, its editors: belongs to no article."""


def is_page_head(text: str) -> bool:
    """云栎工人报 2026年3月15日 星期日 02: what stands at the head of a page, and no more."""
    return len(text) <= _LONGEST_HEAD and _PAGE_HEAD.fullmatch(text) is not None


def kind_of(text: str) -> Kind:
    """What the block is by its own wording; a short line without an end is a heading until a neighbour claims it."""
    if _CONTINUED.fullmatch(text) or _CONTINUES.fullmatch(text):
        return Kind.CONTINUED
    if _NOTE.fullmatch(text):
        return Kind.NOTE
    if _FURNITURE.fullmatch(text) or is_page_head(text) or _ADVERT.fullmatch(text):
        return Kind.FURNITURE
    if _BYLINE.fullmatch(text):
        return Kind.BYLINE
    if is_credited(text) and len(text) < CAPTION_MAX:
        return Kind.CAPTION
    if ends_headline(text):
        return Kind.HEADING
    if is_long(text):
        return Kind.CAPTION if _CREDIT.search(text) and len(text) < CAPTION_MAX else Kind.BODY
    likeness = sentence_likeness(text) + 2.0 * bool(_OPENER.match(text) and re.search("[,，]", text))
    if (
        _CLAUSE.match(text)
        or has_open_tail(text.rstrip("—-"))
        or (_SPEECH.search(text) and not _ASKS.search(text))
        or is_dateline(text)
        or _TURN.match(text)
        or likeness >= SENTENCE
    ):
        return Kind.BODY
    return Kind.COLUMN_NAME if _COLUMN_NAME.fullmatch(text) and len(text) <= 16 else Kind.HEADING


def sentence_likeness(text: str) -> float:
    """How much a short line without an end reads like the beginning of a sentence rather than like a headline."""
    score = 3.0 * bool(unclosed(text)) + 3.0 * ("。" in text) + 2.0 * bool(re.search("[；;]", text))
    score += 1.0 * bool(re.search(r"[？！?!].{8}", text)) + 0.8 * min(len(re.findall("[,，]", text)), 3)
    score += 0.5 * min(len(re.findall("、", text)), 2) + 0.5 * (len(text) > 26)
    return score + 0.3 * min(len(re.findall("[的了在是把被还也就都]", text)), 2)


def unclosed(text: str) -> list[str]:
    """The opening quotes and brackets that the text leaves open, in order."""
    stack: list[str] = []
    for mark in text:
        if mark in PAIRS:
            stack.append(mark)
        elif mark in CLOSING and stack and stack[-1] == CLOSING[mark]:
            stack.pop()
    return stack


def is_closed(text: str) -> bool:
    """True where the text ends as a sentence does: an end mark, or closing quotes and brackets behind one."""
    bare = text.rstrip(CLOSERS)
    if bare.endswith(tuple(_END_MARKS)) or _HALF_STOP.fullmatch(bare[-2:]):
        return True
    if bare == text or not bare:
        return False
    opening = max(text.rfind(mark) for mark in "(（")
    return text.endswith((")", "）")) and opening > 0 and is_closed(text[:opening].rstrip())


def is_long(text: str) -> bool:
    """True for what is body text by its length or by its end; a long line without a comma may be a law's name."""
    if len(text) <= HEADLINE_MAX or is_closed(text):
        return is_closed(text)
    is_name = names_document(text) or not (_PAUSE.search(text) or has_open_tail(text) or is_dateline(text))
    return len(text) > NAME_MAX or not is_name


def ends_headline(text: str) -> bool:
    """True for a short line with an end that headlines have and sentences hardly ever: ——, （附图片1张）."""
    return len(text) <= HEADLINE_MAX and _HEADLINE.fullmatch(text) is not None


def is_row(text: str) -> bool:
    """True for what may be a row of a table, its columns apart: beside another it is text, and goes on nowhere."""
    if len(text) > NAME_MAX or not any(gap in text for gap in _GAPS):
        return len(text) <= NAME_MAX and _CONTACT.fullmatch(text) is not None
    cells = _GAP.split(text)
    return len(cells) > 2 and sum(len(cell) > 1 for cell in cells) > 1 and not is_closed(text)


def is_item(text: str) -> bool:
    """True for a short line without an end that may be an item of a list: 2.工资流水."""
    return mark_level(text) > 0 and len(text) <= HEADLINE_MAX and not is_closed(text)


def are_items(text: str, beside: str) -> bool:
    """True where such a line stands beside another whose number is of its kind."""
    return is_item(text) and mark_level(text) == mark_level(beside) and len(beside) <= HEADLINE_MAX


def is_credited(text: str) -> bool:
    """True for what ends with who took the picture, behind its last sentence."""
    return text.rstrip(")）。").endswith(_CREDITS) and _CREDITED.search(text) is not None


def is_notice(text: str) -> bool:
    """True for a whole notice or small advert, which goes on from nothing and may stand within another's sentence."""
    return len(text) <= CAPTION_MAX and is_closed(text) and _NOTICE.match(text) is not None


def names_document(text: str) -> bool:
    """True for the name of a law or notice, however long it is, where no sentence goes on from it."""
    return _DOCUMENT.search(text) is not None and not _PAUSE.search(text)


def is_said_again(text: str, below: str) -> bool:
    """True where what stands below begins with the same words, as an encyclopaedia's entry does with its headword."""
    return below.lstrip(_OPENERS).startswith(text.strip(_OPENERS + CLOSERS))


def has_open_tail(text: str) -> bool:
    """True where the last word cannot end a headline: a preposition, a comma, an opening bracket; 向, but not 动向.

    These end a clause: 开业在即, and 的 in 是谁定下的, 从夜班想到的.
    """
    found = _OPEN_TAIL.search(text)
    if _WHOLE_TAIL.search(text):
        return False
    return found is not None and lexicon().last_word(text) in {found[0], found[0][-1], *_OPEN_WORDS.split()}


def is_dateline(text: str) -> bool:
    """True where an article's first paragraph begins."""
    return bool(_DATELINE.match(text))


def begins_paragraph(text: str) -> bool:
    """True for what never stands within one: 本报讯, 【案情】, the number of a statute's article, or what the statute is made for."""
    return is_dateline(text) or any(begins.match(text) for begins in (_LABEL, _CLAUSE, _PURPOSE))


def is_bare_dateline(text: str) -> bool:
    """True for 本报讯 (记者…) and not a word more."""
    return _BARE_DATELINE.fullmatch(text) is not None


def is_opener(text: str) -> bool:
    """True where a new paragraph likely begins, though a sentence may go on so after a comma."""
    return bool(_OPENER.match(text))


def continued_from(text: str) -> str | None:
    """上接第1版 out of its brackets; None for the other direction."""
    found = _CONTINUED.fullmatch(text)
    return found[1].strip() if found else None


def byline_of(text: str) -> str | None:
    """The names behind □, or between the brackets of 本报讯 (记者…)."""
    if found := _BYLINE.fullmatch(text):
        return next(names for names in found.groups() if names).strip()
    if is_dateline(text) and (found := re.match(r"[^（()）,，。]{0,24}[（(]\s*([^（()）]{2,60}?)\s*[)）]", text)):
        return found[1]
    return None

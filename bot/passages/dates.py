"""Article and passage → the day of the report, deadlines, what 今年 means. No clock; without a sure year no claim."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Article

from .width import half_width


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that a text gives for something to be done by a worker: the span that says so, and the day."""

    start: int
    end: int
    day: dt.date


_YEAR = r"(?:19|20)\d{2}"
_FULL_DAY = re.compile(rf"({_YEAR})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日")
_FILE_DAY = re.compile(
    rf"(?<!\d)({_YEAR})(?:[-_.年]?)(0[1-9]|1[0-2]|[1-9](?=[-_.月]))(?:[-_.月]?)(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)"
)
_FILE_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_DATELINE = re.compile(
    rf"(?:本报|新华社|中新社|[^。,]{{0,8}}日报)[^。]{{0,30}}?(?:讯|电)?[^。]{{0,40}}?(?:({_YEAR})年)?(\d{{1,2}})月(\d{{1,2}})日"
    rf"|[“\"]?(?:({_YEAR})年)?(\d{{1,2}})月(\d{{1,2}})日"
)
_DAY = (
    rf"(?:(?P<year>{_YEAR})\s*年|(?P<said>今年|本年|明年|次年|去年))?\s*"
    r"(?:(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号]|(?P<part>[底末])|(?P<middle>中旬))|(?P<close>年?[底末])"
    r"(?<=年[底末]))|(?P<iso>(?:19|20)\d{2}[-./](?:1[0-2]|0?[1-9])[-./](?:[12]\d|3[01]|0?[1-9]))(?!\d)"
)
_SOME_DAY = re.compile(r"月|年[底末]|\d[-./]\d")  # one of these stands in every day
_CLOCK = r"(?:\s*(?:上午|下午|晚上?)?\s*\d{1,2}(?:[:]\d{2}|[时点](?:整)?)|\s*24时)?"
_ACT = r"报名|申请|申报|申领|受理|提交|报送|递交|领取|办理|登记|参保|投保|缴费|缴纳|补缴|预约|投稿|征集|抢券|兑换|使用|认证|确认|续保|入会|参与|参加|报到|核销"
_DOES = re.compile(_ACT + r"|拨?打\s*[\d-]{5,}|联系|有效|期限")
_UNTIL = re.compile(
    # 报名截至…, 报名时间为…至…, 有效期至…
    rf"(?:(?:{_ACT}|活动|有效|执行|实施|试行|优惠|政策|开放)[^。;!?]{{0,24}}?(?:截至|截止(?:日期|时间|期)?(?:到|至|为|是|[:])?|延(?:长|期|续)至|持续(?:到|至)|[期间]?[至到]"
    rf"|[-—–~～]+|最(?:迟|晚)(?:为|到|至|于)?|不(?:迟|晚)于)|(?:截止(?:日期|时间|期)|报名截止|申请截止|期限)(?:到|至|为|是|[:])?|(?:逾期|过期)[^。]{{0,6}}[:])\s*(?:{_DAY}){_CLOCK}"
)
_BEFORE = re.compile(
    rf"(?:{_DAY}){_CLOCK}\s*(?:\([^()]{{0,8}}\))?\s*(?:(?P<before>之前|以前|前)|(?P<stop>止|截止|为止|到期|结束|(?:{_ACT}|征集)(?:工作)?截止)|(?P<act>{_ACT}))"
)
_FROM = re.compile(r"(?:\d{1,2}月\d{1,2}日|即日起?|开始)[^。;]{0,4}?[到至—–~-]+$")
_EVERY_YEAR = re.compile(r"每(?:年|月|季|学年)")
_RANGE_YEAR = re.compile(rf"({_YEAR})\s*年[^。;]{{0,16}}$")
_CLAUSE_END = re.compile(r"[。;!?\n]")
_COUNTED = re.compile(r"已|累计|共有?|全[省市区国]|达到?|总[数计额]|新增|在册|目前|我[省市区]")  # 截至6月底,已发放…
_PRIVATE_TERM = re.compile(
    r"合同|判决|裁决|劳动关系|刑期|任期|服务期|[他她](?!们)|先生|女士|师傅|某"
)  # one case, not an offer
_FACT_AFTER = re.compile(
    r"[^,。]{0,4}(?:出生|参加工作|参加革命|入职|入伍|在职|离职|退休|签订|取得|获得|建成|建立|完成|毕业|发生|认定|已|竣工|实现|成立|登记注册|注册成立|参加过|缴纳过)"
)
_YEAR_WORDS = {"今年": 0, "本年度": 0, "去年": -1, "上年度": -1, "前年": -2, "明年": 1, "后年": 2}
_YEAR_WORD = re.compile("今年|本年度|去年|上年度|(?<![以之])前年(?!轻)|明年|(?<![以之])后年")


def report_date(article: Article) -> dt.date | None:
    """The day of the report: as given, of the file's name, of a dateline or a signature with its year; never a guessed year."""
    if article.date:
        return article.date
    if day := _day_of_name(article.file):
        return day
    if not article.paragraphs:
        return None
    first, last = (half_width(article.paragraphs[n].text) for n in (0, -1))
    if (match := _DATELINE.match(first)) and (day := _day_of_dateline(match, article.file)):
        return day
    signed = _FULL_DAY.fullmatch(last.strip())
    return _valid(*map(int, signed.groups())) if signed else None


def deadlines_in(text: str, *, report: dt.date | None = None) -> tuple[Deadline, ...]:
    """The days by which a worker has to act, in order; a day without its year counts only beside a report date."""
    text = half_width(text)
    if not _SOME_DAY.search(text):  # most texts
        return ()
    found = {deadline.start: deadline for deadline in (*_until(text, report), *_before(text, report))}
    return tuple(found[start] for start in sorted(found))


def passed_deadline(text: str, *, report: dt.date | None, today: dt.date) -> dt.date | None:
    """The last deadline of the text where all of them have passed; None where one is open or there is none."""
    last = max((deadline.day for deadline in deadlines_in(text, report=report)), default=None)
    return last if last and last < today else None


def deadline_note(text: str, *, report: dt.date | None, today: dt.date) -> str | None:
    """What to say of a deadline that has passed."""
    day = passed_deadline(text, report=report, today=today)
    return f"文中的截止时间{day.year}年{day.month}月{day.day}日已过" if day else None


def year_note(text: str, *, report: dt.date | None) -> str | None:
    """Which years 今年, 去年 and the like mean, reckoned from the report date; None without one."""
    words = dict.fromkeys(_YEAR_WORD.findall(text)) if report else {}
    said = [f"“{word}”指{report.year + _YEAR_WORDS[word]}年" for word in words if report]
    return f"文中{','.join(said)}" if said else None


def _day_of_name(file: str) -> dt.date | None:
    match = _FILE_DAY.search(file.rpartition("/")[2]) or _FILE_DAY.search(file)
    return _valid(*map(int, match.groups())) if match else None


def _day_of_dateline(match: re.Match[str], file: str) -> dt.date | None:
    year, month, day = (a or b for a, b in zip(match.groups()[:3], match.groups()[3:], strict=True))
    years = set(_FILE_YEAR.findall(file))
    known = year or (years.pop() if len(years) == 1 else None)
    return _valid(int(known), int(month), int(day)) if known else None


def _until(text: str, report: dt.date | None) -> Iterator[Deadline]:
    for match in _UNTIL.finditer(text):
        counted = "截至" in match.group() and _COUNTED.search(_clause_after(text, match.end()))
        if not counted and (day := _day_meant(match, text, report)):
            yield Deadline(match.start(), match.end(), day)


def _before(text: str, report: dt.date | None) -> Iterator[Deadline]:
    for match in _BEFORE.finditer(text):
        if _ends_an_offer(match, text) and (day := _day_meant(match, text, report)):
            yield Deadline(match.start(), match.end(), day)


def _ends_an_offer(match: re.Match[str], text: str) -> bool:
    """Whether the day ends the time for something that a worker does."""
    before, after = _clause_before(text, match.start()), _clause_after(text, match.end())
    if match["act"]:
        return bool(_FROM.search(before))
    if match["stop"]:
        return bool(_DOES.search(before + match["stop"])) or "活动" in before
    near = before.rpartition(",")[2][-12:]
    return not _FACT_AFTER.match(after) and bool(
        _DOES.search(after[:24]) or (_DOES.search(near) and "会在" not in near)
    )


def _clause_before(text: str, start: int) -> str:
    return _CLAUSE_END.split(text[max(0, start - 40) : start])[-1]


def _clause_after(text: str, end: int) -> str:
    return _CLAUSE_END.split(text[end : end + 30], maxsplit=1)[0]


def _day_meant(match: re.Match[str], text: str, report: dt.date | None) -> dt.date | None:
    said = _clause_before(text, match.start()) + match.group()
    if _PRIVATE_TERM.search(said) or _EVERY_YEAR.search(said):
        return None
    if match["iso"]:
        return _valid(*map(int, re.split(r"[-./]", match["iso"])))
    month = int(match["month"] or 12)
    year = _year_meant(match, text, month, report)
    if year is None or match["middle"]:
        return None
    return _valid(year, month, int(match["day"] or calendar.monthrange(year, month)[1]))


def _year_meant(match: re.Match[str], text: str, month: int, report: dt.date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["said"]:
        return report.year + {"明年": 1, "次年": 1, "去年": -1}.get(match["said"], 0) if report else None
    begun = _RANGE_YEAR.search(text[: match.start("month")] if match["month"] else "")
    if begun and begun.start() >= match.start():
        return int(begun[1])
    # an article of December that says 1月31日 means the next year's
    return None if report is None else report.year + (1 if report.month - month > 6 else 0)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

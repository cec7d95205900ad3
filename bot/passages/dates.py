"""Article and passage → the day of the report, deadlines, what 今年 means. No clock; without a sure year no claim."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from bot.model import Article

from .width import half_width

_YEAR = r"(?:19|20)\d{2}"
_SIGNED = re.compile(rf"[（(]?({_YEAR})\s*[-./年]\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*日?[)）]?")
_FILE_DAY = re.compile(
    rf"(?<!\d)({_YEAR})(?:[-_.年](1[0-2]|0?[1-9])[-_.月]([12]\d|3[01]|0?[1-9])|(0[1-9]|1[0-2])([0-2]\d|3[01]))(?!\d)"
)
_FILE_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_DATELINE = re.compile(
    rf"(?:本报|新华社|中新社|[^。,]{{0,8}}日报)[^。]{{0,30}}?(?:讯|电)?[^。]{{0,40}}?(?:({_YEAR})年)?(\d{{1,2}})月(\d{{1,2}})日"
    rf"|[“\"]?(?:({_YEAR})年)?(\d{{1,2}})月(\d{{1,2}})日(?!起|止|[之以]?前|[至到])"
)
_DAY = (
    rf"(?:(?P<year>{_YEAR})\s*年|(?P<said>今年|本年|明年|次年|去年))?\s*"
    r"(?:(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号]|(?P<part>[底末])|(?P<middle>中旬))|(?P<close>年?[底末])"
    r"(?<=年[底末]))|(?P<iso>(?:19|20)\d{2}[-./](?:1[0-2]|0?[1-9])[-./](?:[12]\d|3[01]|0?[1-9]))(?!\d)"
)
_SOME_DAY = re.compile(r"月|年[底末]|有效期|\d[-./]\d")  # one of these stands in every day
_CLOCK = r"(?:\s*(?:上午|下午|晚上?)?\s*\d{1,2}(?:[:]\d{2}|[时点](?:整)?)|\s*24时)?"
_ACT = r"报名|申请|申报|申领|受理|提交|报送|递交|领取|办理|登记|参保|投保|缴费|缴纳|补缴|预约|投稿|征集|抢券|兑换|使用|认证|确认|续保|入会|参与|参加|报到|核销"
_DOES = re.compile(_ACT + r"|拨?打\s*[\d-]{5,}|联系|有效|期限")
_UNTIL = re.compile(
    # 报名截至…, 报名时间为…至…, 有效期至…
    rf"(?:(?:{_ACT}|活动|有效|执行|实施|试行|优惠|政策|开放)[^。;!?]{{0,24}}?(?:截至|截止(?:日期|时间|期)?(?:到|至|为|是|[:])?|延(?:长|期|续)至|持续(?:到|至)|[期间]?[至到]"
    rf"|[-—–~～]+|最(?:迟|晚)(?:为|到|至|于)?|不(?:迟|晚)于)|(?:截止(?:日期|时间|期)|报名截止|申请截止|期限)(?:到|至|为|是|[:])?|(?:逾期|过期)[^。]{{0,6}}[:]"
    rf"|最(?:迟|晚)(?:不(?:得|能)?超过|为|到|至|于)?|即日起[^。;,\d]{{0,4}}?(?:[至到]|[-—–~～]+))\s*(?:{_DAY}){_CLOCK}"
)
# 执行至2027年12月: the whole month
_UNTIL_MONTH = re.compile(
    rf"(?:执行|有效|实施|试行|优惠|政策|延续)[^。;!?]{{0,24}}?(?:截至|[至到])\s*(?P<year>{_YEAR})年(?P<month>1[0-2]|0?[1-9])月(?![\d底末中上下初份])"
)
# 自2026年3月1日起施行,有效期两年; 本办法有效期两年
_TERM = re.compile(
    rf"(?:自\s*(?:{_DAY})\s*起(?:[^。;]{{0,16}}?,)?|(?P<own>本(?:办法|通知|规定|政策|细则|方案|意见|公告|活动))[^。;自]{{0,16}}?)"
    r"(?:有效期|有效期限|施行期限|执行期限|试行期?|为期)(?:为|是)?\s*(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,2}|半)\s*个?(?P<unit>年|月|天|日)(?![内以])"
)
_STOPPED = re.compile(rf"(?:{_DAY})\s*起,?(?:停止|不再|终止)(?:受理|报名|接收|办理|申请|执行)")
_NUMERALS = "一二三四五六七八九"
_SPELLED = re.compile(
    r"(?P<year>[一二][〇零九][〇零一二三四五六七八九]{2})(?=年)|(?<![一二三四五六七八九十几])(?P<number>[一二三]?十?[一二三四五六七八九]|[二三]?十)(?=月(?:[一二三]?十?[一二三四五六七八九]|[二三]?十)[日号]|月底|[日号](?<=[月一二三四五六七八九十].)|[日号])"
)
_THIS_MONTH = re.compile(
    r"本月(?=[底末]|(?:[12]\d|3[01]|[1-9])[日号])|(?<=[到至止])月(?=[底末])|(?<=截止)下月(?=(?:[12]\d|3[01]|[1-9])[日号])"
)
_BEFORE = re.compile(
    rf"(?:{_DAY}){_CLOCK}\s*(?:\([^()]{{0,8}}\))?\s*(?:(?P<before>之前|以前|前)|(?P<stop>止|截止|为止|到期|结束|(?:[^,。;\d]{{0,6}}?(?:关闭|终止|停止受理))|(?:{_ACT}|征集)(?:工作)?截止)|(?P<act>{_ACT}))"
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
_YEAR_WORDS = {"今年": 0, "本年度": 0, "去年": -1, "上年度": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2}
_MONTH_WORDS = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1}
_DAYS_OF_A_MONTH = re.compile(r"(\d{1,2}月)(\d{1,2}[日号]?[到至—–~-]+)(?=\d{1,2}[日号])")  # 4月21日至25日
_HALVES = {"上半年": 1, "下半年": 5}
"""From which month of the report on it is sure to be the report's own year's: in January 下半年 is last year's, or to come."""
_OF_RULE = r"(?![^,。;]{0,8}(?:工资|收入|平均|缴费|基数|次月|当月))"  # 按上年度平均工资: whatever year it is
_IS_A_DAY = r"(?=[,初中]|\d{1,2}[日号]|[^,。;]{0,6}(?:举行|召开|启动|开展|开始|报名|办理|发布|出台|印发|结束|开班))"
_YEAR_WORD = re.compile(
    rf"今年|本年度|去年|上年度{_OF_RULE}|大前年|(?<![以之])前年(?!轻)|明年|(?<![以之])后年"
    r"|(?<![年每度])[上下]半年(?!度)"
    rf"|(?<![每以按])(?:[上下]个?月|本月|(?<=[在从到至])这个月)(?![球饼亮光季份末底内起]){_IS_A_DAY}{_OF_RULE}"
)


def report_date(article: Article) -> dt.date | None:
    """The day of the report: as given, of the file's name, of a dateline or a signature with its year; never a guessed year."""
    if article.date:
        return article.date
    if day := _day_of_name(article.file):
        return day
    if not article.paragraphs:
        return None
    first, last = (_in_digits(half_width(article.paragraphs[n].text), None) for n in (0, -1))
    if (match := _DATELINE.match(first)) and (day := _day_of_dateline(match, article.file)):
        return day
    signed = _SIGNED.fullmatch(last.strip())
    return _valid(*map(int, signed.groups())) if signed else None


def deadlines_in(text: str, *, report: dt.date | None = None) -> tuple[dt.date, ...]:
    """The last days that a text gives for something to be done by a worker, in order; a day without its year counts
    only beside a report date."""
    text = half_width(text)
    if not _SOME_DAY.search(text):  # most texts
        return ()
    text = _in_digits(text, report)
    found = dict((*_until(text, report), *_terms(text, report), *_before(text, report)))
    return tuple(found[start] for start in sorted(found))


def passed_deadline(text: str, *, report: dt.date | None, today: dt.date) -> dt.date | None:
    """The last deadline of the text where all of them have passed; None where one is open or there is none."""
    last = max(deadlines_in(text, report=report), default=None)
    return last if last and last < today else None


def deadline_note(text: str, *, report: dt.date | None, today: dt.date) -> str | None:
    """What to say of a deadline that has passed."""
    day = passed_deadline(text, report=report, today=today)
    return f"文中的截止时间{day.year}年{day.month}月{day.day}日已过" if day else None


def year_note(text: str, *, report: dt.date | None) -> str | None:
    """Which years 今年, 去年 and the like mean, and months, reckoned from the report date; None without one."""
    if not report:
        return None
    words = [
        word
        for word in dict.fromkeys(_YEAR_WORD.findall(half_width(text)))
        if ("月" not in word or "每月" not in text) and report.month >= _HALVES.get(word, 1)
    ]
    said = [f"“{word}”指{_meant_by(word, report)}" for word in words]
    return f"文中{','.join(said)}" if said else None


def _meant_by(word: str, report: dt.date) -> str:
    if word not in _MONTH_WORDS:
        return f"{report.year + _YEAR_WORDS.get(word, 0)}年{word if word in _HALVES else ''}"
    day = _months_on(report, _MONTH_WORDS[word])
    return f"{day.year}年{day.month}月"


def _months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day_of_name(file: str) -> dt.date | None:
    match = _FILE_DAY.search(file.rpartition("/")[2]) or _FILE_DAY.search(file)
    return _valid(*map(int, filter(None, match.groups()))) if match else None


def _day_of_dateline(match: re.Match[str], file: str) -> dt.date | None:
    year, month, day = (a or b for a, b in zip(match.groups()[:3], match.groups()[3:], strict=True))
    years = set(_FILE_YEAR.findall(file))
    known = year or (years.pop() if len(years) == 1 else None)
    return _valid(int(known), int(month), int(day)) if known else None


def _in_digits(text: str, report: dt.date | None) -> str:
    """The text with its dates in digits: 二〇二六年四月三十日, each day with its month, and 本月底 where the report has a day."""
    text = _SPELLED.sub(lambda match: str(_number(match.group())), text)
    text = _DAYS_OF_A_MONTH.sub(r"\1\2\1", text)
    if report is None:
        return text

    def month(match: re.Match[str]) -> str:
        day = _months_on(report, int(match.group().startswith("下")))
        return f"{day.year}年{day.month}月"

    return _THIS_MONTH.sub(month, text)


def _number(numeral: str) -> int:
    """四, 三十, 二十六, 二〇二六 → its number."""
    if numeral.isdecimal():
        return int(numeral)
    if "十" not in numeral:
        return int("".join(str(_NUMERALS.find(digit) + 1) for digit in numeral.replace("两", "二")))
    tens, _, ones = numeral.partition("十")
    return 10 * (_NUMERALS.find(tens) + 1 if tens else 1) + (_NUMERALS.find(ones) + 1 if ones else 0)


def _until(text: str, report: dt.date | None) -> Iterator[tuple[int, dt.date]]:
    for match in _UNTIL.finditer(text):
        counted = "截至" in match.group() and _COUNTED.search(_clause_after(text, match.end()))
        if not counted and (day := _day_meant(match, text, report)):
            yield match.start(), day
    for match in _UNTIL_MONTH.finditer(text):
        year, month = int(match["year"]), int(match["month"])
        if not _PRIVATE_TERM.search(_clause_before(text, match.start())):
            yield match.start(), dt.date(year, month, calendar.monthrange(year, month)[1])


def _terms(text: str, report: dt.date | None) -> Iterator[tuple[int, dt.date]]:
    for match in _TERM.finditer(text):
        begun = report if match["own"] else _day_meant(match, text, report)
        if "为期" in match.group() and not _DOES.search(_clause_before(text, match.start()) + match.group()):
            continue
        if begun and not _PRIVATE_TERM.search(_clause_before(text, match.start())):
            yield match.start(), _term_after(begun, match["count"], match["unit"])


def _term_after(begun: dt.date, count: str, unit: str) -> dt.date:
    months = {"年": 12, "月": 1}.get(unit)
    if count == "半":
        return _months_on(begun, 6) if unit == "年" else begun + dt.timedelta(days=15)
    number = _number(count.replace("两", "二"))
    return _months_on(begun, number * months) if months else begun + dt.timedelta(days=number)


def _before(text: str, report: dt.date | None) -> Iterator[tuple[int, dt.date]]:
    for match in _BEFORE.finditer(text):
        if _ends_an_offer(match, text) and (day := _day_meant(match, text, report)):
            yield match.start(), day
    for match in _STOPPED.finditer(text):
        if day := _day_meant(match, text, report):
            yield match.start(), day - dt.timedelta(days=1)


def _ends_an_offer(match: re.Match[str], text: str) -> bool:
    """Whether the day ends the time for something that a worker does."""
    before, after = _clause_before(text, match.start()), _clause_after(text, match.end())
    if match["act"]:
        return bool(_FROM.search(before))
    if match["stop"]:
        return bool(_DOES.search(before + match["stop"] + after[:4])) or "活动" in before
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

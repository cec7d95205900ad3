"""What a file says of its article outside the text: front matter, a record's fields, the date in the file's name."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeGuard

import yaml
from frontmatter.default_handlers import YAMLHandler

from bot.model import Article, Paragraph, Problem
from bot.reading import problems
from bot.reading.files import FileError

KEYS = {
    "标题": "title", "题目": "title", "引题": "kicker", "眉题": "kicker", "肩题": "kicker", "作者": "author",
    "byline": "author", "来源": "source", "日期": "date", "发布日期": "date", "版面": "page", "版": "page",
    "地区": "region", "地点": "region", "链接": "url", "网址": "url", "有效期": "expires",
    "截止": "expires", "草稿": "draft", "headline": "title", "文章标题": "title", "question": "title", "问题": "title",
    "pubdate": "date", "pub_date": "date", "published": "date", "published_at": "date", "datepublished": "date",
    "publish_date": "date", "publishdate": "date", "publish_time": "date",
    "publishtime": "date", "publishedat": "date", "pubtime": "date", "releasetime": "date", "发表时间": "date",
    "发布时间": "date", "发文日期": "date", "单位": "source", "发布单位": "source",
}  # fmt: skip
TEXTS = ("title", "kicker", "author", "source", "page", "url")
FIELDS = frozenset({*TEXTS, "date", "expires", "draft"})
DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-./_年](?P<m>\d{1,2})[-./_月](?P<d>\d{1,2})日?|(?P<mm>\d\d)(?P<dd>\d\d))(?!\d)"
)
MOMENT = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?")
CHINA = dt.timezone(dt.timedelta(hours=8))
_ONES = "〇一二三四五六七八九"
_DIGITS = str.maketrans("０１２３４５６７８９○零" + _ONES, "012345678900" + "0123456789")
_IN_WORDS = re.compile("[二一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
_FULL_WIDTH = re.compile("[０-９]+")
YES = frozenset({"true", "yes", "on", "1", "是"})
UNPUBLISHED = frozenset({"draft", "private", "trash", "pending", "草稿", "未发布", "待审核", "已下线", "已删除"})
"""What a site's own record says of an article that it does not show."""
NOTHING = frozenset({"~", "null"})  # YAML's words for it
TOML = re.compile(r"\+{3}[ \t]*\n(.{0,65536}?\n)\+{3}[ \t]*(?:\n|$)", re.DOTALL)
OPENING = re.compile(r"-{3,}[ \t]*\n\s*[\w-]+\s*[:：]")
BLANK = re.compile(r"(?:[ \t\u3000]*\n)+(?=-{3,}[ \t]*\n)")
MOST_LEAVES, DEEPEST = 100, 20  # of one nested field
LARGEST = 64 * 1024  # characters of front matter
NESTING = re.compile(r"[\[{]{20}|(?:^\s*(?:- ){20})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an article; what is not said there is None."""

    title: str | None = None
    kicker: str | None = None
    author: str | None = None
    source: str | None = None
    page: str | None = None
    url: str | None = None
    date: dt.date | None = None
    expires: dt.date | None = None
    region: tuple[str, ...] | None = None
    draft: bool = False
    extra: tuple[tuple[str, str], ...] = field(default=())

    def article(self, *, file: str, paragraphs: tuple[Paragraph, ...], line: int = 1) -> Article:
        return Article(
            file, paragraphs, title=self.title, kicker=self.kicker, byline=self.author, source=self.source,
            page=self.page, url=self.url, date=self.date, expires=self.expires, region=self.region,
            line=line, extra=self.extra,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """A file's head and its body; `above` is the number of lines before the body."""

    head: Head
    body: str
    above: int
    problems: tuple[Problem, ...] = ()


class _Handler(YAMLHandler):
    """Front matter may end with three points, too."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})[^\S\n]*$", re.MULTILINE)


class _BadMatterError(Exception):
    """What stands between the rulers is no mapping; `line` is where it goes wrong, counted in the file from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def split_front_matter(text: str, *, file: str) -> Split:
    """Front matter apart from the body; raises `FileError` where it begins and cannot be read."""
    if toml := TOML.match(text):
        return _split_toml(text, toml, file=file)
    if (blank := BLANK.match(text)) and OPENING.match(text, blank.end()):
        split = split_front_matter(text[blank.end() :], file=file)
        lines = blank[0].count("\n")
        told = tuple(replace(problem, line=problem.line and problem.line + lines) for problem in split.problems)
        return replace(split, above=split.above + lines, problems=told)
    if not text.startswith("---"):
        return Split(Head(), text, 0)
    handler = _Handler()
    try:
        matter, body = handler.split(text)
    except ValueError:
        if OPENING.match(text):
            raise FileError(problems.OPEN_FRONT_MATTER, line=1) from None
        return Split(Head(), text, 0)
    try:
        fields = _load(matter, handler)
    except _BadMatterError as error:
        if OPENING.match(text):
            raise FileError(problems.BAD_FRONT_MATTER, line=error.line) from None
        return Split(Head(), text, 0)
    head, found = read_head(fields, file=file, line_of=lambda key: _line_of(key, matter))
    if lost := next((key for key, value in fields.items() if _is_nested(value) and _name(key) in FIELDS), None):
        found += (problems.NESTED_FIELD.at(file, _line_of(lost, matter), key=lost),)
    return Split(head, body, text.count("\n", 0, len(text) - len(body)), found)


def _split_toml(text: str, found: re.Match[str], *, file: str) -> Split:
    """The same between rulers of plus signs, as Hugo writes it."""
    try:
        fields = {
            key: str(value) if isinstance(value, dt.date) else value for key, value in tomllib.loads(found[1]).items()
        }
    except tomllib.TOMLDecodeError:
        raise FileError(problems.BAD_FRONT_MATTER, line=1) from None
    head, told = read_head(fields, file=file, line_of=lambda key: _line_of(key, "\n" + found[1]))
    return Split(head, text[found.end() :], text.count("\n", 0, found.end()), told)


def read_head(
    fields: Mapping[str, object], *, file: str, line_of: Callable[[str], int | None]
) -> tuple[Head, tuple[Problem, ...]]:
    """The fields that we know by name; the others are kept as text. `line_of` says where a key stands."""
    known: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    found: list[Problem] = []
    for key, value in fields.items():
        name = _name(key)
        if name == "region":
            known[name] = "/".join(value) if _is_words(value) else _words(value)
        elif name in FIELDS and name not in known:
            known[name] = _words(value)
        else:
            extra.append((key, "；".join(itertools.islice(_leaves(value), MOST_LEAVES))))
    dates = {name: parse_date(known.get(name, "")) for name in ("date", "expires")}
    for key, value in fields.items():
        name = _name(key)
        if name in dates and dates[name] is None and _is_told_wrong(name, _words(value)):
            found.append(problems.BAD_DATE.at(file, line_of(key), value=_words(value)))
    texts = {name: known.get(name) or None for name in TEXTS}
    head = Head(
        title=texts["title"], kicker=texts["kicker"], author=texts["author"], source=texts["source"],
        page=texts["page"], url=texts["url"], date=dates["date"], expires=dates["expires"],
        region=_region(known), draft=_is_draft(known, fields), extra=tuple(extra),
    )  # fmt: skip
    return head, tuple(found)


def _is_draft(known: Mapping[str, str], fields: Mapping[str, object]) -> bool:
    state = next(
        (_words(value).lower() for key, value in fields.items() if key.strip().lower() in {"status", "状态"}), ""
    )
    return known.get("draft", "").lower() in YES or state in UNPUBLISHED


def _name(key: str) -> str:
    """The field that is meant by a key, in whichever language."""
    plain = key.strip().lower()
    return KEYS.get(plain, plain)


def _is_told_wrong(name: str, value: str) -> bool:
    """A day that cannot be read is a mistake; a deadline may be said in words (长期有效)."""
    return any(char.isdigit() for char in value) or (name == "date" and bool(value))


def parse_date(text: str) -> dt.date | None:
    """A whole date that the text begins with: 2026-04-09, 2026.4.9, 2026/4/9, 20260409, 2026年4月9日, 二〇二六年四月九日.

    Or the moment that a program has written, in seconds or thousandths since 1970: its day in China.
    """
    if moment := MOMENT.fullmatch(text.strip()):
        return dt.datetime.fromtimestamp(int(moment[1]), CHINA).date()
    match = DATE.match(_in_figures(text.strip()))
    return _date(match) if match else None


def find_date(text: str) -> dt.date | None:
    """The first whole date in a text."""
    return next((date for match in DATE.finditer(_in_figures(text)) if (date := _date(match))), None)


def date_in_name(name: str) -> dt.date | None:
    """The last whole date in a file's name, such as `…(2019-03-24).md`."""
    dates = [date for match in DATE.finditer(_in_figures(PurePosixPath(name).stem)) if (date := _date(match))]
    return dates[-1] if dates else None


def _in_figures(text: str) -> str:
    """The text with its dates in Arabic figures."""
    return _FULL_WIDTH.sub(lambda run: run[0].translate(_DIGITS), _IN_WORDS.sub(_figures, text))


def _figures(date: re.Match[str]) -> str:
    year, month, day = re.split("[年月日]", date[0])[:3]
    return f"{year.translate(_DIGITS)}年{_tens(month)}月{_tens(day)}日"


def _tens(words: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = words.rpartition("十")
    return 10 * (int(tens.translate(_DIGITS) or 1) if ten else 0) + int(ones.translate(_DIGITS) or 0)


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"] or match["mm"]), int(match["d"] or match["dd"]))
    except ValueError:
        return None


def _load(matter: str, handler: YAMLHandler) -> Mapping[str, object]:
    """The mapping, all its scalars as the text that was typed; raises `_BadMatterError` when there is none."""
    if len(matter) > LARGEST:
        raise _BadMatterError(1)
    if nested := NESTING.search(matter):
        raise _BadMatterError(1 + matter.count("\n", 0, nested.start()))
    try:
        fields = handler.load(matter, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        raise _BadMatterError(1 + error.problem_mark.line if error.problem_mark else 1) from None
    except yaml.YAMLError:
        raise _BadMatterError(1) from None
    if not isinstance(fields, dict):
        raise _BadMatterError(2)
    return {str(key): value for key, value in fields.items()}


def _words(value: object) -> str:
    """A scalar or a list of scalars as one text; nothing where more is nested in it."""
    if isinstance(value, str | int | float):
        return "" if str(value).strip().lower() in NOTHING else str(value).strip()
    return "、".join(value) if _is_words(value) else ""


def _is_nested(value: object) -> TypeGuard[list[object] | dict[str, object]]:
    return isinstance(value, list | dict) and bool(value) and not _is_words(value)


def _leaves(value: object, depth: int = 0) -> Iterator[str]:
    """What is nested in a field, one after another: of an alias bomb only as much as is asked for."""
    if not _is_nested(value):
        yield _words(value)
    elif depth < DEEPEST:
        named = value.items() if isinstance(value, dict) else (("", part) for part in value)
        for key, part in named:
            yield from (f"{key}: {leaf}" if key else leaf for leaf in _leaves(part, depth + 1))


def _is_words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _region(known: Mapping[str, str]) -> tuple[str, ...] | None:
    parts = tuple(part for part in re.split(r"[/／>＞·\s]+", known.get("region", "")) if part)
    return parts or None


def _line_of(key: str, matter: str) -> int | None:
    for number, line in enumerate(matter.split("\n"), start=1):
        if line.startswith(key):
            return number
    return None

"""A text → the names of divisions in it that surely are places, with the regions that they may mean.

Precision first: a short name (银川) counts only beside words that make it a place, or where a worker asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from bot.wordlists import word_set

from .divisions import Gazetteer, Region, short_name
from .width import half_width

# behind a short name: it is part of another name (北京银行, 南京路, 吉林大学)
_PART_OF_A_NAME = re.compile(
    r"""
      [^\s,。的在有]{0,4}(?:大学|学院|研究院|博物馆|俱乐部|出版社)   # 北京师范大学
    | 师范|医院|中学|小学|一中
    | 日报|晚报|卫视|电视台
    | 银行|农商|人寿|证券|集团|股份|公司|建工|石化|汽车|重工|钢铁|电力|油田|产业(?!工人)|市场
    | 大厦|饭店|宾馆|酒店|广场|公园
    | 机场|航空|铁路|高铁|地铁|高速|大桥|隧道|港口|码头|舰队|[号舰]
    | 道(?!路)|[东西南北中]?(?:大?路|街|大街|大道|站|环|岸|部|麓|侧|边|门|线|风|向|方)
    | 湖|山|湾|江(?!苏|西)|河(?!北|南)|海(?!南)
    | 烟草|啤酒|烤鸭|白药|茅台|火锅|小面|拉面|牛肉面|烩面|热干面|烧烤|凉皮|米粉|菜|瓜|茶|火腿|石|玉|装
    | 话|精神|时间|共识|宣言|公约|条约|会议|战役|奥运|冬奥|籍|师傅
    """,
    re.VERBOSE,
)
# behind a short name: it surely is a place of the union's work
_PLACE_AFTER = re.compile(
    r"""
      (?:省|市|区|县)?
      (?: 总工会|工会(?!干部学院)|[省市区]总|职工(?:服务|之家|群众|医疗)
        | 省委|市委|区委|县委|人社|民政|住建|医保|政府
        | 全[省市区县]|当地|本地|地区)
    | [::：]
    """,
    re.VERBOSE,
)
_DATELINE = re.compile(r"(?:讯|电|社|报|[（(【])\s*$")
_DATE_AFTER = re.compile(r"\s*(?:\d{1,2}月\d{1,2}日)?\s*(?:电|讯)|[)）】]")
_NOT_THE_DIVISION = re.compile(r"[域块间别段]|县(?!总|工)|市?场|值(?!班)|容")
_SENTENCE_START = re.compile(r"(?:^|[。!！?？;；\n])[\s“‘\"'「『《【\[]*$")
# beginnings of a name that the words before it have used up: 黄河南岸, 长江西路, 太湖北, 上海南站
_USED_UP = re.compile(
    r"(?:[黄淮沿大渭汾漳运两过渡]河南|[黄淮沿大渭汾两过渡]河北|[长珠沿两过渡临]江西|[太鄱阳洞庭两沿西]湖[南北]|[泰华太行天燕沿两登]山[东西]|[沿黄渤东南北]海南)$"
)
_CITY_WORDS_BEFORE = re.compile(r"[城本全各]$")  # 城市中区, 全市南区: the name begins inside a word
# districts whose full names are everyday words too: only beside their city
_PLAIN_DISTRICT = re.compile("[市城].*|新城区|新市区|新建区|江南区|海港区|老城区|林区|开发区")
# 在沪务工: the one character by which a place is known, beside what is done there
_BY_ONE_CHARACTER = {
    "京": "北京市",
    "沪": "上海市",
    "津": "天津市",
    "渝": "重庆市",
    "粤": "广东省",
    "浙": "浙江省",
    "苏": "江苏省",
    "鲁": "山东省",
}
_ONE_CHARACTER = re.compile(
    r"(?<=[在来到赴])[京沪津渝粤浙苏鲁](?=务工|打工|工作|上班|就业|参保|缴|居住|人员|企业|职工|外来|外地|农民工|租房|买房|落户)"
)
# behind a short name in a question, beside `_ASKER_BEFORE`: what a worker says of a place
_PLACE_IN_QUESTION = re.compile(
    r"""
      [的省市]|有|这[边里儿]|那[边里儿]|人|户口|户籍
    | 上班|打工|干活|工作|做|送|跑|租|买|交|办|领|当|怎么|能|可以
    | 工会|总工会|职工|驿站|互助|托管|体检
    | 社保|医保|公积金|低保|失业|工伤|生育|最低工资|生活补|困难|补贴|补助|津贴|高温|取暖
    | 公租房|住房|廉租
    | [,，。?？!！\s]|$
    """,
    re.VERBOSE,
)
_ASKER_BEFORE = re.compile(r"(?:我?(?:是|在|住|来自|到|去|从|人在)|户口(?:在|是)?|^|[,，。?？!！:：\s])$")


@dataclass(frozen=True, slots=True)
class Chain:
    """Names that stand side by side (江西省南昌市新建区), with the regions that they may mean together."""

    start: int
    end: int
    meanings: tuple[Region, ...]


def chains_in(text: str, gazetteer: Gazetteer, *, asked: bool = False) -> list[Chain]:
    text = half_width(text)
    names = gazetteer.names
    if asked and (match := _ONE_CHARACTER.search(text)):
        named = Chain(match.start(), match.end(), gazetteer.full.get(_BY_ONE_CHARACTER[match.group()], ()))
        return [*chains_in(text[: named.start], gazetteer, asked=True), named]
    if names.keys().isdisjoint(map(add, text, text[1:])):  # most paragraphs name no place
        return []
    chains = []
    at, last = 0, len(text) - 1
    while at < last:
        if text[at : at + 2] not in names:
            at += 1
            continue
        parts, end = _names_from(text, at, gazetteer)
        meanings = _meant(text, at, end, parts, gazetteer, asked=asked) if parts else ()
        if meanings:
            chains.append(Chain(at, end, meanings))
        at = max(end, at + 1)
    return chains


def largest(meanings: tuple[Region, ...]) -> tuple[Region, ...]:
    """Of one short name's meanings those of the largest division: 吉林 is the province before the city."""
    return tuple(region for region in meanings if len(region) == len(meanings[0]))


def one_of(meanings: Sequence[Region], known: Iterable[Region]) -> Region | None:
    """The one meaning; of several the one in a place that is known."""
    if len(meanings) == 1:
        return meanings[0]
    near = {m for m in meanings for region in known if is_within(m, region) or is_within(region, m)}
    return near.pop() if len(near) == 1 else None


def is_within(region: Region, larger: Region) -> bool:
    """Whether the region is the larger one or lies in it."""
    return region[: len(larger)] == larger


def meant_by(parts: Sequence[str], gazetteer: Gazetteer) -> tuple[Region, ...]:
    """The regions whose path ends with the last name and holds the names before it, larger ones first."""
    return tuple(region for region in gazetteer.meanings(parts[-1]) if _holds(region[:-1], parts[:-1]))


def _names_from(text: str, start: int, gazetteer: Gazetteer) -> tuple[tuple[str, ...], int]:
    """The longest names that follow one another from `start`, as long as a region fits all of them."""
    parts: tuple[str, ...] = ()
    end = start
    while True:
        begin = end + 1 if parts and _of_peoples(meant_by(parts, gazetteer), text, end) else end  # 恩施州 | 利川市
        for name in gazetteer.names.get(text[begin : begin + 2], ()):
            if text.startswith(name, begin) and meant_by((*parts, name), gazetteer):
                parts, end = (*parts, name), begin + len(name)
                break
        else:
            return parts, end


def _of_peoples(meanings: Iterable[Region], text: str, end: int) -> tuple[Region, ...]:
    """Those whose short name is followed by what they are: 大理州, 互助县."""
    return tuple(region for region in meanings if region[-1].endswith(f"自治{text[end : end + 1] or '-'}"))


def _holds(path: Region, parts: Sequence[str]) -> bool:
    if not parts:
        return True
    for index in range(len(path) - 1, -1, -1):
        if parts[-1] in (path[index], short_name(path[index])):
            return _holds(path[:index], parts[:-1])
    return False


def _meant(
    text: str, start: int, end: int, parts: tuple[str, ...], gazetteer: Gazetteer, *, asked: bool
) -> tuple[Region, ...]:
    """What a chain means where it stands; nothing where it is part of another name or a mere word."""
    name = parts[-1]
    full = name in gazetteer.full and not _NOT_THE_DIVISION.match(text, end)
    meanings = meant_by(parts, gazetteer)
    if full:
        meanings = tuple(region for region in meanings if region[-1] == name)
        if len(parts) > 1:
            return meanings
        # a name of two characters (城区, 和县) or one that begins inside a word is no place by itself
        return (
            ()
            if len(name) < 3
            or _PLAIN_DISTRICT.fullmatch(name)
            or _CITY_WORDS_BEFORE.search(text, max(0, start - 1), start)
            else meanings
        )
    if of_peoples := _of_peoples(meanings, text, end):
        return of_peoples
    if _PART_OF_A_NAME.match(text, end) or _USED_UP.search(text[max(0, start - 2) : end]):
        return ()
    return _of_short_name(text, start, end, parts, meanings, asked=asked)


def _of_short_name(
    text: str, start: int, end: int, parts: tuple[str, ...], meanings: tuple[Region, ...], *, asked: bool
) -> tuple[Region, ...]:
    is_only_one, meanings = len(meanings) == 1, largest(meanings)
    cities = tuple(region for region in meanings if _is_known_by_its_short_name(region, beside=len(parts) > 1))
    if asked:
        return _of_asked_name(text, start, end, parts, meanings, cities, is_only_one=is_only_one)
    if (len(parts) > 1 or is_only_one) and text.startswith("总工会", end):
        return meanings
    if (_PLACE_AFTER.match(text, end) and parts[-1] != "新建") or _is_dateline(text, start, end, parts):
        return cities
    opens = bool(_SENTENCE_START.search(text[max(0, start - 8) : start])) and not text.startswith("、", end)
    return tuple(r for r in cities if opens and (len(r) == 1 or len(parts) > 1) and parts[-1] not in _everyday_cities())


def _of_asked_name(
    text: str,
    start: int,
    end: int,
    parts: tuple[str, ...],
    meanings: tuple[Region, ...],
    cities: tuple[Region, ...],
    *,
    is_only_one: bool,
) -> tuple[Region, ...]:
    """A worker says 银川的; everyday words, county towns and districts of a name of their own count beside 在 or 的 only."""
    if len(parts) > 1:
        return meanings if parts[-1] != "新建" else ()
    beside = _ASKER_BEFORE.search(text[max(0, start - 4) : start]) and _PLACE_IN_QUESTION.match(text, end)
    if cities and (beside or parts[-1] not in _everyday_cities()):
        return meanings if len(cities) < len(meanings) else cities
    is_other = text[end : end + 1] in tuple("省市区县旗州镇乡")  # 江川市 is not 江川区
    if (
        beside
        and is_only_one
        and not cities
        and not is_other
        and parts[-1] not in word_set("bot.passages", "everyday_districts")
    ):
        return meanings
    return tuple(r for r in meanings if r[-1].endswith("新区") or (beside and r[-1].endswith("市")))


def _everyday_cities() -> frozenset[str]:
    return word_set("bot.passages", "everyday_cities")


def _is_known_by_its_short_name(region: Region, *, beside: bool) -> bool:
    """Provinces and cities are; a county town only beside its province; a district never."""
    return (
        len(region) == 1
        or region[-1][-1] not in "区县旗市"
        or (region[-1][-1] == "市" and (len(region) == 2 or beside))
    )


def _is_dateline(text: str, start: int, end: int, parts: tuple[str, ...]) -> bool:
    """本报银川4月8日电, 银川讯; not Beijing's, whence the news of the whole nation comes."""
    before = text[max(0, start - 4) : start]
    begins = _DATELINE.search(before) or (start == 0 and text.startswith("讯", end))
    return parts != ("北京",) and bool(begins and _DATE_AFTER.match(text, end))

"""China's divisions and an operator's own → a gazetteer: which names there are and which places they may mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.plain import frozen

Region = tuple[str, ...]
"""From the larger division to the smaller, full names: ("宁夏回族自治区", "银川市", "兴庆区")."""

NATION: Region = ("全国",)

_NEWER = "浙江省/杭州市/临平区\n浙江省/杭州市/钱塘区\n河北省/雄安新区\n"  # not in the table of python-stdnum
_GONE = frozenset({("山东省", "莱芜市")})  # of the same name as what it is now: 济南市莱芜区
# what they are called beside their short names, or were called until the table's time
_ALSO = {
    "内蒙": "内蒙古自治区",
    "襄樊": "襄阳市",
    "襄樊市": "襄阳市",
    "莱芜市": "莱芜区",
    "帝都": "北京市",
    "魔都": "上海市",
    "申城": "上海市",
    "羊城": "广州市",
    "鹏城": "深圳市",
    "蓉城": "成都市",
}
# of today, or given up since 2018: articles of those years still name them
_CURRENT = re.compile(r"(?:^|,)(?:\[\d*-(?:2018|2019|202\d)?\])?([^\[\],]+)$")
_NO_PLACE = re.compile(r"市辖区|县|林区|.*直辖.*|.*级行政.*")
_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
_SPECIAL = {"香港特別行政區": "香港特别行政区", "澳門特別行政區": "澳门特别行政区"}
_PEOPLES = (
    "蒙古族|藏族|回族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族"
    "|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克族?|怒族|鄂温克族|裕固族"
    "|保安族|独龙族|鄂伦春族|各族|维吾尔族?|(?<!内)蒙古"
)
_KIND = re.compile(rf"(?:{_PEOPLES})*(?:自治区|自治州|自治县|自治旗|特别行政区|地区|省|市|盟|林区|特区|新区|区|县|旗)$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first two characters, the longest first, with the regions that each may mean."""

    names: Mapping[str, tuple[str, ...]]
    full: Mapping[str, tuple[Region, ...]]
    short: Mapping[str, tuple[Region, ...]]

    @classmethod
    def build(cls, regions: str = "") -> Gazetteer:
        """The divisions of today; `regions` adds an operator's own, a path a line: 省/市/区 (# begins a comment)."""
        full: dict[str, dict[Region, None]] = {}
        short: dict[str, dict[Region, None]] = {}
        for region in dict.fromkeys((*read_regions(regions), *_divisions(), *read_regions(_NEWER))):
            if region in _GONE:
                continue
            full.setdefault(region[-1], {})[region] = None
            if (stem := short_name(region[-1])) != region[-1]:
                short.setdefault(stem, {})[region] = None
        for name, meant in _ALSO.items():
            short.setdefault(name, {}).update(full.get(meant, {}))
        return cls(
            _by_beginning({*full, *short}),
            {name: tuple(found) for name, found in full.items()},
            {name: tuple(found) for name, found in short.items()},
        )

    def packed(self) -> str:
        """All of it in a line."""
        return json.dumps([dict(self.names), dict(self.full), dict(self.short)], ensure_ascii=False)

    @classmethod
    def unpacked(cls, packed: str) -> Gazetteer:
        return cls(*({name: frozen(value) for name, value in part.items()} for part in json.loads(packed)))

    def meanings(self, name: str) -> tuple[Region, ...]:
        """The regions that the name, full or short, may mean; the largest divisions first."""
        found = dict.fromkeys((*self.full.get(name, ()), *self.short.get(name, ())))
        return tuple(sorted(found, key=len))


def read_regions(text: str) -> tuple[Region, ...]:
    """The paths of an operator's list; each larger part of a path is a region too."""
    found: dict[Region, None] = {}
    for line in text.split("\n"):
        path = tuple(part.strip() for part in line.partition("#")[0].replace("／", "/").split("/") if part.strip())
        found.update(dict.fromkeys(path[:end] for end in range(1, len(path) + 1)))
    return tuple(found)


def short_name(name: str) -> str:
    """银川 of 银川市, 延边 of 延边朝鲜族自治州; the name itself where less than two characters would be left."""
    stem = _KIND.sub("", name)
    return stem if len(stem) >= 2 else name


def _by_beginning(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        groups.setdefault(name[:2], []).append(name)
    return {beginning: tuple(group) for beginning, group in groups.items()}


def _divisions() -> Iterator[Region]:
    from stdnum import numdb  # a start from a snapshot has the divisions from there

    for _, code, _, properties, children in numdb.get("cn/loc").prefixes:
        province = _SPECIAL.get(properties["province"], properties["province"])
        yield (province,)
        yield from _below((province,), _current_names(children), municipality=code in _MUNICIPALITIES)


def _below(province: Region, names: dict[str, str], *, municipality: bool) -> Iterator[Region]:
    for code, name in names.items():
        city = names.get(code[:2] + "00")
        if code == "0000" or _NO_PLACE.fullmatch(name):
            continue
        if code.endswith("00") or municipality or city is None or _NO_PLACE.fullmatch(city):
            yield (*province, name)
        else:
            yield (*province, city, name)


def _current_names(children: Iterable[Any]) -> dict[str, str]:
    found = {}
    for _, code, _, properties, _ in children:
        if match := _CURRENT.search(properties["county"]):
            found[code] = match[1]
    return found

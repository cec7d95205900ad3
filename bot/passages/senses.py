"""A change → whether it says the opposite, another count or another unit, whatever words it leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.passages.changes import Change
from bot.passages.figures import NUMERALS
from bot.passages.normal import is_figure

NEGATIONS = frozenset("不未无没非免勿莫否禁")
NARROWING = frozenset("女男副双单全半非被")

_AFFIRMATIONS = frozenset("可能应需必也都已再须会要得很只才就均仍还又将是有曾既全皆当宜准许该收付")
_OPPOSED_CHARACTERS = (
    "上下中 前后 双多 左右 内外里 先后 东西南北中 高低 大小中 多少 增减 升降 加减 入出进 收支 早中晚午夜 白夜 男女 父母 老新旧 正副 是否 有无 同异 "
    "全半 甲乙丙丁戊己 省市县区乡镇村州盟旗 年月日周天季时分秒件 元角分 米里 斤吨克 春夏秋冬寒暑 单双 公私 买卖 借还 长短 轻重 冷热 生死 "
    "超少低 开关 初中高 夫妻 子女 首末 每各隔 须可应能 宜忌 准禁 黑白红黄蓝绿橙紫灰 快慢 远近 强弱 主客 起止 始终 迟早 超满 "
    "本专 硕博 冠亚季 复原 病婚产丧 焊钳铣电 公廉 国省 主被 亩顷 开结 主次 带无 动务 顺倒逆 正反 盈亏 涨跌 胜败负 原被 奖罚 装卸 存取 租售 "
    "缴领 借贷 民刑 城乡 农工 公农 师生 劳资 父母祖 兄弟 姐妹 爷奶 爸妈 婴幼 肝肾肺胃肠心脑脾胰胆 眼耳鼻喉 猪牛羊鸡鸭鱼 米面油 金银铜 "
    "水电气 海陆空 足篮排羽 回藏汉蒙维满苗壮彝 问答 真假 优良差 深浅 厚薄 宽窄 粗细 软硬 干湿 晴雨雪阴 奇偶 彼此 你我他她 忙闲 实应 英俄法德韩"
)
_OPPOSED = tuple(frozenset(family) for family in _OPPOSED_CHARACTERS.split())
_BOTH = frozenset("和与及并且")
"""In place of 或 they ask for the one beside the other."""
_DAYS = frozenset("一二三四五六日天末几")
_WEEK = re.compile("(?:星期|礼拜|周)$")
_ONE_MORE = frozenset({("人", "次")})
"""人次 are visits, 人 are people: the second character alone makes another unit."""
_UNIT = re.compile(
    "[美欧日港澳韩台](?=元)|个?(?:工作|自然)(?=日)|[公市](?=[里斤顷尺])|[毫厘微兆](?=[米克升安瓦])|平方|立方"
)
_COUNTED = "元名人个天年月日次项条倍"
_SHORT = 3
"""Characters of a change that may be a word's opposite; a longer one is told by its words."""


def is_another_count(change: Change) -> bool:
    """True for another numeral in words, another unit, the opposite, or a word more that narrows the sense."""
    old, new = set(change.old), set(change.new)
    if old & NUMERALS and new & NUMERALS and old & NUMERALS != new & NUMERALS:
        return True
    if not change.is_swap:
        if (
            old | new <= NARROWING
            or (change.a[change.a_start - 1 : change.a_start], change.old or change.new) in _ONE_MORE
        ):
            return True
        return _drops_numeral(change) or any(_begins_unit(*side) for side in change.sides)
    if change.size == 1 and {change.old, change.new} <= _DAYS and _WEEK.search(change.a, 0, change.a_start):
        return True
    if change.size == 1 and "或" in (change.old, change.new) and (old | new) & _BOTH:
        return True
    return change.size <= _SHORT and any((old - new) & family and (new - old) & family for family in _OPPOSED)


def is_longer_numeral(change: Change) -> bool:
    """True where one text has a numeral in words more, next to another: 二十八 and 十八."""
    (other, at, to), (text, start, end) = sorted(change.sides, key=lambda side: side[2] - side[1])
    if to - at == end - start or not NUMERALS.isdisjoint(other[at:to]):
        return False
    borders = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return any(len(border) > 1 and set(border) <= NUMERALS for border in borders)


def is_polar(change: Change, covered: Sequence[bool]) -> bool:
    """True where the one character may well stand in place of the other's no: 不得 and 可得, 免费 and 收费."""
    return all(covered) or bool({change.old, change.new} & _AFFIRMATIONS)


def _begins_unit(text: str, start: int, end: int) -> bool:
    """True for what makes another unit of the one behind it: 美 before 元, 工作 before 日, 平方 before 米."""
    found = _UNIT.match(text, start)
    return found is not None and found.end() == end


def _drops_numeral(change: Change) -> bool:
    """True where one text has a numeral more, next to other parts of a figure."""
    for text, start, end in change.sides:
        if set(text[start:end]) & NUMERALS:
            around = text[max(start - 1, 0) : start] + text[end : end + 1]
            return end - start > 1 or any(char in NUMERALS or is_figure(char) or char in _COUNTED for char in around)
    return False

"""A question in, the kind of answer that it asks for out: an amount, a duration, a date, a place, a reason."""

from __future__ import annotations

import functools
import re

_NUMBER = "[0-9〇零一二两三四五六七八九十百千万亿]"
_ASKED = (
    (
        "多少钱|多少元|价格|售价|工资多少|赔多少|罚款多少|多少赔|花费|多少美元",
        f"{_NUMBER}[万亿余多]*(?:元|块|美元|英镑|日元|港币|欧元|美金)",
    ),
    (
        "多久|多长时间|几天|几年|几个月|多少天|多少年|多少个月|几小时|期限",
        f"{_NUMBER}个?(?:工作日|天|日|年|个月|月|小时|分钟|周|星期)",
    ),
    ("什么时候|何时|哪年|哪一年|哪天|哪一天|几月|几号|什么时间|何年|年份|日期", r"\d+年|\d+月|\d+日|世纪|年代"),
    (
        "多少|几(?:个|名|位|条|种|次|部|岁|座|间|家|人|届|所|场|支|集|层|米|公里|平方)|多[大高长远]|第几|比例|面积|人口",
        _NUMBER,
    ),
    (
        "哪里|哪儿|在哪|何处|什么地方|哪个?(?:国家?|城市|省|地区|地方|市|县)|何地|地点",
        "[省市县区镇村国州岛路街山河湖海洲部在]|位于",
    ),
    ("为什么|为何|原因|为啥", "因|由于|导致|使得|所以|为了"),
)
"""What is asked, as it is asked in a folded question, beside what an answer to it holds; the first that fits."""


@functools.cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asked), re.compile(held)) for asked, held in _ASKED)


def wanted(folded: str) -> re.Pattern[str] | None:
    """What an answer to this question would hold; None where any sentence may answer."""
    return next((held for asked, held in _kinds() if asked.search(folded)), None)


def gives(sentence: str, held: re.Pattern[str], question: str) -> bool:
    """Whether a sentence holds such an answer beyond what the question itself says."""
    return any(found.group() not in question for found in held.finditer(sentence))

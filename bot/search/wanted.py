"""A question in, the kind of answer that it asks for out: an amount, a date, an address, papers, conditions, a reason."""

from __future__ import annotations

import functools
import re

_NUMBER = "[0-9〇零一二两三四五六七八九十百千万亿]"
_ASKED = (
    ("几点|(?:营业|开门|上班)时间", rf"{_NUMBER}[点时]|\d:\d\d|零点|全天"),
    (
        "(?:什么|哪些|啥|几样|几种)(?:东西|材料|证件|手续|资料|证明)|带(?:什么|啥|哪些|点什么|点啥)",
        "身份证|户口|复印件|证明|申请表|病历|发票|银行卡|流水|合同|照片",
    ),
    (
        "多少钱|多少元|几块钱|几百块|价格|售价|工资多少|多少赔|花费|多少美元|[补发给赔领交帮奖涨罚报](?:了|得|到)?多少",
        rf"{_NUMBER}[万亿余多]*(?:元|块|美元|英镑|日元|港币|欧元|美金)|{_NUMBER}倍|{_NUMBER}个月的?工资|\d%",
    ),
    (
        "多久|多长时间|几天|几年|几个月|多少天|多少年|多少个月|几小时|几个小时|几个工作日|期限",
        f"{_NUMBER}个?(?:工作日|天|日|年|个月|月|小时|分钟|周|星期)",
    ),
    (
        "什么时候|啥时|何时|哪年|哪一年|哪天|哪一天|几月|几号|什么时间|何年|年份|日期|截止",
        r"\d+年|\d+月|\d+日|世纪|年代|每月|每年\d|(?:周|星期)[一二三四五六日]",
    ),
    (
        "[去到找交送上]哪(?!些|国|个国)|哪(?:里|儿|个窗口|个部门|个单位|个地方)?(?:能|可以|去|才能)?"
        "(?:办|领|报名|申请|交|咨询|投诉|举报|借|查|找|看|买|充电|喝水)|找谁|找什么部门|哪个窗口|哪个部门|地址"
        "|打(?:什么|哪个|啥)电话|电话(?:是)?多少|怎么联系",
        r"窗口|\d号|[路街巷]\d|服务中心|服务站|电话|\d{3,4}-?\d{4}|小程序|网站|地址|地点|[一二三四五六]楼",
    ),
    (
        "多少|几(?:个|名|位|条|种|次|部|岁|座|间|家|人|届|所|场|支|集|层|米|公里|平方)|多[大高长远]|第几|比例|面积|人口",
        _NUMBER,
    ),
    (
        "哪里|哪儿|在哪|何处|什么地方|哪个?(?:国家?|城市|省|地区|地方|市|县)|何地|地点",
        "[省市县区镇村国州岛路街山河湖海洲部在]|位于",
    ),
    (
        "(?:什么|哪些|啥|几个|符合)条件|条件(?:是|$)|什么样?的?人|哪些人|谁能|谁可以|谁有资格|资格"
        "|哪些(?:职工|家庭|会员|人员)(?:能|可以)",
        r"条件|符合|满(?:\d|[一二三四五六七八九十])|周岁|不超过|不高于|以上|以下|对象",
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


def is_number(held: re.Pattern[str]) -> bool:
    """Whether what an answer would hold is a number: it is told from other words better than a place or a reason."""
    return _NUMBER in held.pattern

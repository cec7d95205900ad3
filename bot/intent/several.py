"""A message → the questions in it. Precision first: what leans on the question before it is no question of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.search.folding import fold

from .courtesy import bare_question
from .folding import spoken
from .kinds import ASKING, intent_of

_CLAUSE = re.compile(
    r"(?:(?!(?<=.)(?:还有|另外|其次|顺便|对了|再问|还想问|以及想问))[^，,。？?！!；;\s])+[，,。？?！!；;\s]*|[，,。？?！!；;\s]+|(?:还有|另外|其次|顺便|对了|再问|还想问|以及想问)[^，,。？?！!；;\s]*[，,。？?！!；;\s]*"
)
_NUMBERED = re.compile(
    r"(?<=[吗呢么天办领算少请])[2-9][、.．](?!\d)|(?:^|(?<=[\s，,。？?！!；;]))(?:[（(]?[1-9一二三四五六七八九][、）)．]|[1-9]\.(?!\d)|[①-⑨]|第[一二三四五六][、，,]?)"
)
_FURTHER = re.compile(
    r"(?:另外|还有|再(?:就是|者|问|请问)|顺便|其次|最后|对了|还想|也想|以及|同时|再一?个)"
    r"(?:的?(?:问题|一?个|一件)?(?:是|就是)?)(?:想?(?:请?问|了解|咨询|知道)(?:一下|下)?)?[，,：:]?"
)
_ASKS = re.compile(
    r"[吗嘛]|(?<![什那这多])么|呢(?=\W*$)|怎么?样?(?:办|申|参|领|报|算|休|做|弄|开|交|查|走|补|写|找|才|能|要|去)|如何|怎样|咋|多少"
    r"|(?<![头好这那前后十])几(?:[天年月次岁点号]|个(?!工友|人|同事|老乡|朋友|兄弟|大姐))|(?:哪|什么|啥|谁)(?!\w{0,4}[都也])"  # 什么苦都吃过, 头几个月 ask nothing
    r"|多久|多长|为何|是否|有没有|能不能|可不可以|会不会|是不是|要不要|该不该|(?:请问|想问|想了解|咨询|求助)"
)
_LEANS = re.compile(
    r"那么?|这|它|他|她|其|该|上面|前面|如果|要是|假如|万一|需要|需|要|得|应该|可不?可?以|能|会(?![员费籍])|是|有|没|不|多|怎|如何|咋|什么|啥|哪|谁|为|几|去|在|到|找|还|大概|一般|具体"
    r"|或者|对|吗|我|俺|租金|费用|价格|电话|地址|时间|期限|标准|比例|金额|材料|手续|流程|条件|资料|学费|工资|补助|补贴|补偿|赔偿|名额|利息|年限|结果|地点|押金|报名|报销"
    r"|办理|申请|领取|领|审核|审批|每月|每年|每次|一年|一个?月|一次|最(?!低工资)[多少高低长晚早]|什么时候|何时|带|交|填|办|走|写|单位|公司|老板|企业|工会(?!会员)"
)
_COUNTED = re.compile(r"[二三四五]是|其[二三]")
_ANNOUNCED = re.compile(
    r"^(?:我?(?:想要?|要)?(?:请?问|咨询|了解)?(?:一下)?[两三四几2-4]个(?:事情?|问题)[是,，:：\s]*)?(?:[一二三四]是|其[一二三])[,，:：]?"
)
_SAME_WAY = re.compile(r"怎么|如何|怎样|咋")
_SHORTEST = 4
_LEAST = 2
"""Characters of a question, besides those that any question has, which tell a matter of its own."""


def questions_in(message: str) -> tuple[str, ...]:
    """The questions of a message, each verbatim with what was told before it; the whole message where it is one."""
    found: list[str] = []
    for part, is_listed in _parts(message):
        if found and not _stands_alone(part, found[-1], is_listed=is_listed):
            found[-1] += part
        else:
            found.append(part)
    questions = tuple(question for part in found if (question := _tidied(part)))
    return questions if len(questions) > 1 else (message,)


def is_asking(clause: str) -> bool:
    """Whether it ends as a question does, or holds a word that asks."""
    return "？" in clause or "?" in clause or bool(_ASKS.search(fold(clause)))


def matter_of(text: str) -> str:
    """What is left of a question without the words that any question has."""
    return ASKING.sub("", spoken(bare_question(text)))


def _parts(message: str) -> Iterator[tuple[str, bool]]:
    """Stretches that end where a question ends, and whether each is one of a list; together they are the message."""
    starts = [match.start() for match in _NUMBERED.finditer(message)]
    is_list = len(starts) > 1
    edges = [0, *starts, len(message)] if is_list else [0, len(message)]
    for start, end in itertools.pairwise(edges):
        gathered = ""
        for clause in _CLAUSE.findall(message[start:end]):
            gathered += clause
            if clause and is_asking(clause):
                yield gathered, is_list and start in starts
                gathered = ""
        if gathered:
            yield gathered, False


def _stands_alone(part: str, before: str, *, is_listed: bool) -> bool:
    """Whether a part asks for a matter of its own, beside one that does."""
    asked = _tidied(part)
    if any(intent_of(one) is not None or not _ASKS.search(fold(one)) for one in (asked, _tidied(before))):
        return False
    if len(spoken(asked)) < _SHORTEST or len(matter_of(asked)) < _LEAST:
        return False
    if is_listed or _FURTHER.match(part.strip()) or _COUNTED.match(part.strip()):
        return True
    if _pairs(matter_of(asked)) & _pairs(matter_of(before)):
        return False
    if _SAME_WAY.match(asked) and _SAME_WAY.match(_tidied(before)):
        return len(matter_of(asked)) > _LEAST
    return _LEANS.match(asked) is None


def _tidied(part: str) -> str:
    """The question without its number and what leads over to it."""
    bare = _ANNOUNCED.sub("", _NUMBERED.sub("", part.strip(), count=1).strip(), count=1)
    return bare_question(_FURTHER.sub("", bare, count=1) if _FURTHER.match(bare) else bare).rstrip("，,；; ")


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}

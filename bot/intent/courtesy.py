"""A question → the same without the greeting before it, the thanks behind it, the groan amid it (累死了)."""

from __future__ import annotations

import re

from bot.search.folding import fold

_GAP = r"[\s,，。!！?？~～、:：;；…—]"
_END = r"[\s,，。!！~～、;；…—]"
_WHO = r"(?:工会|娘家人?|老师|领导|同志们?|师傅|小编|客服|管理员|亲|大家|你们|各位|朋友们?|机器人)"
_GREETED = (
    rf"(?:{_WHO}{_GAP}*+)?(?:你好[呀啊哦吗]?|您好[呀啊哦]?|大家好|{_WHO}(?:你|您)?好|(?:早上|上午|中午|下午|晚上)好"
    rf"|(?:有人)?在(?:吗|不在|么)|有人吗|打扰(?:一下|您?了)|麻烦(?:一下|您?了)|不好意思|哈[喽啰罗]|{_WHO}(?={_GAP})"
    rf"|(?:hi|hello|嗨|喂|早安?)(?={_GAP}))"
)
_ASKED = (
    r"(?:(?:我想)?请问(?:一下|下)?|请教(?:一下|下)?|(?:我|俺)?(?:就)?(?:想要?|要)(?:问|咨询|请教|了解|打听)(?:一下|一?个问题|下|问)?"
    r"|咨询(?:一下|下)|问一?下|我?(?:有|问)个问题(?:想问|请教|想咨询)?(?:一下|下)?|求助|麻烦问(?:一下|下))"
)
_BEFORE = re.compile(rf"{_GAP}*+(?:{_GREETED}{_GAP}*+)*+(?:{_ASKED}{_GAP}*+)*+", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:{_END}*(?:非常|十分|太|先)?(?:谢谢|感谢|多谢|谢了|拜托|麻烦)(?:您|你|大家|老师|工会|各位)?(?:了|啦|啊|哈|呀)?){_END}*\Z"
)
_GROAN = re.compile(
    r"(?:(?<=^)|(?<=[\s,，。!！?？~…、;；]))(?:真的?|都|快|要|可|我|俺|简直|今天|最近|每天)*"
    r"(?:累|气|氣|笑|饿|餓|困|烦|煩|急|愁|吵|穷|想|忙|疼|难受|郁闷)死(?:我|俺|人|老子|个人|宝宝)*+(?:了|啦|咯|喽|啊)*+"
    r"(?!在|的|后|亡|者|算|能|可以|谁|怎么赔|有没有赔|赔)[\s,，。!！~…]*"
)
_LONGEST_THANKS = 40


def bare_question(text: str) -> str:
    """The stretch of the text that asks, verbatim; the text itself (stripped) where nothing else is left."""
    plain = fold(text)
    match = _BEFORE.match(plain)
    start = match.end() if match else 0
    tail = max(start, len(plain) - _LONGEST_THANKS)
    behind = _BEHIND.search(plain, tail)
    end = behind.start() if behind else len(plain)
    return text[start:end].strip() or text.strip()


def without_groans(text: str) -> str:
    """The text without 累死了, 气死我了 and the like, which no death is meant by; the text itself where nothing else is left."""
    rest = _GROAN.sub("", text)
    return rest if rest.strip() else text

"""An answer → what a worker reads before or instead of citations: short, kind, with the next step."""

from __future__ import annotations

from bot.contacts import Contacts, card_of
from bot.model import Answer, AnswerKind

EXAMPLES = ("公租房怎么申请", "有没有免费的技能培训", "医疗互助怎么参加")
"""Shown while no library has yet shown what it can answer."""

_NO_ANSWER = {
    AnswerKind.NOT_FOUND: "很抱歉，在现有的工会文章里没有找到能回答这个问题的内容。\n{near}您可以换个说法再问一次，也可以拨打职工热线 {hotline} 咨询。{card}",
    AnswerKind.GREETING: "您好！我是“娘家人”问答助手，只引用工会文章的原文来回答，并注明出处。\n您可以直接问我，例如：{examples}。",
    AnswerKind.THANKS: "不客气！还有什么想问的，随时告诉我。",
    AnswerKind.ABOUT: "我是“娘家人”问答助手：您用平常的话提问，我从工会的文章里找出原文给您看，并注明出处。"
    "我不会自己编写内容；文章里没有的，我会如实告诉您。\n您可以问我，例如：{examples}。想同人说，请打职工热线 {hotline}。",
    AnswerKind.SMALL_TALK: "我只会查工会的文章，聊天不太在行。\n您可以问我住房、培训、补贴、互助这类事情，例如：{examples}。",
    AnswerKind.EMPTY: "您想问什么呢？请用一句话告诉我，例如：{examples}。",
    AnswerKind.TOO_LONG: "您写得很详细，可惜太长了，我一次读不完。请用一两句话说说最想问的，或者拨打职工热线 {hotline}。{card}",
    AnswerKind.VAGUE: "您想了解哪一方面呢？我不记得前面说过的话，请把要问的事一起写上，例如：{examples}。\n{near}",
    AnswerKind.ELSEWHERE: "您所在地区的文章里没有找到，别的地方有相关内容，但做法可能不同。\n{near}请拨打职工热线 {hotline} 确认本地的规定。{card}",
    AnswerKind.EXPIRED: "找到的内容都已经过期，不能再照着办了。\n{near}请拨打职工热线 {hotline} 询问现在的规定。{card}",
    AnswerKind.DISTRESS: "听到您这样说，我很担心。不用一个人扛着，请现在就找人说说话；如果是身边的人，请陪着他，也可以替他打：\n"
    "全国统一心理援助热线 {crisis_line}，职工热线 {hotline}。\n如果情况紧急，请马上拨打 110 或 120。{besides}",
}
UNKNOWN_PLACE = (
    "不认识这个地区：{names}，按地区不明回答。请写成 银川市 或 宁夏/银川；自己的地名写进资料文件夹里的 regions.txt。"
)
TEXT_KINDS = {"guide": "办事指南", "report": "新闻报道", "speech": "讲话"}
WITH_EXAMPLES = frozenset(kind for kind, said in _NO_ANSWER.items() if "{examples}" in said)
_HINTED = "文章里没有您的原话，这是按意思相近的说法找到的，请看看是不是您问的事。"
_NUMBERS = "您写的号码没有保存，也没有拿去查找。以后提问不用写身份证、电话或银行卡的号码。"
_BESIDES = "\n\n工会的文章里有这些，也许用得上："


def first_words(
    answer: Answer, *, hotline: str, crisis_line: str, contacts: Contacts = (), examples: tuple[str, ...] = EXAMPLES
) -> str | None:
    """Plain Chinese that stands first; None where the citations speak for themselves.

    Who does not want to live any more reads of help before anything else, whatever else was asked.
    """
    if answer.kind is AnswerKind.ANSWER:
        return None
    near = "".join(f"· {passage.article.title}\n" for passage in answer.suggestions)
    return _NO_ANSWER[answer.kind].format(
        hotline=hotline,
        crisis_line=crisis_line,
        examples="、".join(f"“{example}”" for example in examples),
        near=f"也许相关的文章：\n{near}" if near else "",
        besides=_BESIDES if answer.citations else "",
        card=f"\n您那里可以联系：{card}" if (card := card_of(answer.region, contacts)) else "",
    ) + (f"\n{_NUMBERS}" if answer.is_numbered and not answer.citations else "")


def searched_instead(answer: Answer) -> str | None:
    """Which words were searched instead of those typed, which of a long message, that it was what is worded like them, or
    that personal numbers were left out; None where it was as it stands."""
    said = "、".join(f"“{typed}”按“{searched}”" for typed, searched in answer.corrected)
    asked = f"您写得很详细，我按这几句查找：“{answer.asked}”" if answer.asked else ""
    numbers = _NUMBERS if answer.citations and answer.is_numbered else ""
    parts = (asked, f"{said}查找。" if said else "", _HINTED if answer.hinted else "", numbers)
    return "\n".join(part for part in parts if part) or None


def left_over(answer: Answer) -> str | None:
    """Which questions of the message are to be asked again; None where all were answered."""
    said = "".join(f"“{question}”" for question in answer.left)
    return f"您一次问的事比较多，这几件请分开再问：{said}" if said else None

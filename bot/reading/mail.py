"""A letter that was saved as text → its words and what its head says: subject, sender, day."""

from __future__ import annotations

import re

from bot.reading.metadata import Head, find_date

_FIELDS = {
    "subject": ("主题", "主 题", "标题", "subject"),
    "sender": ("发件人", "发信人", "from"),
    "sent": ("发送时间", "发送日期", "时间", "日期", "date", "sent"),
    "other": ("收件人", "抄送", "密送", "附件", "重要性", "to", "cc", "bcc", "attachments", "importance", "reply-to"),
}
_NAMES = {name: kind for kind, names in _FIELDS.items() for name in names}
_FIELD = re.compile(rf"\s*({'|'.join(sorted(_NAMES, key=len, reverse=True))})\s*[：:]\s*(.*?)\s*", re.IGNORECASE)
_REPLIES = re.compile(r"(?:(?:回复|答复|转发|re|fw|fwd)\s*[：:]\s*)+", re.IGNORECASE)
_BORDER = re.compile(
    r"-{2,}\s*(?:原始邮件|转发(?:的)?(?:邮件|信息)|original message|forwarded message)\s*-{2,}\s*", re.IGNORECASE
)
_QUOTED = re.compile(r"^(?:> ?)+")
_ADDRESS = re.compile(r"\s*[<＜(（\[]?[\w.+-]+@[\w.-]+[>＞)）\]]?")


def is_letter(text: str) -> bool:
    """True where the first lines that say something are fields, among them who wrote and of what."""
    kinds = set()
    for line in filter(str.strip, text.split("\n")):
        if (field := _FIELD.fullmatch(line)) is None:
            break
        kinds.add(_NAMES[field[1].lower()])
    return {"subject", "sender"} <= kinds


def read_letter(text: str) -> tuple[str, Head]:
    """The text without the heads of the letter and of those that it quotes, each line where it was."""
    said: dict[str, str] = {}
    kept, in_head = [], True
    for line in text.split("\n"):
        field, is_border = _FIELD.fullmatch(line), _BORDER.fullmatch(line)
        kind = _NAMES[field[1].lower()] if field else ""
        in_head = (
            is_border is not None or kind == "sender" or (in_head and (bool(field) or not (said and line.strip())))
        )
        if field and in_head:
            said.setdefault(kind, field[2])
        kept.append("" if in_head and (field or is_border) else _QUOTED.sub("", line))
    source = _ADDRESS.sub("", said["sender"]).strip('"“” ')
    title = _REPLIES.sub("", said["subject"])
    return "\n".join(kept), Head(title=title or None, source=source or None, date=find_date(said.get("sent", "")))

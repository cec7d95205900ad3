"""Text that was copied off a web page or a public account → the same without the lines around the article."""

from __future__ import annotations

import re

from bot.reading.blocks import SENTENCE_END

_SIGN = re.compile(
    r"(?:(?:当前|您?(?:现在|当前)?的?)位置\s*[：:].{0,80}|.{0,4}首页\s*(?:[>＞»›→]+[^>＞»›→]{1,30})+"
    r"|[上下]一[篇条]\s*[：:].{0,60}|分享[到至]\s*[：:]?.{0,40}"
    r"|(?:[【】\[\]（）()\s]*(?:打印(?:本页|文章)?|关闭(?:窗口|本页)?|返回顶部|收藏本页))+[】\]）)\s]*"
    r"|.{0,6}点击[上下]方.{0,16}|.{0,12}蓝字.{0,8}|[\W_]*关注我们[\W_]*"
    r"|字[号体](?:大小)?\s*[：:].{0,20}|.{0,60}(?:版权所有|备案号|ICP备|公网安备|网站标识码|技术支持[：:]).{0,60}"
    r"|阅读原文|阅读\s*\d[\d,.万+]*|在看\s*\d*|写留言|喜欢此内容的人还喜欢)"
)
"""A line that stands around an article on the web and nowhere else."""
_ORNAMENT = re.compile(
    r"0\d|[\W_]+|\W*(?:THE )?END\W*|赞\s*\d*|附件\s*[：:]?|.{0,6}(?:长按|扫描|扫码|识别).{0,12}二维码.{0,16}"
    r"|(?:分享|点赞|在看|转发|收藏)(?:[、，,\s]*(?:分享|点赞|在看|转发|收藏))+.{0,20}",
    re.IGNORECASE,
)
"""What is furniture there, but may be something else in another text."""
_PART = re.compile(r"^\W*PART\W{0,2}\d+\W*", re.IGNORECASE)
_OTHERS = re.compile(
    r"喜欢此内容的人还喜欢|往期(?:推荐|回顾|精选)|(?:推荐|相关|延伸)阅读|相关(?:新闻|链接|文章)|猜你喜欢|热门(?:推荐|文章)"
)
"""What stands over the headlines of other articles."""
_MOMENT = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*\d{1,2}:\d\d")
_LONGEST_CREDIT = 120


def without_surroundings(text: str) -> tuple[str, bool]:
    """The text, each line where it was; and whether it is one article that was copied so."""
    lines = text.split("\n")
    signs = [_SIGN.fullmatch(line.strip()) is not None for line in lines]
    if not any(signs):
        return text, False
    said = max((place for place, line in enumerate(lines) if SENTENCE_END.search(line.strip())), default=-1)
    end = next((place for place in range(said + 1, len(lines)) if _heads_others(lines[place])), len(lines))
    kept = [
        "" if sign or place >= end or _ORNAMENT.fullmatch(line.strip()) else _PART.sub("", line)
        for place, (line, sign) in enumerate(zip(lines, signs, strict=True))
    ]
    moments = sum(len(line) <= _LONGEST_CREDIT and _MOMENT.search(line) is not None for line in kept)
    return "\n".join(kept), moments <= 1


def _heads_others(line: str) -> bool:
    return _OTHERS.fullmatch(line.strip(" \t\u3000：:【】")) is not None

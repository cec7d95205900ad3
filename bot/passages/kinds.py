"""A paragraph or an article → what kind of text it is: guide, report, speech, or none surely."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache

from bot.model import Article

from .width import half_width

NEWS = "这是新闻报道,不是办事指南"


class TextKind(StrEnum):
    GUIDE = "guide"
    """Conditions, steps, places, standards, articles of a law: what a worker can act on."""
    REPORT = "report"
    SPEECH = "speech"
    OTHER = "other"


# what tells a guide, each cue with its weight
_GUIDE = (
    (3, r"^第[一二三四五六七八九十百零\d]+条"),
    (
        3,
        r"(?:申请|申报|报名|办理|领取|享受|入会|参保|受理|救助|帮扶)(?:的)?(?:条件|对象|材料|流程|程序|步骤|方式|渠道|时间|地点|范围|标准|资格)(?:[:为是如有包]|主要|分)",
    ),
    (
        3,
        r"(?:需|须|应当?)(?:提供|提交|携带|填写|准备|持)[^。]{0,30}(?:材料|证明|原件|复印件|身份证|户口|申请表|申请书|合同|凭证|表)",
    ),
    (2, r"(?:符合|具备|满足)(?:下列|以下|上述|如下)?[^。]{0,12}(?:条件|情形)"),
    (2, r"(?:有|属于)下列情形之一|下列(?:情形|条件|材料|人员)|以下(?:情形|条件|材料|步骤|方式|人员)"),
    (
        2,
        r"(?:可以?|应当?|须|需|请)(?:到|向|在|至|通过|登录|拨打|携带|凭|持)[^。]{0,40}(?:申请|办理|领取|报名|申报|咨询|投诉|提出|登记|预约|查询|反映)",
    ),
    (
        2,
        r"(?:职工|劳动者|会员|女职工|农民工|用人单位|申请人|本人|失业人员|参保人员?|家庭)[^。,]{0,20}(?:可以|可|应当|有权|不得|须|需)(?!谓|见|能)",
    ),
    (
        2,
        r"按照?(?:每|下列|以下|不低于|不超过|本人|当地|上年)[^。]{0,30}(?:标准|比例|发放|给予|计发|支付)|标准为|补助标准|补贴标准|发放标准",
    ),
    (2, r"每(?:人|户|名|孩|学年)(?:每(?:月|年|天|日|次|学年|人|户))?[^。,]{0,8}\d[\d.,]*\s*(?:万)?元"),
    (2, r"应当|不得|有权|依照|依法享有|视为"),
    (2, r"(?:咨询|服务|联系|举报|投诉|援助|求助)(?:电话|热线)|地址[:]|拨打\s*12\d{3}|(?:办公|受理|服务)时间[:]"),
    (
        2,
        r"(?:带着?|携带|凭|持|交)[^。,]{0,12}(?:身份证|会员卡|户口|材料|证明|发票|病历|申请表|工资单|合同|诊断)|(?:打|拨打?)\s*[\d-]{5,14}",
    ),
    (
        2,
        r"(?:小程序|服务站|服务中心|窗口|工会|街道|社区)(?:里|上)?(?:报名|申请|预约|登记|填写|提交|入会)|凭[^。,]{1,6}(?:报名|领取|入场)",
    ),
    (1, r"(?:免费|不用(?:交钱|申请|排队)|可以|自动)"),
    (2, r"第[一二三四五六]步|首先[^。]*(?:然后|再)|[(（][一二三四五六七八九十][)）]|[①②③④]"),
    (2, r"(?:自|于)\d{4}年\d{1,2}月\d{1,2}日起(?:施行|执行|实施)|有效期|报名截(?:至|止)|截止时间"),
    (
        2,
        r"(?:哪些人|谁|什么人|哪些职工)(?:能|可以|有资格)|(?:能|可以?)(?:再)?(?:领|享受|申请|报名|休)(?:取|到)?(?:\d|[一二三四五六七八九十百]|的|[,。])",
    ),
    (2, r"(?:产|婚|丧|陪产|护理|育儿|哺乳|年休|探亲|病)假[^。,]{0,8}(?:\d+|[一二三四五六七八九十百]+)(?:天|日|个月)"),
    (
        2,
        r"(?:百分之|\d+%)[^。,]{0,8}(?:发给|发放|支付|计发|报销|补助)|期限最长|(?:不少于|最长|不超过)[^。,]{1,8}(?:天|日|个月|年)",
    ),
    (2, r"(?:如何|怎么|怎样)(?:申请|办理|领取|加入|维权|计算|参加)|答[:]|问[:]"),
)
_REPORT = (
    (3, r"^(?:本报讯|本报[^。]{0,12}讯|新华社|中新社|[^。]{0,6}日报讯|图为|[(（]?上接第)"),
    (2, r"\d{1,2}月\d{1,2}日[,].{0,60}?(?:举行|召开|举办|启动|开展|开班|揭牌|走进|慰问|来到|签订|联合|获悉|了解到)"),
    (
        2,
        r"记者|据(?:介绍|了解|悉|统计)|通讯员|日前|近日|近年来|当天|现场|活动中|会上|会议(?:强调|指出|要求|听取|传达|结合|以)",
    ),
    (2, r"(?:累计|共计?|已)(?:为|向|有|发放|开展|帮助|建成|服务|组织|投入|救助|慰问|培训|举办|解决|匹配)[^。]{0,30}\d"),
    (1, r"(?:介绍|表示|告诉记者|坦言|回忆|感慨|说)[,:]|[”\"](?:[^。”]{0,25})(?:说|表示|介绍|告诉)"),
    (
        2,
        r"(?:今年|去年|年初|启动|实施|运行|开展|成立)以来|(?:签约|揭牌|启动|开班|颁奖|授牌)仪式|(?:负责人|主席|书记|主任)(?:表示|告诉|透露)|^(?:去年|前年|今年)[^。,]{0,8},[^。,]{0,8}(?:师傅|女士|先生|大姐)",
    ),
    (1, r"女士|先生|师傅|大姐|大哥|职工[\u4e00-\u9fa5]{2,3}(?:告诉|说|感)"),
    (
        1,
        r"(?:建立|构建|创新|打造|推动|推进|深化|持续|不断|有效|切实)[^。]{0,20}(?:机制|格局|模式|体系|提升|发展|改革|建设|扩大|满意)",
    ),
    (1, r"(?:负责人|主席|书记|主任|部长|委员)[\u4e00-\u9fa5]{0,4}(?:参加|出席|主持|致辞|介绍)|工作专班|试点"),
)
_SPEECH = (
    (
        4,
        r"(?:讲话|批示|致辞|指示|贺信)(?:中)?(?:指出|强调|要求|中强调)|(?:总书记|李强|主席|总理|副总理|书记)(?:指出|强调|要求)",
    ),
    (3, r"重要(?:讲话|指示|论述|批示)(?:精神)?|习近平(?:新时代|总书记)|总书记"),
    (
        2,
        r"新征程|踔厉奋发|真抓实干|牢记嘱托|感恩奋进|守正创新|以[^。]{0,14}为指导|团结(?:带领|引领)|凝聚(?:起)?[^。]{0,8}力量|奋斗目标|高质量发展",
    ),
    (2, r"要(?:坚持|把|以|深入|切实|进一步|牢牢|始终|顺应|树立|加强|注重|坚定)[^。]{0,40}"),
    (1, r"(?:政治|思想)(?:引领|站位|责任)|贯彻落实|初心|使命|主人翁|政绩观|深刻(?:认识|领会|阐明)|工人阶级"),
    (1, r"我(?:们)?(?:深刻|将|深受|必须|倍感|要)"),
    (
        2,
        r"(?:他|她|会议|书记|主席|总理|领导|同志)强调|^希望(?:广大|各级|全[市省区县]|同志|大家)|让我们(?:更加|紧密|携手)|致以[^。]{0,14}(?:问候|祝贺|敬意)|工人阶级是|(?:提高|增强)政治|决策部署|站在[^。,]{0,8}(?:起点|高度)|扛起|担当[使责]|以实际行动|再[创立]新功|建功新时代|钉钉子",
    ),
    (3, r"^(?:各位|同志们|朋友们|师傅们)|谢谢大家"),
)
_ALL = {TextKind.GUIDE: _GUIDE, TextKind.REPORT: _REPORT, TextKind.SPEECH: _SPEECH}
_HEAD = {
    TextKind.GUIDE: (
        "怎[样么]|如何|办法|指南|通知|标准|须知|流程|安排|规定|条例|细则|解读|问答|能[领要拿]到?|可以|几天|多少|哪[里些几]|这几条|时间和地点|能自己"
    ),
    TextKind.REPORT: (r"记者|通讯员|本报讯|了[^怎如\n]*$|:|开展|举[行办]|启动|召开|办起|走进|助力|慰问"),
    TextKind.SPEECH: ("讲话|致辞|发言|书记|主席|□|作者系|总书记|重要指示|讲话精神|学习教育"),
}
_LONGEST = 800
_ENOUGH = 2
_OF_HEAD = 4
_MOST_OF_ONE = 5  # one paragraph full of cues does not outvote the others
_OF_THE_WHOLE = 2


@cache  # a start from a snapshot has the kinds from there
def _cues() -> dict[TextKind, tuple[tuple[int, Callable[[str], object]], ...]]:
    return {kind: tuple((weight, re.compile(cue).search) for weight, cue in cues) for kind, cues in _ALL.items()}


@cache
def _heads() -> dict[TextKind, re.Pattern[str]]:
    return {kind: re.compile(cue) for kind, cue in _HEAD.items()}


def kinds_of(article: Article) -> tuple[TextKind, tuple[TextKind, ...]]:
    """The kind of the whole article, and of each of its paragraphs in order; a paragraph without cues is of its article's."""
    scores = [_scores(paragraph.text) for paragraph in article.paragraphs]
    head = half_width("\n".join(part for part in (article.title, article.kicker, article.byline, article.note) if part))
    total = {
        kind: _OF_HEAD * min(2, len(cue.findall(head))) + sum(min(score[kind], _MOST_OF_ONE) for score in scores)
        for kind, cue in _heads().items()
    }
    whole = _best(total)
    return whole, tuple(kind_of(paragraph.text, whole=whole) for paragraph in article.paragraphs)


def kind_of(text: str, *, whole: TextKind = TextKind.OTHER) -> TextKind:
    """The kind that most cues of a paragraph speak for: its article's, unless they clearly say another."""
    found = _best({kind: score + (_OF_THE_WHOLE if kind is whole else 0) for kind, score in _scores(text).items()})
    return whole if found is TextKind.OTHER else found


def _best(scores: dict[TextKind, int]) -> TextKind:
    """The kind with the highest score; a guide before others that score alike, and other where none has enough."""
    best = max(scores.values())
    kinds = [kind for kind, score in scores.items() if score == best]
    if best < _ENOUGH or (len(kinds) > 1 and TextKind.GUIDE not in kinds):
        return TextKind.OTHER
    return kinds[0]


@lru_cache(maxsize=256)  # a passage of no kind is of its article's, and that is told by the same paragraphs
def _scores(text: str) -> dict[TextKind, int]:
    shown = half_width(text[:_LONGEST])
    return {kind: sum([weight for weight, found in cues if found(shown)]) for kind, cues in _cues().items()}

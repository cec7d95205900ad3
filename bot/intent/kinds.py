"""A message → its kind where it is no question; None for a question to search for. Precision first."""

from __future__ import annotations

import re

from bot.model import AnswerKind

from .courtesy import bare_question
from .distress import is_distress
from .folding import spoken

LONGEST = 4096
"""Characters of the longest question that is answered; Telegram lets no longer message through."""

_TAIL = r"[呀啊哦呢哈吧嘛啦了么吗哟噢诶嗯]*+"  # possessive: no backtracking into it
_WHO = r"(?:工会|娘家人?|老师|领导|同志们?|师傅|小编|客服|管理员|亲爱的|亲|大家|你们|各位|朋友们?|机器人|小?哥|姐|bot)"
_GREETING = re.compile(
    rf"(?:(?:{_WHO})?(?:你好|您好|(?:你|您)?们?好|早上好|上午好|中午好|下午好|晚上好|晚安|早安|早|晚好|新年好|新年快乐|节日快乐|春节快乐"
    rf"|(?:有人)?在(?:吗|不在|不|么|没)|有人(?:在?吗|在不在|么)|有没有人在?|人呢|hi|hello|hey|nihao|哈[喽啰罗]|嗨|喂|打扰(?:一下|您?了)){_TAIL}){{1,4}}"
    rf"|(?:老师|小编|客服|娘家人?|同志们?|亲)"
)
_THANKS = re.compile(
    rf"(?:(?:好的?|行|嗯|哦|收到|知道|明白|懂|了解|ok|okay|可以|没问题|那|真的?|太|非常|十分|万分|实在|[呀啊哦呢哈吧嘛啦了么])*+"
    r"(?:谢谢|感谢|多谢|谢啦|谢|辛苦|麻烦|thx|thanks|thankyou|thank|3q|xiexie|感激不尽|帮大忙)"
    rf"(?:你|您|你们|您们|大家|老师|工会|娘家人?|各位|同志|领导|机器人|的?(?:帮助|回答|解答|回复|支持)|指点|指教|了?一下|了|you|somuch)*+{_TAIL}){{1,3}}"
    rf"|(?:好的?|好吧|行|嗯+|哦+|收到|知道|明白|懂|了解|ok|okay|清楚){_TAIL}(?:(?:收到|知道|明白|懂|了解|清楚){_TAIL})?"
)
_YOU = r"(?:你|您|你们|这个?机器人|这个?bot|机器人|这)"
_WHAT = r"个?(?:真人|人工智能|人工|机器人|机器|人|ai|程序|电脑|自动回复|自动|chatgpt|gpt|deepseek|鬼)"
_ANSWERING = r"(?:回|回复|回答|答|答复|说话|聊天|聊)(?:我|的|消息|信息|话|问题)*+"
_ABOUT = re.compile(
    rf"{_YOU}(?:到底|究竟)?(?:是)?(?:谁|什么|啥|哪位|哪个|什么人|什么机器人|什么东西|(?:干|做)(?:什么|嘛|啥)(?:用|使)?的|什么来头|哪里的|哪个单位的|机器人|真人|人工|人工智能"
    rf"|人|ai|人还是机器人?|真人还是机器人?|chatgpt|gpt|deepseek)(?:吗|么)?{_TAIL}"
    # 你是真人还是AI, 跟我说话的是人吗, 我在跟谁聊
    rf"|(?:我?(?:在)?(?:跟|和)我?|对面|那头|后台|屏幕后面|{_YOU})*+(?:{_ANSWERING})?(?:到底|究竟)?(?:是不是|是)?{_WHAT}(?:在?{_ANSWERING})?"
    rf"(?:吗|么|呢)?(?:还是|或者是?|或|是){_WHAT}(?:在?{_ANSWERING})?{_TAIL}"
    rf"|(?:(?:跟|和)我|对面|那头|后台|{_YOU})*+(?:{_ANSWERING})?(?:到底|究竟)?(?:是不是|是)(?:真|有)?{_WHAT}(?:在?{_ANSWERING})?{_TAIL}"
    rf"|我?(?:这)?是?在?(?:跟|和)谁{_ANSWERING}{_TAIL}|(?:是)?谁在(?:跟我|和我)?{_ANSWERING}{_TAIL}"
    rf"|{_YOU}是(?:不是)?(?:总?工会|哪个?(?:单位|部门|里|儿)|什么(?:单位|部门))(?:里|那边)?的?(?:人|工作人员|员工|干部|同志|领导)?{_TAIL}"
    rf"|(?:我)?(?:能|可以|该|都能)(?:问|咨询){_YOU}?(?:些|点)?(?:什么|啥|哪些)(?:问题|事情?)?{_TAIL}"
    rf"|(?:怎么|如何|该怎么)称呼{_YOU}?{_TAIL}|{_YOU}(?:贵姓|怎么称呼){_TAIL}|{_YOU}这?个?号是谁的{_TAIL}"
    rf"|{_YOU}(?:叫|的名字是?|名字叫?)(?:什么|啥)?(?:名字?)?{_TAIL}"
    rf"|{_YOU}(?:都|还)?(?:能|会|可以|懂)(?:帮我)?(?:做|干|回答|答|提供|帮我|帮我们?做|办)?(?:些|点)?(?:什么|啥|嘛|哪些)(?:事情?|忙|问题|服务|用)?{_TAIL}"
    rf"|{_YOU}?(?:都)?有(?:什么|哪些|啥)(?:功能|用处?|本事|本领){_TAIL}"
    rf"|(?:谁(?:开发|做|创造|设计|制造)(?:了|的)?{_YOU}的?|{_YOU}是谁(?:开发|做|创造|设计|制造)的){_TAIL}"
    rf"|(?:请)?(?:做个?)?(?:自我介绍|介绍一?下{_YOU}?自己|介绍你自己)(?:一下)?{_TAIL}"
    rf"|{_YOU}?(?:怎么|如何)(?:使用?|用|玩)(?:{_YOU})?{_TAIL}|使用(?:方法|说明|帮助)|帮助|help|whoareyou|whatcanyoudo|whatisthis"
    r"|(?:我要|请)?(?:转|接|找)?人工(?:客服|服务)?|娘家是(?:谁|什么|啥)|什么是娘家"
)
_SMALL_TALK = re.compile(
    rf"(?:(?:哈|呵|嘿|嘻|呜|啊|哎|唉|喔|额|呃|嗯|哇){{1,20}}|再见|拜拜|88|bye|byebye|goodbye|{_YOU}?(?:吃|喝|睡)(?:过)?(?:饭|了|觉|早饭|午饭|晚饭)*(?:没有?|吗)"
    rf"|(?:请|能|可以)?(?:给我|跟我|陪我|你|会)*(?:讲|说|唱)(?:一?个|一?首|点|段)?(?:笑话|段子|故事|歌|情话){_TAIL}"
    rf"|(?:陪我|跟我|我们|来|能)*(?:聊聊天?|聊一?会儿?|聊天|说说话){_TAIL}"
    rf"|(?:我|俺)?(?:好|很|太|真)?(?:无聊|开心|高兴|想你){_TAIL}|我(?:爱|喜欢|想)(?:你|您){_TAIL}|{_YOU}(?:真|好|太|很|非常)?(?:棒|好|聪明|厉害|可爱|牛|笨|傻|蠢|漂亮|帅|没用|差劲){_TAIL}"
    rf"|(?:真|好|太)?(?:棒|不错|厉害|牛|赞|好笑|有意思|傻|笨)(?:了|啊|呀)+|{_YOU}(?:多大|几岁|是男是女|是男的?还是女的?|有(?:男|女)朋友|结婚|在干嘛|在干什么|在做什么|住哪里?|喜欢什么|爱我)(?:了|吗|呢)*"
    rf"|(?:今天|明天|现在)?(?:天气)(?:怎么样|好吗|如何|真好|预报){_TAIL}|(?:今天|现在)(?:是)?(?:星期几|周几|几号|几点|几点钟|什么日子|什么时间){_TAIL}|几点了"
    r"|测试(?:一下|测试)?|test|testing|试一?下|\d{1,3}|[a-z]|6{1,9}|滚|滚蛋|垃圾|傻逼|傻子|笨蛋|去死吧?|随便(?:看看|问问|聊聊)?|(?:没事)?(?:我)?(?:就|只)?(?:是)?(?:随便)?(?:看看|问问|瞧瞧)|没事了?|没什么(?:事)?|算了|不用了|你猜|哥们|美女|帅哥|祝.{1,6}快乐)"
)
_SUBJECTS = frozenset(
    (
        "",
        "补贴",
        "补助",
        "政策",
        "福利",
        "待遇",
        "帮扶",
        "救助",
        "优惠",
        "资助",
        "好处",
        "钱",
        "困难",
        "困难了",
        "补助金",
        "补贴金",
        "津贴",
        "老板",
        "领导",
        "单位",
        "公司",
        "工厂",
        "厂里",
        "工资",
        "工钱",
        "合同",
        "社保",
        "保险",
        "工作",
        "上班",
        "孩子",
    )
)
ASKING = re.compile(
    "你好|您好|怎么样?|如何|咋样?|怎样|哪里|哪儿|在哪里?|去哪里?|什么时候|啥时候|需要|可不可以|可以|能不能|能否|是否|有没有|申请|领取|申报|办理|查询|咨询|知道|了解|打听"
    "|请问|请教|问题|条件|流程|手续|材料|资料|标准|多少钱?|几天|多久|什么|哪些|为什么|为啥|办法|情况|求助|帮忙|帮助|帮我|告诉|给我|一下|这样|这种|这个|那个"
    "|各种|有关|关于|相关|一些|(?:有|一)个|[啥要能有是我想请下的吗么呢啊呀了都才去到办弄搞整领拿查问说看做用行求事件些发点个吧]"
)
_LONGEST_TALK = 40


def intent_of(message: str) -> AnswerKind | None:
    """The kind of "no" that the message itself asks for; None for a question to search for."""
    talk = spoken(message[: LONGEST + 1])
    if is_distress(talk):
        return AnswerKind.DISTRESS
    if len(message) > LONGEST:
        return AnswerKind.TOO_LONG
    if not talk:
        return AnswerKind.EMPTY
    return _small_kind(talk, spoken(bare_question(message))) if len(talk) <= _LONGEST_TALK else None


def _small_kind(talk: str, asked: str) -> AnswerKind | None:
    kinds = (
        (_THANKS, AnswerKind.THANKS),
        (_GREETING, AnswerKind.GREETING),
        (_ABOUT, AnswerKind.ABOUT),
        (_SMALL_TALK, AnswerKind.SMALL_TALK),
    )
    for words in (talk, asked):
        for pattern, kind in kinds:
            if pattern.fullmatch(words):
                return kind
    return AnswerKind.VAGUE if ASKING.sub("", asked) in _SUBJECTS or asked == "工会" else None

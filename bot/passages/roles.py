"""The words around a figure of money → the cues that tell its role; what they weigh was learned (see `learned`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.learned import BIAS, learned, pieces, without_numbers

WEIGHTS = "role_cues"
NONE = "none"
"""The class of an amount that is neither standard, nor case, nor total."""

_BEFORE, _CLAUSE, _AFTER = 60, 25, 25
_SENTENCE_END = re.compile(r"[。;!?\n]")
_LARGE = re.compile(r"[万亿]|\d{5}")
_ABOUT = re.compile(r"[余多近约]")
_MANY = re.compile(r"#[余多万百千]*(?:户|名|人|家|位|个|对|件|次|场)")  # 137名会员; numbers are written # there
_UNIT = r"(?:户|人|名|位|生|孩|个|家|组|间|份|季度?|学年|学期|年|月|天|日|晚|次|班|小时|平方米|周|台|件|项|期)"
_PER = re.compile(rf"(?:每|(?<!第)一){_UNIT}[^。;,]{{0,8}}$")
_PER_AFTER = re.compile(rf"\s*(?:/|每)\s*{_UNIT}")
# words that say much wherever they stand near; each is a flag of its own
_PRICE = re.compile(
    r"票价|门票|单价|原价|售价|市场价|物业费|房价|油费|停车|押金|手续费|快餐|盒饭|自助餐|每斤|公斤|涨到|卖到"
)
_AVERAGE = re.compile(r"平均|人均(?!不)|户均")
_LIMIT = re.compile(r"(?:低于|超过|不足|高于|不到|多于|少于|满|达到)[^。;,#]{0,3}$")
_LIMIT_AFTER = re.compile(r"(?:以上|以下|以内|的部分|的家庭|的优先|起)")
_FINE = re.compile(r"罚款|违约金|赔偿金|保证金|滞纳金|没收")
_MEANS = re.compile(r"月薪|年薪|工资|收入|存款|资产|基数|营业|产值|利润|成交|销售|预算|总投资|注册资本")
_TOGETHER = re.compile(r"累计|共计|合计|总计|总额|一共|共(?=[#发筹支投拨])|期间|以来|全[市省区县国州年厂]")
_GIVES = re.compile(r"(?:发放|给予|补助|补贴|奖励|资助|慰问|给付|享受|申领|可领|可获|减免|标准)[^。;,#]{0,6}$")
_GOT = re.compile(r"领到|收到|拿到|到了?账|得到|获得了|领取了|要回|讨回|报销了|赔了|花了|掏了|交了")
_SURNAMES = (
    "赵钱孙李覃周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹章云苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝常于傅康伍余顾孟黄萧尹姚邵汪毛"
    "戴宋庞熊纪屈项祝董梁杜阮蓝席季麻贾江童郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房解丁宣邓单洪左石崔吉龚程邢裴陆荣曲段焦侯宁武刘景詹龙叶黎白蒲赖卓乔闻党谭劳"
    "申冉桂牛燕尚温庄晏柴瞿阎连习向易廖耿满文欧聂曾关游宁"
)
_TITLE = r"(?:女士|先生|师傅|大姐|阿姨|大哥|大爷|大妈|大叔|奶奶|姐|哥|某某?)"
_TRADE = r"(?:职工|骑手|工人|女工|司机|会员|保洁员|快递员|外卖员|质检员|农民工|班长|技术员|工友|患者|[焊电木钳车漆]工)"
_DID = r"(?=领|拿|收|得到|获|考|花|掏|交了|付|住院|做了|借|说|告诉|因|凭|用|把|从|每个?月|今年|去年)"
_PERSON = re.compile(
    rf"[{_SURNAMES}]{_TITLE}"  # 刘女士, 王某
    rf"|(?<![大中最每\d个])[小老阿][{_SURNAMES}](?!区|型|学|时|家庭|百姓)"  # 小周
    rf"|{_TRADE}[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}{_DID}|(?:^|[,:“”]){_TRADE}?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}{_DID}"
    r"|(?<![自为使给让])我(?![们市省区县国会院局厂校司单部州旗])|(?<![其吉])[他她](?!们|人)|夫妻俩|两口子"
)


def cues_of(before: str, figure: str, after: str, earlier: str) -> frozenset[str]:
    """The cues of a figure, by its sentence before and after it and by the sentence that stands earlier (half width)."""
    said = without_numbers(before)
    clause = "^" + re.split(r"[,:]", said)[-1]
    follows = without_numbers(_SENTENCE_END.split(after, maxsplit=1)[0])
    return frozenset(
        (
            BIAS,
            *pieces(said[-_BEFORE:], where="B"),
            *pieces(clause[-_CLAUSE:], where="C"),
            *pieces(follows[:_AFTER], where="A"),
            *(f"E{clause[-size:]}" for size in (1, 2, 3, 4)),
            *(f"S{follows[:size]}" for size in (1, 2, 3)),
            *_flags(said, clause, figure, follows, earlier),
        )
    )


def chances(cues: frozenset[str]) -> dict[str, float]:
    """How likely each role is, and that it has none."""
    return learned("bot.passages", WEIGHTS).chances(cues)


def _flags(said: str, clause: str, figure: str, follows: str, earlier: str) -> Iterator[str]:
    flags = {
        "large": _LARGE.search(figure),
        "huge": "亿" in figure,
        "about": _ABOUT.search(figure + clause[-1]),
        "person": _PERSON.search(said),
        "person-near": _PERSON.search(clause),
        "person-after": _PERSON.search(follows),
        "person-earlier": _PERSON.search(earlier),
        "per": _PER.search(clause),
        "per-after": _PER_AFTER.match(follows),
        "many": _MANY.search(said),
        "many-near": _MANY.search(clause),
        "many-after": _MANY.search(follows),
        "begins": len(said) < 3,
        "price": _PRICE.search(clause + follows),
        "average": _AVERAGE.search(clause),
        "limit": _LIMIT.search(clause),
        "limit-after": _LIMIT_AFTER.match(follows),
        "fine": _FINE.search(clause + follows),
        "means": _MEANS.search(clause),
        "all": _TOGETHER.search(said),
        "gives": _GIVES.search(clause),
        "got": _GOT.search(clause + follows),
    }
    yield from (f"!{name}" for name, there in flags.items() if there)

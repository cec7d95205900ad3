"""A text and chance → a pair that differs in one fact of another kind, or a copy with misprints of another kind.

Written after the decisions were made, so as not to be what they were tuned to.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Pair = tuple[str, str]
Makes = Callable[[str, random.Random], "str | Pair | None"]

SWAPS: dict[str, tuple[Pair, ...]] = {
    "negation": (("不", "未"), ("不", ""), ("未", ""), ("无", ""), ("不得", "可以"), ("不能", "能"), ("未", "已"), ("无", "有"), ("没有", "有"), ("免费", "收费")),
    "limits": (("以上", "以下"), ("以内", "以外"), ("不超过", "不少于"), ("不低于", "不高于"), ("至少", "至多"), ("最多", "最少"), ("满", "不满")),
    "modal": (("可以", "应当"), ("可以", "必须"), ("可以", "不得"), ("应当", "不应"), ("必须", "不必"), ("需要", "无需")),
    "gender": (("男", "女"), ("男职工", "女职工"), ("女职工", "职工"), ("父亲", "母亲"), ("丈夫", "妻子"), ("儿子", "女儿")),
    "units": (("元", "角"), ("元", "万元"), ("天", "月"), ("月", "年"), ("小时", "分钟"), ("工作日", "自然日"), ("人次", "人"), ("公里", "米")),
    "trend": (("上调", "下调"), ("提高", "降低"), ("增加", "减少"), ("延长", "缩短"), ("上升", "下降"), ("增长", "减少")),
    "contains": (("含", "不含"), ("包括", "不包括"), ("税前", "税后"), ("以前", "以后"), ("之前", "之后")),
    "party": (("甲方", "乙方"), ("用人单位", "劳动者"), ("原告", "被告"), ("出租人", "承租人"), ("申请人", "被申请人")),
    "degree": (("本科", "专科"), ("初级", "中级"), ("高级", "中级"), ("硕士", "博士"), ("高中", "初中"), ("三级", "四级"), ("小学", "中学")),
    "division": (("市", "县"), ("区", "市"), ("县", "区"), ("全国", "全省"), ("全省", "全市"), ("省级", "市级"), ("市总工会", "区总工会")),
}  # fmt: skip
PUT_IN = {
    "gender": ("男职工", "女职工"), "party": ("甲方", "乙方"), "degree": ("本科", "专科"), "modal": ("可以", "应当", "不得"),
    "trend": ("上调", "下调"), "division": ("市里", "区里"), "units": ("按天", "按月", "按年"), "contains": ("含税", "不含税"),
    "limits": ("满一年以上", "满一年以下"), "negation": ("同意", "不同意", "未同意"),
}  # fmt: skip
CITIES = [
    "石家庄",
    "唐山",
    "保定",
    "邯郸",
    "沧州",
    "大同",
    "临汾",
    "包头",
    "赤峰",
    "鞍山",
    "大连",
    "吉林",
    "四平",
    "大庆",
    "齐齐哈尔",
    "苏州",
    "无锡",
    "徐州",
    "宁波",
    "温州",
    "合肥",
    "芜湖",
    "福州",
    "厦门",
    "泉州",
    "南昌",
    "赣州",
    "青岛",
    "烟台",
    "洛阳",
    "开封",
    "宜昌",
    "襄阳",
    "株洲",
    "衡阳",
    "佛山",
    "东莞",
    "珠海",
    "桂林",
    "柳州",
    "南宁",
    "海口",
    "三亚",
    "绵阳",
    "宜宾",
    "遵义",
    "曲靖",
    "大理",
    "宝鸡",
    "咸阳",
    "天水",
    "西宁",
    "吴忠",
    "石嘴山",
    "固原",
    "喀什",
    "海淀区",
    "朝阳区",
    "兴庆区",
]
SURNAMES = list(
    "韦覃侬韩冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋甘景薄"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华建国志文海波玉梅红玲浩宇轩涵怡梓晨曦睿博雅欣悦琪瑶凯鹏飞凤山川春小永长胜利福贵全有才德仁义信善"
DEEDS = (
    "领表",
    "取号",
    "登记",
    "入会",
    "看病",
    "借书",
    "理发",
    "体检",
    "下棋",
    "写信",
    "打针",
    "学车",
    "修鞋",
    "领奖",
    "换证",
    "退款",
    "交费",
    "盖章",
)
SYLLABLES = "云枫榆棠汀楝柏青石松梅兰竹荷溪河湖岭沙金银东西南北大小新老清白黑红龙凤马牛羊安平和永宁兴华光明"
PLACES = ("市", "区", "县", "镇", "路", "街道", "乡", "村", "社区", "工业园", "街")
SAYS = ("说，", "介绍，", "表示，", "是主席，", "负责，", "主任，", "师傅，", "女士，", "告诉记者，")
COUNTED = (
    "{}十元，",
    "{}十人，",
    "第{}条规定，",
    "{}个月内，",
    "每{}年一次，",
    "百分之{}十的，",
    "{}分之一的，",
    "{}级工伤，",
    "周{}上午，",
)
ALIKE = [
    "已己巳",
    "人入",
    "土士",
    "末未",
    "日曰",
    "千干",
    "大太",
    "天夫",
    "王玉",
    "田由",
    "木本",
    "力刀",
    "贝见",
    "住往",
    "职识",
    "补朴",
    "贴帖",
    "困因",
    "准淮",
    "清请",
    "标柱",
    "领颁",
    "费贵",
    "险验",
    "疗辽",
    "医匹",
    "部都",
    "区巨",
    "县具",
    "政攻",
    "办为",
    "理埋",
    "间问",
    "可叮",
    "按桉",
    "月目",
    "发友",
    "放妨",
    "工王",
    "会合",
    "单早",
    "位拉",
    "社杜",
    "动勤",
    "劳荣",
    "元无",
    "万方",
    "个千",
    "年午",
    "和私",
    "法去",
    "定足",
    "项顶",
    "材村",
    "料科",
    "金全",
    "资姿",
    "助肋",
    "活话",
    "家冢",
    "庭廷",
    "报极",
    "名各",
    "者着",
    "用甩",
    "来未",
    "免兔",
    "第弟",
]
TWINS = {char: family.replace(char, "") for family in ALIKE for char in family}
MARKS = {
    "，": "、,.",
    "。": ".．，",
    "；": "：",
    "：": "；",
    "、": "，",
    "“": "\"'「",
    "”": "\"'」",
    "（": "(",
    "）": ")",
}


def swapped(kind: str) -> Makes:
    """One of a pair of opposed words for the other where the text has one, or put in where a clause begins."""

    def make(text: str, rnd: random.Random) -> str | Pair | None:
        found = [(a, b) for x, y in SWAPS[kind] for a, b in ((x, y), (y, x)) if a and a in text and not b.startswith(a)]
        if found and rnd.random() < 0.75:
            one, other = rnd.choice(found)
            at = rnd.choice([match.start() for match in re.finditer(one, text)])
            return text[:at] + other + text[at + len(one) :]
        one, other = rnd.sample(PUT_IN[kind], 2)
        after = rnd.choice(("的，", "的职工，", "办理，", "，"))
        return _put(text, rnd, one + after, other + after)

    return make


def put_in(pair: Callable[[random.Random], Pair]) -> Makes:
    return lambda text, rnd: _put(text, rnd, *pair(rnd))


def _put(text: str, rnd: random.Random, one: str, other: str) -> Pair:
    at = rnd.choice([0, *(match.end() for match in re.finditer("[。；，](?=.)", text))])
    return text[:at] + one + text[at:], text[:at] + other + text[at:]


def numeral(rnd: random.Random) -> Pair:
    form = rnd.choice(COUNTED)
    one, other = rnd.sample("一二三四五六七八九", 2)
    return form.format(one), form.format(other)


def day(rnd: random.Random) -> Pair:
    month, date = rnd.randrange(1, 13), rnd.randrange(1, 28)
    return rnd.choice(
        (
            (f"{month}月{date}日起，", f"{month}月{date % 28 + 1}日起，"),
            (f"{month}月{date}日前，", f"{month % 12 + 1}月{date}日前，"),
            (f"202{date % 5}年，", f"202{5 + date % 4}年，"),
            ("上午9点，", f"上午1{date % 2}点，"),
        )
    )


def figure_mark(rnd: random.Random) -> Pair:
    count = rnd.randrange(11, 99)
    return rnd.choice(
        (
            (f"{count / 10}元，", f"{count}元，"),
            (f"{count}m²，", f"{count}m2，"),
            (f"{count}%，", f"{count}，"),
            (f"{count}~{count + 5}人，", f"{count}{count + 5}人，"),
        )
    )


def person(rnd: random.Random) -> Pair:
    surname, given, after = rnd.choice(SURNAMES), "".join(rnd.choices(GIVEN, k=rnd.choice((1, 2, 2)))), rnd.choice(SAYS)
    if rnd.random() < 0.4:
        return surname + given + after, rnd.choice([x for x in SURNAMES if x != surname]) + given + after
    return surname + given + after, surname + given[:-1] + rnd.choice([x for x in GIVEN if x != given[-1]]) + after


def deed(rnd: random.Random) -> Pair:
    one, other = rnd.sample(DEEDS, 2)
    form = rnd.choice(("办理{}不收费，", "免费{}的，", "来{}时带上会员卡，"))
    return form.format(one), form.format(other)


def invented_place(rnd: random.Random) -> Pair:
    one = "".join(rnd.sample(SYLLABLES, 2))
    other = rnd.choice(
        (rnd.choice(SYLLABLES) + one[1], one[0] + rnd.choice(SYLLABLES), "".join(rnd.sample(SYLLABLES, 2)))
    )
    after = rnd.choice(PLACES) + rnd.choice(("的", "总工会", "职工，", "，"))
    return one + after, other + after


def known_place(rnd: random.Random) -> Pair:
    one, other = rnd.sample(CITIES, 2)
    after = rnd.choice(("的", "职工", "工会", "总工会", "，"))
    return one + after, other + after


MORE_FACTS: dict[str, Makes] = {
    **{kind: swapped(kind) for kind in SWAPS},
    "numeral put in": put_in(numeral),
    "day": put_in(day),
    "mark of a figure": put_in(figure_mark),
    "deed": put_in(deed),
    "person": put_in(person),
    "invented place 2": put_in(invented_place),
    "known place": put_in(known_place),
}


def alike(text: str, rnd: random.Random, rate: float, alphabet: str) -> str:
    """Characters for others of much the same shape, twice as often as asked, since few have such."""
    return "".join(rnd.choice(TWINS[c]) if c in TWINS and rnd.random() < 2 * rate else c for c in text)


def mixed(text: str, rnd: random.Random, rate: float, alphabet: str) -> str:
    """Shapes, lost and added characters, boxes, blanks; figures stay."""
    out = []
    for char in text:
        if char.isdigit() or rnd.random() >= rate:
            out.append(char)
            continue
        other = TWINS.get(char) or alphabet
        made = (rnd.choice(other), "", char + rnd.choice("口丨·|" + alphabet), rnd.choice("口□■?？*囗"), " " + char)
        out.append(rnd.choices(made, (6, 3, 3, 4, 4))[0])
    return "".join(out)


def marks(text: str, rnd: random.Random, rate: float, alphabet: str) -> str:
    """Wrong punctuation and blanks."""
    return "".join(
        (rnd.choice(MARKS[c]) if c in MARKS and rnd.random() < 8 * rate else c) + (" " if rnd.random() < rate else "")
        for c in text
    )


MORE_NOISE = {"alike": alike, "mixed": mixed, "marks": marks}

"""A passage → its amounts of money with the role that each surely has: standard, one person's case, total.

Precision first: an amount whose role is not sure is left out, the quote shows it anyway.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .width import half_width


class AmountRole(StrEnum):
    STANDARD = "standard"
    """What everyone who qualifies gets or pays: 每户每年3000元."""
    CASE = "case"
    """What one person got, paid or earned."""
    TOTAL = "total"
    """What was given to all together: 累计发放217万元."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its role. The span takes in what it is reckoned by: 每户每年3000元, 60元/天."""

    start: int
    end: int
    figure: str
    role: AmountRole
    at_most: bool = False
    """Whether it is the most that one can get and not what everybody gets: 最多领6万元."""


_LONGEST_SENTENCE = 200
_NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万]{1,6}(?=[余多]?(?:[十百千万亿]|元|块钱)))"
_FIGURE = re.compile(
    rf"(?<![\d.第单公多二]){_NUMERAL}\s*[余多来]?[十百千万亿]{{0,3}}[余多来]?(?:元|块钱)(?![旦素件老年化])(?:左右|上下)?"
)
_UNIT_OF_ONE = r"(?:[一]?(?:户|人|名|位|生|孩|个(?:月|家庭|孩子|工作日|班组)?|家|组|间|份|季度?|学年|学期|年|月|天|日|晚|次|班|小时|平方米|周|台|季度)[^。;,]{0,6}?)"
_PER = re.compile(
    rf"(?:每{_UNIT_OF_ONE}|每建一?(?:家|个|座|处)|(?<!第)一(?:户一?|年|次|天|晚|个月)){{1,3}}(?:(?:最高|最低|不低于|不超过|按|补助|补贴|发放|给予|奖励|资助|发|约)[^。;,\d]{{0,8}})?$"
)
_PER_AFTER = re.compile(r"\s*(?:/|每)(?:人|户|月|年|天|日|次|小时|平方米)(?:[/·每](?:人|户|月|年|天|日|次))?")
_TELLS_MORE = re.compile(r":|分别")  # 一次奖励:初级工600元 is reckoned by nothing
_SENTENCE = re.compile(r"[。!?;\n]")

_NO_ROLE = re.compile(
    # limits of income or means, averages, prices, fines, businesses' own money: neither help nor its standard
    r"(?:收入|存款|资产|缴费基数|基数|自付部分?|薪资|月薪|租金\d|经费支出|票价|单价|套餐|面值|价值|产值|利润|销售额|成交额|注册资本|违约金|保证金(?!按)|罚款|处|来回|路费"
    r"|涉及|涉案|单价|平均|人均(?!每月[\d]|每年\d)|人均不|门票|这笔钱|凑了)[^,。;]{0,14}$|(?:低于|超过|不足|高于|不到|达不到|多于|少于)[^,。;\d]{0,3}$"
)
_CEILING = re.compile(r"(?:最高|最多|上限|限额|封顶|不超过|不低于|至少)[^,。;\d]{0,6}$")
_MOST = re.compile(r"(?:最高|最多|上限|限额|封顶|不超过)[^。;,\d]{0,6}$")
_MOST_AFTER = re.compile(r"(?:封顶|为限|以内)")
_ASKED = re.compile(r"^[^。;!\n]*\?")
_NO_ROLE_AFTER = re.compile(
    r"(?:以上|以下|的(?:部分|家庭|大额|优先|职工|罚款|清凉包|设备))|是否|吗|起(?!付)|(?:罚款)|保证金"
)
_OF_BUSINESS = re.compile(
    r"产值|注册资本|成交额|销售|经费收入|票价|门票|会员半价|食堂|招聘|停车|油费|网吧|宾馆|旅馆|酒店|物业费|幼儿园|民办|快餐|公斤|培训机构|中介|月薪|房租\d|单身宿舍|人均|平均|诉讼费|罚款|违约金|基数|存款|收入(?:低于|不足|超过|不超过)|职工自己|自愿"
)
_TOTAL = re.compile(
    r"累计|共计|合计|总计|总额|总投资|总造价|总金额|(?:全年|全市|全省|全区|全县|去年|一年来|[两三五]年来|期间)[^。;]{0,18}?共|共(?=\d)|共[^。;,\d]{0,8}(?:花费|支出|使用)|共(?:发放|筹集|收到|领取|投入|拨付|募集|救助|为|帮助|有)"
    r"|一共(?:[^。;,\d]{0,10})$|(?:^|,)共$|(?:救助|助学|帮扶|补贴|慰问)用了$|(?:追|要|讨|挽)回[^。;,\d]{0,10}$|补发[^。;,\d]{0,8}$"
    r"|(?:筹集|筹措|募集|下达|下拨|拨付|拨出|拿出|投入|安排|出资)[^。;,]{0,24}$"
)
_TOTAL_BEYOND = re.compile(
    r"(?:累计|共|一共|总共)(?:发放|投入|筹集|拨付|支出|募集|发出)[^。;,\d]{0,10}(?:超过|超|近|约)?$"
)
_TO_MANY = re.compile(
    r"(?:为|向|给|帮|帮助|结清|促成)[^。;,]{0,14}?\d[\d.]*\s*万?余?多?\s*(?:户|名|人|个|家|位|对)[^。;]{0,14}?(?:发放|送去|追回|讨回|挽回|发|兑现|结清|支付|补发|拿到)?"
    r"|(?:全[市区县省州]|[省市区县]总(?:工会)?|各级工会|街道工会|中心|协会|律师团|法律援助)[^。;]{0,30}?(?:发放|追回|讨回|挽回|筹措|筹集|投入|拨付|募集|节省|送去|领取)"
    r"|(?:救助|资助|慰问|帮扶)[^。;]{0,10}?\d+\s*(?:人|户|名)[^。;]{0,4}?[,、]?[^。;]{0,3}发放"
)
# to so many together, and not to each of them: 向137名会员给付11万元
_TO_A_NUMBER = re.compile(
    r"(?:为|向|给|帮助?|救助|资助|慰问)[^。;,]{0,8}?\d[\d.]*\s*万?余?多?\s*(?:户|名|人|位|家)(?!以上|以内|次)(?:(?!每|各|人均|平均|分别)[^。;]){0,24}$"
)
_LARGE = re.compile(r"[万亿]|\d{5}")
_GIVEN = re.compile(
    r"标准|最低工资|助学金|救助金|慰问金|燃料费|补助|补贴|发放|给予|奖励|津贴|资助|救助|给付|支付|报销|领取|可领|可享|享受|优惠|保险金|慰问金|蛋糕券|体检费|工本费|保费|交|缴|收|租金|每晚|分档|档|计算|限额|额度|互助"
)
_NORM = re.compile(
    r"标准|按照?|给予|可领|可以?享受|可申请|一次性(?:给予|补助|奖励|发放|资助|给付)|最高|限额|封顶|上限|分别为|奖励|给付|分[一二三四五六]档|资助"
)
_SET = re.compile(
    # 标准为800元, 一次性奖励1500元, 最高给付6万元, 由200元提高到300元
    r"(?:标准|限额|额度|档次)[^。;,]{0,10}?(?:为|是|调整为|提高到|提高至|[::]|由|从|一次性|约)[^。;,]{0,12}$|(?:一次性)(?:给予|补助|奖励|发放|资助|给付|补贴|发)[^。;,]{0,6}$"
    r"|最高(?:不超过|可?达|给付|补助|报销|额度)?[^。;,\d]{0,4}$|(?:给付|给予|奖励|资助|各奖)[^。;,\d]{0,4}$|(?:补贴|补助|津贴|标准)[^。;]{0,6}按[^。;,]{0,30}$"
    r"|可以?(?:再)?(?:领|领到|领取|申领|申请|享受|获得?)[^。;,\d]{0,6}$|可以?(?:到|向|凭|在|申请|申领)[^。;,\d]{0,12}(?:领取|申领|补贴|补助|救助金?|慰问金?|助学金|津贴|奖励)$|最低工资[^。;,\d]{0,4}为$|(?:不低于|收工本费|优惠)$|标准[^。;]{0,12}(?:元[^。;,]{0,4}(?:提高|调整|降低|增加)[到至为])[^。;,]{0,6}$|标准:[^。;]{0,40}$|分别为[^。;]{0,30}$"
    r"|凡是?[^。;]{0,24}(?:发放|补助|奖励)[^。;,\d]{0,4}$|(?:每[次年月人户天]|全年|一年)[^。;,\d]{0,10}(?:限额|不超过|最多)[^。;,\d]{0,3}$|按(?:初级|[一二三]级|每)[^。;]{0,30}$"
)
_RULED = re.compile(
    # 评上五星级的再奖3000元, 集中供暖的每户补500元, 第一名奖2万元, 奖励:初级工600元, 一次性奖金1万元
    r"(?:的|者|户|名|专科|本科|高中|中职|夜|天|日|月|年|班|次|人|项|条|级)(?:每[^。;,\d]{1,4})?(?:[各再另可先]|最多|最高)*"
    r"(?:补|帮|奖|发给?|给|加)(?:助|贴|励)?$"
    r"|(?:奖励|奖金|补助|补贴|资助|慰问金|救助金|津贴)[^。;,:\d]{0,6}:[^。;,\d]{0,16}$|一次性(?:奖金|奖励|补助|补贴|津贴)$"
    r"|(?:慰问金?|补助|补贴|救助金?|奖励|发)不超过$|(?:只|另|再)(?:收|交)$|可以?(?:[先再另]|一次)*(?:领|发)(?:到|取)?(?:一次)?$"
    r"|^(?:全年|一年)?(?:全年|一年)(?:合计|一共|共|最多)$|(?:另|再)加$|的[^。;,\d]{1,8}先[给发]$"
    r"|第[一二三四五六七八九十]次(?:只|再)?收$|^(?:一次性)?慰问[^。;,\d]{0,6}$|每人(?:自费|自付)$"
)
_OF_USE = re.compile(r"每(?:小时|课时|节课|个夜班)$")  # 羽毛球场晚上每小时15元
_VOUCHER = re.compile(r"^的[^。;,、\d]{0,6}(?:券|卡|红包)")
_HANDED_OUT = re.compile(r"每人|每月|每年|会员|可领|可以领|领取|抢|发放|发给|赠")
_BY_TWO = re.compile(r"(?:每(?:人|户|名|位|生)每(?:月|年|学年|学期|季度|天|班)|每夜)[^。;,\d]{0,3}$")
_EARNED = re.compile(r"工资|收入|花|挣|赚|赔|欠|成本|消费|电费|水费|平均|支出|低于|不足|高于|超过")
_GOES_ON = re.compile(r"^(?:的[^。;,\d]{0,8})?[、,;和][^。;,]{1,14}$")  # 初级工600元,中级工1000元
_CAN_GO_ON = re.compile(
    r"(?:工|师|科|中|职|级|大修|小修|外|户|人|部分|领|各|补|另加|再加|[一二三四五六七八九十]名各?|每[项条个件篇]的?|会员)$"
)
_SURNAMES = (
    "赵钱孙李覃周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹章云苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝常于傅康伍余顾孟黄萧尹姚邵汪毛"
    "戴宋庞熊纪屈项祝董梁杜阮蓝席季麻贾江童郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房解丁宣邓单洪左石崔吉龚程邢裴陆荣曲段焦侯宁武刘景詹龙叶黎白蒲赖卓乔闻党谭劳"
    "申冉桂牛燕尚温庄晏柴瞿阎连习向易廖耿满文欧聂曾关游宁"
)
_PERSON = re.compile(
    rf"[{_SURNAMES}](?:女士|先生|师傅|大姐|阿姨|大哥|大爷|大妈|姐|哥|某某?)|(?<![大中最每\d个])[小老][{_SURNAMES}](?=[,的说在和拿领收是从把用一每上今现差只就被又也因考凭靠去没])"
    rf"|(?<![大中最每\d个])[小老](?![康龙金方时安平宁])[{_SURNAMES}](?!区|型|学|时|家庭|百姓)(?=[得带考卖住搬租欠送收拿被家]|送去|一家|的(?:家|手|钱|工|病))"
    rf"|(?:给|为|帮|欠了?|向|和|与|对)[小老](?![康龙金方时安平宁])[{_SURNAMES}](?!区|型|学|家庭|百姓)"
    rf"|(?:[焊电木钳车叉装保洁瓦漆]工|[骑]手|师傅|司机|[洁快递卖装配]员)(?:[小老][{_SURNAMES}]|阿[\u4e00-\u9fff])"
    rf"|(?:职工|骑手|工人|焊工|电工|木工|钳工|女工|司机|会员|环卫工|保洁员|质检员|装配工|装卸工|快递员|外卖员|农民工|班长)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[,的以在从把说拿领收是用没因每今去也和]|获得|得到)"
    rf"|(?:^|[,:“])(?!马上|于是|方可|任何|常年|安全|全年|高温|成功)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=领到|领了|领取了|拿到|拿了|收到|得到|获得|考下|考上|花了|花掉|掏了|交了|付了|住院|做了|借了|一共|每个?月[挣拿领]|说|告诉)"
    r"|最(?:多|少|高|大|小)的一[人位名笔户][^。;,\d]{0,4}(?:领|拿|得|只有)[^。,;\d]{0,3}$"
    r"|(?<![自为使给让])我(?![们市省区县国会院局厂校司单部省州旗])|(?<![其吉])[他她](?!们|人)|协助其|(?:骑手|职工|工友|焊工|女工)小[^。;,序区组型学时]|“[^”]*我"
)
_HANDED_TO = re.compile(
    r"(?:发给|奖给|退给|补给|付给|赔给?|还给|借给|扣了?|补了|奖了|帮了)(?:了)?[他她]$"
    r"|(?:资助|救助|慰问|补偿|奖励|给付|赔偿|支付|返还|退还|补发|判给|送给|发给)(?:给|了)?"
    rf"(?:[小老阿][{_SURNAMES}]|[{_SURNAMES}](?:某{{1,2}}|女士|先生|师傅|大姐|阿姨|大哥|大爷))$"
)
# no longer so, or never was
_NOT_SO = re.compile(r"停止执行|不再执行|停止发放|废止|作废|谣言|不实|虚假|假的|骗|冒充|假冒|不法分子|网传|传言")
# what reached so many people was not everybody's: 给付36万元,惠及职工210人
_REACHED = re.compile(
    r"^,?(?:惠及|覆盖|受益|惠泽|帮助|救助|服务)[^。;,]{0,14}\d[\d.]*\s*(?:万|余|多)?\s*(?:人|户|名|家)"
)
_PERSON_LATER = re.compile(r"^[^。;!?]{0,40}(?:[她他](?!们|人)|女士|先生|师傅)")
_OWN_MONEY = re.compile(r"了$|[挣赚掏欠借]")  # what somebody did, not what everybody gets
_EXAMPLE = re.compile(r"举例|举个例子|例如|比如|假设|假如")
_ALL_TOGETHER = re.compile(r"和[^。;,]{0,4}\d+[名位个]|全[市省区县国州]|累计|平均|人均|人次|名职工|户家庭")
_DONE = re.compile(
    r"送(?:去|来|上|到)|给了|得了|报了|年薪|拿|领|收到|获得|得到|花|付|交|报销|赔|欠|挣|省|少花|到了?账|借|房租|租金|工资|一个月|每月|每年|一年|手术|补偿|加班费|赔偿|裁决|执行款|学费|养老金|提取|奖金|用|油费|有|报回|补发|要回"
)


@functools.lru_cache(maxsize=512)  # passages that answer once answer again
def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts whose role is sure, in order."""
    return tuple(_amounts(half_width(text), text))


def _amounts(plain: str, text: str) -> Iterator[Amount]:
    known: tuple[int, AmountRole | None] = (0, None)
    for match in _FIGURE.finditer(plain):
        begun = _sentence_start(plain, match.start())
        before, after = plain[begun : match.start()], plain[match.end() : match.end() + 48]
        role = _role(before, match.group(), after, plain[_sentence_start(plain, begun - 1) : begun])
        between = plain[known[0] : match.start()]
        if role is None and known[0] and (_JOINED.search(between) or _lists_on(known[1], between)):
            role = known[1]
        known = (match.end(), role)
        if role:
            start, end = _with_its_measure(plain, match, begun)
            at_most = bool(_MOST.search(before) or _MOST_AFTER.match(after))
            yield Amount(start, end, text[match.start() : match.end()], role, at_most)


def _role(before: str, figure: str, after: str, earlier: str) -> AmountRole | None:
    """The role of a figure by what its sentence says before and after it; `earlier` is the sentence before."""
    near = before[-60:].rpartition(",")[2]
    if _is_left_open(before, near, after) or _NOT_SO.search(before + _SENTENCE.split(after, maxsplit=1)[0]):
        return None
    person = _PERSON.search(before)
    is_norm = "标准" in near + after[:4]
    if _HANDED_TO.search(before):
        return AmountRole.CASE
    if person and not is_norm:
        told = before[person.start() :]
        return AmountRole.CASE if _DONE.search(told + after) and not _ALL_TOGETHER.search(told) else None
    standard = _is_standard(before, near, figure, after)
    if not person and not is_norm and (_PERSON_LATER.match(after) or _PERSON.search(earlier)):
        # 孙女士……。工会协助她入住,每月仅需支付100余元: hers, not everybody's
        return (
            AmountRole.CASE if _PERSON_LATER.match(after) and _DONE.search(near) and not _TOTAL.search(before) else None
        )
    if standard:
        return AmountRole.STANDARD
    together = _TOTAL.search(before) or _TO_MANY.search(before) or _REACHED.match(after)
    return AmountRole.TOTAL if together and _LARGE.search(figure) and not _PER.search(near[-24:]) else None


def _lists_on(role: AmountRole | None, between: str) -> bool:
    """Whether what stands between two figures only names whom the second is for."""
    named = between.rstrip()
    return (
        role is AmountRole.STANDARD
        and bool(_GOES_ON.match(named) and _CAN_GO_ON.search(named))
        and not (_TOTAL.search(named) or _EARNED.search(named) or _PERSON.search(named) or _OWN_MONEY.search(named))
    )


def _is_left_open(before: str, near: str, after: str) -> bool:
    """Limits, averages, prices, examples: neither help nor its standard."""
    if _EXAMPLE.search(before) or _OF_BUSINESS.search(near) or _ASKED.match(after):
        return True
    if _TOTAL_BEYOND.search(before):
        return False
    if _NO_ROLE_AFTER.match(after) and not _NORM.search(near):
        return True
    return bool(_NO_ROLE.search(near) and not _CEILING.search(near) and not _PERSON.search(before))


def _is_standard(before: str, near: str, figure: str, after: str) -> bool:
    if "左右" in figure or "上下" in figure or _OWN_MONEY.search(near):
        return False
    if _LARGE.search(figure) and (_TOTAL.search(before) or _TO_A_NUMBER.search(before) or _REACHED.match(after)):
        return False
    if _SET.search(before[-50:]) or after.startswith("的标准"):
        return True
    if _RULED.search(near) or ((_BY_TWO.search(near) or _OF_USE.search(near)) and not _EARNED.search(near)):
        return True
    if _VOUCHER.match(after) and _HANDED_OUT.search(before[-50:]):
        return True
    return bool((_PER.search(near[-24:]) or _PER_AFTER.match(after)) and _GIVEN.search(before[-40:] + after))


_JOINED = re.compile(r"^(?:至|到|-|、|和|或|以及)[^。;,\d每]{0,10}$")  # 采暖补贴17万元、生活补贴217万元


def _sentence_start(plain: str, at: int) -> int:
    """Where the sentence begins; of an endless one its last stretch."""
    begun = max(0, at - _LONGEST_SENTENCE)
    for end in _SENTENCE.finditer(plain, begun, at):
        begun = end.end()
    return begun


def _with_its_measure(plain: str, match: re.Match[str], begun: int) -> tuple[int, int]:
    near = plain[max(begun, match.start() - 24) : match.start()]
    per, after = _PER.search(near), _PER_AFTER.match(plain, match.end())
    start = match.start() - len(near) + per.start() if per and not _TELLS_MORE.search(per.group()) else match.start()
    return start, after.end() if after else match.end()

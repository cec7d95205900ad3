import json
from pathlib import Path

import pytest

from bot.lexicon import lexicon
from bot.passages.edits import says_the_same
from bot.passages.normal import normal_form

TEXT = "没有住公租房、自己在外面租房的困难职工，可以申请住房租赁补贴，标准是每户每月360元。张伟说，在河南省各市办理时，单位同意的盖章就行，不超过十五天。宿舍面积60m²以上。"


def same(one, other):
    one, other = normal_form(one), normal_form(other)
    assert one != other
    assert says_the_same(one, other, lexicon=lexicon()) == says_the_same(other, one, lexicon=lexicon())
    return says_the_same(one, other, lexicon=lexicon())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("困难职工", "困难娱工"),
        ("补贴，标准", "补帖，栎准"),
        ("外面租房", "外租房"),
        ("自己在外面", "自已在外鱻面"),
        ("360元", "3囗0元"),
        ("360元", "36O元"),
        ("可以申请住房租赁补贴", "呵以申清住房租凭补贴"),
        ("没有住公租房、自己在外面租房的", "凡是没有住进公租房而是自己在外面租房的"),
    ],
)
def test_misprints_and_rewordings_say_the_same(old, new):
    assert same(TEXT, TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("360元", "380元"),
        ("360元", "3B0元"),
        ("360元", "3600元"),
        ("360元", "36元"),
        ("360元", "3.60元"),
        ("360元", "360万元"),
        ("每月", "每年"),
        ("每户", "每人"),
        ("十五天", "十天"),
        ("十五天", "二十五天"),
        ("张伟", "李伟"),
        ("张伟", "赵德胜"),
        ("张伟", "张强"),
        ("河南省", "湖南省"),
        ("河南省", "江苏省"),
        ("河南省各市", "河南省各县"),
        ("可以申请", "不得申请"),
        ("单位同意", "单位不同意"),
        ("不超过", "超过"),
        ("以上", "以下"),
        ("60m²", "60m2"),
        ("困难职工", "困难女职工"),
        ("单位同意的", "被单位同意的"),
        ("公租房", "廉租房"),
        ("360元", "360元到480元"),
        ("不超过", "不少于"),
        ("盖章", "取号"),
        ("张伟", "覃伟"),
        ("张伟", "张睿"),
        ("河南省各市", "唐山各市"),
        ("单位同意", "单位未同意"),
    ],
)
def test_another_fact_keeps_two_apart(old, new):
    assert not same(TEXT, TEXT.replace(old, new))


def test_another_fact_among_misprints_keeps_two_apart():
    misprinted = TEXT.replace("困难职工", "困难娱工").replace("租赁", "租凭").replace("面积", "面枳")

    assert same(TEXT, misprinted)
    assert not same(TEXT, misprinted.replace("360", "380"))


LONGER = (
    TEXT + "职工服务站的电话是0000-5510034，苏青的女儿考上了大学，单位请她吃了一顿饺子，一共补助800元，2026年发放。"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5510034", "551034"),
        ("0000-5510034", "0000-55100834"),
        ("单位请她", "位请她"),
        ("饺子", "饺不子"),
        ("800元", "8一0元"),
        ("苏青", "苏受"),
        ("没有住公租房", "两有住公租房"),
    ],
)
def test_what_is_no_other_fact_is_a_misprint_beside_others(old, new):
    misprinted = LONGER.replace("困难职工", "困难娱工").replace("租赁", "租凭")

    assert same(LONGER, misprinted.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("800元", "80元"),
        ("5510034", "5510084"),
        ("5510034", "55100340"),
        ("2026年", "202年"),
        ("苏青", "苏敏"),
        ("单位请她", "单位不请她"),
        ("苏青的女儿", "苏青的儿"),
    ],
)
def test_what_may_be_another_fact_is_one_beside_misprints_too(old, new):
    misprinted = LONGER.replace("困难职工", "困难娱工").replace("租赁", "租凭")

    assert not same(LONGER, misprinted.replace(old, new))


@pytest.mark.parametrize(("old", "new"), [("服务站", "服疶站"), ("2026年", "20每6年"), ("0000-551", "0000551")])
def test_what_nobody_writes_is_a_misprint_alone(old, new):
    assert same(LONGER, LONGER.replace(old, new))


@pytest.mark.parametrize(
    ("one", "other"), [("顾晨志表示", "凌晨志表示"), ("盛英瑶介绍", "盛英文介绍"), ("汀银街的", "金银街的")]
)
def test_a_name_that_makes_a_word_is_another_name(one, other):
    text = "读书会每月第三个周六下午开，{}，借得最多的是考证的书。"

    assert not same(text.format(one), text.format(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("高铁在桐乡站停两分钟。", "高铁在桐鬢站停两分钟。"),
        ("主任王丽今天上午主持会议。", "主任王丽技天上午主持会议。"),
        ("车上有热水和点心，凭会员卡免费领。", "车丄有热氷和点心，凭会员卡免费领。"),
    ],
)
def test_what_leaves_no_name_is_a_misprint_where_a_name_may_stand(one, other):
    assert same(one, other)


def test_two_ways_to_say_no_are_two_facts():
    assert not same("单位不同意的，由街道盖章办理。", "单位未同意的，由街道盖章办理。")


@pytest.mark.parametrize(
    ("one", "other"), [("唐山", "开封"), ("柏兰县", "石兰县"), ("汀南社区", "银南社区"), ("平南工业园", "永枫工业园")]
)
def test_places_known_or_not_keep_two_apart(one, other):
    text = "凭会员卡可以到{}总工会的窗口登记，材料齐全的当天办完。"

    assert not same(text.format(one), text.format(other))


def test_a_misprint_that_is_by_chance_a_no_is_a_misprint_beside_others():
    one = "给内部证书的职工暂时不能领，人才库的职工免费参加培训，地点在工人文化宫。"

    assert same(one, one.replace("证书", "不书"))


def test_visits_are_no_people():
    assert not same(TEXT + "全年有360人次来过。", TEXT + "全年有360人来过。")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("来领奖时带上会员卡。", "来登记时带上会员卡。"),
        ("本科窗口在二楼。", "专科窗口在二楼。"),
        ("临时工也能报名。", "正式工也能报名。"),
        ("向夏艳雅主任报名。", "向夏艳文主任报名。"),
        ("赖博春介绍了办法。", "尤博春介绍了办法。"),
        ("在龙溪街的窗口办。", "在青溪街的窗口办。"),
        ("骑手也能来学车。", "骑手也能来交费。"),
    ],
)
def test_another_word_or_person_is_a_fact_among_misprints_too(one, other):
    misprinted = TEXT.replace("困难职工", "困难娱工").replace("补贴，标准", "补帖，栎准").replace("外面租房", "外租房")

    assert same(TEXT + one, misprinted + one)
    assert not same(TEXT + one, misprinted + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工会推出了一批课程", "工会推推出了一批课程"),
        ("全市股份合作制企业", "全市股份合合作制企业"),
        ("把研究和讨论记下来", "把研究和讨讨论记下来"),
        ("人民法院应当受理", "入民法院应当受理"),
        ("定点屠宰厂不得收费", "定点屠宰广不得收费"),
        ("便于职工访问", "便干职工访问"),
    ],
)
def test_a_character_printed_twice_or_taken_for_one_that_looks_alike_is_a_misprint(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("他们可不来上班", "他们可不不来上班"),
        ("会上张芳说不行", "会上张芳芳说不行"),
        ("本报讯记者支小林报道", "本报讯记者王小林报道"),
        ("本报讯（记者戚小良）开学了", "本报讯（记者孙小良）开学了"),
        ("本报讯（记者肖璞）开学了", "本报讯（记者肖磊）开学了"),
        ("全厂领过48862.98万元", "全厂领过4886298万元"),
        ("指数升到14664·44点", "指数升到1466444点"),
    ],
)
def test_a_second_no_another_reporter_and_a_decimal_point_are_facts(one, other):
    assert not same(one, other)


def test_a_character_that_nobody_bears_is_a_misprint_in_a_reporters_name_too():
    assert same(f"本报讯（记者王小林）{TEXT}", f"本报讯（记者王鱻林）{TEXT}")


AROUND = "工会服务站为{}办理的入会手续，要带上身份证原件和单位的证明，当天就能办好。"
BESIDE = AROUND.replace("手续", "手緒").replace("证明", "证朋").replace("当天", "当大")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云沙县职工", "云柏县职工"),
        ("榆沙区职工", "金银区职工"),
        ("省住建厅职工", "省交通厅职工"),
        ("本科毕业生", "专科毕业生"),
        ("全国劳模", "全省劳模"),
        ("焊工学员", "电工学员"),
        ("社区工人", "街道工人"),
        ("周一来的人", "周日来的人"),
        ("壹拾万元户", "贰拾万元户"),
        ("用APP的人", "用PC的人"),
        ("原件持有人", "复件持有人"),
        ("种300亩地的人", "种300公顷地的人"),
        ("双胞胎的父母", "多胞胎的父母"),
        ("每平方米8元的租户", "每平米18元的租户"),
        ("今年十八岁的人", "今处二十八岁的人"),
    ],
)
def test_one_word_place_or_unit_for_another_is_a_fact_alone_and_beside_misprints(one, other):
    assert not same(AROUND.format(one), AROUND.format(other))
    assert not same(AROUND.format(one), BESIDE.format(other))


@pytest.mark.parametrize(
    ("right", "wrong"), [("单位的证明", "位的证明"), ("工会服务站", "工会服谈站"), ("原件和单位", "原件利单位")]
)
def test_one_misprint_alone_is_one(right, wrong):
    whole = AROUND.format("新职工")

    assert same(whole, whole.replace(right, wrong))


PAIRS = (Path(__file__).parent / "acceptance" / "one_fact.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", list(map(json.loads, PAIRS)), ids=lambda case: f"{case['one']}, {case['other']}")
def test_sentences_that_differ_in_one_fact_are_kept_apart(case):
    one, other = (normal_form(case["text"].format(case[side])) for side in ("one", "other"))

    assert one != other
    assert not says_the_same(one, other, lexicon=lexicon())

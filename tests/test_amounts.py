"""Roles of amounts; the labelled sentences stand in acceptance/facts_amounts.jsonl (null: no role is sure)."""

import json
from pathlib import Path

import pytest

from bot.passages.amounts import AmountRole, amounts_in

LABELLED = Path(__file__).parent / "acceptance" / "facts_amounts.jsonl"
CASES = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").split("\n") if line]


def the_roles(text: str) -> dict[str, str]:
    return {amount.figure: amount.role.value for amount in amounts_in(text)}


def test_a_role_that_is_told_is_right_in_97_of_100_and_most_are_told():
    told = [(case, figure, role) for case in CASES for figure, role in the_roles(case["text"]).items()]
    right = [1 for case, figure, role in told if dict(case["amounts"]).get(figure) == role]
    there = [1 for case in CASES for _, role in case["amounts"] if role]

    assert len(CASES) >= 150
    assert len(right) >= 0.97 * len(told)
    assert len(right) >= 0.85 * len(there)


def test_the_span_of_a_standard_says_what_it_is_reckoned_by():
    text = "按照每户每年3000元的标准落实兜底补贴。"

    (amount,) = amounts_in(text)

    assert (text[amount.start : amount.end], amount.figure) == ("每户每年3000元", "3000元")


def test_amounts_in_a_list_share_the_role_of_the_first():
    text = "全年累计发放采暖补贴17.6万元、生活补贴210万元和医疗补贴17万余元。"

    assert the_roles(text) == dict.fromkeys(("17.6万元", "210万元", "17万余元"), AmountRole.TOTAL)


def test_one_persons_rent_is_told_from_the_sentences_around_it():
    text = "几年前,周女士生了病。工会伸出援手,协助其入住廉租房,每月仅需支付100余元租金,减轻了她的负担。"

    assert the_roles(text) == {"100余元": AmountRole.CASE}


@pytest.mark.parametrize("text", ["", "多元服务", "一元化领导", "第三单元", "公元2026年", "元旦", "每户3000平方米"])
def test_what_is_no_money_is_no_amount(text):
    assert amounts_in(text) == ()


def test_the_offsets_hold_in_full_width_text():
    text = "标准为每人每月８００元；"

    (amount,) = amounts_in(text)

    assert text[amount.start : amount.end] == "每人每月８００元"


@pytest.mark.parametrize("text", ["万" * 20_000, "100元" * 5_000, "每人" * 20_000, "他" * 20_000])
def test_an_endless_line_ends(text):
    assert isinstance(amounts_in(text), tuple)


@pytest.mark.parametrize(
    ("text", "at_most"),
    [("大修每户最多补1.2万元。", True), ("每户每年补助6000元封顶。", True), ("每人每月补助300元。", False)],
)
def test_the_most_that_one_can_get_is_told_from_what_everybody_gets(text, at_most):
    assert [amount.at_most for amount in amounts_in(text)] == [at_most]


def test_the_span_of_the_first_of_a_list_is_its_figure():
    text = "可以申领一次奖励：初级工600元，中级工1000元。"

    assert [text[amount.start : amount.end] for amount in amounts_in(text)] == ["600元", "1000元"]


@pytest.mark.parametrize(
    ("text", "role", "figures"),
    [
        (
            "每个工种第一名奖2万元，第二名1.2万元，第四到第十名各2000元。",
            AmountRole.STANDARD,
            ("2万元", "1.2万元", "2000元"),
        ),
        ("会员每月可以抢5元的早餐券、20元的理发券。", AmountRole.STANDARD, ("5元", "20元")),
        ("多数是每个夜班20元到40元。", AmountRole.STANDARD, ("20元", "40元")),
        ("平台扣了他8元，工会后来发给他500元。", AmountRole.CASE, ("8元", "500元")),
        ("工会当天给老陶送去了3000元。", AmountRole.CASE, ("3000元",)),
        ("车工阿勇拿到补助2000元。", AmountRole.CASE, ("2000元",)),
        ("十年来，工会累计投入帮扶资金超过1亿元。", AmountRole.TOTAL, ("1亿元",)),
    ],
)
def test_lists_vouchers_persons_without_a_title_and_rounded_totals_are_told(text, role, figures):
    assert the_roles(text) == dict.fromkeys(figures, role)


def test_what_nobody_is_entitled_to_is_no_standard():
    text = "从用途看，生活救助用了1046万元，住房租赁补贴用了214万元，补贴职工工资性支出1.3亿元。"

    assert AmountRole.STANDARD not in the_roles(text).values()
    assert the_roles("创业担保贷款最高300万元。") == {"300万元": AmountRole.STANDARD}

import pytest

from bot.search.sameness import says_the_same

TOLD = "参加职工医疗互助的会员,每人每年交60元,在单位工会登记,保障期为一年,住院每天补助50元。"


@pytest.mark.parametrize(
    "other",
    [
        TOLD,
        "参加职工医疗互助的会员,每人每年缴60元,在本单位工会登记,保障期为1年,住院每天补助50元。",
        f"“{TOLD}”工作人员介绍说。",
        "参加职工医疗互助保障的会员每人每年交60元，在单位工会登记，保障期为一年，住院的每天补助50元！",
    ],
)
def test_another_wording_of_the_same_says_the_same(other):
    assert says_the_same(TOLD, other)
    assert says_the_same(other, TOLD)


@pytest.mark.parametrize(
    "other",
    [
        TOLD.replace("60", "90"),
        TOLD.replace("一年", "两年"),
        TOLD.replace("会员", "女会员"),
        TOLD.replace("在单位", "不在单位"),
        TOLD.replace("单位工会", "市总工会"),
        TOLD + "会员出院后三个月内,带着发票和出院小结到单位工会申请,审核要十个工作日,钱打到工资卡上。",
        "会员出院后三个月内,带着发票和出院小结到单位工会申请。",
        "",
    ],
)
def test_another_number_group_or_condition_and_much_more_is_something_else(other):
    assert not says_the_same(TOLD, other)
    assert not says_the_same(other, TOLD)

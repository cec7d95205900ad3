import pytest

from bot.search.wanted import gives, wanted


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("租金每月多少钱", "每月租金100元", "租金由职工承担"),
        ("几天能办好", "5个工作日内办结", "在窗口办理"),
        ("什么时候报名", "4月8日起报名", "报名须本人到场"),
        ("有多少名专干", "105名专干入户", "专干入户摸排"),
        ("在哪里办理", "到文化路职工服务中心办理", "凭证件办理"),
        ("为什么不受理", "因材料不全未受理", "未受理"),
        ("青年驿站几点锁门", "晚上11点半关门", "提前两天预约"),
        ("申请公租房要带啥材料", "带身份证和户口簿的原件", "材料交到服务中心"),
        ("互助金能领多少", "一次领2万元", "互助金一次发清"),
        ("赔多少", "给一个月工资", "按年头算"),
        ("公租房去哪个窗口办", "在一楼3号窗口办", "公租房由工会初审"),
        ("咨询打什么电话", "电话0000-5510001", "可以向工会咨询"),
        ("啥时候报名", "4月8日起报名", "报名须本人到场"),
        ("申请要符合什么条件", "家庭人均月收入不超过2640元", "先由工会初审"),
    ],
)
def test_what_is_asked_is_told_from_what_is_not(question, answer, other):
    held = wanted(question)

    assert (gives(answer, held, question), gives(other, held, question)) == (True, False)


def test_any_sentence_may_answer_a_question_that_asks_for_no_such_thing():
    assert wanted("公租房怎么申请") is None


def test_a_date_that_the_question_itself_says_is_no_answer():
    question = "2025年办的活动是什么时候开始的"

    assert not gives("2025年办了活动", wanted(question), question)

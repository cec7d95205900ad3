import json

import pytest

from bot.evaluation import Expected, QuestionsError, evaluate, read_questions


def test_questions_are_read_a_line_each():
    lines = [
        '{"question": "甲", "answer_contains": ["乙", "一"]}',
        "",
        '{"question": "丙", "answer_contains": null}',
        '{"question": "丁", "answer_contains": [["乙", "一"], ["二"]]}',
    ]

    assert read_questions(lines) == (
        Expected("甲", (("乙", "一"),)),
        Expected("丙", None),
        Expected("丁", (("乙", "一"), ("二",))),
    )


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        "{}",
        '{"question": 1, "answer_contains": null}',
        '{"question": "甲"}',
        '{"question": "甲", "answer_contains": ["乙", ["丙"]]}',
        '{"question": "甲", "answer_contains": [1]}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:60],
)
def test_a_bad_line_is_named(line):
    with pytest.raises(QuestionsError, match="第 2 行"):
        read_questions(['{"question": "甲", "answer_contains": null}', line])


def test_ranks_and_refusals_are_counted(library):
    questions = [
        Expected("租房补贴每个月多少钱", (("每户每月360元",),)),
        Expected("租房补贴带什么材料", (("没有这句话",),)),
        Expected("护照丢了怎么补办", None),
        Expected("护照在哪里办", (("护照",),)),
        Expected("驿站几点关门", None),
    ]

    found = evaluate(library, questions)

    assert [outcome.rank for outcome in found.outcomes] == [1, None, None, None, None]
    assert (found.hit_at(1), found.hit_at(10), round(found.mrr, 3)) == (1, 1, 0.333)
    assert [o.expected.question for o in found.wrongly_answered] == ["驿站几点关门"]
    assert [o.expected.question for o in found.wrongly_refused] == ["护照在哪里办"]
    assert len(found.misses) == 3


def test_any_of_several_paragraphs_answers(library):
    found = evaluate(library, [Expected("租房补贴每个月多少钱", (("没有这句话",), ("每户每月360元",)))])

    assert found.hit_at(1) == 1
    assert Expected("甲", (("乙", "一"), ("二",))).is_met_by("二")
    assert not Expected("甲", (("乙", "一"), ("二",))).is_met_by("乙")


def test_what_is_offered_to_those_that_are_refused_is_counted(library):
    questions = [
        Expected("学开无人机上哪", (("技能等级考试",),)),
        Expected("学开无人机上哪", (("每户每月360元",),)),
        Expected("电工多少钱一天", None),
        Expected("身份证丢了", None),
    ]

    found = evaluate(library, questions)

    assert [outcome.offered for outcome in found.wrongly_refused] == [True, False]
    assert found.rightly_offered == found.outcomes[:1]
    assert found.vainly_offered == found.outcomes[2:3]


def test_no_questions_measure_nothing(library):
    assert evaluate(library, []).mrr == 0.0
    assert json.dumps(evaluate(library, []).hit_at(1)) == "0"

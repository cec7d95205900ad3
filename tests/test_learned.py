"""What is learned from labelled sentences; what it was not learned from stands in heldout_amounts and heldout_kinds."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.intent.distress import is_distress
from bot.intent.folding import spoken
from bot.learned import BIAS, Learned, learned, pieces
from bot.passages.amounts import amounts_in, figures_in
from bot.passages.kinds import TextKind, kind_of
from bot.passages.roles import cues_of
from tests.benchmarks import learning

SETS = Path(__file__).parent / "acceptance"


def the_cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_of_sentences_that_nothing_was_learned_from_most_roles_are_told_and_hardly_one_is_wrong():
    cases = the_cases("heldout_amounts")
    told = [(case, amount) for case in cases for amount in amounts_in(case["text"])]
    right = [amount for case, amount in told if dict(case["amounts"]).get(amount.figure) == amount.role.value]
    there = [label for case in cases for label in case["amounts"]]

    assert len(right) >= 0.98 * len(told)
    assert len(right) >= 0.85 * len(there)


def test_of_paragraphs_that_nothing_was_learned_from_most_kinds_are_told_and_hardly_one_is_wrong():
    told = [(case["kind"], kind) for case in the_cases("heldout_kinds") if (kind := kind_of(case["text"])) != "other"]
    right = [1 for wanted, kind in told if wanted == kind]
    there = [case for case in the_cases("heldout_kinds") if case["kind"] != TextKind.OTHER]

    assert len(right) >= 0.95 * len(told)
    assert len(right) >= 0.85 * len(there)


def test_distress_that_is_said_in_words_that_nothing_was_learned_from_is_told_and_a_question_is_none():
    there = [case for case in the_cases("heldout_talk") if case["kind"] == learning.distress.YES]
    told = [case for case in the_cases("heldout_talk") if is_distress(spoken(case["text"]))]
    questions = [case["question"] for case in the_cases("independent")]

    assert len(told) >= 0.65 * len(there)
    assert all(case in there for case in told)
    assert sum(is_distress(spoken(question)) for question in questions) <= 0.01 * len(questions)


@pytest.mark.parametrize(
    ("task", "held_out"),
    [(learning.ROLES, "heldout_amounts"), (learning.KINDS, "heldout_kinds"), (learning.DISTRESS, "heldout_talk")],
)
def test_what_is_held_out_is_not_among_what_is_learned_from(task, held_out):
    assert {case["text"] for case in the_cases(held_out)}.isdisjoint(text for text, _, _ in task.examples())


@pytest.mark.parametrize("task", [learning.ROLES, learning.KINDS, learning.DISTRESS])
def test_the_file_has_the_classes_that_are_learned_and_a_weight_for_each(task):
    told = learned(task.room, task.name)

    assert told.classes == task.classes
    assert {len(weights) for weights in told.weights.values()} == {len(task.classes)}


def test_chances_are_reckoned_as_they_were_learned():
    examples = learning.ROLES.examples()[:200]
    names, weights = learning.cues_that_weigh(examples, learning.ROLES.classes, 300)
    ours = Learned(learning.ROLES.classes, {name: tuple(100 * row) for name, row in zip(names, weights, strict=True)})
    ((_, cues),) = figures_in("每户每年补助3000元。")

    told = ours.chances(cues)

    row = learning.chances(learning.table([("", cues, "")], names), weights)[0]
    assert list(told.values()) == pytest.approx(list(row))
    assert sum(told.values()) == pytest.approx(1.0)


def test_cues_that_were_never_learned_say_nothing():
    weigher = Learned(("a", "b"), {BIAS: (100, 0), "钱": (0, 200)})

    assert weigher.chances({BIAS, "米"}) == weigher.chances(frozenset())
    assert weigher.chances({"钱"})["b"] > weigher.chances(frozenset())["b"]


def test_pieces_are_of_one_to_three_characters():
    assert list(pieces("每月#", where="A")) == ["A每", "A月", "A#", "A每月", "A月#", "A每月#"]


def test_a_figure_with_nothing_around_it_has_one_flag():
    assert {cue for cue in cues_of("", "5元", "", "") if cue.startswith("!")} == {"!begins"}


@pytest.mark.parametrize(
    "text",
    ["网传每人可领600元补贴,系谣言。", "例如小王每月补助500元。", "每人补助3000元吗?", "原标准每月600元已废止。"],
)
def test_rumours_examples_questions_and_what_no_longer_holds_have_no_role(text):
    assert amounts_in(text) == ()

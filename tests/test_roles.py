"""What tells the role of an amount; what it was not learned from stands in acceptance/heldout_amounts3.jsonl."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.passages.amounts import amounts_in, figures_in
from bot.passages.roles import BIAS, ROLES, chances, cues_of
from tests.benchmarks import roles as learning

HELD_OUT = Path(__file__).parent / "acceptance" / "heldout_amounts3.jsonl"


def test_of_sentences_that_nothing_was_learned_from_most_roles_are_told_and_hardly_one_is_wrong():
    cases = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    told = [(case, amount) for case in cases for amount in amounts_in(case["text"])]
    right = [amount for case, amount in told if dict(case["amounts"]).get(amount.figure) == amount.role.value]
    there = [label for case in cases for label in case["amounts"]]

    assert len(right) >= 0.98 * len(told)
    assert len(right) >= 0.85 * len(there)


def test_the_sentences_that_are_held_out_are_not_among_those_that_are_learned_from():
    held = {json.loads(line)["text"] for line in HELD_OUT.read_text(encoding="utf-8").splitlines()}

    assert held.isdisjoint(text for text, _, _ in learning.labelled())


def test_chances_are_the_same_as_those_that_were_learned_with():
    names, weights = learning.cues_that_weigh(list(learning.labelled())[:200], 300)
    ((_, cues),) = figures_in("每户每年补助3000元。")
    ours = {name: tuple(row) for name, row in zip(names, weights, strict=True)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.passages.roles._weights", lambda: ours)
        told = chances(cues)

    assert told == pytest.approx(learning.chances(learning.table([("", cues, 0)], names), weights)[0])
    assert sum(told) == pytest.approx(1.0)


def test_cues_that_were_never_learned_say_nothing():
    assert chances({BIAS, "B一些没见过的字"}) == chances({BIAS})
    assert np.isclose(sum(chances(())), 1.0)


def test_a_figure_with_nothing_around_it_has_no_surprising_cue():
    assert {cue for cue in cues_of("", "5元", "", "") if cue.startswith("!")} == {"!begins"}
    assert len(ROLES) == 4


@pytest.mark.parametrize(
    "text",
    ["网传每人可领600元补贴,系谣言。", "例如小王每月补助500元。", "每人补助3000元吗?", "原标准每月600元已废止。"],
)
def test_rumours_examples_questions_and_what_no_longer_holds_have_no_role(text):
    assert amounts_in(text) == ()

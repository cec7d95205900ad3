"""Learns what tells the role of an amount, the kind of a text, distress: python -m tests.benchmarks.learning [--write]

From the labelled sentences of acceptance/. Without --write it only says how right it is about sentences that were left
out, a fifth at a time; with it, it writes the files of weights.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import learned
from bot.intent import distress
from bot.intent.folding import spoken
from bot.passages import kinds, roles
from bot.passages.amounts import figures_in

SETS = Path(__file__).parent.parent / "acceptance"
KEPT = 3000
"""Cues that are written: those that weigh most."""
AGAINST_LARGE_WEIGHTS = 2e-4
Example = tuple[str, frozenset[str], str]  # sentence, cues, class
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """What is learned from which sets; `none` is the class that is never told."""

    room: str
    name: str
    sets: tuple[str, ...]
    classes: tuple[str, ...]
    none: str

    def examples(self) -> list[Example]:
        read = {ROLES.name: amounts, KINDS.name: paragraphs, DISTRESS.name: messages}[self.name]
        lines = (
            line for name in self.sets for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines() if line
        )
        return [example for line in lines for example in read(json.loads(line))]


ROLES = Task(
    "bot.passages",
    roles.WEIGHTS,
    ("facts_amounts", "learned_amounts", "learned_amounts2", "learned_amounts3"),
    ("standard", "case", "total", roles.NONE),
    roles.NONE,
)
KINDS = Task(
    "bot.passages", kinds.WEIGHTS, ("facts_kinds", "learned_kinds", "learned_kinds2"), tuple(kinds.TextKind), "other"
)


DISTRESS = Task(
    "bot.intent",
    distress.WEIGHTS,
    ("facts_talk", "learned_talk", "learned_talk2", "everyday", "everyday2", "everyday3", "everyday4", "everyday5"),
    (distress.YES, distress.NO),
    distress.NO,
)


TASKS = (ROLES, KINDS, DISTRESS)


def amounts(case: dict[str, Any]) -> Iterator[Example]:
    text, labels = case["text"], dict(case["amounts"])
    for match, cues in figures_in(text):
        yield text, cues, labels.get(text[match.start() : match.end()]) or roles.NONE


def paragraphs(case: dict[str, Any]) -> Iterator[Example]:
    yield case["text"], kinds.cues_of(case["text"]), case["kind"]


def messages(case: dict[str, Any]) -> Iterator[Example]:
    """Of talk and of questions: all but what is labelled so is no distress."""
    text = case["text"] if "text" in case else case["question"]
    yield text, distress.cues_of(spoken(text)), distress.YES if case.get("kind") == distress.YES else distress.NO


def table(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """A row an example, as `Learned.chances` weighs them: cues scaled to one length, the bias beside them."""
    at = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(examples), len(names)))
    for row, (_, cues, _) in zip(rows, examples, strict=True):
        for cue in cues & at.keys() - {learned.BIAS}:
            row[at[cue]] = learned.FLAGGED if cue.startswith(learned.FLAG) else 1.0
    rows *= learned.LENGTH / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    rows[:, at[learned.BIAS]] = 1.0
    return rows


def weights_of(
    examples: Sequence[Example], names: Sequence[str], classes: Sequence[str], *, steps: int = 200
) -> Floats:
    """Weights by gradient descent with momentum; a column a class."""
    rows = table(examples, names)
    wanted = np.eye(len(classes))[[classes.index(name) for _, _, name in examples]]
    weights, speed = np.zeros((2, len(names), len(classes)))
    for _ in range(steps):
        slope = rows.T @ (chances(rows, weights) - wanted) / len(rows) + AGAINST_LARGE_WEIGHTS * weights
        speed = 0.9 * speed - 0.3 * slope
        weights = weights + speed
    return weights


def chances(rows: Floats, weights: Floats) -> Floats:
    powers = np.exp((scores := rows @ weights) - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def cues_that_weigh(examples: Sequence[Example], classes: Sequence[str], kept: int = KEPT) -> tuple[list[str], Floats]:
    seen = Counter(cue for _, cues, _ in examples for cue in cues)
    names = sorted(cue for cue, times in seen.items() if times > 1)
    heaviest = np.argsort(-np.abs(weights_of(examples, names, classes)).max(axis=1), kind="stable")[:kept]
    names = sorted({names[number] for number in heaviest} | {learned.BIAS})
    return names, weights_of(examples, names, classes)


def write(task: Task, examples: Sequence[Example]) -> None:
    names, weights = cues_that_weigh(examples, task.classes)
    lines = ["\t".join(("cue", *task.classes))]
    lines += ["\t".join((name, *(str(round(100 * x)) for x in row))) for name, row in zip(names, weights, strict=True)]
    file = Path(learned.__file__).parent.parent.joinpath(*task.room.split("."), f"{task.name}.txt")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def left_out(task: Task, examples: Sequence[Example]) -> Iterator[tuple[float, bool]]:
    """How sure of what was told of examples that were left out, a fifth at a time, and whether it was right."""
    sentences = sorted({sentence for sentence, _, _ in examples})
    random.Random(0).shuffle(sentences)
    part = {sentence: number % 5 for number, sentence in enumerate(sentences)}
    for number in range(5):
        out = [example for example in examples if part[example[0]] == number]
        names, weights = cues_that_weigh([one for one in examples if part[one[0]] != number], task.classes)
        for (_, _, name), shares in zip(out, chances(table(out, names), weights), strict=True):
            if (told := task.classes[int(shares.argmax())]) != task.none:
                yield float(shares.max()), told == name


def main() -> None:
    for task in TASKS:
        examples = task.examples()
        if "--write" in sys.argv:
            write(task, examples)
        told = list(left_out(task, examples))
        there = sum(name != task.none for _, _, name in examples)
        print(f"{task.name}: {len(examples)} examples, {there} of them of a class that is told")
        for least in (0.5, 0.6, 0.7, 0.8, 0.9):
            right = [is_right for sure, is_right in told if sure >= least]
            print(f"  surer than {least}: precision {np.mean(right):.3f}, recall {sum(right) / there:.3f}")


if __name__ == "__main__":
    main()

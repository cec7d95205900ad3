"""Precision and recall of places, amounts, kinds and talk on the labelled sets: python -m tests.benchmarks.facts

Only what is called heldout_ was left out: rules were made with facts_ in view, and what tells the role of an amount, the
kind of a text and distress was learned from facts_ and learned_ (tests/benchmarks/learning.py, which says how right it is
about a fifth that is left out).
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.intent import intent_of
from bot.passages.amounts import amounts_in
from bot.passages.divisions import Gazetteer
from bot.passages.kinds import kind_of
from bot.passages.places import place_in, places_in

FOLDER = Path(__file__).parent.parent / "acceptance"
Case = dict[str, Any]
GAZETTEER = Gazetteer.build("云州省/江川市/新桥区")


def the_place(case: Case) -> str | None:
    if case["asked"]:
        region = place_in(case["text"], GAZETTEER)
    else:
        region = next((mention.region for mention in places_in(case["text"], GAZETTEER)), None)
    return "/".join(region) if region else None


def the_amounts(case: Case) -> Iterable[tuple[str | None, str | None]]:
    told = {amount.figure: amount.role.value for amount in amounts_in(case["text"])}
    labels = dict(case["amounts"])
    return [(told.get(figure), labels.get(figure)) for figure in {**labels, **told}]


def the_kind(case: Case) -> Iterable[tuple[str | None, str | None]]:
    return [(_told(kind_of(case["text"]).value), _told(case["kind"]))]


def the_talk(case: Case) -> Iterable[tuple[str | None, str | None]]:
    return [(intent_of(case["text"]), case["kind"])]


def _told(kind: str) -> str | None:
    return None if kind == "other" else kind


def main() -> None:
    reads: dict[str, Callable[[Case], Iterable[tuple[str | None, str | None]]]] = {
        "places": lambda case: [(the_place(case), case["place"])],
        "amounts": the_amounts,
        "kinds": the_kind,
        "talk": the_talk,
    }
    sets = {file.stem: read for name, read in reads.items() for file in sorted(FOLDER.glob(f"*_{name}*.jsonl"))}
    print(f"{'set':16} {'texts':>6} {'told':>5} {'precision':>10} {'recall':>7}")
    for name, pairs_of in sets.items():
        cases = [json.loads(x) for x in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if x]
        pairs = [pair for case in cases for pair in pairs_of(case)]
        told = [pair for pair in pairs if pair[0]]
        right = sum(a == b for a, b in told)
        there = sum(1 for _, label in pairs if label)
        print(f"{name:16} {len(cases):6} {len(told):5} {right / len(told):10.3f} {right / there:7.3f}")


if __name__ == "__main__":
    main()

"""Two folded passages → whether a worker would read the same twice."""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

LEAST_SHARE = 0.6
"""Of the longer one's characters: what says so much more is worth reading too."""
ALIKE = 88
"""Of 100: how alike the shorter is to the stretch of the longer that is likest to it."""
_NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")
_BETWEEN = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TELLING = frozenset("不未无非没勿禁免除女男父母子老少新旧前后上下首末仅只初中高特甲乙丙省市区县州旗镇乡十百千万亿%")
"""Characters of which one more or less, or another, is another fact."""


def says_the_same(one: str, other: str) -> bool:
    """True where the shorter stands in the longer but for wording: no other number, no negation, no other group."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if len(short) < LEAST_SHARE * len(long) or not _numbers(shorter) <= _numbers(longer):
        return False
    if fuzz.ratio(short, long, score_cutoff=ALIKE):
        return _changes_wording_only(short, long)
    found = fuzz.partial_ratio_alignment(short, long, score_cutoff=ALIKE)
    return found is not None and _changes_wording_only(
        short[found.src_start : found.src_end], long[found.dest_start : found.dest_end]
    )


def _changes_wording_only(one: str, other: str) -> bool:
    steps = (step for step in Levenshtein.opcodes(one, other) if step.tag != "equal")
    changed = "".join(one[s.src_start : s.src_end] + other[s.dest_start : s.dest_end] for s in steps)
    return _TELLING.isdisjoint(changed) and not any(map(str.isdigit, changed))


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text.translate(_NUMERALS))


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text.translate(_NUMERALS)))

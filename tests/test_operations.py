"""The operator's page: what the bot may write into its log is explained there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
LEVELS = {"info", "warning", "error", "critical"}
LEAST = 4  # letters of a stretch between two places that is worth looking for


def lines():
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Attribute)
                and called.attr in LEVELS
                and "logg" in ast.unparse(called.value).lower()
            ):
                yield node.args[0]


@pytest.mark.parametrize("line", tuple(lines()), ids=ast.unparse)
def test_each_log_line_is_explained_to_the_operator(line):
    said = ast.literal_eval(line)

    stretches = [part.strip(" ,()") for part in re.split(r"%[-\d.]*[a-z]|[:;].*", said)]
    assert [part for part in stretches if len(part) >= LEAST and part not in PAGE] == []

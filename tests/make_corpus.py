"""A corpus folder for a test, file by file."""

from pathlib import Path

FEW_WORDS = "打工的 / 骑手 => 职工\n租房 => 公租房\n"
"""A thesaurus for corpora that are built again and again: to read the shipped one and sound its words takes seconds."""


def make_corpus(root: Path, files: dict[str, str | bytes]) -> Path:
    """The folder with these files in it; text is written as UTF-8."""
    for name, content in {"thesaurus.txt": FEW_WORDS, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root

"""A corpus folder for a test, file by file."""

from pathlib import Path


def make_corpus(root: Path, files: dict[str, str | bytes]) -> Path:
    """The folder with these files in it; text is written as UTF-8."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root

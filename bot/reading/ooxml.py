"""A Word file → its parts and back; and the elements of a part, found in one pass over what may be hostile."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts that are XML, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts: without pictures, which nobody asks for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def elements(name: str, text: str) -> Iterator[tuple[str, str]]:
    """The attributes and the content of each `w:` element of this name; such elements do not hold one another.

    One that is not closed ends where the next begins, so that the time grows with the text and no faster.
    """
    for piece in re.split(rf"<w:{name}\s", text)[1:]:
        attributes, _, content = piece.partition(">")
        yield attributes, "" if attributes.endswith("/") else content.partition(f"</w:{name}>")[0]


def attribute(name: str, attributes: str) -> str:
    """The value of a `w:` attribute; empty where there is none."""
    found = re.search(rf'w:{name}="([^"<>]*)"', attributes)
    return found[1] if found else ""

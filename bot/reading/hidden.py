"""A Word file → the same with its hidden words marked, and the rules by which mammoth leaves them out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.ooxml import elements, packed, unpacked

_HIDDEN = re.compile(rb'<w:vanish\s*(?:w:val="([^"]*)"\s*)?(?:/>|>\s*</w:vanish>)')
_MARK = b'<w:highlight w:val="hidden"/>'
"""What mammoth can tell of a run, and no word processor writes; of two it takes the first, and this stands first."""
_RULE = "highlight[color='hidden'] => !"
_ID = re.compile(r'w:styleId="([^"]*)"')
_NAME = re.compile(r'<w:name\s+w:val="([^"]*)"')
_BASE = re.compile(r'<w:basedOn\s+w:val="([^"]*)"')
_OFF = frozenset({b"0", b"false", b"off"})
_KINDS = {'w:type="paragraph"': "p", 'w:type="character"': "r"}


def marked(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file with its hidden runs marked, and rules that leave out those and what is set in a hidden style."""
    parts = unpacked(data)
    if not any(map(_HIDDEN.search, parts.values())):
        return data, ()
    styles = (content for name, content in parts.items() if name.endswith("styles.xml"))
    rules = tuple(rule for content in styles for rule in _hidden_styles(content.decode("utf-8", "replace")))
    return packed({name: _HIDDEN.sub(_mark, content) for name, content in parts.items()}), (_RULE, *rules)


def _mark(found: re.Match[bytes]) -> bytes:
    return b"" if found[1] in _OFF else _MARK


def _hidden_styles(styles: str) -> Iterator[str]:
    """A rule for each style of paragraphs or characters that is hidden or is based on one that is."""
    bases: dict[str, str] = {}
    hides: dict[str, bool] = {}
    names: dict[str, tuple[str, str]] = {}
    for head, body in elements("style", styles):
        own = _first(_ID, head)
        bases[own] = _first(_BASE, body)
        kind = next((kind for text, kind in _KINDS.items() if text in head), "")
        names[own] = kind, _first(_NAME, body)
        if found := _HIDDEN.search(body.encode()):
            hides[own] = found[1] not in _OFF
    for own, (kind, name) in names.items():
        seen: set[str] = set()
        style = own
        while style in bases and style not in hides and style not in seen:
            seen.add(style)
            style = bases[style]
        if hides.get(style) and kind and name and not set(name) & set("'\\\n"):
            yield f"{kind}[style-name='{name}'] => !"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""

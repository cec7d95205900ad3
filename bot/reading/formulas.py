"""The formulas of a Word part written out in one line, as words of the sentence: the library leaves them out."""

from __future__ import annotations

import re

_BEGINS = re.compile(rb"(<m:oMath(?:\s[^<>]*)?>)")
_ENDS = b"</m:oMath>"
_AROUND = re.compile(rb"</?m:oMathPara(?:\s[^<>]*)?>")
"""Around formulas that stand in a line of their own."""
_TOKEN = re.compile(rb"<(/?)m:(\w+)([^<>]*)>([^<]*)")
_VALUE = re.compile(rb'm:val="([^"<>]*)"')
_SIMPLE = re.compile(r"[\w.%]*")
"""What needs no brackets above or below a line: a figure, a word."""
_BEFORE = {b"sup": b"^", b"sub": b"_", b"rad": "√".encode()}
_AFTER = {b"num": b"/"}
_SIGNS = {b"d": b"(", b"nary": "∫".encode()}
_BRACKETED = frozenset({b"num", b"den", b"sup", b"sub", b"rad"})
_GIVEN = {b"begChr": b"d", b"chr": b"nary"}
"""Which sign is told behind the element that begins with it."""


def written_out(part: bytes) -> bytes:
    """The part with each formula as a run of words: 工资/21.75×150%, (a+b)/c, √x, x^2.

    The time grows with the part and no faster; a formula that is not closed stays as it is.
    """
    before, *pieces = _BEGINS.split(_AROUND.sub(b"", part))
    found = [before]
    for begun, piece in zip(pieces[::2], pieces[1::2], strict=True):
        formula, closed, rest = piece.partition(_ENDS)
        run = b'<w:r><w:t xml:space="preserve">', _line(formula), b"</w:t></w:r>", rest
        found += run if closed else (begun, piece)
    return b"".join(found)


def _line(formula: bytes) -> bytes:
    line = _Line()
    for slash, name, attributes, text in _TOKEN.findall(formula):
        if slash:
            line.end(name)
        elif not attributes.endswith(b"/"):
            line.begin(name)
        if name == b"t" and not slash:
            line.add(text)
        elif value := _VALUE.search(attributes):
            line.give(name, value[1])
    return b"".join(line.parts)


class _Line:
    """What is written so far, and which elements are open."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._open: list[tuple[bytes, int]] = []
        """With the place of the bracket or sign that they begin with."""
        self._closing: list[bytes] = []
        self._last = -1
        """The last place that holds more than a figure or a word."""

    def add(self, part: bytes) -> None:
        if not _SIMPLE.fullmatch(part.decode(errors="replace")):
            self._last = len(self.parts)
        self.parts.append(part)

    def begin(self, name: bytes) -> None:
        if name in _BRACKETED or name in _SIGNS:
            self.add(_BEFORE.get(name, b""))
            self._open.append((name, len(self.parts)))
            self.add(_SIGNS.get(name, b""))
            self._closing += [b")"] if name == b"d" else []

    def give(self, name: bytes, sign: bytes) -> None:
        """A sign of the element that was begun last."""
        within, place = self._open[-1] if self._open else (b"", 0)
        if _GIVEN.get(name) == within:
            self.parts[place] = sign
        elif name == b"endChr" and within == b"d":
            self._closing[-1] = sign

    def end(self, name: bytes) -> None:
        if not self._open or self._open[-1][0] != name:
            return
        _, place = self._open.pop()
        if name == b"d":
            self.add(self._closing.pop())
        elif name in _BRACKETED and self._last > place:
            self.parts[place] = b"("
            self.add(b")")
        self.add(_AFTER.get(name, b""))

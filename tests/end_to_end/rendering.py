"""Random answers through the stand-in's own parser."""

import random
import sys

from tests.end_to_end.scene import ROOT, STAND_IN, Table


def rendering(table: Table) -> None:
    """Random answers go through the stand-in's own parser: only our tags arrive, and the quotes are verbatim."""
    sys.path.insert(0, str(STAND_IN))
    sys.path.insert(0, str(ROOT))
    from botapi_rules import Err, fmt

    from bot.model import Answer, AnswerKind, Article, Citation, Location, Mark, Paragraph, Passage
    from bot.tg.render import clean, render_answer

    chance, refused, changed = random.Random(1), [], 0
    alphabet = "公租房<>&;\"'/=# bquotei\n😀\u0301\u202e\ud83d\x00&lt;&#60;</b></blockquote>"

    def text(longest: int) -> str:
        return "".join(chance.choices(alphabet, k=chance.randint(1, longest)))

    def citation() -> Citation:
        quote = f"公{text(chance.choice((9, 99, 3000)))}。"
        about = Article(text(90), (), title=text(400), source=text(200), region=(text(90),))
        also_in = tuple(Location(text(90), 1, 1) for _ in range(chance.randint(0, 5)))
        marks = tuple(Mark(chance.randint(-5, 99), chance.randint(-5, 99)) for _ in range(9))
        passage = Passage("p", about, Paragraph(quote, 1, 1), also_in)
        return Citation(passage, quote, 0, marks, notes=(text(300),))

    for _ in range(2000):
        citations = tuple(citation() for _ in range(chance.randint(1, 3)))
        message = render_answer(Answer("", AnswerKind.ANSWER, citations))
        try:
            arrived, entities = fmt({"text": message, "parse_mode": "HTML"})
        except Err as error:
            refused.append(error.desc)
            continue
        found = arrived.encode("utf-16-le")
        quotes = [
            found[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in entities
            if e["type"] == "blockquote"
        ]
        verbatim = all(clean(c.quote).startswith(q) for c, q in zip(citations, quotes, strict=True))
        changed += not verbatim or {e["type"] for e in entities} - {"blockquote", "bold"} != set()
    table.line("2,000 random answers pass Telegram's parser", refused[:1] or "all", not refused)
    table.line("  with only our tags and verbatim quotes", f"{changed} changed", not changed)

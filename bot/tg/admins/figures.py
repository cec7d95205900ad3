"""What the books hold → what an admin reads, each within one message; the gaps as a table too."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.explanation import Candidate, Explanation
from bot.gaps import VAIN
from bot.library import Library
from bot.model import Passage
from bot.regions import spoken
from bot.store.records import CHINA, Cited, Day, Deed, Gap, Receipt
from bot.tg import sentences
from bot.tg.render import clip, headline_of

GAPS, CANDIDATES, TOPICS, DEEDS = 20, 5, 8, 30
LINE = 150  # twenty lines of it fit into one message
TABLE = ("内容词", "例句", "次数", "原因", "地点", "首次", "最近")


def of_gaps(gaps: Sequence[Gap]) -> str:
    """The gaps most asked, with their reasons and places."""
    if not gaps:
        return sentences.NO_GAPS
    lines = [f"{number}. {clip(gap.question, 60)}（{_counts(gap)}）" for number, gap in enumerate(gaps[:GAPS], 1)]
    head = sentences.GAPS.format(count=len(gaps), asked=sum(gap.count for gap in gaps))
    return "\n".join((head, *(clip(line, LINE) for line in lines), sentences.GAPS_TABLE))


def gaps_table(gaps: Iterable[Gap]) -> bytes:
    """A table that spreadsheet programs open in Chinese; no cell of it is taken for a formula."""
    rows = io.StringIO(newline="")
    writer = csv.writer(rows)
    writer.writerow(TABLE)
    for gap in gaps:
        days = (f"{moment:%Y-%m-%d}" for moment in (gap.first, gap.last))
        cells = (" ".join(gap.words), gap.question, str(gap.count), _reasons(gap), _places(gap), *days)
        writer.writerow([_harmless(cell) for cell in cells])
    return rows.getvalue().encode("utf-8-sig", "replace")


def of_receipt(receipt: Receipt, library: Library) -> str:
    """How an answer came about, with the headlines of what it cited as far as the library of today has them."""
    head = sentences.RECEIPT_OF.format(
        number=receipt.id,
        kind=_named(receipt.kind),
        version=receipt.library,
        words="、".join(receipt.terms) or sentences.NONE,
        floor=receipt.floor,
        measure=receipt.measure,
    )
    cited = (_cited(one, library.index.passage(one.passage)) for one in receipt.cited)
    gap = [sentences.RECEIPT_GAP.format(gap=receipt.gap)] if receipt.gap else []
    return "\n".join((clip(head, 1500), *(clip(line, LINE) for line in cited), *gap))


def of_explanation(explanation: Explanation, *, version: str) -> str:
    """Why the library of today answers a question as it does."""
    expanded = "；".join(f"{word}＝{'、'.join(official)}" for word, official in explanation.expansions)
    head = sentences.EXPLAINED.format(
        version=version,
        words="、".join(explanation.words) or sentences.NONE,
        expanded=expanded or sentences.NONE,
        corrected="；".join(f"{typed}→{searched}" for typed, searched in explanation.corrected) or sentences.NONE,
        region="".join(explanation.region or ()) or sentences.NONE,
        floor=explanation.floor,
        measure=explanation.signals.strength,
    )
    candidates = (_candidate(candidate) for candidate in explanation.candidates[:CANDIDATES])
    return "\n\n".join((clip(head, 1000), *(clip(one, 500) for one in candidates)))


def of_days(days: Sequence[Day], library: Library, *, version: str) -> str:
    """Each day in a line, then the sums."""
    kinds, ratings, topics = (summed(getattr(day, name) for day in days) for name in ("kinds", "ratings", "topics"))
    lines = [
        sentences.DAY.format(
            day=day.date,
            questions=day.questions,
            answered=dict(day.kinds).get("answer", 0),
            vain=sum(count for kind, count in day.kinds if kind in VAIN),
            usual=day.latency(0.5) * 1000,
            slow=day.latency(0.95) * 1000,
        )
        for day in days
    ]
    sums = ((sentences.KINDS, kinds), (sentences.RATINGS, ratings), (sentences.TOP_TOPICS, topics))
    told = [f"{name}{_listed(counts)}" for name, counts in sums if counts]
    now = sentences.LIBRARY_NOW.format(version=version, articles=len(library.articles), passages=len(library.passages))
    return "\n".join((sentences.STATS if days else sentences.NO_STATS, *lines, *told, now))


def of_deeds(deeds: Sequence[Deed]) -> str:
    """Each in a line, latest first: when, who by number, what, and whether it was refused."""
    lines = [
        sentences.ACTION.format(
            at=deed.at.astimezone(CHINA),
            who=deed.who or sentences.FORGOTTEN_PERSON,
            action=sentences.ACTION_NAMES.get(deed.action, deed.action),
            detail=f" {clip(deed.detail, 40)}" if deed.detail else "",
            verdict="" if deed.allowed else sentences.REFUSED,
        )
        for deed in deeds
    ]
    return "\n".join((sentences.ACTIONS, *lines))


def summed(columns: Iterable[Iterable[tuple[str, int]]]) -> Counter[str]:
    """How often each name was counted in all columns together."""
    counts: Counter[str] = Counter()
    for column in columns:
        counts.update(dict(column))
    return counts


def _listed(counts: Counter[str]) -> str:
    return "、".join(f"{_named(name)} {count}" for name, count in counts.most_common(TOPICS))


def _counts(gap: Gap) -> str:
    parts = (sentences.TIMES.format(count=gap.count), _reasons(gap), _places(gap))
    return "；".join(filter(None, parts))


def _reasons(gap: Gap) -> str:
    return _listed(summed([[(part.reason, part.count)] for part in gap.counts]))


def _places(gap: Gap) -> str:
    return _listed(summed([[(part.place, part.count)] for part in gap.counts if part.place]))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cited(cited: Cited, passage: Passage | None) -> str:
    headline = headline_of(passage.article.title, passage.article.kicker) if passage else sentences.PASSAGE_GONE
    shown = sentences.SHOWN if cited.shown else sentences.NOT_SHOWN
    line = sentences.CITED.format(passage=cited.passage, score=cited.score, also_in=cited.also_in, shown=shown)
    return f"{line}{clip(headline, 60)}"


def _candidate(candidate: Candidate) -> str:
    article = candidate.passage.article
    return sentences.CANDIDATE.format(
        verdict=sentences.IS_CITED if candidate.cited else sentences.HELD_BACK,
        headline=clip(headline_of(article.title, article.kicker), 60),
        place=f"{clip(article.file, 60)} 第{candidate.passage.paragraph.number}段",
        by_words=candidate.by_words,
        score=candidate.score,
        also_in=len(candidate.passage.also_in),
        terms="、".join(f"{term} {share:.2f}" for term, share in candidate.shares) or sentences.NONE,
        factors="、".join(f"{name} ×{factor:.2f}" for name, factor in candidate.factors) or sentences.NONE,
    )


def _named(name: str) -> str:
    return sentences.KIND_NAMES.get(name, spoken(name))

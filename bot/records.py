"""Nouns → the JSON that other programs rely on; fields may be added, none taken away."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bot.evaluation import DEPTH, Evaluation, Expected
from bot.explanation import Explanation
from bot.library import Library
from bot.model import Answer, Citation, Location, Passage

Record = dict[str, Any]


def answer_record(answer: Answer, *, say: Callable[[Answer], str | None]) -> Record:
    """One answer, with what is to `say` where there is no citation; of several questions in one message each as well."""
    return {
        "question": answer.question,
        "kind": str(answer.kind),
        "text": say(answer),
        "corrected": [{"typed": typed, "searched": searched} for typed, searched in answer.corrected],
        "suggestions": [passage.article.title for passage in answer.suggestions],
        "citations": [_citation(citation) for citation in answer.citations],
        "asked": answer.asked or None,
        "hinted": answer.hinted,
        "parts": [answer_record(part, say=say) for part in answer.parts],
        "left": list(answer.left),
    }


def library_record(library: Library) -> Record:
    """What `corpus check` finds: files, articles with what is indexed of them, duplicates, problems."""
    passages: dict[int, list[Passage]] = defaultdict(list)
    for passage in library.passages:
        passages[id(passage.article)].append(passage)
    return {
        "files": library.files,
        "articles": [_article(passages[id(article)]) for article in library.articles if id(article) in passages],
        "duplicates": [
            {"kind": str(d.kind), "kept": _location(d.kept), "dropped": _location(d.dropped)}
            for d in library.duplicates
        ],
        "problems": [{"file": p.file, "line": p.line, "problem": p.problem, "mend": p.mend} for p in library.problems],
    }


def evaluation_record(evaluation: Evaluation) -> Record:
    return {
        "questions": len(evaluation.outcomes),
        "answerable": len(evaluation.answerable),
        "hit@1": evaluation.hit_at(1),
        "hit@3": evaluation.hit_at(3),
        f"hit@{DEPTH}": evaluation.hit_at(DEPTH),
        f"mrr@{DEPTH}": round(evaluation.mrr, 4),
        "unanswerable": len(evaluation.unanswerable),
        "wrongly_answered": len(evaluation.wrongly_answered),
        "wrongly_refused": len(evaluation.wrongly_refused),
        "rightly_offered": len(evaluation.rightly_offered),
        "vainly_offered": len(evaluation.vainly_offered),
        "misses": [
            {
                "question": o.expected.question,
                "expected": _wanted(o.expected),
                "kind": str(o.answer.kind),
                "rank": o.rank,
                "first": o.answer.citations[0].quote if o.answer.citations else None,
            }
            for o in evaluation.misses
        ],
    }


def _wanted(expected: Expected) -> list[str] | list[list[str]] | None:
    """As its line of the set has it."""
    match expected.contains:
        case None:
            return None
        case (parts,):
            return list(parts)
        case groups:
            return [list(parts) for parts in groups]


def explanation_record(explanation: Explanation) -> Record:
    signals = explanation.signals
    return {
        "searched": explanation.searched,
        "words": list(explanation.words),
        "expansions": {word: list(official) for word, official in explanation.expansions},
        "corrected": [{"typed": typed, "searched": searched} for typed, searched in explanation.corrected],
        "region": list(explanation.region) if explanation.region else None,
        "region_named": explanation.region_named,
        "floor": {
            "least": explanation.floor,
            "strength": round(signals.strength, 4),
            **{name: round(value, 4) for name, value in dataclasses.asdict(signals).items()},
        },
        "candidates": [
            {
                "passage": candidate.passage.id,
                "title": candidate.passage.article.title,
                **_location(candidate.passage.location),
                "cited": candidate.cited,
                "score": round(candidate.score, 4),
                "by_words": round(candidate.by_words, 4),
                "terms": {term: round(share, 4) for term, share in candidate.shares},
                "factors": {name: round(factor, 4) for name, factor in candidate.factors},
                "region": list(candidate.passage.region) if candidate.passage.region else None,
                "text_kind": candidate.passage.kind,
                "notes": list(candidate.notes),
            }
            for candidate in explanation.candidates
        ],
    }


def _citation(citation: Citation) -> Record:
    passage, article = citation.passage, citation.passage.article
    return {
        "quote": citation.quote,
        "start": citation.start,
        "marks": [{"start": m.start, "end": m.end, "thesaurus": m.expanded} for m in citation.marks],
        "passage": passage.text,
        "passage_id": passage.id,
        "title": article.title,
        "kicker": article.kicker,
        "source": article.source,
        "date": article.date.isoformat() if article.date else None,
        "region": list(passage.region) if passage.region else None,
        "file": article.file,
        "paragraph": passage.paragraph.number,
        "line": passage.paragraph.line,
        "also_in": [_location(place) for place in passage.also_in],
        "near": [_location(place) for place in citation.near],
        "score": round(citation.score, 6),
        "below_floor": citation.below_floor,
        "text_kind": passage.kind,
        "notes": list(citation.notes),
    }


def _article(passages: list[Passage]) -> Record:
    article = passages[0].article
    return {
        "title": article.title,
        "kicker": article.kicker,
        "byline": article.byline,
        "date": article.date.isoformat() if article.date else None,
        "region": list(article.region) if article.region else None,
        "file": article.file,
        "passages": [passage.text for passage in passages],
    }


def _location(place: Location) -> Record:
    return {"file": place.file, "paragraph": place.paragraph, "line": place.line}

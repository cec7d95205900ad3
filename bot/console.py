"""Answers, checks and evaluations → what a person reads in a terminal, in plain Chinese."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot import words
from bot.evaluation import DEPTH, Evaluation, Outcome
from bot.explanation import Candidate, Explanation
from bot.library import Library
from bot.model import Answer, Citation, DuplicateKind, Location, Problem

PATIENCE = 1.0
"""Seconds of building after which a person wants to see how far it is."""

_STAGES = ("读取文件", "整理段落、切分词语", "建立索引")
"""What is under way, in order; a stage is over when all of it is done."""

_SHOWN_ALSO = 3
_MARK, _LED_TO, _ASIDE = "bold yellow", "underline yellow", "dim"
_REASONS = {"year": "年份", "place": "地区", "kind": "文体", "age": "时间", "superseded": "有新版", "expired": "已过期"}
_SIGNALS = {
    "telling": "一句里要紧的词",
    "covered": "一篇里要紧的词",
    "share": "词的份额",
    "topic": "文章主题",
    "margin": "领先第十",
    "apart": "领先别的文章",
    "joined": "连着说的词",
    "gathered": "集中在一篇",
    "astray": "别的事",
    "led": "靠同义词",
    "spoken": "工会的话",
    "named": "问到标题",
    "elsewhere": "别处才有的词",
    "silent": "没有问的那种",
    "likeness": "意思相近",
}
_REPEATS = {
    DuplicateKind.EXACT: "{}  与 {} 相同，只收后者",
    DuplicateKind.CONTAINED: "{}  包含在 {} 里，只收后者",
    DuplicateKind.NEAR: "{}  与 {} 相近，两处都收",
}
_SHOWN_REPEATS = 40
"""A terminal's page or two; a large corpus has thousands, and nothing needs to be mended about them."""


def plain_console() -> Console:
    """A console that breaks no line of its own accord, so that a quote can be copied as it stands."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def print_anything() -> None:
    """Lets a terminal of another encoding show what it can instead of ending us; one that knows no Chinese gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "娘家".encode(stream.encoding)
                stream.reconfigure(errors="replace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8")


def show_answer(console: Console, answer: Answer, *, say: Callable[[Answer], str | None]) -> None:
    """What is to `say` first or instead, then the citations, the quote first; of several questions one after another."""
    if answer.parts:
        _show_parts(console, answer, say=say)
        return
    if text := say(answer):
        console.print(text)
    for number, citation in enumerate(answer.citations, start=1):
        if number > 1 or text:
            console.print()
        _show_citation(console, number, citation)
    if said := words.searched_instead(answer):
        console.print(f"\n{said}")


def show_explanation(console: Console, explanation: Explanation) -> None:
    """What was searched, where the floor stood, and why each candidate stands where it does."""
    signals = explanation.signals
    console.print(f"\n查找的内容：{explanation.searched}")
    console.print(f"关键词：{'、'.join(explanation.words) or '无'}")
    for word, official in explanation.expansions:
        console.print(f"词表：{word} → {'、'.join(official)}")
    if signals.hinted:
        console.print("按原话查找不到门槛，再按词表里相近的说法查找")
    for typed, searched in explanation.corrected:
        console.print(f"更正：{typed} → {searched}")
    region = "".join(explanation.region or ()) or "不明"
    console.print(f"提问者的地区：{region}{'（问题里写明）' if explanation.region_named else ''}")
    told = "，".join(
        f"{name} {getattr(signals, key):.2f}（{signals.evidence[key]:+.1f}）" for key, name in _SIGNALS.items()
    )
    console.print(
        f"门槛：{explanation.floor:.3f}，本题 {signals.strength:.3f}：从 {signals.evidence['before']:+.1f} 起，{told}"
    )
    for candidate in explanation.candidates:
        _show_candidate(console, candidate)


def show_check(console: Console, library: Library) -> None:
    """What would be indexed, like a linter: problems file by file with their mend, repeats, then the sum."""
    for problem in sorted(library.problems, key=lambda problem: (problem.file, problem.line or 0)):
        _show_problem(console, problem)
    for duplicate in library.duplicates[:_SHOWN_REPEATS]:
        console.print(Text(_REPEATS[duplicate.kind].format(_at(duplicate.dropped), _at(duplicate.kept)), style=_ASIDE))
    if (more := len(library.duplicates) - _SHOWN_REPEATS) > 0:
        console.print(Text(f"另有 {more} 处重复或相近，用 --json 可以全部列出", style=_ASIDE))
    near = sum(duplicate.kind is DuplicateKind.NEAR for duplicate in library.duplicates)
    fatal = sum(problem.fatal for problem in library.problems)
    indexed = len({id(passage.article) for passage in library.passages})
    console.print(
        f"{library.files} 个文件，{indexed} 篇文章，{len(library.passages)} 个段落可以引用；"
        f"{len(library.duplicates) - near} 处重复，{near} 处相近；{fatal} 个错误，{len(library.problems) - fatal} 个提醒"
    )


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    for outcome in evaluation.misses:
        _show_miss(console, outcome)
    asked = len(evaluation.answerable)
    for depth in (1, 3, DEPTH):
        console.print(f"hit@{depth}: {evaluation.hit_at(depth)}/{asked}")
    console.print(f"MRR@{DEPTH}: {evaluation.mrr:.3f}")
    console.print(f"不该答却答了: {len(evaluation.wrongly_answered)}/{len(evaluation.unanswerable)}")
    console.print(f"不该答、也没答，却推荐了文章: {len(evaluation.vainly_offered)}/{len(evaluation.unanswerable)}")
    console.print(f"该答却没答: {len(evaluation.wrongly_refused)}/{asked}")
    console.print(f"其中推荐了该看的文章: {len(evaluation.rightly_offered)}/{len(evaluation.wrongly_refused)}")


@contextmanager
def progress_after(seconds: float = PATIENCE) -> Iterator[Callable[[int, int], None]]:
    """A bar in the terminal for what takes longer than `seconds`; yields the function that moves it.

    Where the error stream is a file or a pipe it gets nothing, not so much as an empty line.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    stages = iter(_STAGES)
    task = bar.add_task(next(stages), total=None)

    def move(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if done == total:
            bar.reset(task, description=next(stages, _STAGES[-1]), total=None)

    clock = threading.Timer(seconds, bar.start)
    clock.daemon = True
    clock.start()
    try:
        yield move
    finally:
        clock.cancel()
        if bar.live.is_started:
            bar.stop()


def _show_parts(console: Console, answer: Answer, *, say: Callable[[Answer], str | None]) -> None:
    for part in answer.parts:
        console.print(f"问：{part.question}")
        show_answer(console, part, say=say)
        console.print()
    if left := words.left_over(answer):
        console.print(left)


def _show_candidate(console: Console, candidate: Candidate) -> None:
    terms = "、".join(f"{term} {share:.2f}" for term, share in candidate.shares)
    passage, day = candidate.passage, candidate.passage.article.date
    told = {
        "place": "".join(passage.region or ()) or "未注明地区",
        "kind": words.TEXT_KINDS.get(passage.kind, ""),
        "age": day.isoformat() if day else "",
    }
    factors = "，".join(f"{_REASONS[name]}{told.get(name, '')} ×{factor:.2f}" for name, factor in candidate.factors)
    verdict = "可引用" if candidate.cited else "不引用"
    console.print(
        f"{verdict} {candidate.score:.3f}（词 {candidate.by_words:.3f}{'，' + factors if factors else ''}）"
        f" {_at(passage.location)} 《{passage.article.title or '无标题'}》"
    )
    console.print(Text(f"       {terms}", style=_ASIDE))
    for note in candidate.notes:
        console.print(Text(f"       请注意：{note}", style=_ASIDE))


def _show_citation(console: Console, number: int, citation: Citation) -> None:
    passage, article = citation.passage, citation.passage.article
    if citation.below_floor:
        console.print(Text("（相关程度不够，平时不会显示）", style=_ASIDE))
    console.print(Text(f"{number}. ").append_text(_marked(citation)))
    headline = "  ".join(part for part in (article.title, article.kicker) if part)
    console.print(Text(f"   《{headline}》" if headline else "   （原文没有标题）"))
    date = article.date.isoformat() if article.date else "日期不详"
    region = "".join(passage.region) if passage.region else "未注明地区"
    where = f"{article.file} 第{passage.paragraph.number}段（第{passage.paragraph.line}行）"
    console.print(Text(f"   {article.source or '来源不详'} · {date} · {region} · {where}", style=_ASIDE))
    for places, said in ((passage.also_in, "同一段也见于"), (citation.near, "相近的段落还见于")):
        if places:
            also = "；".join(_at(place) for place in places[:_SHOWN_ALSO])
            more = f" 等{len(places)}处" if len(places) > _SHOWN_ALSO else ""
            console.print(Text(f"   {said} {also}{more}", style=_ASIDE))
    for note in citation.notes:
        console.print(f"   请注意：{note}")


def _marked(citation: Citation) -> Text:
    text = Text(citation.quote)
    for mark in citation.marks:
        text.stylize(_LED_TO if mark.expanded else _MARK, mark.start, mark.end)
    return text


def _show_problem(console: Console, problem: Problem) -> None:
    """Two lines: where and what, so that an editor can jump there; then how to mend it."""
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    kind, style = ("错误", "red") if problem.fatal else ("提醒", "yellow")
    console.print(Text(f"{where}  ").append(f"{kind}：{problem.problem}", style=style))
    console.print(f"    改法：{problem.mend}")


def _show_miss(console: Console, outcome: Outcome) -> None:
    expected, answer = outcome.expected, outcome.answer
    if expected.contains is None:
        console.print(f"不该答却答了 「{expected.question}」 → {answer.citations[0].quote[:60]}")
    elif not outcome.answered:
        console.print(f"该答却没答   「{expected.question}」（{answer.kind}）")
    else:
        place = f"第{outcome.rank}条才对" if outcome.rank else f"前{DEPTH}条都不对"
        console.print(f"{place}   「{expected.question}」 第1条是 → {answer.citations[0].quote[:60]}")


def _at(place: Location) -> str:
    return f"{place.file} 第{place.paragraph}段（第{place.line}行）"

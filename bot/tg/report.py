"""What an admin reads after a reload: the figures, what changed, what is to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.library import Library
from bot.model import Article, Problem
from bot.tg import sentences
from bot.tg.difference import compare
from bot.tg.render import clip, headline_of

SHOWN = 8  # of each list; 4 lists of 8 lines of 100 characters fit one message
WIDTH = 100


def of_reload(old: Library, new: Library, *, seconds: float) -> str:
    """Figures of the new library and its difference from the old one, within one message."""
    difference = compare(old.articles, new.articles)
    figures = sentences.RELOADED.format(
        seconds=seconds,
        files=new.files,
        articles=len(new.articles),
        passages=len(new.passages),
        duplicates=len(new.duplicates),
        problems=len(new.problems),
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
    )
    lists = (
        *_listed(sentences.NEW_ARTICLES, [_name(article) for article in difference.new]),
        *_listed(sentences.CHANGED_ARTICLES, [_name(article) for article in difference.changed]),
        *_listed(sentences.GONE_ARTICLES, [_name(article) for article in difference.gone]),
        *_listed(sentences.PROBLEMS, [_problem(problem) for problem in new.problems]),
    )
    return "\n".join((figures, *lists))


def of_rollback(given_up: Library, taken_up: Library, *, left: int) -> str:
    """Which library serves now, and how many earlier ones there still are."""
    difference = compare(given_up.articles, taken_up.articles)
    return sentences.ROLLED_BACK.format(
        articles=len(taken_up.articles),
        passages=len(taken_up.passages),
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
        left=left,
    )


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (clip(line, WIDTH) for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield sentences.AND_MORE.format(count=len(lines) - SHOWN)


def _name(article: Article) -> str:
    return f"{headline_of(article.title, article.kicker)} {article.file}"


def _problem(problem: Problem) -> str:
    where = problem.file if problem.line is None else f"{problem.file} {sentences.LINE.format(line=problem.line)}"
    return f"{where}：{problem.problem}（{problem.mend}）"

"""What an admin reads after a reload: the figures, what changed, what is to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.golden import MOST_FAILING, Move, Trial
from bot.library import Library
from bot.model import Article, Problem
from bot.tg import sentences
from bot.tg.admins.difference import compare
from bot.tg.render import clip, headline_of

SHOWN = 6  # of each list; 6 lists of 6 lines of 100 characters fit one message
WIDTH = 100


def of_reload(
    old: Library, new: Library, trial: Trial, unsaved: Sequence[Problem] = (), *, seconds: float
) -> tuple[str, str]:
    """Figures of the new library and its difference from the old one: what fits into one message, and all of it.

    The second is empty where the first says all. Walks over all paragraphs of both, which takes a moment.
    """
    difference = compare(old.articles, new.articles)
    problems = (*([trial.problem] if trial.problem else []), *unsaved, *new.problems)
    figures = sentences.RELOADED.format(
        seconds=seconds,
        files=new.files,
        articles=len(new.articles),
        passages=len(new.passages),
        duplicates=len(new.duplicates),
        problems=len(problems),
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
        new_files=len(difference.new_files),
        changed_files=len(difference.changed_files),
        gone_files=len(difference.gone_files),
    )
    golden = [sentences.GOLDEN.format(asked=trial.asked, good=trial.asked - len(trial.failing))] if trial.asked else []
    lists = (
        (sentences.NEW_ARTICLES, tuple(map(_name, difference.new))),
        (sentences.CHANGED_ARTICLES, tuple(map(_name, difference.changed))),
        (sentences.GONE_ARTICLES, tuple(map(_name, difference.gone))),
        (sentences.PROBLEMS, tuple(map(told, problems))),
        (sentences.GOLDEN_MOVED, tuple(map(_move, trial.moved))),
        (sentences.GOLDEN_FAILING, trial.failing),
    )
    short, whole = (
        "\n".join((figures, *golden, *(line for one in lists for line in listed(*one, most=most))))
        for most in (SHOWN, None)
    )
    return short, "" if short == whole else whole


def of_refusal(trial: Trial) -> str:
    """Why a library that fails golden questions was not taken up."""
    head = sentences.RELOAD_GOLDEN.format(count=len(trial.failing), most=MOST_FAILING)
    return "\n".join((head, *listed(sentences.GOLDEN_FAILING, trial.failing)))


def of_rollback(
    given_up: Library, taken_up: Library, unsaved: Sequence[Problem] = (), *, name: str, seconds: float
) -> str:
    """Which library serves now, and how it differs from the one that did."""
    difference = compare(given_up.articles, taken_up.articles)
    head = sentences.ROLLED_BACK.format(
        told=name,
        seconds=seconds,
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
    )
    return "\n".join((head, *listed(sentences.PROBLEMS, [told(problem) for problem in unsaved])))


def listed(heading: str, lines: Sequence[str], *, most: int | None = SHOWN) -> Iterator[str]:
    """A heading with the first lines below it and how many more there are, all with None; nothing without lines."""
    if not lines:
        return
    yield f"\n{heading}"
    yield from lines if most is None else (clip(line, WIDTH) for line in lines[:most])
    if most is not None and len(lines) > most:
        yield sentences.AND_MORE.format(count=len(lines) - most)


def _name(article: Article) -> str:
    return f"{headline_of(article.title, article.kicker)} {article.file}"


def _move(move: Move) -> str:
    before, after = (clip(file, 30) or sentences.NO_SOURCE for file in (move.before, move.after))
    return f"{clip(move.question, 30)}：{before} → {after}"


def told(problem: Problem) -> str:
    """Where, what, and how to mend it, in one line."""
    where = problem.file if problem.line is None else f"{problem.file} {sentences.LINE.format(line=problem.line)}"
    return f"{where}：{problem.problem}（{problem.mend}）"

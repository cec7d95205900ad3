"""What a file would bring, in words for the admin who sent it, within one message."""

from __future__ import annotations

from collections.abc import Iterable

from bot.library import Library
from bot.model import Article, Duplicate, DuplicateKind, Location, Problem
from bot.offer import Offer
from bot.tg.admins import file_sentences
from bot.tg.admins.difference import compare
from bot.tg.admins.report import listed, told
from bot.tg.render import about, clip


def of_offer(offer: Offer, library: Library, *, size: int, replaces: bool, is_writable: bool) -> str:
    """Articles, passages, repeats and problems; what is replaced; whether it can be stored and how."""
    head = file_sentences.CHECKED.format(name=offer.name, size=size_of(size))
    if not offer.articles:
        return "\n".join((head, file_sentences.NOTHING_INSIDE, *_problems(offer)))
    dropped = [one for one in offer.repeats if one.kind is not DuplicateKind.NEAR]
    lines = [
        head,
        file_sentences.WOULD_ADD.format(
            articles=len(offer.articles),
            passages=offer.passages,
            repeats=len(dropped),
            near=len(offer.repeats) - len(dropped),
        ),
        *([] if offer.passages else [file_sentences.ALL_REPEATS]),
        *([_replacing(offer, library)] if replaces else []),
        *listed(file_sentences.ARTICLES, [about(article) for article in offer.articles]),
        *_problems(offer),
        *listed(file_sentences.REPEATS, [_repeat(one) for one in dropped]),
        "",
        file_sentences.ASK_STORE if is_writable else file_sentences.READ_ONLY,
    ]
    return "\n".join(lines)


def of_problem(problem: Problem) -> str:
    """Why a file was not even looked into."""
    return file_sentences.NOT_TAKEN.format(name=clip(problem.file, 60), problem=problem.problem, mend=problem.mend)


def size_of(size: int) -> str:
    return file_sentences.KILOBYTES.format(size=-(-size // 1024))


def standing(library: Library, file: str) -> tuple[tuple[Article, ...], int]:
    """The articles of a file in the library, and how many of its passages stand there."""
    articles = tuple(article for article in library.articles if article.file == file)
    return articles, sum(passage.article.file == file for passage in library.passages)


def _replacing(offer: Offer, library: Library) -> str:
    articles, passages = standing(library, offer.name)
    difference = compare(articles, offer.articles)
    return file_sentences.REPLACES.format(
        name=offer.name,
        articles=len(articles),
        passages=passages,
        new=len(difference.new),
        changed=len(difference.changed),
        gone=len(difference.gone),
    )


def _problems(offer: Offer) -> Iterable[str]:
    return listed(file_sentences.PROBLEMS, [told(problem) for problem in offer.problems])


def _repeat(duplicate: Duplicate) -> str:
    return file_sentences.REPEAT.format(dropped=_at(duplicate.dropped), kept=_at(duplicate.kept))


def _at(location: Location) -> str:
    return file_sentences.AT.format(file=clip(location.file, 40), line=location.line)

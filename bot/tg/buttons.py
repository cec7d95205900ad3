"""What stands on buttons and what a press on one says: actions on a passage or a topic, by ids that outlive a restart."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.contents import Topic
from bot.model import Answer, Article, Citation, Passage
from bot.store.originals import digest_of
from bot.tg import sentences
from bot.tg.render import clip, headline_of

LISTED = 8  # articles of a topic on one page


class Action(StrEnum):
    ARTICLE = "a"
    NEAREST = "c"
    TURN = "p"
    MORE = "m"
    USEFUL = "y"
    USELESS = "n"
    REASON = "k"
    TOPICS = "s"
    TOPIC = "t"
    REGION = "r"
    FOLLOW = "f"
    WAIT = "w"
    # admins'
    RENEW = "R"
    GO_BACK = "B"
    STORE = "S"
    DISCARD = "X"
    FILES = "L"
    FILE = "F"
    FETCH = "G"
    WITHDRAW = "W"
    FORMERS = "V"
    FORMER = "O"
    BRING_BACK = "A"


PRESS = re.compile(
    r"(?P<name>[a-z0-9_]{1,16}):(?P<action>[A-Za-z])(?::(?P<about>[0-9A-Za-z_-]{1,16}))?(?::(?P<number>\d{1,4}))?"
)


@dataclass(frozen=True, slots=True)
class Press:
    """A press as a button carries it: at most 16 + 1 + 16 + 4 characters and three colons of the 64 bytes."""

    action: Action
    about: str = ""
    number: int | None = None

    def data(self, name: str) -> str:
        about = self.about or ("0" if self.number is not None else "")
        number = "" if self.number is None else str(self.number)
        return ":".join(filter(None, (name, self.action, about, number)))


Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
"""What a command or a message does."""
Order = Callable[[Update, ContextTypes.DEFAULT_TYPE, Press], Coroutine[Any, Any, str | None]]
"""What an admin's button does, after it has asked who presses; the sentence is shown in a window over the chat."""


def press_of(data: str) -> Press | None:
    """What the data of a press says; None where no button of ours carries such data."""
    found = PRESS.fullmatch(data)
    if found is None or found["action"] not in set(Action):
        return None
    return Press(Action(found["action"]), found["about"] or "", int(found["number"]) if found["number"] else None)


@dataclass(frozen=True, slots=True)
class Keyboards:
    """Makes keyboards whose data begins with the name of one desk."""

    name: str

    def of_answer(
        self, citations: Sequence[Citation], *, more_from: int | None, rated: bool, number: str = ""
    ) -> InlineKeyboardMarkup:
        """A rating is of the answer with this receipt's number, or of its first passage where it has none."""
        labels = (sentences.ARTICLE, *map(sentences.ARTICLE_OF.format, sentences.ORDINALS))
        row = [
            self._button(label, Press(Action.ARTICLE, citation.passage.id))
            for label, citation in zip(labels, citations, strict=False)
        ]
        if more_from is not None:
            row.append(self._button(sentences.MORE, Press(Action.MORE, number=more_from)))
        about = number or citations[0].passage.id
        verdicts = ((sentences.USEFUL, Action.USEFUL), (sentences.USELESS, Action.USELESS))
        rating = [self._button(label, Press(action, about)) for label, action in verdicts]
        return InlineKeyboardMarkup([row, rating] if rated else [row])

    def of_no(self, nearest: Iterable[Passage], *, gap: int, vague: bool = False) -> InlineKeyboardMarkup | None:
        """Below a "no": the articles that are nearest, one a row, and waiting for the gap that it left, if any.

        Who asked too vaguely is shown the topics.
        """
        rows = [[self._button(_title(p.article), Press(Action.NEAREST, p.id))] for p in nearest]
        waiting = [[self._button(sentences.WAIT, Press(Action.WAIT, str(gap)))]] if gap else []
        topics = [[self._button(sentences.ALL_TOPICS, Press(Action.TOPICS))]] if vague else []
        return InlineKeyboardMarkup([*rows, *waiting, *topics]) if rows or waiting or topics else None

    def of_parts(self, parts: Iterable[tuple[Answer, int]]) -> InlineKeyboardMarkup | None:
        """A row for each of several questions: the article that answers it, or waiting for the gap that it left."""
        rows = []
        for number, (turn, (part, gap)) in enumerate(zip(sentences.PARTS, parts, strict=False)):
            if part.citations:
                press = Press(Action.ARTICLE, part.citations[0].passage.id)
                rows.append([self._button(sentences.PART_ARTICLE.format(turn), press)])
            elif gap:
                rows.append([self._button(sentences.PART_WAIT.format(turn), Press(Action.WAIT, str(gap), number))])
        return InlineKeyboardMarkup(rows) if rows else None

    def of_digest(self, passages: Iterable[Passage]) -> InlineKeyboardMarkup:
        """The articles of these passages, one a row."""
        return InlineKeyboardMarkup([[self._button(_title(p.article), Press(Action.ARTICLE, p.id))] for p in passages])

    def of_reasons(self, about: str) -> list[InlineKeyboardButton]:
        """The ways in which an answer can be of no use."""
        return [
            self._button(label, Press(Action.REASON, about, number)) for number, label in enumerate(sentences.REASONS)
        ]

    def of_page(self, passage_id: str, page: int, pages: int, *, turn: Action) -> InlineKeyboardMarkup | None:
        row = [self._button(label, Press(turn, passage_id, number)) for label, number in turns(page, pages)]
        return InlineKeyboardMarkup([row]) if row else None

    def of_topics(self, counts: Iterable[tuple[str, int]]) -> InlineKeyboardMarkup:
        """Two topics a row, at most ninety: Telegram takes a hundred buttons."""
        row = [
            self._button(clip(f"{topic}（{count}）", 40), Press(Action.TOPIC, name_id(topic), 0))
            for topic, count in counts
        ]
        return InlineKeyboardMarkup(_by_two(row[:90]))

    def of_followable(self, topics: Iterable[str]) -> InlineKeyboardMarkup | None:
        """Topics to follow, two a row."""
        row = [
            self._button(clip(sentences.FOLLOW.format(topic=topic), 40), Press(Action.FOLLOW, name_id(topic)))
            for topic in topics
        ]
        return InlineKeyboardMarkup(_by_two(row[:20])) if row else None

    def of_articles(self, topic: Topic, shown: Sequence[Passage], page: int) -> InlineKeyboardMarkup:
        """The articles of a topic that stand on this page, each by its first passage."""
        rows = [[self._button(_title(passage.article), Press(Action.ARTICLE, passage.id, 0))] for passage in shown]
        turning = [
            self._button(label, Press(Action.TOPIC, name_id(topic.name), number))
            for label, number in turns(page, -(-len(topic.firsts) // LISTED))
        ]
        back = [self._button(sentences.ALL_TOPICS, Press(Action.TOPICS))]
        return InlineKeyboardMarkup([*rows, *([turning] if turning else []), back])

    def of_places(self, places: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
        """Names of places with their ids, two a row."""
        row = [self._button(clip(name, 40), Press(Action.REGION, place)) for name, place in places]
        return InlineKeyboardMarkup(_by_two(row)) if row else None

    def of_orders(self, orders: Iterable[tuple[str, Press]]) -> InlineKeyboardMarkup | None:
        """Buttons of an admin, one a row."""
        rows = [[self._button(clip(label, 60), press)] for label, press in orders]
        return InlineKeyboardMarkup(rows) if rows else None

    def _button(self, label: str, press: Press) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=press.data(self.name))


def turns(page: int, pages: int) -> tuple[tuple[str, int], ...]:
    """The labels that lead from one of so many pages, counted from 0, to the one before and the next, beside where to."""
    steps = ((sentences.BACK, page - 1), (sentences.ON, page + 1))
    return tuple((label, number) for label, number in steps if 0 <= number < pages)


def name_id(name: str) -> str:
    """Twelve hexadecimal digits by which a button names a topic, a place or a file, the same after a restart."""
    return digest_of(name.encode(errors="replace"))


def _by_two(row: Sequence[InlineKeyboardButton]) -> list[Sequence[InlineKeyboardButton]]:
    return [row[start : start + 2] for start in range(0, len(row), 2)]


def _title(article: Article) -> str:
    return clip(headline_of(article.title, article.kicker), 60)

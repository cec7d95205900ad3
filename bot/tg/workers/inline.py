"""Inline questions: `@bot 公租房` in any chat offers citations to send there; the floor holds as it does everywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from telegram import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot import words
from bot.model import Answer, AnswerKind, Citation
from bot.tg import sentences
from bot.tg.desk import Desk
from bot.tg.render import clean, clip, headline_of, render_answer, render_text
from bot.tg.reply import NO_PREVIEW

logger = logging.getLogger(__name__)

OFFERED = 10
CACHED = 60  # seconds for which Telegram may offer the same; after a reload nothing old is offered for long
SNIPPET = 100


class Inline:
    """Offers what one desk answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def offer(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        answer = await self._answer(query) if query.query.strip() else Answer("", AnswerKind.EMPTY)
        try:
            offered = [*self._help(answer), *map(self._offered, answer.citations)]
            await query.answer(offered, cache_time=CACHED, is_personal=True)  # the place that a worker chose counts
        except BadRequest:
            logger.info("an inline question was too old to be answered")

    async def _answer(self, query: InlineQuery) -> Answer:
        return (await self._desk.asked(query.query, limit=OFFERED, worker=query.from_user.id)).answer

    def _help(self, answer: Answer) -> Iterator[InlineQueryResultArticle]:
        """The crisis line, before anything else, for who does not want to live any more."""
        if answer.kind is not AnswerKind.DISTRESS:
            return
        alone = Answer(answer.question, answer.kind)
        said = words.first_words(alone, hotline=self._desk.hotline, crisis_line=self._desk.crisis_line) or ""
        yield InlineQueryResultArticle(
            id=AnswerKind.DISTRESS,
            title=sentences.SOMEBODY_LISTENS.format(crisis_line=self._desk.crisis_line),
            description=clip(" ".join(said.split()), SNIPPET),
            input_message_content=InputTextMessageContent(render_text(said), parse_mode="HTML"),
        )

    def _offered(self, citation: Citation) -> InlineQueryResultArticle:
        article = citation.passage.article
        message = render_answer(Answer("", AnswerKind.ANSWER, (citation,)))
        return InlineQueryResultArticle(
            id=citation.passage.id,
            title=headline_of(article.title, article.kicker),
            description=clip(" ".join(clean(citation.quote).split()), SNIPPET),
            input_message_content=InputTextMessageContent(message, parse_mode="HTML", link_preview_options=NO_PREVIEW),
        )

"""A worker's own commands: the place that counts for the answers, and forgetting all that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.regions import regions_meant, regions_offered, spoken, written
from bot.tg import sentences
from bot.tg.buttons import name_id
from bot.tg.desk import Desk
from bot.tg.memory import now
from bot.tg.questions import worker_of
from bot.tg.render import clip
from bot.tg.reply import Reply

OFFERED = 8
"""Places on buttons; who lives in none of them types the name."""
NAME = 60
CLEAR = "0"  # no digest of a place is that short


class Choices:
    """What the workers of one desk chose."""

    def __init__(self, desk: Desk, *, forget_replies: Callable[[int], None]) -> None:
        """`forget_replies` is called with a chat's id: an edit in this chat no longer edits an answer."""
        self._desk, self._forget_replies = desk, forget_replies

    async def region(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """`/region` shows the choice and offers others, `/region 兰州` chooses, `/region 清除` takes it back."""
        message = update.effective_message
        if message is None:
            return
        name = " ".join(context.args or ())
        if not name:
            await self._desk.send(message, await self._offer(worker_of(message)))
        elif name in sentences.CLEAR_WORDS:
            await self._desk.say(update, await self._chosen(worker_of(message), ""))
        else:
            await self._desk.send(message, await self._typed(worker_of(message), name))

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Deletes all that is kept of the worker."""
        message = update.effective_message
        if message is None:
            return
        worker, memory = worker_of(message), self._desk.memory
        self._forget_replies(message.chat.id)
        done = not memory.is_kept or await memory.keep(lambda store: store.forget(worker))
        await self._desk.say(update, sentences.FORGOTTEN if done else sentences.NOT_FORGOTTEN)

    async def press(self, place: str, worker: int) -> str:
        """What is said to a press on a place."""
        if place == CLEAR:
            return await self._chosen(worker, "")
        gazetteer = self._desk.library.gazetteer
        known = (region for regions in gazetteer.full.values() for region in regions)
        region = next((region for region in known if name_id(written(region)) == place), None)
        return sentences.BUTTON_DEAD if region is None else await self._chosen(worker, written(region))

    async def _offer(self, worker: int) -> Reply:
        chosen = await self._desk.region_of(worker)
        said = sentences.REGION_IS.format(region=spoken(chosen)) if chosen else sentences.REGION_NONE
        offered = regions_offered(self._desk.library, limit=OFFERED)
        keyboard = self._keyboard(offered, is_chosen=bool(chosen))
        return Reply.saying(f"{said}\n{sentences.REGION_HOW}", keyboard)

    async def _typed(self, worker: int, name: str) -> Reply:
        meant = regions_meant(name, self._desk.library.gazetteer)
        shown = clip(name, NAME)
        if not meant:
            return Reply.saying(sentences.REGION_UNKNOWN.format(name=shown))
        if len(meant) == 1:
            return Reply.saying(await self._chosen(worker, written(meant[0])))
        return Reply.saying(sentences.REGION_SEVERAL.format(name=shown), self._keyboard(meant[: 2 * OFFERED]))

    async def _chosen(self, worker: int, region: str) -> str:
        memory = self._desk.memory
        if not (worker and await memory.keep(lambda store: store.regions.choose(worker, region, now=now()))):
            return sentences.NOT_REMEMBERED
        return sentences.REGION_CHOSEN.format(region=spoken(region)) if region else sentences.REGION_CLEARED

    def _keyboard(self, regions: Iterable[tuple[str, ...]], *, is_chosen: bool = False) -> InlineKeyboardMarkup | None:
        places = [("".join(region[-2:]), name_id(written(region))) for region in regions]
        return self._desk.keyboards.of_places([*places, *([(sentences.CLEAR, CLEAR)] if is_chosen else [])])

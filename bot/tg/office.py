"""A desk and all who serve at it, made in the order in which each knows those before it."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from telegram.ext import Application

from bot.engines.shelf import SharedShelf
from bot.store.originals import Originals
from bot.store.shelf import Shelf
from bot.tg.admins.files import Files
from bot.tg.admins.filing import Filing
from bot.tg.admins.ledger import Ledger
from bot.tg.admins.renewal import Load, Renewal
from bot.tg.admins.rollback import Rollback
from bot.tg.admins.uploads import Uploads
from bot.tg.buttons import Action
from bot.tg.desk import Desk
from bot.tg.rights import Gate
from bot.tg.workers.choices import Choices
from bot.tg.workers.composition import Composer
from bot.tg.workers.follows import Follows
from bot.tg.workers.inline import Inline
from bot.tg.workers.notices import Notices
from bot.tg.workers.presses import Presses
from bot.tg.workers.talk import Talk


class Office:
    """Only who mounts, starts or stops the bot holds one; those within know the desk and whom they are given."""

    def __init__(self, desk: Desk, *, load: Load, shelf: Shelf, corpus: Path, admin_ids: Set[int]) -> None:
        self.desk, self.gate = desk, Gate(desk, admin_ids)
        # for workers
        self.composer = Composer(desk, is_far=isinstance(shelf, SharedShelf))
        self.talk = Talk(desk, self.composer)
        self.choices = Choices(desk, forget_replies=self.talk.forget_replies)
        self.follows, self.inline = Follows(desk), Inline(desk)
        self.notices = Notices(desk, self.composer)
        # for admins
        self.renewal = Renewal(
            desk, load=load, shelf=shelf, corpus=corpus, gate=self.gate, publish=self.notices.publish
        )
        self.rollback = Rollback(desk, shelf=shelf, renewal=self.renewal, gate=self.gate)
        self.filing = Filing(desk, originals=Originals(corpus), renewal=self.renewal)
        self.files = Files(desk, filing=self.filing, gate=self.gate)
        self.uploads = Uploads(desk, filing=self.filing, gate=self.gate, other_kind=self.talk.other_kind)
        self.ledger = Ledger(desk, self.gate)
        # for both
        self.presses = Presses(
            desk,
            composer=self.composer,
            choices=self.choices,
            follows=self.follows,
            gate=self.gate,
            orders={
                Action.RENEW: self.renewal.confirm,
                Action.GO_BACK: self.rollback.press,
                Action.STORE: self.uploads.store,
                Action.DISCARD: self.uploads.discard,
                **self.files.handlers(),
            },
        )

    def wake(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Begins to tell those who wait for news, where some are untold and the application runs."""
        self.notices.wake(application)

    def stop(self) -> None:
        """Gives up a reload under way, and ends telling after the notice that is under way."""
        self.renewal.close()
        self.notices.close()

    def close(self) -> None:
        """Stops, and remembers no more."""
        self.stop()
        self.desk.memory.close()

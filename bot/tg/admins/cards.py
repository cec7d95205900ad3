"""The files of the corpus as an admin sees them: lists of buttons, and a card for each file and each former version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.store.originals import Originals, Version
from bot.store.records import CHINA
from bot.tg.admins import file_sentences, offers
from bot.tg.buttons import Action, Press, name_id, turns
from bot.tg.desk import Desk
from bot.tg.render import about, clip
from bot.tg.reply import Reply

LISTED = 8
ASK, DO, ANYWAY = 0, 1, 2  # the steps of a change: asked for, confirmed, and confirmed against a refusal
NOW, THEN = 0, 1  # a file as it stands, and as it was
FILTERED = "w"  # on a button that turns the pages of those files that were looked for


class Cards:
    """All of them read the disk, and may take a moment."""

    def __init__(self, desk: Desk, originals: Originals) -> None:
        self._desk, self._originals = desk, originals

    def listed(self, page: int, wanted: str = "") -> Reply:
        titles: dict[str, str] = defaultdict(str)
        for article in self._desk.library.articles:
            titles[article.file] += f"\n{article.title or ''}"
        folded = wanted.casefold()
        names = [n for n in self._originals.names() if folded in f"{n}{titles[n]}".casefold()]
        if wanted and not names:
            return Reply.saying(file_sentences.NO_FILES)
        buttons = [(name, Press(Action.FILE, name_id(name))) for name in names]
        former = len(self._originals.former())
        more = [(file_sentences.FORMER.format(count=former), Press(Action.FORMERS, number=0))] if former else []
        return self._page(file_sentences.FILES, buttons, page, Press(Action.FILES, FILTERED if wanted else ""), more)

    def formers(self, page: int) -> Reply:
        buttons = [(_told(version), Press(Action.FORMER, version.id)) for version in self._originals.former()]
        return self._page(
            file_sentences.FORMERS,
            buttons,
            page,
            Press(Action.FORMERS),
            [(file_sentences.ALL_FILES, Press(Action.FILES, number=0))],
        )

    def _page(
        self,
        text: str,
        buttons: Sequence[tuple[str, Press]],
        page: int,
        turn: Press,
        more: Sequence[tuple[str, Press]],
    ) -> Reply:
        pages = max(1, -(-len(buttons) // LISTED))
        number = min(page, pages - 1)
        turning = [(label, replace(turn, number=other)) for label, other in turns(number, pages)]
        shown = buttons[number * LISTED : (number + 1) * LISTED]
        said = text.format(count=len(buttons), page=number + 1, pages=pages)
        return Reply.saying(said, self._desk.keyboards.of_orders([*shown, *turning, *more]))

    def file(self, about_file: str) -> Reply:
        name = self.name_of(about_file)
        data = self._originals.read(name) if name else None
        if data is None:
            return Reply.saying(file_sentences.FILE_GONE)
        articles, passages = offers.standing(self._desk.library, name)
        text = file_sentences.FILE.format(
            name=name, size=offers.size_of(len(data)), articles=len(articles), passages=passages
        )
        lines = [clip(about(article), 100) for article in articles[:LISTED]]
        orders = [
            (file_sentences.FETCH, Press(Action.FETCH, about_file, NOW)),
            (file_sentences.WITHDRAW, Press(Action.WITHDRAW, about_file, ASK)),
            (file_sentences.ALL_FILES, Press(Action.FILES, number=0)),
        ]
        return Reply.saying("\n".join((text, *lines)), self._desk.keyboards.of_orders(orders))

    def former(self, about_version: str) -> Reply:
        version = self.version_of(about_version)
        if version is None:
            return Reply.saying(file_sentences.FILE_GONE)
        size = offers.size_of(len(self._originals.read_version(version) or b""))
        text = file_sentences.VERSION_OF.format(name=version.name, until=version.until.astimezone(CHINA), size=size)
        stands = [file_sentences.STANDS_NOW] if version.name in self._originals.names() else []
        orders = [
            (file_sentences.FETCH, Press(Action.FETCH, about_version, THEN)),
            (file_sentences.BRING_BACK, Press(Action.BRING_BACK, about_version, DO)),
            (file_sentences.FORMERS_BACK, Press(Action.FORMERS, number=0)),
        ]
        return Reply.saying("\n".join((text, *stands)), self._desk.keyboards.of_orders(orders))

    def asking(self, name: str, about_file: str) -> Reply:
        orders = [
            (file_sentences.YES_WITHDRAW, Press(Action.WITHDRAW, about_file, DO)),
            (file_sentences.NO, Press(Action.FILE, about_file)),
        ]
        return Reply.saying(file_sentences.ASK_WITHDRAW.format(name=name), self._desk.keyboards.of_orders(orders))

    def name_of(self, about_file: str) -> str:
        """The file of this id; empty where there is none any more."""
        return next((name for name in self._originals.names() if name_id(name) == about_file), "")

    def version_of(self, about_version: str) -> Version | None:
        """The former version of this id; None where it stands again or was taken away."""
        return next((one for one in self._originals.former() if one.id == about_version), None)

    def held(self, about_file: str, when: int) -> tuple[str, bytes]:
        """The name of a file and what it holds or held; empty where it is gone."""
        if when == NOW:
            name = self.name_of(about_file)
            return name, (self._originals.read(name) if name else None) or b""
        version = self.version_of(about_file)
        return (version.name, self._originals.read_version(version) or b"") if version else ("", b"")


def _told(version: Version) -> str:
    return file_sentences.VERSION.format(name=version.name, until=version.until.astimezone(CHINA))

"""Pictures sent together come as one message each: which of them come with one that was seen already."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Message

REMEMBERED = 500


class Albums:
    """The albums of late; an album is sent within a second."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def meets(self, message: Message) -> bool:
        """True where a message of the same album was met before."""
        album = message.media_group_id
        if album is None:
            return False
        known = album in self._seen
        self._seen[album] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return known

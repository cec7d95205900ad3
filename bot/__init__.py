"""Niangjia: answers workers' questions with verbatim, cited quotes from their union's articles.

`from bot import install` mounts it on a python-telegram-bot application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.tg.plugin import install as install

__all__ = ["install"]


def __getattr__(name: str) -> Any:
    if name == "install":
        # the Telegram library takes half a second that the terminal need not wait for
        from bot.tg.plugin import install

        return install
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

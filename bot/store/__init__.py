"""What must outlive a restart: a database of what workers told us, and snapshots of built libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import Fault as Fault
    from .errors import StoreError as StoreError
    from .store import Store as Store
    from .store import open_store as open_store

__all__ = ["Fault", "Store", "StoreError", "open_store"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # SQLAlchemy takes a third of a second that a terminal reading a snapshot need not wait for
    from . import errors, store

    return getattr(errors if name in {"Fault", "StoreError"} else store, name)

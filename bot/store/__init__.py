"""What must outlive a restart: a database of what workers told us, and snapshots of built libraries."""

from .errors import Fault, StoreError
from .store import Store, open_store

__all__ = ["Fault", "Store", "StoreError", "open_store"]

"""What goes wrong with a database, named, in one plain sentence that may be shown to an admin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import exc

from .disk import NO_RIGHT, NO_ROOM


class Fault(StrEnum):
    FULL = "full"
    READ_ONLY = "read_only"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    BUSY = "busy"
    NEWER = "newer"
    ADDRESS = "address"
    UNAVAILABLE = "unavailable"


SENTENCES = {
    Fault.FULL: "磁盘已满，记录没有保存。请清理磁盘后再试。",
    Fault.READ_ONLY: "存放记录的位置是只读的，记录没有保存。请检查 NIANGJIA_STATE 的写入权限。",
    Fault.UNREADABLE: "存放记录的磁盘读写出错。请检查 NIANGJIA_STATE 所在的磁盘。",
    Fault.DAMAGED: "记录数据库已经损坏。请用备份恢复，或把它移走后重新启动。",
    Fault.BUSY: "记录数据库正忙，请稍后再试。",
    Fault.NEWER: "记录数据库是更新版本的程序建立的。请升级程序，或换一个 NIANGJIA_STATE。",
    Fault.ADDRESS: "NIANGJIA_STATE 既不是可用的文件夹，也不是认识的数据库地址。",
    Fault.UNAVAILABLE: "记录数据库暂时不可用，请稍后再试。",
}

_TEXT = "text"
_SQLITE = {
    _TEXT: Fault.DAMAGED,
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_READONLY": Fault.READ_ONLY,
    "SQLITE_IOERR": Fault.UNREADABLE,
    "SQLITE_CANTOPEN": Fault.UNREADABLE,
    "SQLITE_CORRUPT": Fault.DAMAGED,
    "SQLITE_NOTADB": Fault.DAMAGED,
    "SQLITE_BUSY": Fault.BUSY,
    "SQLITE_LOCKED": Fault.BUSY,
}
_POSTGRESQL = {"53100": Fault.FULL, "25006": Fault.READ_ONLY, "58030": Fault.UNREADABLE, "XX001": Fault.DAMAGED}

_SYSTEM = dict.fromkeys(NO_ROOM, Fault.FULL) | dict.fromkeys(NO_RIGHT, Fault.READ_ONLY)


class StoreError(Exception):
    """The database cannot do what was asked; the message is one plain Chinese sentence without any value in it.

    `code` is the database's own short name of the error, fit for a log. Whoever catches it can go on without a store.
    """

    def __init__(self, fault: Fault, code: str = "") -> None:
        super().__init__(SENTENCES[fault])
        self.fault = fault
        self.code = code


@contextmanager
def named() -> Iterator[None]:
    """Lets a database's errors leave as `StoreError`, cut off from a trace that holds statements and values."""
    try:
        yield
    except exc.TimeoutError:
        raise StoreError(Fault.BUSY) from None
    except (exc.DBAPIError, sqlite3.Error) as error:
        code = _code(getattr(error, "orig", error))
        raise StoreError(_fault(code), code) from None
    except UnicodeDecodeError:  # a text, or a name that SQLite complains about, is none any more
        raise StoreError(Fault.DAMAGED, _TEXT) from None
    except OSError as error:
        raise StoreError(_SYSTEM.get(error.errno or 0, Fault.UNREADABLE), type(error).__name__) from None


def _code(error: object) -> str:
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorname"):
        return _TEXT  # Python's module itself: what it read is no UTF-8
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")


def _fault(code: str) -> Fault:
    if code in _POSTGRESQL:
        return _POSTGRESQL[code]
    return next((fault for name, fault in _SQLITE.items() if code.startswith(name)), Fault.UNAVAILABLE)

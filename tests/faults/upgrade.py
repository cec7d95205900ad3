"""The state that earlier versions left, taken up by this one; and the way back to them."""

from __future__ import annotations

import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.store.database import FILE
from tests.end_to_end.scene import (
    ADMIN,
    QUESTION,
    ROOT,
    STAND_IN,
    STRANGE,
    WORKER,
    Scene,
    Table,
    awaited,
    pressed,
    reloaded,
    scene,
)
from tests.faults.table import Row, Scale, folder

FAULT = "upgrade from {version}, and back"
PROMISE = "nothing lost, old buttons work, what was waited for is told; the way back works or says why not"
VERSIONS = ("1ec230a", "1705b54", "71713b7")
"""The last commits of two days of work and the first of a third; databases of version 1 and 4."""
WAITS = 13
KEPT = ("regions", "receipts", "feedback", "subscriptions", "links", "gaps")


def upgrade(scale: Scale) -> Iterator[Row]:
    if not STAND_IN.exists():
        return
    for version in VERSIONS[: scale.of(len(VERSIONS), 1)]:
        with folder() as place:
            packed = subprocess.run(
                ["git", "-C", ROOT, "archive", version, "bot"], check=False, stdout=subprocess.PIPE
            ).stdout
            if not packed:
                yield Row(FAULT.format(version=version), PROMISE, "this checkout does not hold that commit", None)
                continue
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(place, filter="data")
            yield _walked(version, place)


def _walked(version: str, old: Path) -> Row:
    table = Table()
    with scene(table) as one:
        one.env["PYTHONPATH"] = str(old)
        one.start()
        answer = one.fake.ask(QUESTION, chat=WORKER)[0]
        one.say("/region 兰州", chat=8)
        one.say("/follow 住房", chat=9)
        refused = one.fake.ask(STRANGE, chat=WAITS)[0]
        waiting = "reply_markup" in refused  # the first version had no button for it
        if waiting:
            pressed(one, WAITS, refused["message_id"], label="有答案时告诉我", methods=("editMessageReplyMarkup",))
        one.stop()
        before, back = _rows(one), Path(one.env["NIANGJIA_STATE"])
        shutil.copytree(back, one.folder / "backup")

        one.env["PYTHONPATH"] = str(ROOT)
        began = time.monotonic()
        one.start()
        started = time.monotonic() - began
        lost = before - _rows(one)
        table.line("every row stays", lost, before and not lost)
        number = re.search(r"答复编号：(\S{12})$", answer["text"])
        for found, words in (
            (one.say("/region", chat=8)[0], "兰州市"),
            (one.say(f"/why {number and number[1]}", chat=ADMIN)[0], "答上了"),
            (pressed(one, WORKER, answer["message_id"], label="全文"), "引用的就是这一段"),
        ):
            table.line(words, found, words in found)
        new = f"---\ntitle: {STRANGE}\nsource: 试验报\n---\n\n{STRANGE}讲座免费听。\n"
        (one.corpus / "新.md").write_text(new, encoding="utf-8")
        table.line("a reload", said := reloaded(one), said.startswith("重建完成"))
        if waiting:
            table.line("who waited is told", "", awaited(one, WAITS, "现在文章里有答案了"))
        one.stop()

        one.env["PYTHONPATH"] = str(old)
        checked = _check(one)
        newer = "更新版本的程序" in checked.stdout
        table.line("the way back", checked.stdout, newer == (checked.returncode == 2))
        shutil.rmtree(back)
        shutil.copytree(one.folder / "backup", back)
        again = _check(one)
        table.line("with the backup", again.stdout, again.returncode == 0)
    told = "refused by name, with the backup good" if newer else "good"
    measured = f"{len(before)} rows, {len(lost)} lost; answers {started:.1f} s after the start; the way back: {told}"
    failed = f"; failed: {table.failed}" if table.failed else ""
    return Row(FAULT.format(version=version), PROMISE, f"{measured}{failed}", not table.failed)


def _rows(one: Scene) -> set[tuple[object, ...]]:
    """All that workers told us, without the checksums: the first version had none."""
    file = Path(one.env["NIANGJIA_STATE"]) / FILE
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    known = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in KEPT if name in known}
    database.close()
    return {
        (name, *(value for column, value in dict(row).items() if column != "checksum"))
        for name, rows in found.items()
        for row in rows
    }


def _check(one: Scene) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "serve", "--check"]
    return subprocess.run(
        command, env={**os.environ, **one.env}, cwd=one.folder, check=False, capture_output=True, text=True
    )

"""What admins command, and who is none."""

import contextlib
import random
import re
import shutil
import time
from pathlib import Path

from bot.store import open_store
from tests.end_to_end.scene import (
    ADMIN,
    GROUP,
    QUESTION,
    WORKER,
    Scene,
    Table,
    awaited,
    pressed,
    reloaded,
    scene,
    write_corpus,
)

SIGNS = [chr(code) for code in range(0x4E00, 0x9FA5)]


def admins(table: Table, **env: str) -> None:
    with scene(table, **env) as one:
        one.start()
        write_corpus(one.corpus, {"新.md": ("电动车充电", "工会在厂区新建充电棚，职工电动车免费充电。")})
        told = reloaded(one)
        table.line("/reload tells what changed", told[:60].replace("\n", " "), "新增文章 1" in told)
        [text] = one.say("电动车在哪充电", chat=WORKER)
        table.line("  and the new article is found", text[:30], "充电棚" in text)
        freed(one)
        rollback(one)
        forged(one)
        shutil.rmtree(one.corpus)
        told = reloaded(one)
        table.line("a reload of nothing keeps the old library", told[:60], "仍在使用" in told)
        [text] = one.say(QUESTION, chat=90)
        table.line("  which still answers", text[:30], "书面申请" in text)
        lists = one.fake.state()["commands"]
        table.line("command lists by scope", len(lists), len(lists) >= 2)


def freed(one: Scene) -> None:
    """A library that is served no longer holds no file; only the dictionary of the first serves on."""
    end = time.monotonic() + 20  # an admin is told one thing a second, and until all is told both are at hand
    while len(held := _held(one)) > 1 and time.monotonic() < end:
        time.sleep(0.5)
    one.table.line("  and the old library's files are closed", sorted(held), len(held) == 1)


def _held(one: Scene) -> set[str]:
    """The folders of libraries of which the bot has more open than their dictionary."""
    found: set[str] = set()
    for file in Path(f"/proc/{one.bot.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            path = file.readlink()
            if path.parent.parent.name == "libraries" and not path.name.startswith("lexicon."):
                found.add(path.parent.name)
    return found


def long_reload(table: Table) -> None:
    """A reload that takes a while, with more to report than fits into a message."""
    with scene(table) as one:
        one.start()
        progress(one)
        one.stop()


def progress(one: Scene) -> None:
    chance = random.Random(1)
    for number in range(600):
        text = "\n\n".join("".join(chance.choices(SIGNS, k=90)) + "。" for _ in range(8))
        (one.corpus / f"卷{number}.md").write_text(f"# 卷{number}\n\n{text}\n", encoding="utf-8")
    one.fake.mark()
    one.fake.say(chat=ADMIN, text="/reload")
    [document] = one.fake.wait(chat=ADMIN, methods=["sendDocument"], timeout=420)
    log = one.fake.log(after=one.fake.seq, chat=ADMIN)
    edits = [entry["result"] for entry in log if entry["method"] == "editMessageText"]
    told = edits[-1]["text"][:40] if edits else "none"
    started = next(entry["result"]["message_id"] for entry in log if entry["method"] == "sendMessage")
    ok = bool(edits) and {edit["message_id"] for edit in edits} == {started}
    one.table.line(f"a long reload tells its progress in one message, {len(edits)} edits", told, ok)
    name = document["result"]["document"]["file_name"]
    one.table.line("  and what it found in a file where it is too long", name, name == "report.txt")
    for path in one.corpus.glob("卷*"):
        path.unlink()
    told = reloaded(one)
    one.table.line("a library that lost more than half is refused", told[:40], "少了一半以上" in told)
    time.sleep(1.1)
    one.fake.mark()
    refusal = one.fake.log(after=0, chat=ADMIN, methods=["sendMessage"])[-1]["result"]
    one.fake.press(chat=ADMIN, message_id=refusal["message_id"], label="仍然换上")
    taken = awaited(one, ADMIN, "重建", "用时", seconds=60)
    one.table.line("  unless a press confirms it", taken[:40], "重建完成" in taken)


def rollback(one: Scene) -> None:
    one.stop()
    one.start()
    [offer] = one.fake.ask("/rollback", chat=ADMIN)
    [[button]] = offer["reply_markup"]["inline_keyboard"]
    one.table.line("/rollback offers the libraries, after a restart too", button["text"], "退回到 1" in button["text"])
    back = pressed(one, ADMIN, offer["message_id"], label=button["text"])
    seconds = re.search(r"用时 (\S+) 秒", back)
    one.table.line("  and goes back to the one before", f"{seconds and seconds[0]} {back[:40]}", "已退回" in back)
    one.stop()
    one.start()
    [text] = one.say("电动车在哪充电", chat=WORKER)
    one.table.line("  which a restart takes up again", text[:30], "充电棚" not in text)
    time.sleep(1.1)


def forged(one: Scene) -> None:
    old = int(time.time()) - 3600
    tries = {
        "by a worker": {"chat": 91},
        "in a group": {"chat": GROUP, "user": ADMIN},
        "forwarded by an admin": {"chat": ADMIN, "forward_from": 5},
        "in the name of a chat": {
            "chat": GROUP,
            "user": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "extra": {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "车间"}},
        },
        "by a worker whose name is the admin's number": {
            "chat": 92,
            "user": {"id": 92, "is_bot": False, "first_name": "1", "username": "1"},
        },
        "from an hour ago": {"chat": ADMIN, "extra": {"date": old}},
    }
    for name, fields in tries.items():
        [text] = one.say("/reload", **fields)
        one.table.line(f"/reload {name} is refused", text[:40], "开始" not in text and "重建" not in text)
        time.sleep(1.1)
    one.fake.mark()
    number = one.fake.say(chat=ADMIN, text="…")["message_id"]
    one.fake.wait(chat=ADMIN)
    [text] = one.say("/reload", chat=ADMIN, edit=number)
    one.table.line("/reload edited into a message is refused", text[:40], "重新发" in text)
    store = open_store(one.env["NIANGJIA_STATE"])
    refused = [action for action in store.audit.latest(limit=100) if not action.allowed]
    store.close()
    one.table.line("  and every refusal is on record", len(refused), len(refused) >= len(tries) + 1)

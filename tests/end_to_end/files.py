"""Files that an admin hands in, replaces, withdraws and brings back."""

import time

from tests.end_to_end.scene import ADMIN, GROUP, WORKER, Scene, Table, awaited, pressed, scene

NEW = "# 职工夜校\n\n职工夜校每周二、周四晚上七点开课，凭会员卡免费听。\n"
OTHER = "# 职工夜校\n\n职工夜校改在每周六上午九点开课，凭会员卡免费听。\n"
PLACE = "uploads/夜校.md"
REFUSED = "没有收"
"""What is said at once of a file that is not even checked."""


def files(table: Table) -> None:
    with scene(table) as one:
        one.start()
        _store(one)
        _replace(one)
        _withdraw(one)
        _wrong_files(one)
        _wrong_people(one)
        [text] = one.say("/audit", chat=ADMIN)
        table.line("/audit tells who did what", text.splitlines()[1], "撤下文件 uploads/夜校.md" in text)
        one.stop()


def _handed(one: Scene, data: str = NEW, name: str = "夜校.md", **fields) -> dict:
    """Our message on the check of a file, as it stands in the end."""
    fields = {"chat": ADMIN, "kind": "document", "data": data, "name": name, **fields}
    sent = one.fake.ask(**fields)[0]
    if REFUSED not in sent["text"]:
        one.fake.wait(chat=ADMIN, methods=["editMessageText"], timeout=60)
    time.sleep(1.1)
    return one.fake.message(chat=ADMIN, message_id=sent["message_id"])


def _turned(one: Scene, message: dict, label: str) -> str:
    """Our message as a press on one of its buttons changed it."""
    text = pressed(one, ADMIN, message["message_id"], label=label, methods=("editMessageText",))
    time.sleep(1.1)
    return text


def _taken_up(one: Scene, message: dict, label: str) -> str:
    """The report on the library that a press led to."""
    one.fake.mark()
    one.fake.press(chat=ADMIN, message_id=message["message_id"], label=label)
    report = awaited(one, ADMIN, "重建", "用时", seconds=60)
    time.sleep(1.1)
    return report


def _store(one: Scene) -> None:
    message = _handed(one)
    one.table.line("a file is checked and shown", message["text"][:60], "会收录文章 1 篇" in message["text"])
    one.table.line("  and not yet stored", "", not (one.corpus / PLACE).exists())
    one.stop()
    one.start()
    report = _taken_up(one, message, "存入")
    one.table.line("  a press stores it, over a restart too", report[:60], "新增文章 1" in report)
    [text] = one.say("职工夜校什么时候开课", chat=next(WORKERS))
    one.table.line("  and workers are answered from it", text[:40], "周四晚上七点" in text)


def _replace(one: Scene) -> None:
    message = _handed(one, OTHER)
    one.table.line("the same name says what it replaces", message["text"][60:140], "修改 1" in message["text"])
    report = _taken_up(one, message, f"替换 {PLACE}")
    one.table.line("  and replaces it", report[:60], "修改 1" in report)
    [text] = one.say("职工夜校什么时候开课", chat=next(WORKERS))
    one.table.line("  in the answers too", text[:40], "周六上午九点" in text)


def _withdraw(one: Scene) -> None:
    message = one.fake.ask("/files 夜校", chat=ADMIN)[0]
    time.sleep(1.1)
    for label in (PLACE, "撤下"):
        _turned(one, message, label)
    report = _taken_up(one, message, "确定撤下")
    gone = not (one.corpus / PLACE).exists()
    one.table.line("/files leads to withdrawing one", report[:60], "撤下 1" in report and gone)
    message = one.fake.ask("/files", chat=ADMIN)[0]
    time.sleep(1.1)
    _turned(one, message, "撤下和换下的（2）")
    labels = [
        b["text"]
        for row in one.fake.message(chat=ADMIN, message_id=message["message_id"])["reply_markup"]["inline_keyboard"]
        for b in row
    ]
    _turned(one, message, labels[1])
    report = _taken_up(one, message, "恢复这一份")
    one.table.line("  and to bringing back the first version", report[:60], "新增文章 1" in report)
    [text] = one.say("职工夜校什么时候开课", chat=next(WORKERS))
    one.table.line("  which answers again", text[:40], "周四晚上七点" in text)


def _wrong_files(one: Scene) -> None:
    tries = {
        "of no known type": ({"name": "工资表.exe"}, "不读这种文件"),
        "with the thesaurus' name": ({"name": "thesaurus.txt"}, "留给程序"),
        "of blanks": ({"data": " \n"}, "文件是空的"),
        "that is no Word file": ({"name": "通知.docx"}, "文件坏了"),
        "of 21 MB": ({"name": "大.pdf", "data": "x" * 1024, "times": 21 * 1024}, "最多读 20 MB"),
        "with a path for a name": ({"name": "../../x/.夜校二.md", "data": NEW}, "uploads/夜校二.md"),
    }
    for name, (fields, wanted) in tries.items():
        message = _handed(one, **fields)
        one.table.line(f"a file {name}", message["text"][:60], wanted in message["text"])
    one.fake.cfg(p502=0.5, fault_methods=["getFile"])
    message = _handed(one, OTHER, name="夜校三.md")
    one.fake.cfg(p502=0.0, fault_methods=None)
    one.table.line("a download with 502 in between", message["text"][:40], "会收录文章 1 篇" in message["text"])
    (one.corpus / "uploads").rename(one.corpus / "elsewhere")
    (one.corpus / "uploads").write_text("in the way")
    message = _handed(one, OTHER, name="夜校四.md")
    one.table.line("a folder that cannot be written", message["text"][-60:], "只读" in message["text"])
    (one.corpus / "uploads").unlink()
    (one.corpus / "elsewhere").rename(one.corpus / "uploads")


def _wrong_people(one: Scene) -> None:
    document = {"kind": "document", "data": NEW, "name": "假.md"}
    for name, fields in {
        "from a worker": {"chat": WORKER},
        "forwarded by an admin": {"chat": ADMIN, "forward_from": 5},
    }.items():
        [text] = one.say(**document, **fields)
        one.table.line(f"a file {name} is refused", text[:40], "检查" not in text)
        time.sleep(1.1)
    one.table.line("a file in a group is left alone", "silent", one.silent(chat=GROUP, user=ADMIN, **document))
    message = _handed(one, OTHER, name="夜校五.md")
    one.fake.mark()
    one.fake.press(chat=ADMIN, message_id=message["message_id"], label="存入", user=9)
    [said] = one.fake.wait(methods=["answerCallbackQuery"])
    ok = "管理员" in said["params"]["text"] and not (one.corpus / "uploads" / "夜校五.md").exists()
    one.table.line("another's press on an admin's button", said["params"]["text"], ok)
    discarded = pressed(one, ADMIN, message["message_id"], label="不要了", methods=("editMessageText",))
    one.table.line("a file can be discarded", discarded, "没有存" in discarded)


WORKERS = iter(range(70_000, 80_000))

"""What is kept from one talk to the next."""

import re
import time
import urllib.request

from tests.end_to_end.scene import (
    ADMIN,
    QUESTION,
    STRANGE,
    TOKEN,
    WORKER,
    Scene,
    Table,
    awaited,
    pressed,
    reloaded,
    scene,
)


def memories(table: Table) -> None:
    """Places, receipts, gaps and golden questions, over a restart."""
    with scene(table) as one:
        one.start()
        [text] = one.say("/region 兰州", chat=WORKER)
        table.line("/region remembers a place", text[:40], "甘肃省兰州市" in text)
        one.stop()
        one.start()
        time.sleep(1.1)
        [text] = one.say("/region", chat=WORKER)
        table.line("  after a restart too", text[:40], "甘肃省兰州市" in text)
        [text] = one.say("/region 城关区", chat=8)
        table.line("  and asks back where several have the name", text[:40], "不止一个" in text)
        answer = one.fake.ask(QUESTION, chat=10)[0]
        found = re.search(r"答复编号：(\S{12})$", answer["text"])
        table.line("an answer ends with its receipt", found and found[0], found)
        pressed(one, 10, answer["message_id"], label="没用", methods=("editMessageReplyMarkup",))
        pressed(one, 10, answer["message_id"], label="过时了", methods=("editMessageReplyMarkup",))
        one.say(f"{STRANGE} 13812345678", chat=11)
        books(one, found[1])
        golden = "".join(f'{{"question": "火星{n}", "answer_contains": ["火星"]}}\n' for n in range(4))
        (one.corpus / "golden.jsonl").write_text(golden, encoding="utf-8")
        text = reloaded(one)
        table.line("four golden questions failing: refused", text[:40], "没有采用" in text)
        time.sleep(1.1)
        reloaded(one, "/reload 确认")
        text = awaited(one, ADMIN, "个缺口，现在能回答")
        table.line("  unless confirmed; then gaps are asked again", text, text)
        time.sleep(1.1)
        [text] = one.say("/forget", chat=10)
        table.line("/forget deletes", text[:40], "已经全部删除" in text)
        [text] = one.say(f"/why {found[1]}", chat=ADMIN)
        table.line("  the receipt too", text[:40], "没有这个编号" in text)
        one.stop()


def books(one: Scene, number: str) -> None:
    for command, wanted in (("/gaps", "过时了 1"), (f"/why {number}", "答上了"), ("/stats", "评价：过时了 1")):
        [text] = one.say(command, chat=ADMIN)
        one.table.line(f"{command[:5]} tells", text[:50].replace("\n", " "), wanted in text and "138" not in text)
        time.sleep(1.1)
    [photo] = one.fake.wait(after=0, chat=ADMIN, methods=["sendPhoto"])
    png = picture(one, photo["result"]["photo"][-1]["file_id"])
    one.table.line("  and shows a picture", f"{len(png)} bytes", png.startswith(b"\x89PNG"))
    one.fake.mark()
    one.fake.say(chat=ADMIN, text="/gaps csv")
    sent = one.fake.wait(chat=ADMIN, methods=["sendDocument"])
    one.table.line("/gaps csv sends a table", len(sent), sent)
    time.sleep(1.1)


def picture(one: Scene, number: str) -> bytes:
    path = one.fake.api("getFile", file_id=number)["result"]["file_path"]
    with urllib.request.urlopen(f"{one.fake.file_base}{TOKEN}/{path}") as answer:
        return answer.read()

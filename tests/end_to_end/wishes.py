"""What workers are told unasked: digests of followed topics, answers that they waited for; once, over a kill too."""

import signal
import time

from tests.end_to_end.scene import (
    ADMIN,
    QUESTION,
    STRANGE,
    WORKER,
    Scene,
    Table,
    awaited,
    pressed,
    reloaded,
    scene,
    write_corpus,
)

FOLLOWERS = range(200, 212)
BLOCKED = 220
NEWS = {"廉租房.md": ("单身职工的廉租房", "单身职工申请公租房的，优先配租离工厂近的房子，八月起受理。")}
MARS = {"火星.md": ("移民火星", "移民火星的职工，向单位工会申请路费补贴，每人三百元。")}
MORE = {"公寓.md": ("公租房新公寓", "第三批公租房新公寓九月交付，带厨房和卫生间。")}
LOST = "火星移民怎么申请路费"


def wishes(table: Table) -> None:
    with scene(table) as one:
        one.start()
        _follow(one)
        _digests(one)
        _wait_for(one)
        _killed(one)
        one.stop()


def _follow(one: Scene) -> None:
    [text] = one.say("/follow 公租房", chat=WORKER)
    one.table.line("/follow follows a topic", text, "已关注“公租房”" in text)
    offered = one.fake.ask("/follow", chat=8)[0]
    buttons = [button for row in offered["reply_markup"]["inline_keyboard"] for button in row]
    one.table.line("/follow alone offers topics", [button["text"] for button in buttons], buttons)
    one.fake.mark()
    one.fake.press(chat=8, message_id=offered["message_id"], data=buttons[0]["callback_data"])
    [said] = one.fake.wait(methods=["answerCallbackQuery"])
    one.table.line("  and a press follows", said["params"].get("text"), "已关注" in str(said["params"].get("text")))
    for chat, texts in (
        (9, ("/follow 公租房", "/unfollow")),
        (10, ("/follow 公租房", "/forget")),
        (11, ("/follow 滑雪",)),
    ):
        for text in texts:
            one.say(text, chat=chat)
            time.sleep(1.1)
    [text] = one.say("/privacy", chat=12)
    one.table.line("/privacy says it", "/follow" in text, "/follow" in text and "有答案时告诉我" in text)
    one.say("/follow 公租房", chat=BLOCKED)
    one.fake.chat(id=BLOCKED, blocked=True)


def _digests(one: Scene) -> None:
    write_corpus(one.corpus, NEWS)
    reloaded(one)
    [digest] = one.fake.wait(chat=WORKER, methods=["sendMessage"])
    text = digest["result"]["text"]
    one.table.line("a reload with news: one short digest", text[:60], "单身职工的廉租房" in text and len(text) < 300)
    time.sleep(2)
    told = [entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)]
    quiet = {chat: told.count(chat) for chat in (9, 10, 11)}
    one.table.line("  none to who ended it, forgot, follows another", quiet, not any(quiet.values()))
    article = pressed(one, WORKER, digest["result"]["message_id"], label="《单身职工的廉租房》")
    one.table.line("  its buttons lead to the articles", article[:30], "优先配租" in article)
    one.fake.chat(id=BLOCKED, blocked=False)
    [text] = one.say("/follow", chat=BLOCKED)
    one.table.line("  who blocked the bot was dropped", text[:30], "还没有关注" in text)
    reloaded(one)
    time.sleep(2)
    told = [e["chat"] for e in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True) if e["chat"] != ADMIN]
    one.table.line("a reload without news: nothing", told, not told)


def _wait_for(one: Scene) -> None:
    no = one.fake.ask(LOST, chat=30)[0]
    labels = [button["text"] for row in no.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
    one.table.line("below a “not found”: 有答案时告诉我", labels, labels[-1:] == ["有答案时告诉我"])
    other = one.fake.ask(f"{LOST}？", chat=31)[0]
    for chat, message in ((30, no), (31, other)):
        one.fake.mark()
        one.fake.press(chat=chat, message_id=message["message_id"], label="有答案时告诉我")
        [said] = one.fake.wait(methods=["answerCallbackQuery"])
    one.table.line("  a press is confirmed", said["params"]["text"], "告诉您一次" in said["params"]["text"])
    one.say("/forget", chat=31)
    write_corpus(one.corpus, MARS)
    reloaded(one)
    text = awaited(one, 30, LOST)
    one.table.line("  told when a reload brings it", text[:60], "每人三百元" in text and LOST in text)
    report = awaited(one, ADMIN, "现在能回答 1 个")
    one.table.line("  the report counts gaps and the told", report, "等答案的职工 1 位" in report)
    first = one.fake.seq
    reloaded(one)
    time.sleep(2)
    log = one.fake.log(after=first, methods=["sendMessage"], ok=True)
    told = [sum(entry["chat"] == chat and LOST in entry["result"]["text"] for entry in log) for chat in (30, 31)]
    one.table.line("  once, and not after /forget", told, told == [1, 0])


def _killed(one: Scene) -> None:
    """Twelve are to be told; the bot is killed after some of them were."""
    for chat in FOLLOWERS:
        one.say("/follow 公租房", chat=chat)
    write_corpus(one.corpus, MORE)
    reloaded(one)
    end = time.monotonic() + 20
    while len(_told(one)) < 4 and time.monotonic() < end:
        time.sleep(0.05)
    before = len(_told(one))
    one.fake.stop_bot(one.bot, signal.SIGKILL)
    one.start()
    end = time.monotonic() + 20
    while len(set(_told(one))) < len(FOLLOWERS) and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(1)
    told = _told(one)
    doubled, lost = len(told) - len(set(told)), len(FOLLOWERS) - len(set(told))
    found = f"{before} before, {len(told)} in all, doubled {doubled}, lost {lost}"
    one.table.line(
        "a kill amid a broadcast: the rest after the start", found, 0 < before < 12 and not doubled and lost <= 1
    )
    [text] = one.say(QUESTION, chat=40)
    one.table.line("  and questions are answered", text[:30], "书面申请" in text)
    [text] = one.say(STRANGE, chat=41)
    one.table.line("  or not", text[:30], "很抱歉" in text)


def _told(one: Scene) -> list[int]:
    log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
    return [entry["chat"] for entry in log if entry["chat"] in FOLLOWERS and "有新内容" in entry["result"]["text"]]

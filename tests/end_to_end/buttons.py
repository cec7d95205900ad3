"""Presses on buttons, over a restart and forged, and inline questions."""

import time

from tests.end_to_end.scene import GROUP, QUESTION, STRANGE, WORKER, Table, pressed, scene


def buttons(table: Table, **env: str) -> None:
    with scene(table, **env) as one:
        one.start()
        answer = one.fake.ask(QUESTION, chat=WORKER)[0]
        shown = [button["text"] for row in answer["reply_markup"]["inline_keyboard"] for button in row]
        table.line("an answer has buttons", shown, {"全文", "有用", "没用"} <= set(shown))
        article = pressed(one, WORKER, answer["message_id"], label="全文")
        table.line("全文 sends the article with the quote marked", article[:40], "引用的就是这一段" in article)
        one.stop()
        one.start()
        time.sleep(1.1)
        article = pressed(one, WORKER, answer["message_id"], label="全文")
        table.line("  after a restart too", article[:40], "引用的就是这一段" in article)
        pressed(one, WORKER, answer["message_id"], label="没用", methods=("editMessageReplyMarkup",))
        reasons = one.fake.message(chat=WORKER, message_id=answer["message_id"])["reply_markup"]["inline_keyboard"]
        names = [button["text"] for row in reasons for button in row]
        table.line("没用 asks for the reason", names, "过时了" in names)
        pressed(one, WORKER, answer["message_id"], label="过时了", methods=("editMessageReplyMarkup",))
        group = one.fake.ask(f"/ask {QUESTION}", chat=GROUP, user=WORKER)[0]
        one.fake.mark()
        one.fake.press(chat=GROUP, message_id=group["message_id"], label="全文", user=9)
        [said] = one.fake.wait(methods=["answerCallbackQuery"])
        table.line("another's button in a group is refused", said["params"].get("text"), "别人" in str(said["params"]))
        for data in ("niangjia:a:000000000000", "niangjia:zzz", "x" * 64, "🎉" * 16):
            one.fake.mark()
            one.fake.press(chat=WORKER, message_id=answer["message_id"], data=data, force=True)
            [said] = one.fake.wait(methods=["answerCallbackQuery"])
            table.line(f"forged data {data[:16]} is answered", said["params"].get("text"), said["params"].get("text"))
        one.fake.press(chat=WORKER, message_id=99999, data="niangjia:m:0:3", force=True)
        time.sleep(0.5)
        topics = one.fake.ask("/topics", chat=30)[0]
        names = [button["text"] for row in topics["reply_markup"]["inline_keyboard"] for button in row]
        listed = pressed(one, 30, topics["message_id"], label=names[0], methods=("editMessageText",))
        table.line("/topics leads to articles", f"{names} {listed[:30]}", "篇文章" in listed)
        for question, n in (("公租房", 1), (STRANGE, 0)):
            one.fake.mark()
            asked = one.fake.inline(user=WORKER, query=question)
            one.fake.wait(methods=["answerInlineQuery"])
            results = one.fake.state()["inline"][asked["inline_query_id"]]["results"]
            table.line(f"inline {question}: candidates", len(results), len(results) >= n and (n or not results))
        left = one.fake.state()["unanswered_callbacks"]
        table.line("every press was answered", left, not left)
        one.stop()

"""What workers send, in private and in groups, and what they get."""

import time

from tests.end_to_end.scene import GROUP, QUESTION, STRANGE, WORKER, Scene, Table, scene

POISON = {
    "4096 characters": "公租房" * 1365 + "？",
    "punctuation only": "？？！！……",
    "emoji only": "😀😀😀",
    "HTML": f"<b>{QUESTION}</b><script>&amp;",
    "4096 ampersands": "&" * 4096,
    "NUL and direction signs": "公租房\x00\u202e怎么申请",
    "half a character": "公租房\ud800怎么申请",
    "4096 rare characters": "".join(chr(0x20000 + n) for n in range(4096)),
    "combining marks": "公" + "\u0301" * 4000,
    "one rare character": "龘" * 4096,
    "direction signs only": "\u202e\u2066\u2069" * 1000,
    "joined emoji": "👨‍👩‍👧‍👦" * 300,
    "digits": "1" * 4096,
    "spaces": "公" + " " * 4000 + "租房",
}


def workers(table: Table) -> None:
    with scene(table) as one:
        one.start()
        asked = one.fake.ask(QUESTION, chat=WORKER)[0]
        [text] = [asked["text"]]
        table.line("a question is answered", text[:40], "书面申请" in text and "公租房.md" in text)
        kinds = {entity["type"] for entity in asked.get("entities", [])}
        table.line("  in a quote with matched words in bold", kinds, {"blockquote", "bold"} <= kinds)
        table.line("not found names the hotline", (found := one.say(STRANGE, chat=8))[0][:40], "12351" in found[0])
        for command in ("/start", "/help"):
            [text] = one.say(command, chat=9)
            table.line(f"{command} greets", text[:30], "12351" in text)
            time.sleep(1.1)
        table.line("/ask answers", (found := one.say(f"/ask {QUESTION}", chat=10))[0][:30], "书面申请" in found[0])
        table.line("/ask alone says how", (found := one.say("/ask", chat=11))[0][:30], "/ask" in found[0])
        table.line("an unknown command", (found := one.say("/nosuch", chat=12))[0][:30], "/help" in found[0])
        edits(one)
        junk(one)
        groups(one)
        code, seconds = one.stop()
        table.line("SIGTERM ends it", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def edits(one: Scene) -> None:
    one.fake.mark()
    number = one.fake.say(chat=20, text=STRANGE)["message_id"]
    first = one.fake.wait(chat=20, methods=["sendMessage"])[0]["result"]
    one.fake.mark()
    one.fake.say(chat=20, text=QUESTION, edit=number)
    edited = one.fake.wait(chat=20, methods=["editMessageText", "sendMessage"])[0]
    ok = edited["method"] == "editMessageText" and edited["result"]["message_id"] == first["message_id"]
    one.table.line(
        "an edited question edits its answer", edited["method"], ok and "书面申请" in edited["result"]["text"]
    )


def junk(one: Scene) -> None:
    kinds = ("photo", "voice", "sticker", "video", "animation", "document", "audio", "video_note")
    for number, kind in enumerate(kinds):
        [text] = one.say(kind=kind, chat=30 + number)
        one.table.line(f"a {kind} gets a sentence", text[:40], "字" in text)
    [text] = one.say(kind="photo", caption=QUESTION, chat=40)
    one.table.line("a photo's caption is the question", text[:30], "书面申请" in text)
    raws = {
        "a location": {"location": {"latitude": 36.0, "longitude": 103.8}},
        "a contact": {"contact": {"phone_number": "1", "first_name": "王"}},
        "a dice": {"dice": {"emoji": "🎲", "value": 3}},
    }
    for number, (name, raw) in enumerate(raws.items()):
        [text] = one.say(chat=50 + number, raw=raw)
        one.table.line(f"{name} gets a sentence", text[:40], "文字" in text)
    for number, (name, question) in enumerate(POISON.items()):
        began = time.monotonic()
        [text] = one.say(question, chat=60 + number)
        spent = time.monotonic() - began
        one.table.line(f"a question of {name}", f"{spent * 1000:.0f} ms {text[:30]!r}", bool(text) and spent < 2)
    one.fake.raw(update={"message": {"message_id": "no number", "chat": 7}}, key=None)
    one.fake.raw(update={"message": {"nothing": True}}, key=None)
    one.fake.raw(update={"poll_answer_of_tomorrow": {"x": 1}}, key=None)
    [text] = one.say(QUESTION, chat=80)
    one.table.line("updates that nobody can read cost nothing else", text[:30], "书面申请" in text)


def groups(one: Scene) -> None:
    table = one.table
    table.line("a group's talk is left alone", "silent", one.silent(QUESTION))
    table.line("a photo in a group too", "silent", one.silent(kind="photo"))
    table.line("/ask of another bot too", "silent", one.silent(f"/ask@other_bot {QUESTION}"))
    table.line("a channel post too", "silent", channel_post_is_ignored(one))
    asked = one.fake.ask(f"/ask {QUESTION}", chat=GROUP, user=WORKER)[0]
    table.line("/ask in a group is answered", asked["text"][:30], "书面申请" in asked["text"])
    [text] = one.say(f"@fake_bot {QUESTION}", chat=GROUP - 1, user=WORKER)
    table.line("a mention too", text[:30], "书面申请" in text)
    [text] = one.say(QUESTION, chat=GROUP, user=WORKER, reply_to=asked["message_id"])
    table.line("a reply to the bot too", text[:30], "书面申请" in text)


def channel_post_is_ignored(one: Scene) -> bool:
    one.fake.mark()
    chat = {"id": -1000000000123, "type": "channel", "title": "频道"}
    post = {"message_id": 5, "date": int(time.time()), "chat": chat, "text": QUESTION}
    one.fake.raw(update={"channel_post": post}, key=None)
    return not one.fake.quiet(0.5)

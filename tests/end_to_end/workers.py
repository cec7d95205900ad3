"""What workers send, in private and in groups, and what they get."""

import re
import time

from tests.end_to_end.scene import ADMIN, CHATS, GROUP, QUESTION, STRANGE, WORKER, Scene, Table, scene

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
    "4096 common characters": "".join(chr(0x4E00 + n) for n in range(4096)),
    "2048 questions": "假？" * 2048,
    "names of places": "兰州甘肃省城关区北京朝阳区上海市浦东新区" * 200,
    "telephone numbers": "138 0013 8000 " * 290,
}


def workers(table: Table, **env: str) -> None:
    with scene(table, **env) as one:
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
        examples(one)
        scopes(one)
        several(one)
        edits(one)
        junk(one)
        groups(one)
        code, seconds = one.stop()
        table.line("SIGTERM ends it", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def examples(one: Scene) -> None:
    """What /help gives as examples is answered, each."""
    [text] = one.say("/help", chat=13)
    given = re.findall("“(.+?)”", text)
    answered = [bool(one.fake.ask(question, chat=next(CHATS))[0].get("entities")) for question in given]
    one.table.line("each example of /help is answered", given, len(given) >= 3 and all(answered))


def scopes(one: Scene) -> None:
    one.fake.ask("/start", chat=ADMIN)
    lists = {entry["scope"]: {c["command"] for c in entry["commands"]} for entry in one.fake.state()["commands"]}
    private = next((c for scope, c in lists.items() if "all_private_chats" in scope), set())
    group = next((c for scope, c in lists.items() if "all_group_chats" in scope), set())
    wanted = {"start", "help", "ask", "topics", "region", "follow", "unfollow", "privacy", "forget"}
    one.table.line("commands for private chats", sorted(private), wanted == private)
    one.table.line("commands for groups", sorted(group), group == {"ask", "help"})


def several(one: Scene) -> None:
    """Several questions in one message, and a story."""
    [text] = one.say(f"{QUESTION}？法律援助要不要收费？", chat=70)
    both = "书面申请" in text and "不收费用" in text
    one.table.line("two questions are answered each", text[:40].replace("\n", " "), both)
    [text] = one.say(f"{QUESTION}？{STRANGE}怎么用？", chat=71)
    one.table.line("  the floor holds for each", text[-60:].replace("\n", " "), "书面申请" in text and "很抱歉" in text)
    [text] = one.say("大病互助怎么申请？焊工班收费吗？金秋助学怎么办？职工书屋几点开门？", chat=72)
    one.table.line("  a fourth is to be asked again", text[-40:], "分开再问" in text)
    story = "我在这个厂里干了八年，白班夜班两头倒，家里老人孩子都要养活。" * 60
    [text] = one.say(f"{story}请问{QUESTION}？{story}"[:4000], chat=73)
    one.table.line("a story of 4,000 characters", text[:30], "书面申请" in text and "按这几句查找" in text)
    [text] = one.say("月亮上的风很大，我们骑着骆驼走了很远，看见一座蓝色的灯塔。" * 130, chat=74)
    one.table.line("  that nothing answers", text[:40], "一两句话" in text)
    [text] = one.say(QUESTION, chat=75, forward_from=5)
    one.table.line("a forwarded question", text[:30], "书面申请" in text)
    [text] = one.say("我不想活了", chat=76)
    one.table.line("distress: the crisis line", text[:40], "12356" in text)
    for word, wanted in (("你好", "您好"), ("谢谢", "不客气"), ("你是谁", "娘家"), ("补贴", "哪一方面")):
        [text] = one.say(word, chat=next(CHATS))
        one.table.line(f"“{word}” has its own words", text[:30], wanted in text)


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
    for name, text, wanted in (
        ("into several", f"{QUESTION}？法律援助要不要收费？", "不收费用"),
        ("into a greeting", "你好", "您好"),
        ("into signs", "……", "一句话"),
        ("into the same again", "……", None),
        ("into a question again", QUESTION, "书面申请"),
    ):
        one.fake.mark()
        one.fake.say(chat=20, text=text, edit=number)
        found = one.fake.wait(chat=20, methods=["editMessageText"], timeout=5 if wanted else 1)
        said = found[-1]["result"]["text"] if found else ""
        one.table.line(f"  {name}", said[:30], wanted in said if wanted else not found)
        time.sleep(1.1)


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
        one.table.line(f"a question of {name}", f"{spent * 1000:.0f} ms {text[:30]!r}", bool(text) and spent < 10)
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

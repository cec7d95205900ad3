"""The real bot as a process against a stand-in for Telegram; prints a table, ends with 1 where a line fails.

Run it as a script (`python tests/end_to_end.py`) or through pytest (`pytest tests/end_to_end.py`). The stand-in is no
part of this repository: it is looked for beside it, in `../shared/botapi`, and where that is absent nothing is run.
"""

import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAND_IN = Path(os.environ.get("NIANGJIA_BOTAPI", ROOT.parent / "shared" / "botapi"))
TOKEN = "123456:CANARY-fEdCbA9876543210"
SECRET = "Canary-Secret_0123456789"
ADMIN, WORKER, GROUP = 1, 7, -100
QUESTION, STRANGE = "公租房怎么申请", "量子纠缠超导托卡马克"
ARTICLES = {
    "公租房.md": ("公租房怎么申请", "职工申请公租房，先向所在单位工会提出书面申请，工会审核后公示七天。"),
    "医疗.md": ("大病互助", "参加医疗互助的职工患大病住院，可以凭结算单申请互助金，最高三万元。"),
    "培训.md": ("焊工培训班", "工会技能培训学校开办焊工班，学费全免，结业考试合格发给证书。"),
    "送温暖.md": ("送温暖", "元旦春节期间，各级工会走访慰问困难职工，送去米面油和慰问金。"),
    "驿站.md": ("工会驿站", "户外劳动者服务站点备有饮水机、微波炉和充电器，全年免费开放。"),
    "助学.md": ("金秋助学", "困难职工子女考入大学的，每人一次性发放助学金，八月起受理。"),
    "法律.md": ("法律援助", "农民工被拖欠工资，可以到工会法律援助中心请律师，不收费用。"),
    "读书.md": ("职工书屋", "职工书屋每天早上九点开门，凭会员卡借书，一次可以借五本。"),
}


@dataclass
class Table:
    rows: list[tuple[str, str, bool]] = field(default_factory=list)

    def line(self, what: str, found: object, ok: bool) -> None:
        self.rows.append((what, str(found), bool(ok)))
        print(f"{'ok  ' if ok else 'FAIL'}  {what:<58} {str(found)[:90]}", flush=True)

    @property
    def failed(self) -> list[str]:
        return [what for what, _, ok in self.rows if not ok]


class Scene:
    """A stand-in, a corpus of its own, and the bot started against them."""

    def __init__(self, folder: Path, table: Table, **env: str) -> None:
        sys.path.insert(0, str(STAND_IN))
        from fake_driver import Fake

        self.fake, self.table, self.folder = Fake(token=TOKEN), table, folder
        self.corpus, self.log = folder / "corpus", folder / "bot.log"
        if not self.corpus.exists():
            write_corpus(self.corpus)
        self.env = {
            "NIANGJIA_TOKEN": TOKEN,
            "NIANGJIA_ADMIN_IDS": str(ADMIN),
            "NIANGJIA_CORPUS": str(self.corpus),
            "NIANGJIA_STATE": str(folder / "state"),
            "NIANGJIA_API_BASE_URL": self.fake.bot_base,
            "NIANGJIA_API_BASE_FILE_URL": self.fake.file_base,
            "PYTHONPATH": str(ROOT),
            **env,
        }
        self.bot: subprocess.Popen | None = None

    def start(self, **options) -> subprocess.Popen:
        command = [sys.executable, "-m", "bot", "serve"]
        self.bot = self.fake.start_bot(command, self.env, log=str(self.log), cwd=str(self.folder), **options)
        return self.bot

    def launch(self) -> subprocess.Popen:
        """Starts without waiting for a first word with Telegram."""
        command = [sys.executable, "-m", "bot", "serve"]
        with self.log.open("ab") as log:
            env = {**os.environ, **self.env}
            self.bot = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=str(self.folder))
        self.fake.children.append(self.bot)
        return self.bot

    def say(self, text: str | None = None, *, n: int = 1, **fields) -> list[str]:
        """The texts of the bot's next replies in that chat."""
        return [message.get("text", "") for message in self.fake.ask(text, n=n, **fields)]

    def silent(self, text: str | None = None, *, seconds: float = 0.7, chat: int = GROUP, **fields) -> bool:
        self.fake.mark()
        self.fake.say(chat=chat, **({} if text is None else {"text": text}), **fields)
        return not self.fake.wait(chat=chat, timeout=seconds, methods=["sendMessage", "editMessageText"])

    def stop(self) -> tuple[int, float]:
        return self.fake.stop_bot(self.bot)


@contextlib.contextmanager
def scene(table: Table, **env: str) -> Iterator[Scene]:
    folder = Path(tempfile.mkdtemp(prefix="niangjia-"))
    one = Scene(folder, table, **env)
    try:
        yield one
    finally:
        one.fake.close()
        log = one.log.read_text(errors="replace") if one.log.exists() else ""
        leaked = [secret for secret in (TOKEN, TOKEN.split(":")[1], SECRET) if secret in log]
        table.line("  the token and the secret stand nowhere in that log", leaked or f"{len(log)} bytes", not leaked)
        if env.get("NIANGJIA_LOG_LEVEL") != "DEBUG":
            told = [word for word in (QUESTION, STRANGE, "User7", "user7") if word in log]
            table.line("  nor do questions and names", told or "none", not told)
        if os.environ.get("NIANGJIA_SHOW_LOG"):
            print(log)
        shutil.rmtree(folder)


def write_corpus(folder: Path, articles: dict[str, tuple[str, str]] = ARTICLES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, text) in articles.items():
        (folder / name).write_text(f"---\ntitle: {title}\nsource: 试验报\n---\n\n{text}\n", encoding="utf-8")


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


def rendering(table: Table) -> None:
    """Random answers go through the stand-in's own parser: only our tags arrive, and the quotes are verbatim."""
    sys.path.insert(0, str(STAND_IN))
    sys.path.insert(0, str(ROOT))
    from botapi_rules import Err, fmt

    from bot.model import Answer, AnswerKind, Article, Citation, Location, Mark, Paragraph, Passage
    from bot.tg.render import clean, render_answer

    chance, refused, changed = random.Random(1), [], 0
    alphabet = "公租房<>&;\"'/=# bquotei\n😀\u0301\u202e\ud83d\x00&lt;&#60;</b></blockquote>"

    def text(longest: int) -> str:
        return "".join(chance.choices(alphabet, k=chance.randint(1, longest)))

    def citation() -> Citation:
        quote = f"公{text(chance.choice((9, 99, 3000)))}。"
        about = Article(text(90), (), title=text(400), source=text(200), region=(text(90),))
        also_in = tuple(Location(text(90), 1, 1) for _ in range(chance.randint(0, 5)))
        marks = tuple(Mark(chance.randint(-5, 99), chance.randint(-5, 99)) for _ in range(9))
        passage = Passage("p", about, Paragraph(quote, 1, 1), also_in)
        return Citation(passage, quote, 0, marks, notes=(text(300),))

    for _ in range(2000):
        citations = tuple(citation() for _ in range(chance.randint(1, 3)))
        message = render_answer(Answer("", AnswerKind.ANSWER, citations), hotline="12351")
        try:
            arrived, entities = fmt({"text": message, "parse_mode": "HTML"})
        except Err as error:
            refused.append(error.desc)
            continue
        found = arrived.encode("utf-16-le")
        quotes = [
            found[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in entities
            if e["type"] == "blockquote"
        ]
        verbatim = all(clean(c.quote).startswith(q) for c, q in zip(citations, quotes, strict=True))
        changed += not verbatim or {e["type"] for e in entities} - {"blockquote", "bold"} != set()
    table.line("2,000 random answers pass Telegram's parser", refused[:1] or "all", not refused)
    table.line("  with only our tags and verbatim quotes", f"{changed} changed", not changed)


def buttons(table: Table) -> None:
    with scene(table) as one:
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


def pressed(one: Scene, chat: int, number: int, *, label: str, methods: tuple[str, ...] = ("sendMessage",)) -> str:
    """The text of the message that a press brought or changed."""
    one.fake.mark()
    one.fake.press(chat=chat, message_id=number, label=label)
    found = one.fake.wait(chat=chat, methods=list(methods))
    return found[0]["result"].get("text", "") if found else ""


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
    questions = {
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
    }
    for number, (name, question) in enumerate(questions.items()):
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
        text = one.say("/reload", chat=ADMIN, n=2, timeout=20)[-1]
        table.line("four golden questions failing: refused", text[:40], "没有采用" in text)
        time.sleep(1.1)
        texts = one.say("/reload 确认", chat=ADMIN, n=3, timeout=20)
        table.line("  unless confirmed; then gaps are asked again", texts[-1], "个缺口，现在能回答" in texts[-1])
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
    one.fake.mark()
    one.fake.say(chat=ADMIN, text="/gaps csv")
    sent = one.fake.wait(chat=ADMIN, methods=["sendDocument"])
    one.table.line("/gaps csv sends a table", len(sent), sent)
    time.sleep(1.1)


def admins(table: Table) -> None:
    with scene(table) as one:
        one.start()
        write_corpus(one.corpus, {"新.md": ("电动车充电", "工会在厂区新建充电棚，职工电动车免费充电。")})
        texts = one.say("/reload", chat=ADMIN, n=2, timeout=20)
        table.line("/reload tells what changed", texts[-1][:60].replace("\n", " "), "新增文章 1" in texts[-1])
        [text] = one.say("电动车在哪充电", chat=WORKER)
        table.line("  and the new article is found", text[:30], "充电棚" in text)
        back = one.say("/rollback", chat=ADMIN)[0]
        table.line("/rollback goes back to the library before", back[:40], "已退回" in back)
        forged(one)
        shutil.rmtree(one.corpus)
        texts = one.say("/reload", chat=ADMIN, n=2, timeout=20)
        table.line("a reload of nothing keeps the old library", texts[-1][:60], "仍在使用" in texts[-1])
        [text] = one.say(QUESTION, chat=90)
        table.line("  which still answers", text[:30], "书面申请" in text)
        lists = one.fake.state()["commands"]
        table.line("command lists by scope", len(lists), len(lists) >= 2)


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


def faults(table: Table) -> None:
    with scene(table) as one:
        one.start()
        for name, faulty, seconds in (
            ("502 in half of all requests", {"p502": 0.5}, 30),
            ("a tenth of the connections cut", {"pdrop": 0.1}, 20),
            ("answers after 7 s", {"pslow": 0.2, "slow_s": 7}, 30),
            ("429 where the pace is left", {"flood": True}, 20),
        ):
            one.fake.cfg(**faulty)
            all_answered(one, name, seconds)
            one.fake.cfg(**dict.fromkeys(faulty, 0.0) | ({"slow_s": 2.0} if "slow_s" in faulty else {}))
        one.fake.cfg(flood=True, overall_per_s=5)
        all_answered(one, "429 at five a second overall", 40)
        one.fake.cfg(flood=False, overall_per_s=30)
        one.fake.cfg(p401=1.0)
        time.sleep(8)
        one.fake.cfg(p401=0.0)
        all_answered(one, "a token refused for 8 s", 20, count=5)
        stranger = one.fake.api("getUpdates", offset=0, timeout=1)
        all_answered(one, f"a second poller once ({stranger.get('ok')})", 20, count=5)


CHATS = iter(range(1000, 1_000_000))


def all_answered(one: Scene, name: str, seconds: float, *, count: int = 20) -> None:
    """Each of `count` questions of as many workers is answered once."""
    one.fake.mark()
    chats = [next(CHATS) for _ in range(count)]
    for chat in chats:
        one.fake.say(chat=chat, text=QUESTION)
    end, replies = time.monotonic() + seconds, {}
    while time.monotonic() < end and len(replies) < count:
        time.sleep(0.3)
        log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
        replies = {entry["chat"]: entry for entry in log if entry["chat"] in chats}
    time.sleep(1.0)
    log = [entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)]
    lost = [chat for chat in chats if chat not in log]
    doubled = [chat for chat in chats if log.count(chat) > 1]
    spent = seconds - (end - time.monotonic())
    ok = not lost and not doubled
    one.table.line(f"{name}: {count} questions", f"lost {len(lost)}, doubled {len(doubled)}, {spent:.1f} s", ok)


def crowd(table: Table) -> None:
    with scene(table) as one:
        one.fake.cfg(flood=True)
        one.start()
        idle = max(reply_time(one, next(CHATS)) for _ in range(5))
        one.fake.mark()
        one.fake.ctl("many", ops=[{"op": "say", "chat": WORKER, "text": QUESTION} for _ in range(500)])
        time.sleep(0.5)
        busy = max(reply_time(one, next(CHATS)) for _ in range(5))
        table.line(
            "500 messages of one delay nobody", f"{idle * 1000:.0f} → {busy * 1000:.0f} ms", busy < 2 * idle + 0.1
        )
        time.sleep(24)
        texts = [entry["result"]["text"] for entry in one.fake.log(methods=["sendMessage"], chat=WORKER, ok=True)]
        refusals = sum("太快" in text for text in texts)
        table.line("  who gets one polite refusal", f"{len(texts)} replies, {refusals} refusals", refusals == 1)
        during = one.fake.state()["stat"].get("sent_during_penalty", 0)
        table.line("nothing is sent during a penalty", during, during == 0)


def reply_time(one: Scene, chat: int) -> float:
    began = time.monotonic()
    one.say(QUESTION, chat=chat)
    return time.monotonic() - began


def stops(table: Table) -> None:
    with scene(table) as one:
        one.start()
        reply_time(one, next(CHATS))
        one.fake.mark()
        chats = [next(CHATS) for _ in range(60)]
        one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": QUESTION} for chat in chats])
        time.sleep(0.1)
        code, seconds = one.stop()
        one.start()
        time.sleep(3)
        log = [entry["chat"] for entry in one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)]
        lost = sum(chat not in log for chat in chats)
        doubled = sum(log.count(chat) > 1 for chat in chats)
        table.line("SIGTERM amid 60 questions", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)
        table.line("  none lost or doubled over the restart", f"{lost}, {doubled}", not lost and not doubled)


def starts(table: Table) -> None:
    down_at_start(table)
    for name, env, code in (
        ("no token", {"NIANGJIA_TOKEN": ""}, 2),
        ("a malformed token", {"NIANGJIA_TOKEN": "nonsense"}, 2),
        ("a missing corpus", {"NIANGJIA_CORPUS": "nowhere"}, 2),
        ("a webhook without a secret", {"NIANGJIA_WEBHOOK_URL": "https://example.org/hook"}, 2),
        (
            "a webhook without TLS",
            {
                "NIANGJIA_WEBHOOK_URL": "http://example.org/",
                "NIANGJIA_WEBHOOK_SECRET": SECRET,
                "NIANGJIA_API_BASE_URL": "",
            },
            2,
        ),
        ("a token that Telegram refuses", {"NIANGJIA_TOKEN": "999999:CANARY-fEdCbA9876543210"}, 1),
    ):
        with scene(table, **env) as one:
            found = one.launch().wait(40)
            lines = [line for line in one.log.read_text().splitlines() if line and not re.match(r"\d{4}-", line)]
            table.line(f"{name} ends the start", f"exit {found}: {lines[-1:]}", found == code and len(lines) == 1)


def down_at_start(table: Table) -> None:
    with scene(table) as one:
        port = one.fake.port
        one.fake.proc.kill()
        one.fake.proc.wait(10)
        bot = one.launch()
        time.sleep(4)
        alive = bot.poll() is None
        from fake_driver import Fake

        children = one.fake.children
        one.fake = Fake(token=TOKEN, port=port)
        one.fake.children = children
        [text] = one.say(QUESTION, chat=WORKER, timeout=15) or [""]
        table.line("Telegram down at start: it waits and comes back", text[:30], alive and "书面申请" in text)
        code, seconds = one.stop()
        table.line("  and stops as told", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def downtime(table: Table) -> None:
    """What waited while nobody listened: each question is answered once, an admin's old command is not run."""
    with scene(table) as one:
        old = int(time.time()) - 7200
        chats = [next(CHATS) for _ in range(400)]
        one.fake.ctl("many", ops=[{"op": "say", "chat": chat, "text": QUESTION} for chat in chats])
        one.fake.say(chat=ADMIN, text="/reload", extra={"date": old})
        began = time.monotonic()
        one.start()
        end = time.monotonic() + 60
        while len(log := one.fake.log(after=0, methods=["sendMessage"], ok=True)) < 401 and time.monotonic() < end:
            time.sleep(0.5)
        spent = time.monotonic() - began
        counts = [sum(entry["chat"] == chat for entry in log) for chat in chats]
        found = f"lost {counts.count(0)}, doubled {sum(n > 1 for n in counts)}, {spent:.0f} s"
        table.line("400 questions waited at the start", found, set(counts) == {1})
        stale = [entry["result"]["text"] for entry in log if entry["chat"] == ADMIN]
        table.line("  and a reload that waited two hours", stale, len(stale) == 1 and "没有执行" in stale[0])
        one.stop()


def canary(table: Table) -> None:
    """At the most talkative level, over use, cut connections and a refused token."""
    with scene(table, NIANGJIA_LOG_LEVEL="DEBUG") as one:
        one.start()
        one.say(QUESTION, chat=WORKER)
        one.say("/reload", chat=ADMIN, n=2, timeout=20)
        one.fake.cfg(pdrop=0.5)
        one.say(QUESTION, chat=8, timeout=10)
        one.fake.cfg(pdrop=0.0, p401=1.0)
        time.sleep(2)
        one.fake.cfg(p401=0.0)
        texts = one.say(QUESTION, chat=9, timeout=10)
        table.line("DEBUG: it is used, cut off, refused, and answers", texts[0][:30], "书面申请" in texts[0])
        one.stop()
    with scene(table, NIANGJIA_LOG_LEVEL="DEBUG", NIANGJIA_TOKEN="999999:CANARY-fEdCbA9876543210") as one:
        table.line("DEBUG: a refused token", code := one.launch().wait(60), code == 1)


def webhook(table: Table) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/hook"
    env = {"NIANGJIA_WEBHOOK_URL": url, "NIANGJIA_WEBHOOK_SECRET": SECRET, "NIANGJIA_PORT": str(port)}
    with scene(table, **env) as one:
        one.start()
        [text] = one.say(QUESTION, chat=WORKER)
        table.line("webhook: a question is answered", text[:30], "书面申请" in text)
        good = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        posts = (
            ("without the secret", b"{}", {"Content-Type": "application/json"}, 401),
            ("with a wrong secret", b"{}", {**good, "X-Telegram-Bot-Api-Secret-Token": "wrong"}, 401),
            ("of junk", b"\xff\xfe{", good, 400),
            ("of a list", b"[1]", good, 400),
            ("of two megabytes", b"x" * 2**21, good, 413),
        )
        for name, body, headers, code in posts:
            found = post(port, body, headers)
            table.line(f"webhook: a post {name}", found, found == code)
        one.fake.cfg(webhook_dup=True)
        all_answered(one, "webhook: each update delivered twice", 20)
        one.fake.cfg(webhook_dup=False)
        code, seconds = one.stop()
        table.line("webhook: SIGTERM ends it", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10)


def post(port: int, body: bytes, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", "/hook", body, headers)
    return connection.getresponse().status


CHAPTERS = (rendering, workers, buttons, memories, admins, faults, crowd, stops, starts, downtime, canary, webhook)


def main(names: list[str]) -> int:
    if not STAND_IN.exists():
        print(f"no stand-in at {STAND_IN}; nothing was run")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    table = Table()
    for chapter in CHAPTERS:
        if not names or chapter.__name__ in names:
            print(f"\n{chapter.__name__}")
            chapter(table)
    print(f"\n{len(table.rows)} lines, {len(table.failed)} failed {table.failed or ''}")
    return 1 if table.failed else 0


def test_the_bot_as_a_process_does_what_is_promised():
    assert main([]) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

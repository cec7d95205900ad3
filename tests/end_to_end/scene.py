"""A stand-in for Telegram, a corpus, the bot as a process; and the table of what was found."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.make_corpus import FEW_WORDS

ROOT = Path(__file__).resolve().parent.parent.parent
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


CHATS = iter(range(7_100_000_000, 7_200_000_000))
"""Workers' numbers as long as Telegram's, and with a beginning that nothing else in a log has."""


@dataclass
class Table:
    """The lines of one chapter, in the order of their coming."""

    rows: list[tuple[str, str, bool]] = field(default_factory=list)

    def line(self, what: str, found: object, ok: object) -> None:
        self.rows.append((what, str(found), bool(ok)))

    def __str__(self) -> str:
        shown = (f"{'ok  ' if ok else 'FAIL'}  {what:<58} {found[:90]}" for what, found, ok in self.rows)
        return "\n".join(shown)

    @property
    def failed(self) -> list[str]:
        return [what for what, _, ok in self.rows if not ok]


class Scene:
    """A stand-in, a corpus of its own, and the bot started against them."""

    def __init__(self, folder: Path, table: Table, **env: str) -> None:
        sys.path.insert(0, str(STAND_IN))
        from fake_driver import Fake

        class Patient(Fake):
            """Waits for what is to come as long as a busy machine may need."""

            def __init__(self, **fields) -> None:
                super().__init__(**fields)
                for _ in range(600):
                    with contextlib.suppress(OSError):
                        self.state()
                        return
                    time.sleep(0.1)

            def wait(self, *args, timeout=20, **fields):
                return super().wait(*args, timeout=timeout, **fields)

            def ask(self, *args, timeout=20, **fields):
                return super().ask(*args, timeout=timeout, **fields)

            def start_bot(self, *args, timeout=120, **fields):
                return super().start_bot(*args, timeout=timeout, **fields)

        self.fake, self.table, self.folder = Patient(token=TOKEN), table, folder
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
        said = replies(one)
        one.fake.close()
        log = one.log.read_text(errors="replace") if one.log.exists() else ""
        leaked = [secret for secret in (TOKEN, TOKEN.split(":")[1], SECRET) if secret in log + said]
        table.line(
            "  no log line and no reply holds the token or the secret", leaked or f"{len(log)} bytes", not leaked
        )
        if env.get("NIANGJIA_LOG_LEVEL") != "DEBUG":
            told = [word for word in (QUESTION, STRANGE, "User7", "user7", "7100000") if word in log]
            table.line("  no log line holds a question, a name or a number", told or "none", not told)
        if os.environ.get("NIANGJIA_SHOW_LOG"):
            print(log)
        shutil.rmtree(folder, ignore_errors=True)


def replies(one: Scene) -> str:
    """All that the bot sent, buttons and all; nothing where the stand-in was taken down."""
    with contextlib.suppress(OSError):
        sent = one.fake.log(after=0)
        return json.dumps([entry["params"] for entry in sent if entry["method"] != "setWebhook"], ensure_ascii=False)
    return ""


def webhook_settings() -> dict[str, str]:
    """What makes a bot listen on a free port instead of polling."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/hook"
    return {"NIANGJIA_WEBHOOK_URL": url, "NIANGJIA_WEBHOOK_SECRET": SECRET, "NIANGJIA_PORT": str(port)}


def write_corpus(folder: Path, articles: dict[str, tuple[str, str]] = ARTICLES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "thesaurus.txt").write_text(FEW_WORDS, encoding="utf-8")
    for name, (title, text) in articles.items():
        (folder / name).write_text(f"---\ntitle: {title}\nsource: 试验报\n---\n\n{text}\n", encoding="utf-8")


def pressed(one: Scene, chat: int, number: int, *, label: str, methods: tuple[str, ...] = ("sendMessage",)) -> str:
    """The text of the message that a press brought or changed."""
    one.fake.mark()
    one.fake.press(chat=chat, message_id=number, label=label)
    found = one.fake.wait(chat=chat, methods=list(methods))
    return found[0]["result"].get("text", "") if found else ""


def reloaded(one: Scene, command: str = "/reload", *, seconds: float = 120.0) -> str:
    """What an admin reads at the end of a reload; one that is under way is waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        one.fake.mark()
        one.fake.say(chat=ADMIN, text=command)
        while time.monotonic() < end and not (said := _ends(one)):
            time.sleep(0.1)
        if said and "正在进行" not in said:
            return said
        time.sleep(1.1)
    return ""


def _ends(one: Scene) -> str:
    log = one.fake.log(after=one.fake.seq, chat=ADMIN, methods=["sendMessage"])
    texts = [entry["result"]["text"] for entry in log]
    return next((text for text in texts if text.startswith(("重建完成", "重建没有", "文件和上次", "已有一次"))), "")


def awaited(one: Scene, chat: int, *words: str, seconds: float = 20.0) -> str:
    """The first message to the chat since the mark that holds these words; empty where none comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        log = one.fake.log(after=one.fake.seq, chat=chat, methods=["sendMessage"])
        found = (entry["result"]["text"] for entry in log)
        if text := next((text for text in found if all(word in text for word in words)), ""):
            return text
        time.sleep(0.1)
    return ""

"""Two bots that answer from one Milvus."""

import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot.engines.following import EVERY
from tests.end_to_end.balancer import balancer, free_ports
from tests.end_to_end.replicas import wait_until
from tests.end_to_end.scene import ADMIN, ARTICLES, CHATS, QUESTION, SECRET, Scene, Table, scene, write_corpus
from tests.milvus import MISSING, is_installed, milvus_server
from tests.postgres import postgres_programs, postgres_server

IN_TIME = 3.0
UNASKED = "焊工班学费多少"


def engine(table: Table) -> None:
    if not is_installed() or postgres_programs() is None:
        print(f"{MISSING}, or no PostgreSQL server; nothing was run")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        milvus_server(Path(folder)) as server,
        postgres_server() as state,
        balancer() as (_, url, ports),
    ):
        env = {"NIANGJIA_WEBHOOK_URL": url, "NIANGJIA_WEBHOOK_SECRET": SECRET, "NIANGJIA_ENGINE": server.uri}
        with scene(table, **env, NIANGJIA_STATE=f"{state}/postgres") as one:
            health = free_ports(2)
            for port, probe in zip(ports, health, strict=True):
                one.env |= {"NIANGJIA_PORT": str(port), "NIANGJIA_METRICS_PORT": str(probe)}
                one.start(timeout=120)
            wait_until(lambda: all(map(is_ready, health)), 30)
            table.line("engine: two bots are ready on one Milvus", health, all(map(is_ready, health)))
            said = [ask(one) for _ in range(4)]
            table.line("  both answer", said[0][:30], all("书面申请" in text for text in said))
            title, text = ARTICLES["公租房.md"]
            write_corpus(one.corpus, {"公租房.md": (title, text.replace("七天", "十五天"))})
            one.fake.ask("/reload", chat=ADMIN, n=2, timeout=60)
            wait_until(lambda: all("十五天" in ask(one) for _ in range(4)), 20)
            said = [ask(one) for _ in range(4)]
            table.line("  a reload at one is answered from by both", said[0][:50], all("十五天" in t for t in said))
            time.sleep(2 * EVERY)  # until the one that built it answers from Milvus, too
            server.kill()
            began = time.monotonic()
            text = ask(one, UNASKED)  # what was asked lately is answered from memory
            seconds = time.monotonic() - began
            table.line("  Milvus killed: a worker hears so", f"{text[:20]} {seconds:.1f} s", "12351" in text)
            table.line("    in time", f"{seconds:.1f} s", seconds < IN_TIME)
            wait_until(lambda: not any(map(is_ready, health)), 5)
            seconds = time.monotonic() - began
            table.line("    and nobody is ready", f"{seconds:.1f} s", not any(map(is_ready, health)))
            server.start()
            wait_until(lambda: all(map(is_ready, health)), 20)
            table.line("  Milvus is back: ready without a restart", health, all(map(is_ready, health)))
            said = [ask(one) for _ in range(4)]
            table.line("  and answering", said[0][:30], all("十五天" in text for text in said))
            for bot in one.fake.children:
                one.fake.stop_bot(bot)


def ask(one: Scene, question: str = QUESTION) -> str:
    return one.say(question, chat=next(CHATS))[0]


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False

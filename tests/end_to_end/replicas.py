"""Two bots that share one database."""

import importlib.util
import time
from collections.abc import Callable

from tests.end_to_end.balancer import balancer
from tests.end_to_end.faults import CHATS, all_answered
from tests.end_to_end.scene import QUESTION, SECRET, Table, scene
from tests.postgres import postgres_programs, postgres_server


def replicas(table: Table) -> None:
    """Two bots by webhook behind a balancer, one PostgreSQL; one of them is killed amid questions."""
    if postgres_programs() is None or importlib.util.find_spec("psycopg") is None:
        print("no PostgreSQL server here; nothing was run")
        return
    with postgres_server() as server, balancer() as (front, url, ports):
        state = f"{server}/postgres"
        env = {"NIANGJIA_WEBHOOK_URL": url, "NIANGJIA_WEBHOOK_SECRET": SECRET, "NIANGJIA_STATE": state}
        with scene(table, **env) as one:
            one.fake.cfg(webhook_retry_s=0.5)
            bots = []
            for port in ports:
                one.env["NIANGJIA_PORT"] = str(port)
                bots.append(one.start())
            wait_until(lambda: one.log.read_text().count("share the updates: 2") == 2, 15)
            found = one.log.read_text().count("share the updates: 2")
            table.line("replicas: each knows of the other and takes half the rate", found, found == 2)
            front.twice = True
            all_answered(one, "replicas: every update given to both", 60, count=100)
            table.line("  both were given all", dict(front.given), min(front.given.values()) >= 100)
            front.twice = False
            chosen = next(CHATS)
            one.say("/region 北京市", chat=chosen)
            time.sleep(1.1)
            said = [one.say("/region", chat=chosen)[0] for _ in range(2) if not time.sleep(1.1)]
            table.line("  a place chosen at one is known to both", said[0][:30], all("北京" in text for text in said))
            one.fake.mark()
            chats = [next(CHATS) for _ in range(60)]
            for chat in chats:
                one.fake.say(chat=chat, text=QUESTION)
            wait_until(lambda: len(one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)) >= 5, 20)
            gone = front.broken  # before the kill, which the balancer may notice before we do
            bots[0].kill()
            bots[0].wait()

            def answered() -> list[int]:
                log = one.fake.log(after=one.fake.seq, methods=["sendMessage"], ok=True)
                return [entry["chat"] for entry in log if entry["chat"] in chats]

            wait_until(lambda: set(answered()) == set(chats), 60)
            lost, doubled = set(chats) - set(answered()), [chat for chat in chats if answered().count(chat) > 1]
            table.line(
                "replicas: kill -9 of one amid 60 questions", f"lost {len(lost)}, doubled {len(doubled)}", not lost
            )
            table.line("  it had questions under way", f"{front.broken - gone} cut off", front.broken > gone)
            few = len(doubled) <= front.broken - gone  # sent, and killed before that could be written down
            table.line("  none was sent twice but of those", len(doubled), few)
            wait_until(lambda: "share the updates: 1" in one.log.read_text(), 30)
            table.line("  the other takes the whole rate", "", "share the updates: 1" in one.log.read_text())
            code, seconds = one.fake.stop_bot(bots[1])
            table.line(
                "replicas: SIGTERM ends the other", f"exit {code} in {seconds:.1f} s", code == 0 and seconds < 10
            )


def wait_until(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.2)

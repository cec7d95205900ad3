import asyncio
import os
import platform
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from telegram.ext import Application, MessageHandler

from bot.health.beat import Beat, Phase, heartbeat_path, read_beat, write_beat
from bot.settings import Settings
from bot.tg import sentences
from bot.tg.commands import publish_commands
from bot.tg.heap import Forgetful
from bot.tg.serve import serve
from tests.fake_telegram import WORKER, FakeTelegram, Says, bot_on

ROOT = Path(__file__).parent.parent
TOKEN = "123456:TEST-TOKEN"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"token": None}, sentences.NO_IDENTITY),
        ({"webhook_url": "https://example.org/"}, sentences.NO_WEBHOOK_PROOF),
        ({"webhook_url": "https://example.org/", "webhook_secret": "不行"}, sentences.NO_WEBHOOK_PROOF),
        ({"webhook_url": "http://example.org/", "webhook_secret": "good"}, sentences.WEBHOOK_NOT_HTTPS),
    ],
)
def test_a_setting_that_cannot_work_ends_the_start_with_one_sentence(settings, sentence, capsys):
    code = serve(Settings(_env_file=None, **{"token": TOKEN, **settings}))

    assert code == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_a_proxy_that_cannot_be_used_ends_the_start_instead_of_being_passed_by(monkeypatch, capsys):
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://name:word@127.0.0.1:1080")

    assert serve(Settings(_env_file=None, token=TOKEN)) == 2
    assert capsys.readouterr().err == f"{sentences.PROXY_NOT_HTTP}\n"


def test_all_settings_that_cannot_work_are_named_at_once(capsys):
    code = serve(Settings(_env_file=None, token=None, webhook_url="http://example.org/"))

    assert code == 2
    assert capsys.readouterr().err == (
        f"{sentences.NO_IDENTITY}{sentences.NO_WEBHOOK_PROOF}{sentences.WEBHOOK_NOT_HTTPS}\n"
    )


def test_told_to_stop_while_it_still_loads_it_ends_as_one_that_was_stopped(tmp_path):
    (tmp_path / "click.py").write_text("print('loading', flush=True)\nimport time\ntime.sleep(60)\n", encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE
    )
    with bot:
        assert bot.stdout.readline() == b"loading\n"

        bot.terminate()

        assert bot.wait(30) == 0


def test_a_start_that_finds_its_port_taken_leaves_the_beat_of_the_bot_that_has_it(tmp_path):
    path, beat = heartbeat_path(str(tmp_path)), Beat(1.0, Phase.READY, 1.0)
    write_beat(path, beat)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = {"TOKEN": TOKEN, "STATE": str(tmp_path), "METRICS_PORT": str(port)}
        named = {f"NIANGJIA_{name}": value for name, value in settings.items()}
        command, environment = [sys.executable, "-m", "bot", "serve"], {**os.environ, **named}
        ended = subprocess.run(command, check=False, env=environment, capture_output=True, timeout=60)

    assert (ended.returncode, str(port) in ended.stderr.decode()) == (2, True)
    assert read_beat(path) == beat


def test_an_admin_who_has_blocked_the_bot_does_not_keep_the_others_from_their_list():
    network = FakeTelegram()
    network.fail = lambda _, parameters: (
        (403, {"description": "bot was blocked by the user"}) if parameters["scope"].get("chat_id") == 1 else None
    )

    asyncio.run(publish_commands(bot_on(network), {1, 2}))

    assert [parameters["scope"].get("chat_id") for _, parameters in network.sent] == [None, None, 2]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_threads_of_a_bot_share_one_arena():
    program = """
import ctypes
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from bot.tg.heap import share_memory
share_memory()
meet = Barrier(6)
def work(_):
    held = bytearray(50_000)
    meet.wait()
    return len(held)
with ThreadPoolExecutor(6) as pool:
    list(pool.map(work, range(6)))
ctypes.CDLL(None).malloc_stats()
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)

    assert ended.stderr.count(b"Arena ") == 1  # seven without


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="malloc_trim is glibc's")
def test_what_was_freed_between_what_stays_is_given_back():
    program = """
from bot.tg.heap import give_back, share_memory
def held():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
share_memory()
large, small = zip(*((bytearray(100_000), bytearray(1_000)) for _ in range(300)))
del large
before = held()
give_back()
print(before - held())
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert float(ended.stdout) > 20  # megabytes, of the thirty that were freed


@pytest.mark.parametrize(("kind", "noted"), [(Application, {WORKER}), (Forgetful, set())])
def test_the_application_notes_no_worker_for_what_it_never_keeps(kind, noted):
    async def heard(_update, _context):
        """Nothing is answered."""

    async def said():
        builder = Application.builder().application_class(kind).bot(bot_on(FakeTelegram()))
        async with builder.updater(None).job_queue(None).build() as application:
            application.add_handler(MessageHandler(None, heard))
            await Says(application)("公租房怎么申请", user=WORKER)
            return (
                application._chat_ids_to_be_updated_in_persistence | application._user_ids_to_be_updated_in_persistence
            )

    assert asyncio.run(said()) == noted

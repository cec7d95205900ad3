import json
import logging
import os
import re
import subprocess
import sys

import pytest

from bot.tg.secrecy import Discreet, DiscreetJson
from tests.fake_telegram import TOKEN


def line(message, *arguments, **record):
    made = logging.LogRecord("x", logging.ERROR, __file__, 1, message, arguments, record.get("exc_info"))
    return Discreet([TOKEN, "Webhook-Secret"]).format(made)


def test_a_secret_is_hidden_in_messages_arguments_and_addresses():
    half = TOKEN.partition(":")[2]
    written = line("%s %s %s", f"https://x/bot{TOKEN}/getMe", TOKEN.replace(":", "%3A"), f"{half} Webhook-Secret")

    assert half not in written
    assert "Webhook-Secret" not in written
    assert "/getMe" in written


def test_a_secret_is_hidden_in_tracebacks():
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError as error:
        written = line("failed", exc_info=(type(error), error, error.__traceback__))

    assert "ValueError" in written
    assert TOKEN not in written


def test_a_json_line_holds_what_people_read_and_no_secret():
    try:
        raise ValueError(f"“{TOKEN}”\nrejected")
    except ValueError as error:
        trouble = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "第%d次 %s", (1, TOKEN), trouble)

    written = DiscreetJson([TOKEN]).format(record)

    line = json.loads(written)
    assert "\n" not in written
    assert TOKEN not in written
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "x", "第1次 [secret]")
    assert "ValueError" in line["trace"]
    assert line["time"].endswith("Z")


SAID = "我叫王小明，工资没发"


def said_by(level):
    """The log of a program that fails over what a worker said: in a handler, in a thread, where nothing can rise."""
    program = f"""
import threading
from bot.tg.secrecy import start_logging
import logging
import os
import sys
start_logging({level!r}, secrets=[])
def fail():
    try:
        {{}}[sys.argv[1]]
    except KeyError as error:
        raise ValueError(sys.argv[1]) from error
class Last:
    def __del__(self):
        fail()
try:
    fail()
except ValueError:
    logging.getLogger("x").error("an update could not be handled", exc_info=True)
thread = threading.Thread(target=fail)
thread.start()
thread.join()
Last()
fail()
"""
    command = [sys.executable, "-c", program, SAID]  # since 3.13 a trace shows the lines of such a program, too
    ended = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")
    assert ended.returncode == 1
    return ended.stderr


def test_what_a_worker_wrote_stands_in_no_trace_wherever_it_rose():
    log = said_by("INFO")

    lines = (
        "an update could not be handled",
        "CRITICAL bot.tg.secrecy: stopped by an error",
        "something beside was stopped by an error",
    )
    assert [log.count(line) for line in lines] == [1, 1, 2]
    assert [len(re.findall(f"(?m)^{error}$", log)) for error in ("KeyError", "ValueError")] == [4, 4]
    assert SAID not in log


def test_who_asks_for_everything_reads_everything():
    assert SAID in said_by("DEBUG")


@pytest.mark.skipif(sys.platform != "linux", reason="as Linux makes dumps")
def test_a_crash_leaves_no_dump_with_the_token_in_it():
    program = """
import resource
from bot.tg.secrecy import keep_from_dumps
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
keep_from_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert int(ended.stdout) in (0, 1)  # 0 where the machine allows none anyway; else of all its memory


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells an account's processes of one another")
@pytest.mark.parametrize(("kept", "found"), [(False, "token"), (True, "PermissionError")])
def test_another_process_of_the_same_account_does_not_find_the_token_in_the_environment(kept, found):
    program = f"""
import ctypes, os, sys
from bot.tg.secrecy import keep_from_dumps
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)  # root may look into everything
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as any program starts
if {kept}:
    keep_from_dumps()
if not os.fork():
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as any program starts that this one starts
    try:
        environment = open(f"/proc/{{os.getppid()}}/environ", "rb").read()
        print("token" if b"123456:CANARY" in environment else "nothing", flush=True)
    except OSError as error:
        print(type(error).__name__, flush=True)
    os._exit(0)
os.wait()
"""
    env = {**os.environ, "NIANGJIA_TOKEN": "123456:CANARY"}
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, env=env)

    assert ended.stdout.strip() == found

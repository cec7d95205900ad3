import asyncio
import contextlib
import http.client
import socket

import pytest

from bot.engines.engine import SENTENCES
from bot.health.beat import Beat, Phase, ailment, heartbeat_path, is_alive, read_beat, write_beat
from bot.health.metrics import Metrics
from bot.health.port import Port
from bot.health.vitals import Vitals

NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("beat", "word"),
    [
        (None, "没有在运行"),
        (Beat(NOW - 31, Phase.READY), "没有动静"),
        (Beat(NOW + 3600, Phase.READY), "没有动静"),
        (Beat(NOW, Phase.STARTING), "启动"),
        (Beat(NOW, Phase.STOPPING), "停止"),
        (Beat(NOW, Phase.READY, NOW - 181), "Telegram"),
    ],
)
def test_what_ails_the_bot_is_said(beat, word):
    assert word in ailment(beat, now=NOW)


@pytest.mark.parametrize("beat", [Beat(NOW - 10, Phase.READY, NOW - 60), Beat(NOW, Phase.READY)])
def test_a_bot_that_beats_and_hears_is_well(beat):
    assert ailment(beat, now=NOW) is None


def test_a_long_start_is_life_and_a_loop_that_stands_still_is_not():
    found = [is_alive(Beat(NOW - 600, phase), now=NOW) for phase in Phase]

    assert found == [True, False, False]


def test_a_beat_is_read_as_it_was_written(tmp_path):
    path, beat = heartbeat_path(str(tmp_path / "state")), Beat(NOW, Phase.READY, NOW - 1)

    write_beat(path, beat)

    assert read_beat(path) == beat
    assert [one.name for one in path.parent.iterdir()] == ["heartbeat.json"]


@pytest.mark.parametrize("ailing", SENTENCES.values())
def test_a_beat_is_read_after_one_that_told_of_an_ailment(tmp_path, ailing):
    path, well = tmp_path / "heartbeat.json", Beat(NOW + 5, Phase.READY, NOW)
    ill = Beat(NOW + 0.123456, Phase.STARTING, NOW + 0.123456, ailing)

    write_beat(path, ill)
    assert read_beat(path) == ill

    write_beat(path, well)
    assert read_beat(path) == well


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"at": 1, "phase": "asleep", "heard": null}', b"null"]
)
def test_what_is_no_beat_is_none(tmp_path, content):
    path = tmp_path / "heartbeat.json"
    path.write_bytes(content)

    assert read_beat(path) is None
    assert read_beat(tmp_path / "nowhere") is None


def test_no_beat_is_written_through_a_link_that_somebody_laid(tmp_path):
    other = tmp_path / "theirs"
    other.write_text("kept", encoding="utf-8")
    (tmp_path / "heartbeat.json").symlink_to(other)

    with pytest.raises(OSError, match="symbolic"):
        write_beat(tmp_path / "heartbeat.json", Beat(NOW, Phase.READY))

    assert other.read_text(encoding="utf-8") == "kept"


def test_a_database_address_keeps_its_beat_on_this_machine():
    assert "secret" not in str(heartbeat_path("postgresql://bot:secret@host/niangjia"))


def vitals_in(folder):
    return Vitals(folder / "state" / "heartbeat.json", metrics=Metrics())


def test_the_bot_beats_and_leaves_nothing_behind(tmp_path):
    vitals = vitals_in(tmp_path)
    path = tmp_path / "state" / "heartbeat.json"

    async def live():
        vitals.enter(Phase.READY)
        vitals.heard(None)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(vitals.keep(every=0.01), 0.1)

    asyncio.run(live())

    assert vitals.ailment() is None
    assert read_beat(path) == vitals.beat
    assert vitals.beat.heard is not None
    vitals.forget()
    assert not path.exists()


def test_a_heartbeat_that_cannot_be_written_is_said_once(tmp_path, caplog):
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    vitals = vitals_in(tmp_path)

    vitals.enter(Phase.READY)
    vitals.enter(Phase.STOPPING)

    assert [record.message for record in caplog.records] == ["the heartbeat cannot be written: FileExistsError"]


def asked(port, path, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port.number, timeout=5)
    with contextlib.closing(connection):
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_the_port_tells_life_readiness_and_figures(tmp_path):
    vitals = vitals_in(tmp_path)
    vitals.metrics.watch("passages", "Passages of the library", lambda: 7)
    vitals.heard("TimedOut")
    port = Port(vitals, ("127.0.0.1", 0))
    with contextlib.closing(port):
        before = [asked(port, path)[0] for path in ("/healthz", "/readyz", "/", "/metricsx")]
        vitals.enter(Phase.READY)
        after = asked(port, "/readyz")[0]
        status, figures = asked(port, "/metrics")

    assert (before, after, status) == ([200, 503, 404, 404], 200, 200)
    assert "niangjia_passages 7.0" in figures
    assert 'niangjia_telegram_failures_total{error="TimedOut"} 1.0' in figures


def test_a_caller_that_says_nothing_or_nonsense_harms_nobody(tmp_path):
    port = Port(vitals_in(tmp_path), ("127.0.0.1", 0))
    with contextlib.closing(port):
        with socket.create_connection(("127.0.0.1", port.number)) as mute, contextlib.suppress(OSError):
            mute.sendall(b"\x00\xff nonsense\r\n\r\n")
            mute.recv(100)
        found = asked(port, "/healthz")[0]

    assert found == 200


def test_a_port_that_is_taken_is_an_error_at_once(tmp_path):
    port = Port(vitals_in(tmp_path), ("127.0.0.1", 0))
    with contextlib.closing(port), pytest.raises(OSError, match="in use"):
        Port(vitals_in(tmp_path), ("127.0.0.1", port.number))

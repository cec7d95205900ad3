"""What Milvus alone can do wrong: to be down, to hang, to die amid a load, to be moved under readers."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from milvus import MISSING, is_installed, milvus_server

from bot.engines.engine import EngineError, Fault, publish
from bot.loading import load_library

pytestmark = pytest.mark.skipif(not is_installed(), reason=MISSING)

NOW = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
QUESTION = "租房补贴怎么领"
PROMISED = 3.0
"""Seconds within which a worker hears that the engine is down."""


@pytest.fixture
def server(tmp_path):
    with milvus_server(tmp_path) as running:
        yield running


@pytest.fixture
def engine(server):
    from bot.engines.milvus import Milvus

    opened = Milvus(server.uri)
    yield opened
    opened.close()


def fault_within(call):
    """What a call raises within the time that is promised; fails where it takes longer."""
    with ThreadPoolExecutor(1) as pool:
        error = pool.submit(call).exception(timeout=PROMISED)
    assert isinstance(error, EngineError)
    return error.fault


def test_a_server_that_is_down_is_named_in_time_and_found_again_without_a_restart(engine, server, library):
    publish(engine, library, now=NOW)
    answering = engine.library()
    answering.warm()

    server.kill()
    assert fault_within(lambda: answering.answer("电工班几点上课")) is Fault.AWAY
    assert fault_within(engine.health) is Fault.AWAY
    assert fault_within(engine.library) is Fault.AWAY

    server.start()
    engine.health()
    assert answering.answer("电工班几点上课") == library.answer("电工班几点上课")
    assert engine.library() is answering


def test_a_server_that_hangs_is_named_in_time(engine, server, library):
    publish(engine, library, now=NOW)
    answering = engine.library()

    server.halt()
    assert fault_within(lambda: answering.answer(QUESTION)) is Fault.AWAY

    server.go_on()
    assert answering.answer(QUESTION).citations


@pytest.mark.parametrize("batches", [0, 1, 3])
def test_a_server_killed_amid_a_load_loses_nothing_acknowledged_and_goes_on_with_the_version_before(
    engine, server, library, batches
):
    before = publish(engine, library, now=NOW)
    acknowledged = []

    def insert(collection, rows):
        for number, row in enumerate(rows):
            if number == batches and collection.endswith("passages"):
                server.kill()
            engine._client.call("insert", collection, [row])
            acknowledged.append(row["number"])

    engine._insert = insert
    with pytest.raises(EngineError) as caught:
        publish(engine, library, now=NOW)
    server.start()

    assert caught.value.fault is Fault.AWAY
    assert engine.active() == before
    assert engine.library().answer(QUESTION) == library.answer(QUESTION)
    rows = engine._client.read("query", "niangjia_000002_passages", filter="number >= 0", output_fields=["number"])
    assert sorted(row["number"] for row in rows) == acknowledged


def test_what_a_load_left_behind_goes_with_the_next_one(engine, server, library):
    publish(engine, library, now=NOW)
    insert, engine._insert = engine._insert, lambda *_: server.kill()
    with pytest.raises(EngineError):
        publish(engine, library, now=NOW)
    server.start()
    engine._insert = insert

    latest = publish(engine, library, now=NOW)

    assert latest.id == "000003"
    assert [version.id for version in engine.versions()] == ["000003", "000001"]
    left = {name.split("_")[1] for name in engine._client.call("list_collections")}
    assert left == {"000001", "000003"}


def test_what_is_being_loaded_is_no_version_yet(engine, library):
    before = publish(engine, library, now=NOW)
    seen = []
    insert = engine._insert

    def look(collection, rows):
        seen.append(engine.versions())
        insert(collection, rows)
        seen.append(engine.versions())

    engine._insert = look
    latest = engine.build(library, now=NOW)

    assert seen == [(before,)] * 3 + [(latest, before)]


@pytest.mark.parametrize("uri", ["", "milvus", "ftp://127.0.0.1", "http://", "./niangjia.db"])
def test_an_address_that_means_nothing_is_refused_by_name(uri):
    from bot.engines.milvus import Milvus

    with pytest.raises(EngineError) as caught:
        Milvus(uri)

    assert caught.value.fault is Fault.ADDRESS


def test_terms_are_found_again_however_they_are_written(engine, library):
    from bot.engines.packing import spelled

    terms = ["3.5%", "a-b", "at&t", "2026-03-16", "c++11", "〇", "職", "12,000", "x:y/z"]

    words = spelled(dict.fromkeys(terms, 0.5)).split(" ")

    assert all(word.isalnum() for word in words)
    assert len(set(words)) == len(terms)


def test_a_weight_is_told_by_repetition():
    from bot.engines.packing import spelled

    assert spelled({"租": 1.0, "的": 0.5, "补贴": 1.5}) == "租 租 的 补贴 补贴 补贴"


def test_a_passage_longer_than_a_field_is_kept_whole(engine, tmp_path):
    words = "".join(chr(0x4E00 + n * 7 % 3_000) + chr(0x4E00 + n * 11 % 2_900) for n in range(9_000))
    text = "，".join(words[start : start + 12] for start in range(0, len(words), 12)) + "。"
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "long.md").write_text(f"---\ntitle: 长文\n---\n\n{text}\n", encoding="utf-8")
    long = load_library(tmp_path / "corpus")
    publish(engine, long, now=NOW)

    found = engine.library()

    assert found.passages[0].text == long.passages[0].text


@pytest.mark.slow
def test_sixty_swaps_under_two_reading_processes_bring_no_error_and_no_mixed_answer(server, library):
    from bot.engines.acceptance import accept

    tried = list(accept(server.uri, library, swaps=60))

    assert [one for one in tried if not one.is_good] == []
    assert sum(one.name == "换版时提问" for one in tried) == 2


def test_an_acceptance_that_fails_on_the_way_leaves_nothing_behind(engine, server, library, monkeypatch):
    from bot.engines import acceptance

    def refused(*_):
        raise EngineError(Fault.REFUSED, "65535")
        yield

    monkeypatch.setattr(acceptance, "_swapped", refused)

    *_, last = acceptance.accept(server.uri, library)

    assert (last.is_good, last.found.endswith("（65535）")) == (False, True)
    assert engine._client.call("list_collections") == []


def test_the_acceptance_of_a_server_that_is_not_there_says_so(library):
    from bot.engines.acceptance import accept

    tried = list(accept("http://127.0.0.1:1", library))

    assert [one.is_good for one in tried] == [False]

import asyncio
import datetime as dt
import logging
from threading import enumerate as enumerate_threads
from time import monotonic, sleep

from bot.store import Fault, StoreError, open_store
from bot.tg.memory import Memory, memory_of, now


def failing(store):
    raise StoreError(Fault.FULL)


def test_what_is_kept_is_found_again(memory):
    kept = asyncio.run(memory.keep(lambda store: store.regions.choose(7, "甘肃省/兰州市", now=now())))

    assert kept
    assert asyncio.run(memory.ask(lambda store: store.regions.find(7), "")) == "甘肃省/兰州市"


def test_without_a_store_nothing_is_kept_and_the_other_value_is_given():
    memory = Memory()

    assert not memory.is_kept
    assert not asyncio.run(memory.keep(lambda store: store.forget(7)))
    assert asyncio.run(memory.ask(lambda store: store.regions.find(7), "none")) == "none"


def test_an_outage_is_told_to_the_log_once_and_again_after_it_worked_between(memory, caplog):
    async def script():
        for call in (failing, failing, lambda store: store.regions.find(7), failing):
            await memory.ask(call, None)

    asyncio.run(script())

    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert "full" in caplog.text


def test_a_store_that_cannot_be_opened_is_one_warning_and_claims_nothing(tmp_path, caplog):
    (tmp_path / "file").write_text("no folder")

    memory = memory_of(str(tmp_path / "file" / "state"))

    assert not asyncio.run(memory.keep(lambda store: store.forget(7)))
    assert memory.is_kept  # else a worker would be told that all had been deleted
    assert len(caplog.records) == 1


def test_a_store_that_comes_back_is_remembered_with(tmp_path):
    (tmp_path / "state").write_text("no folder")
    memory = memory_of(str(tmp_path / "state"), again=0.0)
    assert not asyncio.run(memory.keep(lambda store: store.regions.choose(7, "兰州市", now=now())))

    (tmp_path / "state").unlink()

    assert asyncio.run(memory.keep(lambda store: store.regions.choose(7, "兰州市", now=now())))
    assert asyncio.run(memory.ask(lambda store: store.regions.find(7), "")) == "兰州市"
    memory.close()


def test_a_damaged_store_is_read_once_and_not_each_minute(tmp_path):
    file = tmp_path / "niangjia.sqlite3"
    file.write_bytes(b"no database, " * 999)
    memory = memory_of(str(tmp_path), again=0.0)

    file.unlink()

    assert not asyncio.run(memory.keep(lambda store: store.forget(7)))
    assert not file.exists()


def test_a_folder_that_is_missing_stays_missing_where_none_is_to_be_made(tmp_path):
    assert not memory_of(str(tmp_path / "state"), make=False).is_kept
    assert not (tmp_path / "state").exists()


def until(holds, seconds=10.0):
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it did not come about"
        sleep(0.01)


def test_what_has_had_its_time_is_taken_out_though_nobody_asks(tmp_path):
    store = open_store(str(tmp_path))
    store.regions.choose(7, "兰州市", now=now() - dt.timedelta(days=400))
    memory = Memory(store)

    memory.keep_tidy()

    until(lambda: store.regions.find(7) == "")
    memory.close()


def test_each_day_is_tidied_once(memory, monkeypatch):
    days = iter([now(), now(), now() + dt.timedelta(days=1)])
    latest = [now()]
    tidied = []
    monkeypatch.setattr("bot.tg.memory.now", lambda: latest.append(next(days, latest[-1])) or latest[-1])
    monkeypatch.setattr("bot.store.Store.expire", lambda store, today: tidied.append(today.date()))

    memory.keep_tidy(every=0.001)

    until(lambda: len(latest) > 9)
    assert len(tidied) == len(set(tidied)) == 2


def test_tidying_that_fails_is_nobody_elses_failure_and_is_tried_again(memory, monkeypatch, caplog):
    tries = []

    def busy(store, today):
        tries.append(today)
        raise StoreError(Fault.BUSY)

    monkeypatch.setattr("bot.store.Store.expire", busy)

    memory.keep_tidy(again=0.01)

    until(lambda: len(tries) > 1)
    assert asyncio.run(memory.keep(lambda store: store.regions.choose(7, "兰州市", now=now())))
    assert "stays for now (busy" in caplog.text


def test_tidying_ends_with_the_memory_and_without_a_store_never_begins(memory):
    before = set(enumerate_threads())
    memory.keep_tidy()
    Memory().keep_tidy()
    [tidying] = set(enumerate_threads()) - before

    memory.close()

    assert not tidying.is_alive()


def test_a_busy_store_is_told_from_one_that_fails(memory):
    def busy(store):
        raise StoreError(Fault.BUSY)

    assert memory.ask_here(busy, "fails", busy="busy") == "busy"
    assert memory.ask_here(failing, "fails", busy="busy") == "fails"

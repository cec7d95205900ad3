import logging
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from make_store import NOON
from sqlalchemy import create_engine, inspect, text

from bot.store import Fault, StoreError, checksums, open_store
from bot.store.migrations import STEPS, migrate, version_of
from bot.store.records import Feedback, FeedbackKind
from bot.store.schema import TABLES
from tests.faults.flips import MISSED, of_database

FILE = "niangjia.sqlite3"


def open_files():
    """How many files this process holds open, where the system tells."""
    folder = Path("/proc/self/fd")
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def test_an_empty_folder_becomes_a_store_for_this_account_only(tmp_path):
    state = tmp_path / "deep" / "state"

    open_store(str(state)).close()

    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()} == {0o600}


def test_what_was_written_is_there_after_a_restart(address):
    first = open_store(address)
    first.regions.choose(1, "福州市", now=NOON)
    first.close()

    second = open_store(address)

    assert second.regions.find(1) == "福州市"
    second.close()


def test_two_processes_may_hold_the_same_store(address):
    one, other = open_store(address), open_store(address)

    one.regions.choose(1, "福州市", now=NOON)

    assert other.regions.find(1) == "福州市"
    one.close()
    other.close()


def test_a_fresh_database_may_be_opened_by_many_at_once(address):
    start = threading.Barrier(8)

    def open_one(_):
        start.wait()
        return open_store(address)

    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(open_one, range(8)))

    stores[0].regions.choose(1, "福州市", now=NOON)
    assert {store.regions.find(1) for store in stores} == {"福州市"}
    for store in stores:
        store.close()


def test_threads_count_together_without_losing_a_count(store):
    def ask(_):
        store.statistics.asked("answer", seconds=0.01, now=NOON)
        return store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)

    with ThreadPoolExecutor(8) as pool:
        gaps = set(pool.map(ask, range(100)))

    assert len(gaps) == 1
    assert store.gaps.open()[0].count == 100
    assert store.statistics.days(NOON.date(), NOON.date())[0].questions == 100


def test_one_update_given_to_many_at_once_is_one_callers(store):
    start = threading.Barrier(8)

    def claim(number):
        start.wait()
        return str(store.updates.claim(10, holder=str(number), now=NOON))

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(claim, range(8)))

    assert sorted(claims) == ["elsewhere"] * 7 + ["ours"]


def test_steps_bring_an_older_database_up_one_after_another(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'old'}")
    steps = (
        lambda connection: connection.execute(text("CREATE TABLE first (a INTEGER)")),
        lambda connection: connection.execute(text("ALTER TABLE first RENAME TO second")),
    )
    with engine.begin() as connection:
        migrate(connection, steps=())
        migrate(connection, steps=steps[:1])

    with engine.begin() as connection:
        migrate(connection, steps=steps)
        migrate(connection, steps=steps)

        assert version_of(connection) == 3
        assert inspect(connection).has_table("second")
    engine.dispose()


def test_a_step_that_fails_leaves_the_older_version(address):
    def broken(connection):
        connection.execute(text("CREATE TABLE half (a INTEGER)"))
        raise StoreError(Fault.UNAVAILABLE)

    store = open_store(address)
    with pytest.raises(StoreError), store._database.write() as connection:
        migrate(connection, steps=(*STEPS, broken))

    with store._database.read() as connection:
        assert version_of(connection) == len(STEPS) + 1
        assert not inspect(connection).has_table("half")
    store.close()


def test_a_database_of_a_newer_program_is_refused(address):
    store = open_store(address)
    with store._database.write() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'version'"))
    store.close()

    with pytest.raises(StoreError) as caught:
        open_store(address)

    assert caught.value.fault is Fault.NEWER


def test_every_table_is_made(store):
    with store._database.read() as connection:
        assert set(TABLES.tables) <= set(inspect(connection).get_table_names())


@pytest.mark.parametrize("state", ["nosuch://x", "://", "sqlite+nosuch:///x", "oracle://x/y"])
def test_an_address_that_means_nothing_is_refused_by_name(state):
    with pytest.raises(StoreError) as caught:
        open_store(state)

    assert caught.value.fault is Fault.ADDRESS


def test_a_server_that_is_down_is_an_error_without_its_password():
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://niangjia:geheim@127.0.0.1:1/niangjia")

    assert caught.value.fault is Fault.UNAVAILABLE
    assert caught.value.__cause__ is None
    assert "geheim" not in f"{caught.value!r} {caught.value}"


def test_a_folder_that_is_a_file_is_an_error_without_its_path(tmp_path):
    (tmp_path / "state").write_text("x")

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path / "state"))

    assert str(tmp_path) not in f"{caught.value!r} {caught.value}"


def test_a_file_that_is_no_database_is_called_damaged(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database, " * 999)

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def test_an_entry_that_its_index_does_not_know_is_called_damage(tmp_path):
    store = open_store(str(tmp_path))
    for number in range(50):
        store.gaps.note([f"word{number:03}"], "班车几点", reason="not_found", now=NOON)
    store.close()
    raw = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(raw.replace(b"word007", b"wird007", 1))

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def changed(path, before, after):
    raw = path.read_bytes()
    assert before in raw
    path.write_bytes(raw.replace(before, after, 1))


def test_every_flipped_bit_and_every_cut_is_noticed_or_changes_nothing(tmp_path):
    assert of_database(tmp_path / "state", 40)[MISSED] == 0


@pytest.mark.parametrize("text", ["福州市", "班车几点", "useful"])
def test_a_bit_that_flips_inside_a_text_is_called_damage(tmp_path, text):
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)
    store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)
    store.feedback.give(Feedback("answer000001", FeedbackKind.USEFUL), now=NOON)
    store.close()
    raw = text.encode()
    changed(tmp_path / FILE, raw, raw[:-1] + bytes([raw[-1] ^ 1]))

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def test_damage_under_a_running_program_is_called_damage_when_the_day_is_tidied(tmp_path):
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)
    other = sqlite3.connect(tmp_path / FILE)
    other.create_function("niangjia_checksum", -1, lambda *values: b"")
    other.execute("UPDATE regions SET region = '厦门市'")
    other.commit()
    other.close()

    with pytest.raises(StoreError) as caught:
        store.expire(NOON)

    assert (caught.value.fault, caught.value.code) == (Fault.DAMAGED, "regions")
    store.close()


def test_a_declaration_that_changed_is_called_damage(tmp_path):
    open_store(str(tmp_path)).close()
    changed(tmp_path / FILE, b"AFTER INSERT ON gaps", b"AFTER DELETE ON gaps")

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def test_a_name_that_is_no_text_any_more_is_called_damage(tmp_path):
    open_store(str(tmp_path)).close()
    changed(tmp_path / FILE, b"CREATE TABLE gaps", b"CREATE TABLE ga\xa0s")

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def test_an_empty_file_has_lost_what_stood_in_it(tmp_path):
    (tmp_path / FILE).touch()

    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))

    assert caught.value.fault is Fault.DAMAGED


def test_what_a_kill_left_of_a_database_in_the_making_is_taken_away(tmp_path):
    (tmp_path / f"{FILE}.new").write_bytes(b"half")
    (tmp_path / f"{FILE}.new-wal").write_bytes(b"half")

    open_store(str(tmp_path)).close()

    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_table_that_gained_a_column_is_summed_with_it(tmp_path):
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)
    with store._database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE regions ADD COLUMN note TEXT")
        checksums.arm(connection)
        connection.exec_driver_sql("UPDATE regions SET note = 'x'")
    store.close()

    again = open_store(str(tmp_path))

    assert again.regions.find(1) == "福州市"
    again.close()


def turn_to_version_one(path):
    """Takes away the sums, and what followers were not kept with at that time."""
    old = sqlite3.connect(path)
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        old.execute(f"DROP TRIGGER {name}")
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%checksum BLOB%'").fetchall():
        old.execute(f"ALTER TABLE {name} DROP COLUMN checksum")
    old.execute("DELETE FROM meta WHERE name = 'declared'")
    old.execute("UPDATE meta SET value = '1' WHERE name = 'version'")
    old.execute("DROP TABLE editions")
    old.execute("DROP TABLE replicas")
    old.execute("ALTER TABLE subscriptions RENAME COLUMN edition TO told")
    old.commit()
    old.close()


def test_a_database_of_the_first_version_can_keep_followers_and_replicas(tmp_path):
    open_store(str(tmp_path)).close()
    turn_to_version_one(tmp_path / FILE)

    store = open_store(str(tmp_path))

    store.subscriptions.follow(7, "住房", now=NOON)
    store.editions.publish({"住房": ["p1"]}, now=NOON)
    assert [follower.worker for follower in store.subscriptions.behind()] == [7]
    assert store.replicas.beat("a", now=NOON) == 1
    store.close()


def test_a_database_of_before_the_sums_gets_them(tmp_path):
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)
    store.close()
    turn_to_version_one(tmp_path / FILE)

    store = open_store(str(tmp_path))

    assert store.regions.find(1) == "福州市"
    with store._database.read() as connection:
        assert version_of(connection) == len(STEPS) + 1
        assert connection.exec_driver_sql("SELECT count(*) FROM regions WHERE checksum IS NULL").scalar() == 0
    store.close()


def test_a_full_disk_is_named_and_ends_nothing(tmp_path):
    store = open_store(str(tmp_path))
    with store._database.read() as connection:  # the pool hands out the same connection again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreError) as caught:
        store.gaps.note(["长"], "长" * 100_000, reason="not_found", now=NOON)

    assert caught.value.fault is Fault.FULL
    assert store.gaps.open() == ()
    store.regions.choose(1, "福州市", now=NOON)
    assert store.regions.find(1) == "福州市"
    store.close()


def test_a_database_that_may_only_be_read_can_be_read(tmp_path):
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)
    with store._database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(StoreError) as caught:
        store.regions.choose(1, "厦门市", now=NOON)

    assert caught.value.fault is Fault.READ_ONLY
    assert store.regions.find(1) == "福州市"
    store.close()


def test_a_writer_who_never_ends_is_named_after_the_wait(tmp_path):
    store = open_store(str(tmp_path), wait=0.05)
    blocker = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError) as caught:
        store.regions.choose(1, "福州市", now=NOON)

    assert caught.value.fault is Fault.BUSY
    assert store.regions.find(1) == ""
    blocker.close()
    store.close()


def test_every_fault_has_its_sentence_in_chinese():
    for fault in Fault:
        assert str(StoreError(fault)).endswith("。")


def test_what_a_worker_wrote_stands_in_no_log_and_no_trace(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    store = open_store(str(tmp_path))
    with store._database.write() as connection:
        connection.execute(text("DROP TABLE gaps"))

    with pytest.raises(StoreError) as caught:
        store.gaps.note(["班车"], "我的问题", reason="not_found", now=NOON)

    assert "我的问题" not in caplog.text + repr(caught.value)
    assert caught.value.__suppress_context__
    store.close()


def test_no_connection_or_file_stays_open_after_closing(tmp_path):
    before = open_files()
    store = open_store(str(tmp_path))
    store.regions.choose(1, "福州市", now=NOON)

    store.close()

    assert open_files() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]

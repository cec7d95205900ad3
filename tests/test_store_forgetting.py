"""What is deleted is gone, from the raw files too."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
from make_store import NOON, days

from bot.store import Fault, StoreError, open_store
from bot.store.records import Cited, Deed, Feedback, FeedbackKind, Receipt, Retention, answer_id

ANNA = 7_123_456_789
WORDS = "安娜独有的问题"


def tell_all(store, worker, *, words=WORDS, now=NOON):
    """Everything that the bot ever keeps of a worker; gives the answer's id."""
    answer = answer_id()
    gap = store.gaps.note(["班车"], "班车几点", reason="not_found", now=now)
    store.regions.choose(worker, "福州市", now=now)
    cited = (Cited("p1", 1.5), Cited("p2", 0.5))
    receipt = Receipt(answer, "answer", "v1", (words,), cited, gap=gap)
    store.receipts.keep(receipt, worker=worker, question=words, now=now)
    store.feedback.give(Feedback(answer, FeedbackKind.OUTDATED, "p1"), now=now)
    store.links.add(worker, gap, words, expires=now + days(30))
    store.subscriptions.follow(worker, "住房", now=now)
    store.audit.record(Deed(now, worker, "reload", allowed=False))
    return answer


def traces(folder, *needles):
    """Which of these stand somewhere in the raw files of a folder."""
    raw = b"".join(path.read_bytes() for path in Path(folder).iterdir())
    return [needle for needle in needles if needle in raw]


def forms(store, worker):
    """How a number may stand in a file."""
    return (
        str(worker).encode(),
        worker.to_bytes(6, "big"),
        worker.to_bytes(8, "little"),
        store._database.digest(str(worker)),
    )


def test_forgetting_takes_all_of_a_worker_and_nothing_of_another(store):
    hers, his = tell_all(store, ANNA), tell_all(store, 42)
    gap = store.gaps.open()[0].id

    store.forget(ANNA)

    assert (store.regions.find(ANNA), store.receipts.find(hers).id, store.subscriptions.topics(ANNA)) == ("", "", ())
    assert store.gaps.open()[0].count == 2
    store.gaps.close([gap], now=NOON)
    assert [link.worker for link in store.links.due(now=NOON)] == [42]
    assert store.feedback.count() == ((FeedbackKind.OUTDATED, 1),)
    assert (store.regions.find(42), store.receipts.find(his).id) == ("福州市", his)
    assert sorted(action.who for action in store.audit.latest()) == [0, 42]


def test_forgetting_one_who_was_never_there_is_no_error(store):
    store.forget(1)

    assert store.regions.find(1) == ""


def test_what_an_admin_did_is_not_forgotten(store):
    store.audit.record(Deed(NOON, 42, "rollback"))

    store.forget(42)

    assert [action.who for action in store.audit.latest()] == [42]


@pytest.mark.parametrize("crowd", [300, pytest.param(3_000, marks=pytest.mark.slow)])
def test_a_forgotten_worker_stands_nowhere_in_the_raw_files(tmp_path, crowd):
    store = open_store(str(tmp_path))
    order = random.Random(crowd)
    others = [order.randrange(10**9, 10**10) for _ in range(crowd)]
    with_her = [*others[: crowd // 2], ANNA, *others[crowd // 2 :]]
    for worker in with_her:  # pages split and rows move, before and after hers were written
        tell_all(store, worker, words=WORDS if worker == ANNA else "别人的问题" * order.randrange(1, 40))
    needles = (*forms(store, ANNA), WORDS.encode())
    assert set(traces(tmp_path, *needles)) >= {forms(store, ANNA)[1], forms(store, ANNA)[3], WORDS.encode()}

    store.forget(ANNA)

    assert traces(tmp_path, *needles) == []
    store.close()
    assert traces(tmp_path, *needles) == []


def test_what_a_worker_changed_is_gone_as_well_once_all_is_forgotten(tmp_path):
    store = open_store(str(tmp_path))
    for region in ("银川市", "兰州市", "天津市"):
        store.regions.choose(ANNA, region, now=NOON)
    store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)
    store.links.add(ANNA, 1, "短", expires=NOON)
    store.links.add(ANNA, 1, WORDS * 500, expires=NOON)
    store.links.add(ANNA, 1, "短", expires=NOON)

    store.forget(ANNA)

    assert traces(tmp_path, *forms(store, ANNA), *(place.encode() for place in ("银川", "兰州", "天津", WORDS))) == []
    store.close()


def test_forgetting_beside_a_reader_who_never_ends_says_so_and_may_be_tried_again(tmp_path):
    store = open_store(str(tmp_path), wait=0.05)
    tell_all(store, ANNA)
    with store._database.read() as reader:
        reader.exec_driver_sql("SELECT * FROM regions").fetchone()
        with pytest.raises(StoreError) as caught:
            store.forget(ANNA)

    assert caught.value.fault is Fault.BUSY
    store.forget(ANNA)
    assert traces(tmp_path, *forms(store, ANNA)) == []
    store.close()


def test_many_may_be_forgotten_at_once(tmp_path):
    store = open_store(str(tmp_path), wait=60)  # eight threads on a busy machine keep each other from their turns

    def forget(worker):
        for _ in range(30):
            store.regions.choose(worker, "福州市", now=NOON)
            store.forget(worker)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(forget, range(1, 9))) == [None] * 8
    store.close()


def test_everything_is_kept_for_its_time_and_no_longer(store):
    answer = tell_all(store, ANNA)
    store.statistics.asked("answer", seconds=1, now=NOON)
    store.updates.claim(1, holder="a", now=NOON)
    assert store.expire(NOON + days(1)) == 0

    store.expire(NOON + days(731))

    assert store.receipts.find(answer).id == ""
    assert (store.regions.find(ANNA), store.subscriptions.topics(ANNA)) == ("", ())
    assert (store.gaps.open(), store.feedback.count(), store.audit.latest()) == ((), (), ())
    assert store.statistics.days(NOON.date(), NOON.date()) == ()
    assert store.updates.claim(1, holder="b", now=NOON) == "ours"


@pytest.mark.parametrize("kept", [field.name for field in fields(Retention)])
def test_each_kind_has_a_time_of_its_own(store, kept):
    tell_all(store, ANNA)
    store.statistics.asked("answer", seconds=1, now=NOON)
    store.updates.claim(1, holder="a", now=NOON)
    store.editions.publish({"住房": ["p1"]}, now=NOON)
    forever = dict.fromkeys((field.name for field in fields(Retention)), 10_000)
    later = NOON + days(20)

    gone = store.expire(later, retention=Retention(**{**forever, kept: 10}))

    assert (gone > 0) == (kept != "links")  # a link brings its own end along


def test_an_expired_gap_takes_its_counts_and_links_along(store):
    tell_all(store, ANNA)

    gone = store.expire(NOON + days(20), retention=Retention(gaps=10))

    assert gone == 3
    assert not store.links.add(ANNA, 1, WORDS, expires=NOON + days(30))

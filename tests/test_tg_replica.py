import asyncio
import datetime as dt
from collections import Counter

import pytest

from bot.store import Fault, StoreError
from bot.store.updates import LEASE, Updates
from bot.tg.memory import Memory, memory_of, now
from bot.tg.traffic.replica import Replica


@pytest.fixture
def memories(address):
    """Two processes' memories of one store."""
    opened = memory_of(address), memory_of(address)
    yield opened
    for memory in opened:
        memory.close()


def handled(replicas, numbers, *, seconds=0.0):
    """Who handled which update, when each is given to every replica at once; and what all of them answered."""
    done = []

    async def give(replica, number):
        async def work():
            await asyncio.sleep(seconds)
            done.append((number, replica.name))

        return await replica.handle(number, work)

    async def play():
        return await asyncio.gather(*(give(replica, number) for number in numbers for replica in replicas))

    return done, asyncio.run(play())


def test_an_update_that_two_replicas_get_is_handled_once_a_hundred_of_a_hundred(memories):
    done, answers = handled([Replica(memory, step=0.01) for memory in memories], range(1, 101), seconds=0.01)

    assert Counter(number for number, _ in done) == dict.fromkeys(range(1, 101), 1)
    assert answers == [True] * 200


def test_an_update_whose_process_died_is_handled_by_the_next(memories):
    died = now() - LEASE - dt.timedelta(seconds=1)
    asyncio.run(memories[0].keep(lambda store: store.updates.claim(5, holder="dead", now=died)))

    done, answers = handled([Replica(memories[1], name="next", step=0.01)], [5])

    assert (done, answers) == ([(5, "next")], [True])


def test_an_update_is_asked_for_again_while_the_store_is_busy(memories, monkeypatch):
    claim, busy = Updates.claim, iter([True] * 3)

    def claimed(*arguments, **named):
        if next(busy, False):
            raise StoreError(Fault.BUSY)
        return claim(*arguments, **named)

    monkeypatch.setattr(Updates, "claim", claimed)

    done, answers = handled([Replica(memory, step=0.01) for memory in memories], [5])

    assert (len(done), answers) == (1, [True, True])


def test_without_a_store_everything_is_handled_here():
    assert handled([Replica(Memory(), name="alone")], [5, 6]) == ([(5, "alone"), (6, "alone")], [True, True])


def test_a_replica_hears_how_many_share_the_rate_and_leaves_its_share(memories):
    one, other = (Replica(memory) for memory in memories)
    told = []

    async def play():
        keeping = [
            asyncio.create_task(replica.keep(tell, every=0.01))
            for replica, tell in ((one, told.append), (other, told.append))
        ]
        while told[-2:] != [2, 2]:
            await asyncio.sleep(0.01)
        keeping[1].cancel()
        await asyncio.gather(keeping[1], return_exceptions=True)
        await other.leave()
        while one.live != 1:
            await asyncio.sleep(0.01)
        keeping[0].cancel()

    asyncio.run(asyncio.wait_for(play(), 20))

    assert told == [2, 2, 1]

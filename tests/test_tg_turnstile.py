import asyncio

from telegram import Chat, Message, Update, User

from bot.tg.traffic.turnstile import Turnstile


def update(number, user=7):
    chat, sender = Chat(user, "private"), User(user, "王", False)
    return Update(number, message=Message(number, None, chat, from_user=sender, text="公租房"))


def played(*updates, **options):
    """What was handled, in order of completion, and who was turned away, when all updates come at once."""
    done, away = [], []

    async def handle(one):
        await asyncio.sleep(0)
        done.append(one.update_id)

    async def on_crowd(one):
        away.append(one.update_id)

    async def play():
        turnstile = Turnstile(**options)
        turnstile.welcome(on_crowd)
        await asyncio.gather(*(turnstile.process_update(one, handle(one)) for one in updates))
        assert turnstile.inside == 0
        assert turnstile.oldest is None

    asyncio.run(play())
    return done, away


def test_an_update_that_comes_twice_is_handled_once():
    assert played(update(1), update(1), update(2, user=8)) == ([1, 2], [])


def test_updates_of_one_worker_are_handled_in_order():
    assert played(*(update(number) for number in range(1, 9))) == (list(range(1, 9)), [])


def test_a_crowd_of_one_worker_is_cut_short_with_one_word():
    crowd = [update(number) for number in range(1, 501)]

    done, away = played(*crowd, update(900, user=8), waiting=3)

    assert sorted(done) == [1, 2, 3, 900]
    assert away == [4]


def test_a_worker_among_a_crowd_of_another_does_not_wait_for_it():
    crowd = [update(number) for number in range(1, 11)]

    done, _ = played(*crowd, update(900, user=8), at_once=2)

    assert done.index(900) <= 1


def test_the_oldest_update_under_way_is_known():
    async def play():
        turnstile, gate = Turnstile(), asyncio.Event()

        async def handle():
            await gate.wait()

        tasks = [asyncio.create_task(turnstile.process_update(update(n, user=n), handle())) for n in (5, 4)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        found = turnstile.oldest, turnstile.inside
        gate.set()
        await asyncio.gather(*tasks)
        return found

    assert asyncio.run(play()) == (4, 2)


def test_how_long_each_update_took_is_told_to_who_wants_to_know():
    seconds = []

    async def handle():
        await asyncio.sleep(0)

    async def play():
        turnstile = Turnstile()
        turnstile.time(seconds.append)
        for number in (1, 1, 2):  # the second is a repetition
            await turnstile.process_update(update(number), handle())

    asyncio.run(play())

    assert len(seconds) == 2
    assert min(seconds) >= 0

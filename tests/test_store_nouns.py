import pytest
from make_store import NOON, days

from bot.store.errors import Fault, StoreError
from bot.store.records import Cited, Claim, Deed, Feedback, FeedbackKind, Follower, GapCount, Receipt, answer_id
from bot.store.updates import LEASE

ANNA, BORIS = 7_123_456_789, 42


def receipt(**given):
    return Receipt(
        answer_id(), "answer", "v1", ("公租房", "申请"), (Cited("p1", 2.5), Cited("p2", 1.0, shown=False, also_in=3)),
        floor=0.4, measure=0.7, **given,
    )  # fmt: skip


def keep_until_the_disk_is_full(store, kept):
    with store.together():
        store.receipts.keep(kept, worker=ANNA, question="班车", now=NOON)
        raise StoreError(Fault.FULL)


def test_a_workers_place_is_remembered_changed_and_taken_back(store):
    store.regions.choose(ANNA, "福州市", now=NOON)
    store.regions.choose(BORIS, "银川市", now=NOON)
    store.regions.choose(ANNA, "厦门市", now=NOON)
    assert (store.regions.find(ANNA), store.regions.find(BORIS), store.regions.find(3)) == ("厦门市", "银川市", "")

    store.regions.choose(ANNA, "", now=NOON)

    assert store.regions.find(ANNA) == ""


def test_a_receipt_comes_back_whole_and_knows_its_asker_without_a_name_or_the_words(store):
    kept = receipt(gap=3)

    store.receipts.keep(kept, worker=ANNA, question="公租房怎么申请", now=NOON)

    found = store.receipts.find(kept.id)
    assert (found.id, found.cited, found.terms, found.gap) == (kept.id, kept.cited, kept.terms, 3)
    assert found.question
    assert "公租房怎么申请" not in repr(found)
    assert store.receipts.find("nobody's") == Receipt("")


def test_the_same_question_has_the_same_digest_and_an_edit_takes_the_receipts_place(store):
    first, second = receipt(), receipt()
    for kept in (first, second):
        store.receipts.keep(kept, worker=ANNA, question="高温津贴", now=NOON)
    same = store.receipts.find(first.id).question == store.receipts.find(second.id).question

    store.receipts.keep(Receipt(first.id, "not_found", "v1"), worker=ANNA, question="别的", now=NOON)

    assert same
    assert store.receipts.find(first.id).kind == "not_found"
    assert store.receipts.find(first.id).question != store.receipts.find(second.id).question


def test_an_answer_has_one_word_of_feedback_the_last(store):
    assert store.feedback.give(Feedback("a", FeedbackKind.USEFUL), now=NOON)
    assert store.feedback.give(Feedback("b", FeedbackKind.OUTDATED, "p1"), now=NOON)

    again = store.feedback.give(Feedback("a", FeedbackKind.ELSEWHERE), now=NOON)

    assert not again
    assert store.feedback.count() == ((FeedbackKind.OUTDATED, 1), (FeedbackKind.ELSEWHERE, 1))


def test_questions_with_the_same_content_words_are_one_gap_counted_by_place_and_reason(store):
    one = store.gaps.note(["宠物", "保险"], "有宠物保险吗", reason="not_found", place="福州市", now=NOON)
    same = store.gaps.note(["保险", "宠物"], "宠物 保险", reason="not_found", place="福州市", now=NOON + days(1))
    store.gaps.note(["保险", "宠物"], "保险宠物", reason="outdated", now=NOON + days(1))
    other = store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)

    first, second = store.gaps.open()

    assert one == same == first.id
    assert second.id == other
    assert first.counts == (GapCount("福州市", "not_found", 2), GapCount("", "outdated", 1))
    assert (first.count, first.question, first.first, first.last) == (3, "有宠物保险吗", NOON, NOON + days(1))
    assert first.words == ("保险", "宠物")


def test_a_gap_closes_and_opens_again_when_it_is_asked_again(store):
    gap = store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)
    assert store.gaps.close([gap, 99], now=NOON) == 1
    assert store.gaps.open() == ()

    again = store.gaps.note(["班车"], "班车几点", reason="unclear", now=NOON)

    assert again == gap
    assert [open_gap.id for open_gap in store.gaps.open()] == [gap]


def test_a_gap_that_had_its_time_takes_its_links_along_and_its_number_is_never_used_again(store):
    gap = store.gaps.note(["班车"], "班车几点", reason="not_found", now=NOON)
    store.links.add(ANNA, gap, "班车几点", expires=NOON + days(300))
    store.gaps.close([gap], now=NOON)

    store.expire(NOON + days(200))

    assert store.links.due(now=NOON) == ()
    assert not store.links.add(ANNA, gap, "班车几点", expires=NOON + days(30))
    assert store.gaps.note(["食堂"], "食堂几点", reason="not_found", now=NOON) != gap


def gap_of(store, *words):
    return store.gaps.note(words, "班车几点", reason="not_found", now=NOON)


def test_who_waits_for_a_gap_is_told_by_one_caller_only_and_not_after_the_link_expired(store):
    gap = gap_of(store, "班车")
    store.links.add(ANNA, gap, "旧的问法", expires=NOON + days(1))
    store.links.add(ANNA, gap, "班车几点", expires=NOON + days(30))
    store.links.add(BORIS, gap, "班车呢", expires=NOON + days(1))
    store.gaps.close([gap], now=NOON)

    (link,) = store.links.due(now=NOON + days(2))

    assert (link.worker, link.question) == (ANNA, "班车几点")
    assert [store.links.take(link.id), store.links.take(link.id)] == [True, False]
    assert store.links.due(now=NOON + days(2)) == ()


def test_a_link_is_due_while_its_gap_is_answered_and_only_then(store):
    gap = gap_of(store, "班车")
    store.links.add(ANNA, gap, "班车几点", expires=NOON + days(30))

    before = store.links.due(now=NOON)
    store.gaps.close([gap], now=NOON)
    answered = store.links.due(now=NOON)
    gap_of(store, "班车")

    assert (before, len(answered), store.links.due(now=NOON)) == ((), 1, ())


def test_a_worker_who_takes_nothing_waits_for_nothing(store):
    gaps = [gap_of(store, "班车"), gap_of(store, "食堂")]
    for gap in gaps:
        store.links.add(ANNA, gap, "几点", expires=NOON + days(30))
        store.links.add(BORIS, gap, "几点", expires=NOON + days(30))
    store.gaps.close(gaps, now=NOON)

    store.links.drop(ANNA)

    assert {link.worker for link in store.links.due(now=NOON)} == {BORIS}


def test_followers_are_told_once_of_the_news_of_their_topics_since_they_began(store):
    store.editions.publish({"住房": ["p1"]}, now=NOON)
    assert [store.subscriptions.follow(ANNA, "住房", now=NOON) for _ in range(2)] == [True, False]
    store.subscriptions.follow(ANNA, "医疗", now=NOON + days(1))
    assert store.subscriptions.behind() == ()

    edition = store.editions.publish({"住房": ["p2"], "培训": ["p3"]}, now=NOON)
    store.subscriptions.follow(BORIS, "住房", now=NOON)

    assert store.subscriptions.behind() == (Follower(ANNA, edition, (("住房", ("p2",)),)),)
    assert [store.subscriptions.tell(ANNA, edition=edition) for _ in range(2)] == [True, False]
    assert store.subscriptions.behind() == ()


def test_two_editions_that_were_missed_are_told_as_one(store):
    store.subscriptions.follow(ANNA, "住房", now=NOON)
    store.subscriptions.follow(ANNA, "医疗", now=NOON)
    store.editions.publish({"住房": ["p1"], "医疗": ["p2"]}, now=NOON)

    edition = store.editions.publish({"住房": ["p3"]}, now=NOON)

    (follower,) = store.subscriptions.behind()
    assert follower == Follower(ANNA, edition, (("住房", ("p1", "p3")), ("医疗", ("p2",))))


def test_what_an_earlier_edition_had_is_no_news(store):
    first = store.editions.publish({"住房": ["p1"], "培训": []}, now=NOON)

    again = store.editions.publish({"住房": ["p1"]}, now=NOON)
    other = store.editions.publish({"住房": ["p1", "p2"], "补贴": ["p1"]}, now=NOON)

    assert (again, other > first > 0) == (0, True)


def test_all_topics_that_anybody_follows_stand_once(store):
    for worker, topic in ((ANNA, "住房"), (BORIS, "住房"), (BORIS, "医疗")):
        store.subscriptions.follow(worker, topic, now=NOON)

    assert set(store.subscriptions.followed()) == {"住房", "医疗"}
    assert len(store.subscriptions.followed()) == 2


def test_following_twice_is_following_once_and_ends_topic_by_topic_or_at_once(store):
    for topic in ("住房", "住房", "医疗", "培训"):
        store.subscriptions.follow(ANNA, topic, now=NOON)

    assert store.subscriptions.unfollow(ANNA, "住房") == ("住房",)
    assert store.subscriptions.topics(ANNA) == ("医疗", "培训")
    assert set(store.subscriptions.unfollow(ANNA)) == {"医疗", "培训"}
    assert store.subscriptions.unfollow(ANNA) == ()


def test_the_latest_actions_come_first(store):
    reload = Deed(NOON, BORIS, "reload", "42 篇文章")
    refused = Deed(NOON, ANNA, "reload", allowed=False)

    for action in (reload, refused):
        store.audit.record(action)

    assert store.audit.latest() == (refused, reload)
    assert store.audit.latest(limit=1) == (refused,)


def test_an_update_is_one_holders_until_it_is_handled(store):
    first = store.updates.claim(10, holder="a", now=NOON)
    meanwhile = store.updates.claim(10, holder="b", now=NOON)
    finished = store.updates.finish(10, holder="a")
    later = store.updates.claim(10, holder="b", now=NOON + days(1))

    assert (first, meanwhile, finished, later) == (Claim.OURS, Claim.ELSEWHERE, True, Claim.DONE)


def test_an_update_whose_holder_died_goes_to_the_next(store):
    store.updates.claim(10, holder="a", now=NOON)

    taken = store.updates.claim(10, holder="b", now=NOON + days(1))

    assert taken is Claim.OURS
    assert not store.updates.finish(10, holder="a")
    assert store.updates.finish(10, holder="b")


def test_a_holder_that_lives_keeps_what_it_is_at(store):
    store.updates.claim(10, holder="a", now=NOON)
    later = NOON + LEASE

    assert store.updates.renew(holder="a", now=later) == 1
    assert store.updates.claim(10, holder="b", now=later + LEASE / 2) is Claim.ELSEWHERE


def test_a_holder_that_stops_gives_up_what_it_left_unfinished(store):
    store.updates.claim(10, holder="a", now=NOON)
    store.updates.claim(11, holder="a", now=NOON)
    store.updates.claim(12, holder="b", now=NOON)
    store.updates.finish(11, holder="a")

    assert store.updates.release(holder="a") == 1
    claims = [store.updates.claim(number, holder="c", now=NOON) for number in (10, 11, 12)]
    assert claims == [Claim.OURS, Claim.DONE, Claim.ELSEWHERE]


def test_replicas_are_counted_until_they_leave_or_fall_silent(store):
    counts = [store.replicas.beat(name, now=NOON) for name in ("a", "b", "b", "c")]
    store.replicas.leave("c")

    assert counts == [1, 2, 2, 3]
    assert store.replicas.beat("a", now=NOON + LEASE) == 1


def test_a_days_figures_are_counted_from_midnight_in_china(store):
    late = NOON.replace(hour=16)  # midnight in China
    store.statistics.asked("answer", seconds=0.003, topics=["住房", "补贴"], now=NOON)
    store.statistics.asked("answer", seconds=0.02, topics=["住房"], now=NOON)
    store.statistics.asked("not_found", seconds=99, now=NOON)
    store.statistics.rated(FeedbackKind.USEFUL, now=NOON)
    store.statistics.asked("answer", seconds=1, now=late)

    first, second = store.statistics.days(NOON.date(), NOON.date() + days(1))

    assert first.kinds == (("answer", 2), ("not_found", 1))
    assert (first.questions, first.ratings, first.topics) == (3, (("useful", 1),), (("住房", 2), ("补贴", 1)))
    assert first.latencies == ((0.005, 1), (0.025, 1), (60.0, 1))
    assert (first.latency(0.5), first.latency(0.99)) == (0.025, 60.0)
    assert (second.date, second.questions) == (NOON.date() + days(1), 1)


def test_text_that_no_database_takes_is_kept_as_far_as_it_goes(store):
    gap = store.gaps.note(["\ud800坏", "字\0"], "一\0句\udfff话", reason="r" * 99, place="地" * 99, now=NOON)

    (kept,) = store.gaps.open()

    assert (kept.id, kept.question) == (gap, "一句话")
    assert kept.counts == (GapCount("地" * 64, "r" * 32, 1),)
    store.receipts.keep(Receipt("x", terms=("\ud800",)), worker=1, question="\ud800", now=NOON)
    assert store.receipts.find("x").terms == ("",)


def test_what_is_asked_together_is_kept_all_or_not_at_all(store):
    kept = receipt()
    with store.together():
        store.receipts.keep(kept, worker=ANNA, question="公租房", now=NOON)
        store.gaps.note(["公租房"], "公租房", reason="not_found", now=NOON)
    assert store.receipts.find(kept.id).id
    assert len(store.gaps.open()) == 1

    with pytest.raises(StoreError):
        keep_until_the_disk_is_full(store, lost := receipt())

    assert store.receipts.find(lost.id) == Receipt("")
    store.regions.choose(ANNA, "福州市", now=NOON)
    assert store.regions.find(ANNA) == "福州市"

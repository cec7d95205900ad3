import numpy as np
import pytest

from bot.children import ChildError
from bot.known import Carried, Known
from bot.once import Owned, Passages
from bot.passages import description
from bot.passages.description import Describer, Telling
from bot.passages.divisions import Gazetteer
from bot.passages.telling import Teller
from tests.make import Left, make_article

GAZETTEER = Gazetteer.build()
ARTICLES = (
    make_article(
        "新华区开办夜校，报名条件：十八岁以上。",
        "兴庆区总工会3月1日起受理，本人携带身份证到服务站办理。",
        title="银川市总工会通知",
        region=("宁夏回族自治区", "银川市"),
    ),
    make_article("本报讯 (记者 王五) 会上，负责人表示要坚持把\ud800培训办好。", title=None),
    make_article(title="空的"),
    make_article("河北省石家庄市新华区总工会慰问环卫工。", "新华区的热线：12351。", title="两地"),
)


def passages_of(articles, rows):
    ids = np.arange(len(rows), dtype=np.int64).view("V8")
    return Passages(Owned(articles), np.asarray(rows), ids, also_in={}, groups={})


PASSAGES = passages_of(ARTICLES, range(5))
DESCRIBED = tuple(map(Describer(GAZETTEER).describe, PASSAGES))


@pytest.fixture
def by_a_child(monkeypatch):
    monkeypatch.setattr(description, "MANY", 0)


def test_this_process_tells_what_each_is_told_alone():
    assert any(passage.region for passage in DESCRIBED)
    assert Telling(ARTICLES, GAZETTEER).of(PASSAGES) == DESCRIBED


def test_a_child_tells_what_this_process_tells(by_a_child):
    assert Telling(ARTICLES, GAZETTEER).of(PASSAGES) == DESCRIBED


def test_only_those_that_stand_are_described_and_what_was_told_before_is_told_with_what_is_new(monkeypatch):
    first = Left()
    carried = Carried.nothing(3, Known(keeper=first))
    Telling(ARTICLES[:2], GAZETTEER, carried=carried).of(passages_of(ARTICLES[:2], [0]))

    carried = Carried(np.asarray([0, 1, 2, -1, -1]), Known(first.tables))
    monkeypatch.setattr(description, "MANY", 0)
    told = Telling(ARTICLES, GAZETTEER, carried=carried).of(passages_of(ARTICLES, [1, 3]))

    assert [(one.region, one.kind) for one in told] == [(one.region, one.kind) for one in DESCRIBED[1::2]]


def test_where_a_child_is_gone_this_process_tells(by_a_child, monkeypatch):
    def gone(*_):
        raise ChildError("telling 1 articles")

    monkeypatch.setattr(Teller, "tell", gone)

    assert Telling(ARTICLES, GAZETTEER).of(PASSAGES) == DESCRIBED


def test_a_child_that_is_gone_is_plain():
    with Teller(GAZETTEER) as teller:
        teller._process.kill()
        teller._process.wait()

        with pytest.raises(ChildError, match="telling 1 articles"):
            teller.tell([(ARTICLES[0], [0])])

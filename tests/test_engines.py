"""What every engine promises, asked of each that is at hand."""

import datetime as dt
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from conftest import ARTICLES
from milvus import MISSING, is_installed, milvus_server

from bot.engines.engine import EngineError, Fault, publish
from bot.library import version_of
from bot.loading import load_library
from bot.model import AnswerKind
from tests.embedded import Embedded

NOW = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
TODAY = NOW.date()
ENGINES = [
    "embedded",
    pytest.param("milvus", marks=pytest.mark.skipif(not is_installed(), reason=MISSING)),
]
QUESTIONS = ("租房补贴怎么领", "电工班几点上课", "医疗互助交多少钱", "驿站几点开门", "护照丢了怎么补办", "你好", "工会")

_aliases = itertools.count(1)


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="milvus"))
    with milvus_server(folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "embedded":
        return Embedded()
    from bot.engines.milvus import Milvus

    return Milvus(request.getfixturevalue("server").uri, alias=f"test{next(_aliases)}")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A library that says something else about the same matters."""
    root = tmp_path_factory.mktemp("other")
    for name, text in ARTICLES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("360元", "480元").replace("七点", "八点"), encoding="utf-8")
    return load_library(root)


def answers(library):
    return [library.answer(question, today=TODAY) for question in QUESTIONS]


def quotes(library, question):
    return [citation.quote for citation in library.answer(question, today=TODAY).citations]


def test_a_version_that_is_active_answers_as_the_library_that_it_was_built_from(engine, library):
    publish(engine, library, now=NOW)

    found = answers(engine.library())

    assert [answer.kind for answer in found] == [answer.kind for answer in answers(library)]
    assert [answer.citations for answer in found] == [answer.citations for answer in answers(library)]
    assert found[0].kind is AnswerKind.ANSWER


def test_every_quote_stands_in_its_passage(engine, library):
    publish(engine, library, now=NOW)

    for answer in answers(engine.library()):
        for citation in answer.citations:
            end = citation.start + len(citation.quote)
            assert citation.passage.text[citation.start : end] == citation.quote


def test_why_an_answer_came_about_is_told_alike(engine, library):
    publish(engine, library, now=NOW)

    found = engine.library().explain("租房补贴怎么领", today=TODAY)

    assert found == library.explain("租房补贴怎么领", today=TODAY)


def test_all_articles_and_passages_can_be_read_back(engine, library):
    publish(engine, library, now=NOW)

    found = engine.library()

    assert (tuple(found.articles), tuple(found.passages)) == (tuple(library.articles), library.passages)
    assert found.passages[-1] == library.passages[-1]
    assert found.passages[1:3] == list(library.passages[1:3]) or found.passages[1:3] == library.passages[1:3]
    assert version_of(found) == version_of(library)
    assert found.contents == library.contents


def test_nobody_is_answered_before_a_version_is_active(engine, library):
    version = engine.build(library, now=NOW)
    engine.validate(version)

    with pytest.raises(EngineError) as caught:
        engine.library()

    assert caught.value.fault is Fault.EMPTY
    assert engine.active() is None
    assert engine.versions() == (version,)


def test_a_version_is_built_beside_the_one_that_answers(engine, library, other):
    first = publish(engine, library, now=NOW)
    second = engine.build(other, now=NOW)

    assert engine.active() == first
    assert "360元" in quotes(engine.library(), "租房补贴怎么领")[0]
    engine.activate(second)
    assert engine.active() == second
    assert "480元" in quotes(engine.library(), "租房补贴怎么领")[0]


def test_a_question_under_way_keeps_the_version_that_it_began_with(engine, library, other):
    publish(engine, library, now=NOW)
    begun = engine.library()

    publish(engine, other, now=NOW)

    assert "360元" in quotes(begun, "租房补贴怎么领")[0]
    assert engine.library() is engine.library()


def test_the_version_before_can_be_taken_up_again_and_older_ones_go(engine, library, other):
    oldest = publish(engine, library, now=NOW)
    before = publish(engine, other, now=NOW)
    latest = publish(engine, library, now=NOW)

    assert engine.versions() == (latest, before)
    engine.activate(before)
    assert engine.active() == before
    assert set(engine.versions()) == {latest, before}
    with pytest.raises(EngineError):
        engine.validate(oldest)


def test_a_version_tells_what_it_holds(engine, library):
    version = engine.build(library, now=NOW)

    assert (version.mark, version.built) == (version_of(library), NOW)
    assert (version.articles, version.passages) == (len(library.articles), len(library.passages))


def test_an_engine_that_answers_is_well(engine, library):
    publish(engine, library, now=NOW)

    engine.health()


def test_every_fault_has_its_sentence_in_chinese():
    for fault in Fault:
        assert str(EngineError(fault))[-1] in "。）"

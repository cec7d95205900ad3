import json
import os

import pytest

from bot.evaluation import Expected
from bot.golden import GOLDEN, MEND, MOST_FAILING, Move, Trial, golden_trial, tried
from tests.test_tg_desk import TEXTS, library_of

RENT, AID = Expected("公租房怎么申请", (("轮候配租",),)), Expected("医疗互助金最高多少", (("三万元",),))


def test_a_question_that_lost_its_answer_fails_and_its_source_has_moved():
    trial = tried((RENT, AID), old=library_of(*TEXTS), new=library_of(*TEXTS[1:]))

    assert trial.asked == 2
    assert trial.failing == (RENT.question,)
    assert Move(RENT.question, "1.md", "") in trial.moved


def test_the_same_library_moves_nothing_and_a_question_that_must_not_be_answered_may_fail_too():
    library = library_of(*TEXTS)

    assert tried((RENT, Expected("火星移民", None)), old=library, new=library) == Trial(2)
    assert tried((Expected("公租房怎么申请", None),), old=library, new=library).failing == ("公租房怎么申请",)


def test_only_more_than_a_few_failures_are_bad():
    assert not Trial(9, ("问",) * MOST_FAILING).is_bad
    assert Trial(9, ("问",) * (MOST_FAILING + 1)).is_bad


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_golden_file_may_have_any_encoding_that_an_article_may_have(tmp_path, encoding):
    question = json.dumps({"question": f"{RENT.question}\u2028", "answer_contains": RENT.contains}, ensure_ascii=False)
    (tmp_path / GOLDEN).write_bytes(f"{question}\r\n\r\n{question}\r\n".encode(encoding))
    library = library_of(*TEXTS)

    assert golden_trial(tmp_path, old=library, new=library) == Trial(2)


def test_a_golden_file_that_is_too_large_is_a_problem_and_is_not_read(tmp_path):
    with (tmp_path / GOLDEN).open("wb") as file:
        os.truncate(file.fileno(), 17 << 20)

    problem = golden_trial(tmp_path, old=library_of(*TEXTS), new=library_of(*TEXTS)).problem

    assert problem is not None
    assert "文件太大" in problem.problem


def test_a_golden_file_of_brackets_nested_by_the_thousand_is_a_problem(tmp_path):
    (tmp_path / GOLDEN).write_text("[" * 100_000)

    problem = golden_trial(tmp_path, old=library_of(*TEXTS), new=library_of(*TEXTS)).problem

    assert problem is not None
    assert (problem.file, problem.mend) == (GOLDEN, MEND)


def test_a_folder_without_golden_questions_is_tried_with_none(tmp_path):
    assert golden_trial(tmp_path, old=library_of(*TEXTS), new=library_of(*TEXTS)) == Trial()

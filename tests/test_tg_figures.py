import csv
import io

from bot.store.records import Gap, GapCount
from bot.tg.admins.figures import gaps_table, of_explanation, of_gaps
from bot.tg.memory import now
from bot.tg.render import LIMIT
from tests.test_tg_desk import TEXTS, library_of


def gap(question, number=1):
    counts = (GapCount("甘肃省兰州市", "not_found", 3), GapCount("", "outdated", 1))
    return Gap(number, ("火星", "移民"), question, now(), now(), counts)


def test_a_cell_of_the_table_is_never_a_formula():
    table = gaps_table([gap("=cmd()")])

    head, row = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert row[:5] == ["火星 移民", "'=cmd()", "4", "没找到 3、过时了 1", "甘肃省兰州市 3"]
    assert len(head) == len(row)


def test_any_number_of_gaps_and_any_explanation_fit_into_one_message():
    explanation = library_of(*TEXTS).explain("职工申请公租房医疗互助" * 90)

    assert len(of_gaps([gap("问" * 200, n) for n in range(900)])) <= LIMIT
    assert len(of_explanation(explanation, version="0a1b2c3d")) <= LIMIT

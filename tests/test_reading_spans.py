"""A row of a table says of which group it is, in web pages and Word files."""

import pytest
from make_files import make_docx

from bot.reading.markup import blocks_of
from bot.reading.spans import Cell, Spans, sizes
from bot.reading.word import read_word


def rows(table):
    return [block.text for block in blocks_of(f"<table>{table}</table>")]


def tr(*cells):
    return f"<tr>{''.join(cells)}</tr>"


def td(text, **size):
    return f"<td{''.join(f' {name}={number}' for name, number in size.items())}>{text}</td>"


def test_a_cell_that_reaches_down_is_told_in_each_row():
    table = tr(td("区", rowspan=1), td("工种"), td("名额"))
    table += tr(td("东区", rowspan=2), td("电工"), td("40人")) + tr(td("焊工"), td("30人"))
    table += tr(td("西区"), td("电工"), td("20人"))

    assert rows(table) == ["区 | 工种 | 名额", "东区 | 电工 | 40人", "东区 | 焊工 | 30人", "西区 | 电工 | 20人"]


def test_it_stands_in_its_own_column():
    table = tr(td("电工"), td("免费", rowspan=2), td("40人")) + tr(td("焊工"), td("30人"))
    table += tr(td("合计", colspan=2), td("70人", rowspan=2)) + tr(td("含补录"), td("5人"))

    assert rows(table) == ["电工 | 免费 | 40人", "焊工 | 免费 | 30人", "合计 | 70人", "含补录 | 5人 | 70人"]


def test_a_row_of_one_cell_below_a_group_is_a_row():
    assert rows(tr(td("东区", rowspan=2), td("青梧路")) + tr(td("柳河街"))) == ["东区 | 青梧路", "东区 | 柳河街"]


def test_the_next_table_begins_anew():
    table = tr(td("东区", rowspan=9), td("青梧路"))

    assert rows(table + "</table><table>" + tr(td("甲"), td("乙"))) == ["东区 | 青梧路", "甲 | 乙"]


def test_what_is_long_is_told_once():
    long = "凡在本市缴纳社会保险满一年的职工，不分户口，不分工种，都可以申请"

    assert rows(tr(td(long, rowspan=2), td("甲")) + tr(td("乙"), td("丙"))) == [f"{long} | 甲", "乙 | 丙"]


@pytest.mark.parametrize("written", ["0", "-2", "x", "1e9", "٣", "", None])
def test_a_size_that_is_none_is_one(written):
    assert sizes({"rowspan": written}) == (1, 1)


def test_endless_cells_grow_by_little():
    spans = Spans()
    for _ in range(1000):
        texts = spans.row([Cell("名" * 30, 10**6, 1)] * 50)

    assert len(texts) < 60


def test_merged_cells_of_a_word_table():
    def cell(text, merged=""):
        return f"<w:tc><w:tcPr>{merged}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = f"<w:tr>{cell('区')}{cell('地址')}</w:tr><w:tr>{cell('东区', begins)}{cell('青梧路')}</w:tr>"
    table += f"<w:tr>{cell('', goes_on)}{cell('柳河街')}</w:tr>"

    (article,), _ = read_word(make_docx(f"<w:tbl>{table}</w:tbl>"), file="a.docx")

    assert article.paragraphs[0].text == "区 | 地址\n东区 | 青梧路\n东区 | 柳河街"

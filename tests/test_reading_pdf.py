"""A PDF is read as a reader reads it: column by column, without page numbers."""

import itertools

import pytest

from bot.model import Paragraph
from bot.reading import pdf, problems
from bot.reading.blocks import Block
from bot.reading.files import FileError
from bot.reading.pdf import read_pdf
from tests.make_files import make_pdf

LEFT = [
    "　　困难职工可以申请住房补贴，由基层工",
    "会代为办理，材料由工会初审，再转住房",
    "保障部门办理。",
    "　　补贴按季度发放，逾期不再补发，职工",
]
RIGHT = [
    "要及时提出申请，带上身份证原件，窗口",
    "当场核对以后退还。",
    "　　领取补贴的人要在工会建有档案，并且",
    "签有三个月以上的租房合同。",
]


def column(lines, *, left):
    return [(left, 740 - 15 * place, 10, text) for place, text in enumerate(lines)]


def test_columns_are_read_one_after_the_other():
    page = [(150, 780, 22, "住房帮扶办法"), *column(LEFT, left=60), *column(RIGHT, left=320), (290, 30, 10, "- 1 -")]

    (article,), found = read_pdf(make_pdf(page), file="a.pdf")

    assert (article.title, found) == ("住房帮扶办法", ())
    assert [paragraph.text for paragraph in article.paragraphs] == [
        "困难职工可以申请住房补贴，由基层工会代为办理，材料由工会初审，再转住房保障部门办理。",
        "补贴按季度发放，逾期不再补发，职工要及时提出申请，带上身份证原件，窗口当场核对以后退还。",
        "领取补贴的人要在工会建有档案，并且签有三个月以上的租房合同。",
    ]


def test_a_narrow_headline_over_three_columns_does_not_close_the_gaps_between_them():
    thirds = [[line[:9] for line in lines] for lines in (LEFT, RIGHT, LEFT)]
    page = [(200, 780, 20, "住房帮扶办法"), *(x for n in range(3) for x in column(thirds[n], left=60 + 150 * n))]

    (article,), _ = read_pdf(make_pdf(page), file="a.pdf")

    text = "".join(paragraph.text for paragraph in article.paragraphs)
    assert (article.title, text) == ("住房帮扶办法", "".join(itertools.chain(*thirds)).replace("　", ""))


def test_a_page_that_is_printed_upside_down_is_turned():
    page = [(60, 500 - 15 * n, 10, line) for n, line in enumerate([*LEFT[:3], *RIGHT[2:]])]

    (article,), _ = read_pdf(make_pdf(page, matrix="-1 0 0 -1 595 842"), file="住房帮扶办法全文.pdf")

    assert [paragraph.text for paragraph in article.paragraphs] == [
        "困难职工可以申请住房补贴，由基层工会代为办理，材料由工会初审，再转住房保障部门办理。",
        "领取补贴的人要在工会建有档案，并且签有三个月以上的租房合同。",
    ]


SHORT = ["逾期不补。", "困难职工可以申请住房补贴，由基层工会代为办理。", "带上身份证。", "补贴按季度发放。"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 595 0", "0 -1 1 0 0 842"])
def test_short_lines_of_a_page_that_is_turned_sideways_are_read(matrix):
    page = [(60, 500 - 30 * n, 10, "　　" + line) for n, line in enumerate(SHORT)]

    (article,), found = read_pdf(make_pdf(page, matrix=matrix), file="住房帮扶办法全文.pdf")

    assert ([paragraph.text for paragraph in article.paragraphs], found) == (SHORT, ())


def test_pages_beyond_the_most_that_are_read_are_named(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)

    (article,), found = read_pdf(make_pdf(column(LEFT[:3], left=60), column(RIGHT, left=60)), file="a.pdf")

    assert len(article.paragraphs) == 1
    assert found == (problems.MORE_PAGES.at("a.pdf", 2, count=2, limit=1),)


def test_a_paragraph_goes_on_over_the_page_and_its_seams_are_kept():
    (article,), _ = read_pdf(make_pdf(column(LEFT, left=60), column(RIGHT, left=60)), file="住房帮扶办法全文.pdf")

    assert article.paragraphs[1] == Paragraph(
        "补贴按季度发放，逾期不再补发，职工要及时提出申请，带上身份证原件，窗口当场核对以后退还。", 2, 1, seams=(17, 35)
    )
    assert article.paragraphs[2].line == 2


@pytest.mark.parametrize("count", [2, 4])
def test_heads_and_page_numbers_of_the_pages_are_no_text(count):
    pages = [[(60, 800, 9, "工会办事手册"), *column(LEFT[:3], left=60), (290, 30, 9, f"第{n}页")] for n in range(count)]

    (article,), _ = read_pdf(make_pdf(*pages), file="a.pdf")

    assert len(article.paragraphs) == count
    assert "手册" not in "".join(paragraph.text for paragraph in article.paragraphs)


def test_text_that_sets_no_paragraph_apart_is_cut_at_full_stops():
    lines = [f"补贴按季度发放第{n:02}条的办法{'。' if n % 5 == 4 else '，'}" for n in range(50)]

    (article,), _ = read_pdf(make_pdf([(60, 790 - 15 * n, 10, line) for n, line in enumerate(lines)]), file="a.pdf")

    assert [part.text for part in article.paragraphs] == ["".join(lines[n : n + 5]) for n in range(0, 50, 5)]


def test_no_block_is_looked_for_among_all_others(monkeypatch):
    compared = []
    monkeypatch.setattr(Block, "__eq__", lambda self, other: compared.append(other) or self is other)
    lines = [f"　　补贴按季度发放第{n:02}条的办法由工会定。" for n in range(40)]

    read_pdf(make_pdf([(60, 790 - 15 * n, 10, line) for n, line in enumerate(lines)]), file="a.pdf")

    assert len(compared) < len(lines)


def test_a_scan_is_refused_with_its_mend():
    with pytest.raises(FileError) as refusal:
        read_pdf(make_pdf([], []), file="a.pdf")

    assert refusal.value.trouble is problems.SCANNED


def test_a_scan_that_a_program_has_stamped_is_a_scan_and_a_page_over_a_picture_is_none():
    with pytest.raises(FileError) as refusal:
        read_pdf(make_pdf([(60, 20, 8, "Scanned by CamScanner")], are_pictures=True), file="a.pdf")

    assert refusal.value.trouble is problems.SCANNED
    assert read_pdf(make_pdf(column(LEFT, left=60), are_pictures=True), file="a.pdf")[0]


def test_the_rows_of_a_table_are_read_across_and_stand_together():
    def row(bottom, *cells):
        return [(60 + 180 * n, bottom, 11, cell) for n, cell in enumerate(cells)]

    table = [
        *row(700, "学历", "金额", "备注"),
        *row(680, "本科", "3000元", "一次性"),
        *row(660, "专科", "2000元", "按年"),
    ]
    above, below = "下面是各类学历的补贴标准，请各单位对照执行。", "以上标准由市总工会负责解释。"
    lines = [(60, 760, 20, "补贴标准"), (60, 720, 11, above), *table, (60, 640, 11, below)]

    (article,), _ = read_pdf(make_pdf(lines), file="a.pdf")

    rows = "学历 | 金额 | 备注\n本科 | 3000元 | 一次性\n专科 | 2000元 | 按年"
    assert [part.text for part in article.paragraphs] == [above, rows, below]


def test_a_headline_over_the_middle_column_stands_above_all_three():
    lines = [
        (60 + 180 * n, 700 - 16 * k, 11, text)
        for n in range(3)
        for k, text in enumerate(["困难职工可以在线上办理", "补贴的申请手续，由基层", "工会在三日以内代为办好"])
    ]

    (article,), _ = read_pdf(make_pdf([(255, 760, 20, "补贴标准"), *lines]), file="a.pdf")

    assert article.title == "补贴标准"
    assert len(article.paragraphs) == 1


def test_pages_without_text_are_named():
    _, found = read_pdf(make_pdf(column(LEFT[:3], left=60), []), file="a.pdf")

    assert found == (problems.SCANNED_PAGES.at("a.pdf", 2, pages="2"),)


def test_what_is_no_pdf_is_refused():
    with pytest.raises(FileError) as refusal:
        read_pdf(b"%PDF-1.4 and nothing more", file="a.pdf")

    assert refusal.value.trouble is problems.BROKEN_FILE


def test_the_numbers_before_every_line_are_no_words_of_the_text():
    texts = ["职工凭会员卡可以到服务点办理登记、咨询和法律", "援助，每个服务点都有一名专职工作人员值守。"] * 8
    rows = [(60, 760 - 20 * place, 9, str(place + 1)) for place in range(len(texts))]
    rows += [(90, 760 - 20 * place, 12, text) for place, text in enumerate(texts)]

    (article,), _ = read_pdf(make_pdf(rows), file="a.pdf")

    assert not any(char.isdigit() for part in article.paragraphs for char in part.text)


@pytest.mark.parametrize("repeats", [True, False])
def test_a_table_goes_on_over_the_page_under_the_names_of_its_columns(repeats):
    def rows(numbers, top):
        cells = [(str(n), f"第{n}服务站", f"555{n:04}") for n in numbers]
        return [
            (left, top - 20 * place, 10, text)
            for place, row in enumerate(cells)
            for left, text in zip((60, 110, 300), row, strict=True)
        ]

    names = [(60, 760, 10, "序号"), (110, 760, 10, "站点"), (300, 760, 10, "电话")]
    again = [(left, 800, size, text) for left, _, size, text in names] if repeats else []
    first = [(200, 800, 18, "服务站名单"), *names, *rows(range(1, 35), 740), (280, 30, 10, "1")]
    second = [*again, *rows(range(35, 60), 780), (280, 30, 10, "2")]

    (article,), _ = read_pdf(make_pdf(first, second), file="a.pdf")

    assert [part.text for part in article.paragraphs] == [
        f"序号 | 站点 | 电话\n{n} | 第{n}服务站 | 555{n:04}" for n in range(1, 60)
    ]


def test_a_row_of_a_table_may_lack_a_cell():
    rows = [(60, 700, 12, "学历"), (200, 700, 12, "金额"), (340, 700, 12, "备注")]
    rows += [(60, 680, 12, "本科"), (340, 680, 12, "一次性"), (60, 660, 12, "专科"), (200, 660, 12, "2000元")]

    (article,), _ = read_pdf(make_pdf([(60, 740, 12, "助学金这样发，当年有效。"), *rows]), file="a.pdf")

    assert article.paragraphs[1].text == "学历 | 金额 | 备注\n本科 |  | 一次性\n专科 | 2000元 | "


def test_words_in_two_columns_of_another_row_are_no_row():
    rows = [
        (60, 700, 12, "学历"),
        (200, 700, 12, "金额"),
        (60, 680, 12, "本科和专科都可以申请不分先后"),
        (300, 680, 12, "年内"),
    ]

    (article,), _ = read_pdf(make_pdf([(60, 740, 12, "助学金这样发，当年有效。"), *rows]), file="a.pdf")

    assert not any("|" in part.text for part in article.paragraphs)


def test_a_character_by_itself_in_a_font_that_the_file_does_not_bring_is_told_to_be_lost():
    text = (60, 740, 12, "助学金这样发，当年有效。")

    (article,), found = read_pdf(make_pdf([text], [text, (60, 700, 12, "区")]), file="a.pdf")

    assert article.paragraphs[0].text == text[3] * 2
    assert found == (problems.LOST_WORDS.at("a.pdf", 2, pages="2"),)


def test_a_file_of_such_characters_is_no_scan():
    with pytest.raises(FileError) as caught:
        read_pdf(make_pdf([(60, 740, 12, "区"), (60, 700, 12, "县")]), file="a.pdf")

    assert caught.value.at("a.pdf") == problems.NO_FONT.at("a.pdf")

"""The formulas of a Word file are words of its sentences."""

import pytest
from make_files import make_docx

from bot.reading.formulas import written_out
from bot.reading.word import read_word


def said(formula):
    """What a worker reads of a formula within a sentence."""
    math = f'<m:oMath xmlns:m="math">{formula}</m:oMath>'
    before, after = (f"<w:r><w:t>{text}</w:t></w:r>" for text in ("加班工资按", "计算，每月发放。"))
    (article,), _ = read_word(make_docx(f"<w:p>{before}{math}{after}</w:p>"), file="a.docx")
    [paragraph] = article.paragraphs
    return paragraph.text.removeprefix("加班工资按").removesuffix("计算，每月发放。")


def run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above, below):
    return f"<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (run("月工资÷21.75×150%"), "月工资÷21.75×150%"),
        (fraction(run("月工资"), run("21.75")) + run("×150%"), "月工资/21.75×150%"),
        (fraction(run("a+b"), run("12")), "(a+b)/12"),
        (fraction(run("1"), fraction(run("2"), run("3"))), "1/(2/3)"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:sSub><m:e>{run('S')}</m:e><m:sub>{run('1')}</m:sub></m:sSub>", "S_1"),
        (f"<m:rad><m:deg/><m:e>{run('a+b')}</m:e></m:rad>", "√(a+b)"),
        (f"<m:d><m:e>{run('a+b')}</m:e></m:d>", "(a+b)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{run("a+b")}</m:e></m:d>', "[a+b]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e>{run("工资")}</m:e></m:nary>', "∑工资"),
        (run("工资&lt;3000元"), "工资<3000元"),
    ],
)
def test_a_formula_is_written_in_one_line(formula, text):
    assert said(formula) == text


def test_a_formula_that_is_a_paragraph_is_one():
    math = f"<w:p><m:oMathPara xmlns:m='math'><m:oMath>{run('补贴额=月租金×30%')}</m:oMath></m:oMathPara></w:p>"
    (article,), _ = read_word(make_docx(f"<w:p><w:r><w:t>补贴按月发放。</w:t></w:r></w:p>{math}"), file="a.docx")

    assert [paragraph.text for paragraph in article.paragraphs] == ["补贴按月发放。", "补贴额=月租金×30%"]


def test_what_is_not_closed_stays():
    part = b"<w:p><m:oMath><m:r><m:t>a</m:t></m:r></w:p>"

    assert written_out(part) == part


@pytest.mark.parametrize(
    "part",
    [
        b"<m:oMath>" * 200_000,
        b"<m:oMath>" + b"<m:f><m:num>" * 100_000 + b"</m:num></m:f>" * 100_000 + b"</m:oMath>",
        b"<m:oMath>" + b"<m:d>" * 100_000 + b"</m:oMath>",
        b"<m:oMath>" + b"</m:d></m:num>" * 100_000 + b"</m:oMath>",
    ],
    ids=["opened", "nested", "begun", "ended"],
)
def test_hostile_ones_end(part):
    assert len(written_out(part)) < 2 * len(part)

"""A Word file is read with its headings, lists and tables, and never unpacked beyond measure."""

import re

import pytest

from bot.model import Paragraph
from bot.reading import problems
from bot.reading.files import FileError
from bot.reading.numbering import numbered
from bot.reading.ooxml import attribute, elements, packed
from bot.reading.word import LIMIT, read_word
from tests.make_files import make_docx, paragraph

ONE = "困难职工可以申请住房补贴。"
TWO = "补贴按季度发放，全年不超过3600元。"


def test_the_bare_first_line_is_the_title_and_numbered_lines_are_sections():
    body = paragraph("住房帮扶办法") + paragraph(ONE) + paragraph("一、补贴标准") + paragraph(TWO)

    (article,), found = read_word(make_docx(body), file="a.docx")

    assert (article.title, found) == ("住房帮扶办法", ())
    assert article.paragraphs == (Paragraph(ONE, 1, 2), Paragraph(TWO, 2, 4, section=("一、补贴标准",)))


def test_what_was_struck_out_is_gone_and_what_was_put_in_stands():
    body = (
        "<w:p><w:r><w:t>补贴</w:t></w:r><w:del><w:r><w:delText>2000</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>3000</w:t></w:r></w:ins><w:r><w:t>元，按季度发放。</w:t></w:r></w:p>"
    )

    (article,), _ = read_word(make_docx(paragraph("住房帮扶办法") + body), file="a.docx")

    assert [part.text for part in article.paragraphs] == ["补贴3000元，按季度发放。"]


def box(newer, older=""):
    content = "<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"
    fallback = f"<mc:Fallback>{older}</mc:Fallback>" if older else ""
    return (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{content.format(newer)}</mc:Choice>{fallback}</mc:AlternateContent></w:r></w:p>'
    )


@pytest.mark.parametrize(
    "older",
    [
        "",
        "<w:drawing></w:drawing>",
        f"<w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>{paragraph(TWO)}</w:txbxContent></v:textbox></w:pict>",
    ],
)
def test_a_text_box_is_read_once_whether_older_programs_can_show_it_or_not(older):
    body = paragraph("住房帮扶办法") + paragraph(ONE) + box(paragraph(TWO), older)

    (article,), found = read_word(make_docx(body), file="a.docx")

    assert ([part.text for part in article.paragraphs], found) == ([ONE, TWO], ())


def test_a_text_box_that_stands_without_a_choice_is_read():
    body = paragraph("住房帮扶办法") + re.sub("</?mc:(?:AlternateContent|Choice)[^>]*>", "", box(paragraph(TWO)))

    (article,), _ = read_word(make_docx(body + paragraph(ONE)), file="a.docx")

    assert [part.text for part in article.paragraphs] == [TWO, ONE]


def run(text, properties):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def texts(body, **given):
    (article,), found = read_word(make_docx(paragraph("住房帮扶办法") + body, **given), file="a.docx")
    assert found == ()
    return [part.text for part in article.paragraphs]


def test_what_is_struck_through_no_longer_stands():
    body = "".join(run(*each) for each in (("补贴", ""), ("2000", "<w:strike/>"), ("3000元，按季度发放。", "")))

    assert texts(f"<w:p>{body}</w:p>") == ["补贴3000元，按季度发放。"]


def test_words_in_a_field_or_below_their_reading_are_words_of_the_sentence():
    field = f'<w:fldSimple w:instr="DATE">{run("2026年", "")}</w:fldSimple>'
    base = f"<w:rubyBase>{run('补贴', '')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('bǔtiē', '')}</w:rt>{base}</w:ruby></w:r>"
    turned = f'<w:bdo w:val="ltr">{run("3000元，", "")}</w:bdo>'

    assert texts(f"<w:p>{field}{ruby}{turned}{run('按季度发放。', '')}</w:p>") == ["2026年补贴3000元，按季度发放。"]


def test_hidden_words_are_not_read():
    runs = (
        ("补贴", ""),
        ("内部标准5000元", "<w:vanish/>"),
        ("3000元，", '<w:vanish w:val="0"/>'),
        ("按季度发放。", '<w:b/><w:vanish w:val="false"></w:vanish>'),
        ("（不公开）", '<w:vanish w:val="true"/>'),
    )
    body = "".join(run(*each) for each in runs)

    assert texts(f"<w:p>{body}</w:p><w:p>{run('全段隐藏的话。', '<w:vanish/>')}</w:p>") == ["补贴3000元，按季度发放。"]


def test_what_is_set_in_a_hidden_style_is_not_read():
    styles = (
        '<w:style w:type="character" w:styleId="a1"><w:name w:val="内部"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="a2"><w:name w:val="批注"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="character" w:styleId="a3"><w:name w:val="公开"/><w:basedOn w:val="a1"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b1"><w:name w:val="底稿"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    runs = (("补贴", ""), ("内部标准", "a1"), ("另议", "a2"), ("按季度发放。", "a3"))
    body = "".join(run(text, f'<w:rStyle w:val="{style}"/>' if style else "") for text, style in runs)
    draft = f'<w:p><w:pPr><w:pStyle w:val="b1"/></w:pPr>{run("底稿里的话。", "")}</w:p>'

    assert texts(f"<w:p>{body}</w:p>{draft}", styles=styles) == ["补贴按季度发放。"]


def test_a_table_is_one_paragraph_with_its_rows():
    def row(*cells):
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

    body = paragraph("补贴标准") + f"<w:tbl>{row('项目', '标准')}{row('采暖', '每户800元')}</w:tbl>"

    (article,), _ = read_word(make_docx(body), file="a.docx")

    assert [part.text for part in article.paragraphs] == ["项目 | 标准\n采暖 | 每户800元"]


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (make_docx(" " * (LIMIT + 1)), problems.TOO_MUCH_INSIDE),
        (b"PK\x03\x04 and nothing more", problems.BROKEN_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", problems.BROKEN_FILE),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), problems.LOCKED),
    ],
    ids=["bomb", "cut off", "old format", "password"],
)
def test_what_cannot_be_read_is_refused_before_it_is_unpacked(data, trouble):
    with pytest.raises(FileError) as refusal:
        read_word(data, file="a.docx")

    assert refusal.value.trouble is trouble


def test_the_mark_of_a_note_is_no_word_of_the_sentence():
    body = paragraph("住房帮扶办法") + paragraph(ONE).replace(
        "<w:t>困难职工", '<w:t>困难职工</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>'
    )
    notes = f'<w:footnote w:id="2">{paragraph("困难职工由工会建档认定。")}</w:footnote>'

    (article,), _ = read_word(make_docx(body, notes=notes), file="a.docx")

    assert [part.text for part in article.paragraphs] == [ONE, "1. 困难职工由工会建档认定。"]


def numbered_paragraph(text, level=0, number=1):
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{paragraph(text)[5:]}'


def levels_of(*levels):
    return "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(levels)
    )


def test_automatic_numbers_of_articles_are_words_of_the_text():
    levels = levels_of(("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"))
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lines = [("职工凭会员卡办事。", 0)] * 9 + [
        ("可以办下面的事：", 0),
        ("登记；", 1),
        ("补卡。", 1),
        ("本办法自发布之日起施行。", 0),
    ]
    body = paragraph("服务点办法") + "".join(numbered_paragraph(text, level) for text, level in lines)

    (article,), _ = read_word(make_docx(body, numbering=numbering), file="a.docx")

    assert [part.text for part in article.paragraphs[8:]] == [
        "第九条 职工凭会员卡办事。",
        "第十条 可以办下面的事：\n（一）登记；\n（二）补卡。",
        "第十一条 本办法自发布之日起施行。",
    ]


def test_bare_figures_stay_a_list_and_a_list_that_begins_anew_counts_anew():
    levels = levels_of(("decimal", "%1."), ("decimal", "%1.%2"))
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{again}'
    body = (
        paragraph("办事要带什么")
        + paragraph("带齐下面的东西：")
        + numbered_paragraph("身份证。")
        + numbered_paragraph("会员卡。")
    )
    body += numbered_paragraph("复印件也行。", 1, 2)

    (article,), _ = read_word(make_docx(body, numbering=numbering), file="a.docx")

    assert [part.text for part in article.paragraphs] == [
        "带齐下面的东西：\n1. 身份证。\n2. 会员卡。",
        "2.7 复印件也行。",
    ]


def test_elements_that_are_not_closed_end_where_the_next_begin():
    text = '<w:lvl w:ilvl="0"><a/><w:lvl w:ilvl="1">x</w:lvl><w:lvl w:ilvl="2"/>y<w:lvlText w:val="z"/>'

    assert [(attribute("ilvl", head), body) for head, body in elements("lvl", text)] == [
        ("0", "<a/>"),
        ("1", "x"),
        ("2", ""),
    ]


def test_a_number_of_a_list_that_no_word_processor_writes_counts_as_none():
    parts = {
        "word/document.xml": f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{"9" * 5000}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
        "word/numbering.xml": '<w:num w:numId="1"><w:abstractNumId w:val="²"/></w:num>',
    }
    data = packed({name: text.encode() for name, text in parts.items()})

    assert numbered(data) == data


def test_a_table_of_contents_is_no_paragraph():
    listed = paragraph("目  录") + paragraph("一、会费怎么交\t1") + paragraph("二、补贴怎么发……2")
    body = paragraph("一、会费怎么交") + paragraph(ONE) + paragraph("二、补贴怎么发") + paragraph(TWO)

    (article,), _ = read_word(make_docx(paragraph("问答手册") + listed + body), file="a.docx")

    assert [(part.text, part.section) for part in article.paragraphs] == [
        (ONE, ("一、会费怎么交",)),
        (TWO, ("二、补贴怎么发",)),
    ]

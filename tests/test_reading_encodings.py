"""The right text in every encoding of Chinese files, or a refusal: never another text."""

import random
import re
from pathlib import Path

import opencc
import pytest

from bot.reading.encodings import EncodingError, decode

CORPUS = Path(__file__).parent.parent / "corpus"


def paragraphs(count=200):
    """Paragraphs of two to five sentences of our own articles, put together anew; the seed is fixed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.md"))]
    sentences = sorted({sentence for text in texts for sentence in re.findall(r"[一-鿿][^。\n]{9,80}。", text)})
    chance = random.Random(20260409)
    return ["".join(chance.sample(sentences, chance.randint(2, 5))) for _ in range(count)]


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16-le", "utf-16-be", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_two_hundred_paragraphs_come_back_as_they_were(encoding):
    texts = [text for text in paragraphs() if encoding != "gbk" or text.encode("gbk", "ignore").decode("gbk") == text]

    assert [decode(text.encode(encoding)).text for text in texts] == texts
    assert len(texts) > 150


def test_two_hundred_traditional_paragraphs_come_back_from_big5():
    convert = opencc.OpenCC("s2t").convert
    texts = [convert(text).encode("big5", "ignore").decode("big5") for text in paragraphs()]

    assert [decode(text.encode("big5")).text for text in texts] == texts


def test_characters_of_four_bytes_come_back_from_gb18030():
    text = "职工𠮷野与㐀某在工会驿站休息,工会为他们办理了互助保障。"

    assert decode(text.encode("gb18030")).text == text


def test_a_short_word_that_is_valid_utf_8_by_chance_is_read_as_what_it_is():
    assert decode("联通".encode("gbk")).text == "联通"


def test_a_marked_file_is_what_its_mark_says():
    assert decode("﻿职工".encode("utf-16-le")).text == "职工"
    assert decode("﻿职工".encode("utf-16-be")).text == "职工"
    assert decode("﻿职工".encode("utf-32-le")).text == "职工"


def test_plain_english_is_plain():
    assert decode(b"12351").text == "12351"


def test_stacked_marks_do_not_turn_utf_8_into_another_encoding():
    assert decode(("工会帮扶中心\na" + "\u0301" * 9000).encode()).encoding == "utf-8"


def test_nul_characters_do_not_turn_utf_8_into_another_encoding():
    assert decode("工会\0职工帮扶中心为困难职工服务".encode()).encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        "これは日本語の文章です。労働組合について説明します。".encode("shift_jis"),
        "한국어 노동조합은 근로자를 위한 조직입니다. 그리고 우리는 함께".encode("euc-kr"),
        "工会为困难职工发放补贴。".encode("gbk") * 40 + "工会为困难职工发放补贴。".encode() * 40,
        bytes(range(256)) * 8,
        random.Random(1).randbytes(3000),
    ],
    ids=["japanese", "korean", "two encodings", "all bytes", "noise"],
)
def test_what_is_not_surely_one_of_them_is_refused(data):
    with pytest.raises(EncodingError):
        decode(data)


def test_a_refusal_names_the_line_that_is_broken():
    data = "第一行是好的。\n第二行".encode() + b"\xff" + "是坏的。\n".encode()

    with pytest.raises(EncodingError) as refusal:
        decode(data)

    assert refusal.value.line == 2


def test_a_web_page_of_few_words_is_read_as_it_declares_itself():
    page = '<html><head><meta charset="gb2312"><title>云栎市总工会</title></head></html>'.encode("gbk")

    assert decode(page, declares=True).text == page.decode("gbk")


def test_a_web_page_that_declares_another_encoding_than_it_has_is_read_as_it_is():
    page = f'<meta charset="utf-8"><p>{"职工可以向所在单位工会反映没有领到的情况，工会三天内答复。" * 4}</p>'.encode(
        "gbk"
    )

    assert decode(page, declares=True) == decode(page)

import pytest
from make_files import make_docx, paragraph

from bot import offer as offering
from bot.comparing import Comparer
from bot.model import DuplicateKind
from bot.offer import OfferError, name_for, offered

OLD = "没有住公租房、自己在外面租房的困难职工，可以申请住房租赁补贴。标准是每户每月360元。"
NEW = "职工夜校每周二、周四晚上七点开课，凭会员卡免费听。"


def test_it_says_what_is_new_and_what_stands_elsewhere_already(library):
    offer = offered(f"# 夜校\n\n{NEW}\n\n{OLD}\n".encode(), "uploads/a.md", library)

    assert [article.title for article in offer.articles] == ["夜校"]
    assert offer.passages == 1
    [repeat] = offer.repeats
    assert (repeat.kind, repeat.kept.file, repeat.dropped.file) == (
        DuplicateKind.EXACT,
        "housing/rent.md",
        "uploads/a.md",
    )


def test_in_the_place_of_another_its_own_old_text_is_no_repeat(library):
    offer = offered(f"# 夜校\n\n{OLD}\n".encode(), "housing/rent.md", library)

    assert (offer.passages, offer.repeats) == (1, ())


def test_gbk_is_read(library):
    assert offered(f"夜校开课\n\n{NEW}\n".encode("gb18030"), "a.txt", library).passages == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.md", "空"),
        (b"\xff\xff\xff\x00\x81", "a.txt", "编码"),
        (b"no word document", "a.docx", "坏"),
        (b"---\ntitle: x\n", "a.md", "信息栏"),
    ],
)
def test_what_cannot_be_read_brings_nothing_and_says_why(library, data, name, said):
    offer = offered(data, name, library)

    assert (offer.articles, offer.passages) == ((), 0)
    assert said in offer.problems[0].problem


def test_a_bomb_is_stopped(library):
    offer = offered(make_docx(paragraph("大" * 1000) * 80_000), "a.docx", library)

    assert offer.articles == ()
    assert offer.problems[0].fatal


@pytest.mark.parametrize(
    ("given", "size"), [("a.md", 17 << 20), ("a.pdf", 21 << 20), ("a.exe", 1), ("golden.jsonl", 1)]
)
def test_what_is_too_large_or_no_article_is_not_even_looked_into(given, size):
    with pytest.raises(OfferError) as caught:
        name_for(given, size=size, most=20 << 20)

    assert (caught.value.problem.file, bool(caught.value.problem.mend)) == (given, True)


def test_with_a_large_library_it_is_compared_by_a_process_of_its_own_and_alike(library, monkeypatch):
    data = f"# 夜校\n\n{NEW}\n\n{OLD}\n\n{OLD[:20]}\n".encode()
    here = offered(data, "uploads/a.md", library)
    monkeypatch.setattr(offering, "MANY", 0)
    monkeypatch.setattr(offering, "compared", None)

    assert offered(data, "uploads/a.md", library) == here
    assert here.repeats


def test_a_comparing_process_that_ends_early_is_told(library, monkeypatch):
    monkeypatch.setattr(offering, "MANY", 0)
    monkeypatch.setattr(Comparer, "module", "bot.nothing")

    with pytest.raises(OfferError, match="比对"):
        offered(f"# 夜校\n\n{NEW}\n".encode(), "a.md", library)

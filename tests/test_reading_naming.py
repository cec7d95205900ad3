import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.corpus import is_data
from bot.reading.files import FileError
from bot.reading.naming import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("公租房 通知.md", "公租房 通知.md"),
        ("../../etc/notice.MD", "notice.md"),
        ("C:\\Users\\王\\通知.docx", "通知.docx"),
        (".hidden.txt", "hidden.txt"),
        ("~$夜校.docx", "夜校.docx"),  # as Word marks a file that is open: a reload would pass over it
        (". ~$-.夜校.md", "夜校.md"),
        ("a\u202e\x00b\n.txt", "a b.txt"),
        ("  通知 . .txt", "通知.txt"),
        ('为什么?"*.txt', "为什么.txt"),
        ("通\u0301知.md", "通\u0301知.md"),
    ],
)
def test_a_name_has_no_path_nothing_hidden_and_nothing_unprintable(given, name):
    assert str(safe_name(given)) == name


@pytest.mark.parametrize("given", ["", "通知", "通知.exe", "a.md/", ".md", "....txt", "../.txt", "通知.md.zip"])
def test_what_has_no_name_or_another_format_is_refused(given):
    with pytest.raises(FileError):
        safe_name(given)


@pytest.mark.parametrize("given", ["thesaurus.txt", "Golden.JSONL", "x/README.md", "regions.txt", "license.md"])
def test_the_names_of_the_programs_own_files_are_refused(given):
    with pytest.raises(FileError):
        safe_name(given)


@given(st.text())
def test_whatever_the_name_the_safe_one_is_one_plain_file_in_one_folder(given):
    name = str(safe_name(f"{given}字.txt"))

    assert not set(name) & set('/\\<>:"|?*')
    assert name.isprintable()
    assert not name.startswith(".")
    assert not is_data(name)
    assert len(name.encode()) <= LONGEST
    assert safe_name(name) == safe_name(str(safe_name(name)))


def test_another_file_of_the_name_gets_a_number():
    assert str(safe_name("通知.md").numbered(2)) == "通知-2.md"

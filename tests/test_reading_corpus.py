"""A folder becomes articles; whatever else is in it becomes a problem with its mend, and stops nothing."""

import os

import pytest

from bot.reading import problems
from bot.reading.corpus import Reading, read_corpus
from bot.reading.files import walk
from tests.make_corpus import make_corpus

GOOD = "# 住房帮扶\n\n困难职工可以申请住房补贴。\n"


def test_files_are_read_in_the_order_of_their_names(tmp_path):
    make_corpus(tmp_path, {"乙/2.md": GOOD, "乙/10.md": GOOD, "a.md": GOOD, "乙.txt": GOOD})

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["a.md", "乙/10.md", "乙/2.md", "乙.txt"]
    assert (reading.files, reading.problems) == (4, ())


def test_an_empty_folder_holds_nothing(tmp_path):
    assert read_corpus(tmp_path) == Reading(0, (), ())


def test_hidden_files_and_the_files_that_serve_the_program_are_no_articles(tmp_path):
    names = [
        ".git/a.md",
        ".x.md",
        "~$a.docx",
        "README.md",
        "thesaurus.txt",
        "golden.jsonl",
        "regions.txt",
        "regions.json",
    ]
    make_corpus(tmp_path, dict.fromkeys(names, GOOD))

    assert read_corpus(tmp_path) == Reading(0, (), ())


def test_such_names_in_a_lower_folder_are_articles(tmp_path):
    make_corpus(tmp_path, {"住房/README.md": GOOD})

    assert read_corpus(tmp_path).files == 1


def test_one_bad_file_stops_no_other(tmp_path):
    make_corpus(
        tmp_path, {"a.md": "---\ntitle: 甲\n", "b.md": b"\xff\x00\x81", "c.md": "", "d.md": GOOD, "e.md": "  \n"}
    )

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["d.md"]
    assert [problem.file for problem in reading.problems] == ["a.md", "b.md", "c.md", "e.md"]
    assert [problem.fatal for problem in reading.problems] == [True, True, False, False]


def test_unknown_formats_are_named_and_many_of_them_counted(tmp_path):
    make_corpus(tmp_path, {"a.md": GOOD, "b.doc": b"x", **{f"c{n:02}.png": b"x" for n in range(25)}})

    found = read_corpus(tmp_path).problems

    assert found[0] == problems.UNKNOWN_FORMAT.at("b.doc", suffix=".doc", hint=problems.hint_for(".doc"))
    assert [problem.file for problem in found[1:]] == [f"c{n:02}.png" for n in range(21)]
    assert "5 个" in found[-1].problem
    assert not any(problem.fatal for problem in found)


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = make_corpus(tmp_path / "outside", {"secret.md": GOOD})
    root = make_corpus(tmp_path / "corpus", {"a.md": GOOD})
    (root / "b.md").symlink_to(outside / "secret.md")
    (root / "c").symlink_to(outside)
    (root / "d.md").symlink_to("../outside/secret.md")

    reading = read_corpus(root)

    assert [article.file for article in reading.articles] == ["a.md"]
    assert reading.problems == tuple(problems.LINK_OUTSIDE.at(name) for name in ("b.md", "c", "d.md"))


def test_links_within_the_folder_are_files_and_loops_are_problems(tmp_path):
    make_corpus(tmp_path, {".data/a.md": GOOD, "sub/x.md": GOOD})
    (tmp_path / "a.md").symlink_to(".data/a.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "gone.md").symlink_to("nothing.md")
    (tmp_path / "up").symlink_to(tmp_path)

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["a.md", "sub/x.md"]
    assert reading.problems == (
        problems.LINK_BROKEN.at("gone.md"),
        problems.LINK_BROKEN.at("loop.md"),
        problems.LINKED_FOLDER.at("up"),
    )


def test_a_file_that_is_taken_away_while_the_folder_is_read_stops_no_other(tmp_path):
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("# 题\n\n正文。")
    entries = walk(tmp_path)
    first = next(entries)
    (tmp_path / "b.md").unlink()

    gone, last = entries

    assert (first.name, gone.file, gone.fatal, last.name) == ("a.md", "b.md", True, "c.md")


def test_pipes_are_not_waited_for(tmp_path):
    make_corpus(tmp_path, {"b.md": GOOD})
    os.mkfifo(tmp_path / "a.md")

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["b.md"]
    assert reading.problems == (problems.NOT_A_FILE.at("a.md"),)


@pytest.mark.parametrize(("size", "told"), [(2 << 30, 2048), ((16 << 20) + 1, 17)])
def test_a_file_that_is_too_large_is_not_read_and_told_to_be_larger_than_the_most(tmp_path, size, told):
    make_corpus(tmp_path, {"b.md": GOOD})
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(size)

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["b.md"]
    assert reading.problems == (problems.TOO_LARGE.at("a.md", size=told, limit=16),)


@pytest.mark.parametrize("name", [b"\xd7\xa1\xb7\xbf\xff.md", b"a\nb.md"], ids=["bytes", "line end"])
def test_a_name_that_cannot_be_shown_is_a_problem_and_the_file_is_read(tmp_path, name):
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - a Path holds no bytes
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(GOOD)

    reading = read_corpus(tmp_path)

    assert [article.file.isprintable() for article in reading.articles] == [True]
    assert [problem.problem for problem in reading.problems] == [problems.STRANGE_NAME.problem]


def test_folders_nested_without_end_are_left(tmp_path):
    make_corpus(tmp_path, {"a.md": GOOD, "/".join(["d"] * 60) + "/b.md": GOOD})

    reading = read_corpus(tmp_path)

    assert [article.file for article in reading.articles] == ["a.md"]
    assert [problem.problem[:7] for problem in reading.problems] == [problems.TOO_DEEP.problem[:7]]


def test_progress_tells_each_file(tmp_path):
    make_corpus(tmp_path, {"a.md": GOOD, "b.md": GOOD})
    told = []

    read_corpus(tmp_path, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("name", "mend"), [("红头文件.ofd", ".pdf"), ("通知.eml", ".txt"), ("拍照.jpg", "OCR"), ("名单.csv", ".md")]
)
def test_what_offices_keep_beside_articles_is_skipped_with_a_mend_of_its_own(tmp_path, name, mend):
    make_corpus(tmp_path, {name: "x"})

    (found,) = read_corpus(tmp_path).problems

    assert (found.file, mend in found.mend, found.mend != problems.DEFAULT_HINT) == (name, True, True)

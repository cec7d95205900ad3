"""What a folder may hold → what reading makes of it: encodings, hostile files with their memory, time at 2n and n.

python -m tests.benchmarks.formats
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import opencc

from bot.reading.corpus import read_corpus
from tests.make_files import make_docx, make_pdf, paragraph

ROOT = Path(__file__).parent.parent.parent
PARAGRAPHS = 200
GOOD = "# 夜校开班\n\n夜校从九月开到十二月,每周二、周四晚上上课,不收学费。\n"
SIMPLIFIED = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
TRADITIONAL = ("big5", "cp950", "big5hkscs")
SIZES = (1000, 2000, 4000)


def main() -> None:
    if len(sys.argv) > 1:
        _tell(Path(sys.argv[1]))
        return
    _encodings()
    _hostile()
    _growth()


def _encodings() -> None:
    print(f"{'encoding':<14}{'right':>7}{'refused':>9}{'wrong':>7}{'cannot write':>14}")
    said = [p.text for a in read_corpus(ROOT / "corpus").articles for p in a.paragraphs]
    texts = [text for text in said if "\n" not in text and len(text) > 20][:PARAGRAPHS]
    to_traditional = opencc.OpenCC("s2t").convert
    for names, some in ((SIMPLIFIED, texts), (TRADITIONAL, list(map(to_traditional, texts)))):
        for encoding in names:
            found: Counter[str] = Counter(_read_as(encoding, text) for text in some)
            row = [found[kind] for kind in ("right", "refused", "wrong", "cannot write")]
            print(f"{encoding:<14}{row[0]:>7}{row[1]:>9}{row[2]:>7}{row[3]:>14}")


def _read_as(encoding: str, text: str) -> str:
    try:
        written = f"公文一份\n\n{text}\n".encode(encoding)
    except UnicodeEncodeError:
        return "cannot write"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_bytes(written)
        articles = read_corpus(Path(folder)).articles
    read = "".join(p.text for a in articles for p in a.paragraphs)
    return "right" if "".join(text.split()) in "".join(read.split()) else "wrong" if articles else "refused"


def _nothing(_folder: Path) -> None:
    return


def _hostile() -> None:
    print(f"\n{'hostile':<26}{'s CPU':>7}{'MB':>6}{'MB in children':>16}  what is told; 20 good files beside it")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("nothing hostile", _nothing), *HOSTILE.items()):
            place = Path(folder) / f"case{len(list(Path(folder).iterdir()))}"
            place.mkdir()
            for number in range(20):
                (place / f"good{number}.md").write_text(GOOD.replace("夜校", f"夜校{number}号"), encoding="utf-8")
            make(place)
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.formats", str(place)],
                capture_output=True,
                text=True,
                check=False,
            )
            print(f"{name:<26}{done.stdout.strip() or done.stderr.strip()[-200:]}")


def _tell(folder: Path) -> None:
    read = read_corpus(folder)
    seconds, child = _spent(), resource.getrusage(resource.RUSAGE_CHILDREN)
    status = Path("/proc/self/status").read_text().splitlines()  # the peak that getrusage tells is the parent's, too
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    good = sum(article.file.startswith("good") for article in read.articles)
    told = "; ".join(dict.fromkeys(f"{p.problem} → {p.mend}" for p in read.problems)) or "-"
    print(f"{seconds:>7.1f}{peak >> 10:>6}{child.ru_maxrss >> 10:>16}  {good} good; {told}")


def _sparse(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(2 << 30)


def _bomb(folder: Path) -> None:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(200):
            part.write(b" " * (1 << 20))


def _written(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


ALIASES = "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
LOOP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>"
HOSTILE: dict[str, Callable[[Path], object]] = {
    "link outside": lambda folder: (folder / "a.txt").symlink_to("/etc/hostname"),
    "link to a folder above": lambda folder: (folder / "up").symlink_to(".."),
    "link to itself": lambda folder: (folder / "a.txt").symlink_to("a.txt"),
    "FIFO": lambda folder: os.mkfifo(folder / "a.txt"),
    "0 bytes": _written("a.txt", b""),
    "2 GiB": _sparse,
    "name in bad UTF-8": lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(GOOD),
    "one line of 10 MB": _written("a.txt", ("标题\n\n" + "职工" * 1_700_000).encode()),
    "one character 100,000": _written("a.txt", ("标题\n\n" + "好" * 100_000 + "\n").encode()),
    "200,000 combining marks": _written("a.txt", ("标题\n\na" + "\u0301" * 200_000 + "\n").encode()),
    "NUL and controls": _written("a.txt", ("标题\n\n职工可以到窗口登记\0，\x07不收任何费用。\n").encode()),
    "lone surrogate": _written("a.jsonl", b'{"title": "x", "text": "\\ud800\\u804c\\u5de5"}\n'),
    "100,000 brackets": _written("a.md", ("# 标题\n\n" + "[" * 100_000).encode()),
    "alias bomb": _written("a.md", f"---\na: &a [x]\n{ALIASES}---\n\n{GOOD}".encode()),
    "200,000 nested div": _written("a.html", b"<div>" * 200_000 + GOOD.encode() + b"</div>" * 200_000),
    "DOCX of 200 MB": _bomb,
    "broken DOCX": _written("a.docx", b"PK\3\4nothing"),
    "PDF that loops": _written("a.pdf", LOOP),
    "PDF without text": _written("a.pdf", make_pdf([], [])),
    "broken PDF": _written("a.pdf", b"%PDF-1.4\nnothing"),
}


def _growth() -> None:
    print(f"\n{'s CPU at n':<12}" + "".join(f"{n:>8}" for n in SIZES) + "   2n : n")
    for name, make in GROWING.items():
        spent = []
        for n in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                make(Path(folder), n)
                before = _spent()
                read_corpus(Path(folder))
                spent.append(_spent() - before)
        ratio = max(later / sooner for sooner, later in itertools.pairwise(spent))
        print(f"{name:<12}" + "".join(f"{seconds:>8.2f}" for seconds in spent) + f"   {ratio:.2f}")


def _spent() -> float:
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + use.ru_utime + use.ru_stime


def _page(folder: Path, n: int) -> None:
    articles = (
        f"市总工会召开第{k}次会议\n\n本报讯 (记者苗禾)会议讨论了第{k}号方案,职工代表提出了{k}条意见,会后逐条答复。\n\n"
        f"与会的还有四个区县的负责人,他们介绍了各自的做法,并且约定每季度\n\n第{k}次会议后的第三天,工会把答复贴在墙上。"
        for k in range(n)
    )
    (folder / "a.txt").write_text("\n\n".join(articles), encoding="utf-8")


def _text(n: int) -> list[str]:
    return [f"第{k}条规定讲的是补贴怎样申请,由基层工会代为办理,五个工作日以内答复。" for k in range(n)]


def _web(folder: Path, n: int) -> None:
    body = "".join(f"<p>{text}</p>" for text in _text(n))
    (folder / "a.html").write_text(f"<html><body><h1>补贴办法</h1>{body}</body></html>", encoding="utf-8")


def _pdf(folder: Path, n: int) -> None:
    pages = [
        [(60.0, 780.0 - 15 * row, 10.0, text) for row, text in enumerate(_text(n)[k : k + 45])] for k in range(0, n, 45)
    ]
    (folder / "a.pdf").write_bytes(make_pdf(*pages))


GROWING: dict[str, Callable[[Path, int], object]] = {
    "page": _page,
    "markdown": lambda folder, n: (folder / "a.md").write_text("# 补贴办法\n\n" + "\n\n".join(_text(n))),
    "files": lambda folder, n: [
        (folder / f"{k}.md").write_text(f"# 第{k}号\n\n{text}") for k, text in enumerate(_text(n))
    ],
    "html": _web,
    "docx": lambda folder, n: (folder / "a.docx").write_bytes(make_docx("".join(map(paragraph, _text(n))))),
    "pdf": _pdf,
}


if __name__ == "__main__":
    main()

"""A reader against coverage-guided nonsense: `python tests/fuzz/readers.py NAME SECONDS`, the names are in TARGETS.

Needs `pip install atheris`, which is no dependency of the tests. Ends with 1 and the bytes that did it where a reader
raises anything but its named error; a text that takes half a minute counts as a failure too: a machine that others keep
busy gives it a tenth of its time.
"""

import contextlib
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["bot", "markdown_it", "frontmatter", "yaml", "mammoth", "cobble"]):
    from make_files import make_docx, make_pdf, paragraph

    from bot.reading.archive import ArchiveError, unpack
    from bot.reading.cleaning import clean_text
    from bot.reading.encodings import EncodingError, decode
    from bot.reading.export import read_export
    from bot.reading.files import FileError
    from bot.reading.markdown import read_markdown
    from bot.reading.page import read_page
    from bot.reading.pdf import read_pdf
    from bot.reading.plain import read_plain
    from bot.reading.web import read_web
    from bot.reading.word import read_word


def in_text(reader):
    """A reader of texts behind the decoding and cleaning that stand in front of it."""

    def read(data):
        text, _ = clean_text(decode(data).text, file="x")
        reader(text, file="x")

    return read


TARGETS = {
    "plain": in_text(read_plain),
    "markdown": in_text(read_markdown),
    "page": in_text(read_page),
    "web": in_text(read_web),
    "export": in_text(read_export),
    "encodings": decode,
    "word": lambda data: read_word(data, file="x.docx"),
    "pdf": lambda data: read_pdf(data, file="x.pdf"),
    "archive": lambda data: unpack(data.decode("utf-8", "replace")),
}
# these run in a child process whose end, by whatever error, is the problem "broken file": only a hang or a crash counts
ALLOWED = {"word": (Exception,), "pdf": (Exception,)}
SEEDS = {
    "word": [make_docx(paragraph("公租房怎么申请。"))],
    "pdf": [make_pdf([(50, 700, 12, "Rent")])],
    "export": ['{"title": "题", "text": "段落。", "date": "2026-01-02"}\n'.encode()],
    "web": [
        "<html><head><title>题</title></head><body><p>段落。</p><table><tr><td>x</td></tr></table></body>".encode()
    ],
    "archive": [b"[[], []]"],
}


def seeds_of(name):
    shipped = [path.read_bytes() for path in sorted((ROOT / "corpus").rglob("*.md"))[:20]]
    pages = [path.read_bytes() for path in sorted((ROOT / "corpus" / "pages").glob("*.txt"))]
    return SEEDS.get(name) or (pages or shipped if name == "page" else shipped)


def main():
    name, seconds = sys.argv[1], sys.argv[2]
    target = TARGETS[name]

    def one(data):
        with contextlib.suppress(*ALLOWED.get(name, (FileError, EncodingError, ArchiveError))):
            target(data)

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds_of(name)):
            (Path(folder) / str(number)).write_bytes(seed)
            one(seed)  # dictionaries are loaded, which is no reader's time
        limits = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=3000", "-max_len=8192", "-verbosity=0"]
        atheris.Setup([sys.argv[0], folder, *limits, "-print_final_stats=1"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

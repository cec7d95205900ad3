"""A folder in, the library of its articles out, or one sentence why there is nothing to answer from."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from bot.known import Known
from bot.library import THESAURUS, Library
from bot.search.counting import Progress

REGIONS = "regions.txt"


class CorpusError(Exception):
    """There is nothing to answer from; the message is one sentence in plain Chinese."""


def load_library(
    root: Path,
    *,
    progress: Progress | None = None,
    cutting: Progress | None = None,
    read: Known | None = None,
    known: Known | None = None,
    allow_empty: bool = False,
) -> Library:
    """Reads the folder and builds its library; raises `CorpusError` where there is nothing to answer from.

    Of files that were `read` before and of what is `known` of their texts nothing is worked out again. `progress` hears
    how many files are read, `cutting` how many texts are cut into words thereafter.
    """
    # its formats take .15 s, and a start from a snapshot reads none
    from bot.reading.corpus import read_corpus
    from bot.reading.formats import read_list

    if not os.path.isdir(root):  # noqa: PTH112 (a Path's own raises where a folder above is closed to us)
        raise CorpusError(f"找不到资料文件夹：{root}。请检查 NIANGJIA_CORPUS 或 --corpus 指向的位置。")
    thesaurus, unread = read_list(root / THESAURUS, file=THESAURUS)
    regions, unread_regions = read_list(root / REGIONS, file=REGIONS)
    reading = read_corpus(root, progress=progress, known=read)
    reading = replace(reading, problems=tuple(dict.fromkeys((*unread, *unread_regions, *reading.problems))))
    if unread or not os.path.isfile(root / THESAURUS):  # noqa: PTH113 (the same)
        thesaurus, _ = read_list(shipped_thesaurus().resolve(), file=THESAURUS)
    library = Library.build(reading, thesaurus=thesaurus, regions=regions, progress=cutting, known=known)
    if not library.passages and not allow_empty:
        raise CorpusError(f"资料文件夹 {root} 里没有一篇可以引用的文章。请放入文章后再试。")
    return library


def shipped_thesaurus() -> Path:
    """The thesaurus for a corpus that has none of its own: within the package, or in a checkout beside our articles."""
    package = Path(__file__).parent
    packed = package / THESAURUS
    return packed if packed.is_file() else package.parent / "corpus" / THESAURUS

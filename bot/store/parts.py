"""Named parts (plain values, arrays) in one folder with a checksum each, and the same parts out of it, or an error."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.plain import as_json

from .disk import Disk

MANIFEST = "manifest.json"
_TEXT = "text.json"
_AT_ONCE = 1 << 16  # bytes that are compared

Plain = dict[str, Any]
Arrays = dict[str, NDArray[Any]]


class DamagedError(Exception):
    """A part is missing or is not what was written."""


class Parts:
    """A new folder, filled part by part; the manifest with their checksums comes last, and without it nothing counts.

    A part whose very bytes stand in another such folder of the `state` is a second name of that file, where the file
    system has such: it is not written, and takes no room. No file is ever changed, and it stays as long as it has a name.
    """

    def __init__(self, disk: Disk, folder: Path, *, state: Path) -> None:
        disk.make_folder(folder)
        self._disk, self._folder, self._standing = disk, folder, _by_size(state)
        self._digests: dict[str, Future[str]] = {}
        self._pool = ThreadPoolExecutor(1)  # hashing leaves the interpreter free to write meanwhile

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def add(self, name: str, array: NDArray[Any]) -> None:
        self._add(f"{name}.npy", _npy(array))

    def add_text(self, text: Plain) -> None:
        self._add(_TEXT, (as_json(text),))

    def finish(self, about: Plain) -> None:
        """The manifest, with what there is to say about the parts; all is on the disk when this returns."""
        checksums = {name: digest.result() for name, digest in self._digests.items()}
        manifest = as_json({**about, "parts": checksums})
        checksum = hashlib.blake2b(manifest, digest_size=32).hexdigest().encode()
        self._disk.write(self._folder / MANIFEST, (checksum, b"\n", manifest))
        self._disk.sync_folder(self._folder)

    def _add(self, name: str, buffers: Sequence[bytes | memoryview]) -> None:
        self._digests[name] = self._pool.submit(_digest, buffers)
        alike = self._standing.get(sum(map(len, buffers)), ())
        if not any(self._links(path, name, buffers) for path in alike):
            self._disk.write(self._folder / name, buffers)

    def _links(self, path: Path, name: str, buffers: Sequence[bytes | memoryview]) -> bool:
        """Whether the part is another name of that file now; it is compared by the new name, which stays whatever the old one does."""
        new = self._folder / name
        if not self._disk.link(path, new):
            return False
        if not _holds(new, buffers):
            new.unlink()
            return False
        return True


def read_about(folder: Path) -> Plain:
    """What was said about the parts, with their checksums; raises `DamagedError`, or `OSError` of the disk."""
    try:
        checksum, _, manifest = (folder / MANIFEST).read_bytes().partition(b"\n")
    except FileNotFoundError:
        raise DamagedError(MANIFEST) from None
    if hashlib.blake2b(manifest, digest_size=32).hexdigest().encode() != checksum:
        raise DamagedError(MANIFEST)
    about: Plain = json.loads(manifest)
    return about


def read_parts(folder: Path) -> tuple[Plain, Arrays]:
    """The plain values and the arrays, which stay in their files; every byte has been checked."""
    with ThreadPoolExecutor(1) as pool:  # hashing leaves the interpreter free to read the text meanwhile
        arrays = pool.submit(read_arrays, folder)
        _check(folder / _TEXT, read_about(folder)["parts"][_TEXT])
        plain: Plain = json.loads((folder / _TEXT).read_bytes())
        return plain, arrays.result()


def read_arrays(folder: Path, prefixes: tuple[str, ...] = ("",)) -> Arrays:
    """Only the arrays, of those the ones whose names begin so, checked as well."""
    checksums = read_about(folder)["parts"]
    names = [name for name in checksums if name.startswith(prefixes) and name != _TEXT]
    with ThreadPoolExecutor(2) as pool:
        for check in [pool.submit(_check, folder / name, checksums[name]) for name in names]:
            check.result()
    return {name.removesuffix(".npy"): _mapped(folder / name) for name in names}


def _by_size(state: Path) -> dict[int, list[Path]]:
    """All parts in the folders of a state. Under a name there may soon be another file: only its bytes tell what it is."""
    found: dict[int, list[Path]] = {}
    for manifest in state.glob(f"*/*/{MANIFEST}"):
        with suppress(OSError):
            for path in manifest.parent.iterdir():
                found.setdefault(path.stat().st_size, []).append(path)
    return found


def _holds(path: Path, buffers: Iterable[bytes | memoryview]) -> bool:
    """Whether a file of their size has these very bytes."""
    try:
        with path.open("rb") as file:
            return all(file.read(len(some)) == some for some in _some(buffers))
    except OSError:
        return False


def _some(buffers: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    for buffer in buffers:
        yield from (bytes(buffer[start : start + _AT_ONCE]) for start in range(0, len(buffer), _AT_ONCE))


def _digest(buffers: Iterable[bytes | memoryview]) -> str:
    digest = hashlib.sha256()
    for buffer in buffers:
        digest.update(buffer)
    return digest.hexdigest()


def _check(path: Path, checksum: str) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")  # processors have an instruction for it
    except FileNotFoundError:
        raise DamagedError(path.name) from None
    if digest.hexdigest() != checksum:
        raise DamagedError(path.name)


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)  # a slice of a memmap takes ten times as long as one of its plain view


def _npy(array: NDArray[Any]) -> tuple[bytes | memoryview, ...]:
    """A file of numpy's own format: head, then the numbers as they lie."""
    plain = np.ascontiguousarray(array)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(plain))
    return (head.getvalue(), plain.reshape(-1).view(np.uint8).data if plain.size else b"")

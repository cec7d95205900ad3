"""Named parts (plain values, arrays) in one folder with a checksum each, and the same parts out of it, or an error."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .disk import Disk

MANIFEST = "manifest.json"
_TEXT = "text.json"

Plain = dict[str, Any]
Arrays = dict[str, NDArray[Any]]


class DamagedError(Exception):
    """A part is missing or is not what was written."""


def write_parts(
    disk: Disk, folder: Path, *, about: Plain, text: Plain, arrays: Iterable[tuple[str, NDArray[Any]]]
) -> None:
    """Writes all parts into a new folder as they come, the manifest with their checksums last."""
    disk.make_folder(folder)
    parts = ((f"{name}.npy", _npy(array)) for name, array in arrays)
    digests: dict[str, Future[str]] = {}
    with ThreadPoolExecutor(1) as pool:  # hashing leaves the interpreter free to write meanwhile
        for name, buffers in itertools.chain([(_TEXT, (_json(text),))], parts):
            digests[name] = pool.submit(_digest, buffers)
            disk.write(folder / name, buffers)
        checksums = {name: digest.result() for name, digest in digests.items()}
    manifest = _json({**about, "parts": checksums})
    disk.write(folder / MANIFEST, (hashlib.blake2b(manifest, digest_size=32).hexdigest().encode(), b"\n", manifest))
    disk.sync_folder(folder)


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
    checksums = read_about(folder)["parts"]
    with ThreadPoolExecutor(2) as pool:  # hashing leaves the interpreter free to read the text meanwhile
        checks = [pool.submit(_check, folder / name, checksums[name]) for name in checksums if name != _TEXT]
        _check(folder / _TEXT, checksums[_TEXT])
        plain: Plain = json.loads((folder / _TEXT).read_bytes())
        for check in checks:
            check.result()
    names = [name for name in checksums if name != _TEXT]
    return plain, {name.removesuffix(".npy"): _mapped(folder / name) for name in names}


def read_arrays(folder: Path, prefix: str) -> Arrays:
    """Only the arrays whose names begin so, checked as well."""
    checksums = read_about(folder)["parts"]
    names = [name for name in checksums if name.startswith(prefix)]
    for name in names:
        _check(folder / name, checksums[name])
    return {name.removesuffix(".npy"): _mapped(folder / name) for name in names}


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


def _json(plain: Plain) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")


def _npy(array: NDArray[Any]) -> tuple[bytes | memoryview, ...]:
    """A file of numpy's own format: head, then the numbers as they lie."""
    plain = np.ascontiguousarray(array)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(plain))
    return (head.getvalue(), plain.reshape(-1).view(np.uint8).data if plain.size else b"")

"""A Milvus Lite server of one's own on loopback, where it is installed: one process a folder, up for as long as the context."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = 'Milvus Lite is not installed (pip install ".[lite]")'


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) for name in ("pymilvus", "milvus_lite"))


class Server:
    """May be killed and started again over the same folder and port."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        where = ["--host", "127.0.0.1", "--port", str(self._port)]  # by default it listens to the whole world
        command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(self._folder), *where]
        with (self._folder.parent / "milvus.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, "OMP_NUM_THREADS": "1"}
            )
        end = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None, "Milvus Lite ended"
            assert time.monotonic() < end, "Milvus Lite does not start"
            time.sleep(0.1)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def halt(self) -> None:
        """Takes connections and answers nothing, as a machine that hangs."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False
        return True


@contextmanager
def milvus_server(folder: Path) -> Iterator[Server]:
    server = Server(folder / "milvus")
    server.start()
    try:
        yield server
    finally:
        server.kill()

"""A real PostgreSQL server for a test, where Debian's package `postgresql` is installed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psutil
import pytest

_OWNER = "postgres"  # the server refuses to run as root
_NAMES = count()


@dataclass(frozen=True)
class PostgresServer:
    """One server, in a folder of its own; its files are not made safe against a power cut."""

    programs: Path
    folder: Path
    port: int

    def database(self) -> str:
        """Make an empty database, and give its address, with a password that is a secret."""
        name = f"news{next(_NAMES)}"
        own = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "byline"]
        subprocess.run([self.programs / "createdb", *own, name], check=True)
        return f"postgresql://byline:hunter2@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            "-c fsync=off"
        )
        self._control("-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop it at once, as a crash does."""
        self._control("-m", "immediate", "stop")

    def hang(self) -> None:
        """Have it, and all that serve connections for it, do nothing more."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it go on after it hung."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        for each in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            each.send_signal(number)

    def _control(self, *arguments: str) -> None:
        data = str(self.folder / "data")
        _run([str(self.programs / "pg_ctl"), "-D", data, "-w", *arguments])


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a server that has nothing in it yet."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="byline-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, _OWNER)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = PostgresServer(found[-1].parent, folder, port)
    made = ["-D", str(folder / "data"), "-U", "byline", "-A", "trust", "-E", "UTF8", "--no-sync"]
    _run([str(found[-1]), *made, "--locale=C.UTF-8"])
    server.start()
    try:
        yield server
    finally:
        server.go_on()
        server.stop()
        shutil.rmtree(folder)


def _run(command: Sequence[str]) -> None:
    as_owner = ["runuser", "-u", _OWNER, "--"] if os.getuid() == 0 else []
    subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

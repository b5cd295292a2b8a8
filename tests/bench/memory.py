"""How much memory `byline serve` takes: the page, its questions, and the HTTP API.

    python tests/bench/memory.py ARCHIVE QUESTIONS [--asked N]

Starts the server as a user would, asks it N questions over HTTP, and reads what the process holds.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request, urlopen

from reporting import provenance, table, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = 20
_PATIENCE = 120.0
_FIELD = re.compile(r"^(VmRSS|VmHWM):\s+(\d+) kB$", re.MULTILINE)
_NAMES = {"VmRSS": "resident", "VmHWM": "peak"}


def resident(process: int | str) -> dict[str, float]:
    """Give what a process holds now ("resident") and held at most ("peak"), in megabytes.

    `process` is its id, or "self". Linux tells; elsewhere the answer is empty.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return {}
    return {_NAMES[name]: int(kilobytes) / 1024 for name, kilobytes in _FIELD.findall(status)}


@contextmanager
def serving(archive: Path) -> Iterator[tuple[int, str]]:
    """Run `byline serve` over `archive`; give its process id and its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant.cli", "serve"]
    with subprocess.Popen(
        [*command, "--archive", str(archive), "--port", str(port)], stdout=subprocess.DEVNULL
    ) as server:
        try:
            _await(address)
            yield server.pid, address
        finally:
            server.terminate()


def ask(address: str, fields: dict[str, str]) -> None:
    """Ask one question over the API."""
    request = Request(
        f"{address}/api/ask", json.dumps(fields).encode(), {"Content-Type": "application/json"}
    )
    with urlopen(request, timeout=_PATIENCE) as response:
        response.read()


def _await(address: str) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(address, timeout=_PATIENCE) as page:
                page.read()
        except URLError:
            if monotonic() > until:
                raise
            sleep(0.2)
        else:
            return


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measured(archive: Path, questions: list[dict[str, str]]) -> list[tuple[str, float, float]]:
    """Give (after what, megabytes now, megabytes at most) as the server goes on."""
    rows = []
    with serving(archive) as (process, address):

        def note(what: str) -> None:
            held = resident(process)
            rows.append((what, held["resident"], held["peak"]))

        note("the page has been opened")
        for number, fields in enumerate(questions, 1):
            ask(address, fields)
            if number in (1, len(questions)):
                note(f"questions asked: {number}")
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--asked", type=int, default=ASKED)
    given = parser.parse_args()
    lines = given.questions.read_text("utf-8").splitlines()[: given.asked]
    fields = [json.loads(line) for line in lines]
    asked = [
        {key: each[key] for key in ("question", "asked_on") if each.get(key)} for each in fields
    ]
    tell("byline serve ...")
    rows = [
        (what, f"{now:,.0f}", f"{most:,.0f}") for what, now, most in measured(given.archive, asked)
    ]
    print(provenance(str(given.archive)))
    print(f"\n{table(('`byline serve`, after', 'megabytes', 'at most'), rows)}")


if __name__ == "__main__":
    main()

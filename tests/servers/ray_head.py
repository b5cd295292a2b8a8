"""A real Ray head on this machine, where the extra `distributed` is installed."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

_PATIENCE = 60  # looks, some seconds apart, until a busy machine is taken for a dead one


@dataclass(frozen=True)
class RayHead:
    """Where a head is found, and the process that it is."""

    address: str
    process: subprocess.Popen[bytes]

    def kill_an_actor(self) -> None:
        """Kill one actor as the system would."""
        for one in psutil.Process(self.process.pid).children(recursive=True):
            title = "".join(one.cmdline())  # what it is at
            if re.match(r"ray::(?!IDLE|\w+Agent)", title):  # an agent's death is the head's
                one.kill()
                return
        raise ProcessLookupError("No actor is at work.")


@contextmanager
def ray_head(actors: int) -> Iterator[RayHead]:
    """Run a head with room for so many actors."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("ray")), "start", "--head", "--block"]
    command += ["--port", str(port), "--num-cpus", str(actors), "--disable-usage-stats"]
    command += ["--include-dashboard", "false", "--object-store-memory", "100000000"]
    command += ["--system-config", json.dumps({"health_check_failure_threshold": _PATIENCE})]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        own = {**os.environ, "RAY_TMPDIR": folder}  # else whoever asks Ray for any head gets this
        with subprocess.Popen(command, env=own, **quiet) as head:  # type: ignore[call-overload]
            try:
                yield RayHead(f"127.0.0.1:{port}", head)
            finally:
                head.terminate()

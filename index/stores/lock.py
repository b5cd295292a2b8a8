"""One writer at a time: a lock on the archive that names its owner (filelock holds it)."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveLocked


@contextmanager
def writer_lock(archive: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Be the only writer of `archive`; a killed owner's lock is free again at once.

    Where another process is one, this waits up to `patience` seconds for it.

    Raises:
        ArchiveLocked: another process is writing; the message names it.
    """
    lock = FileLock(archive / "lock")
    owner = archive / "writer.json"
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise ArchiveLocked(
            f"The archive {archive} is being written to by {_name(owner)}; "
            "wait until it is done, or stop it."
        ) from error
    try:
        owner.write_text(json.dumps(_this_process()), "utf-8")
        yield
    finally:
        lock.release()


def _this_process() -> dict[str, str]:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return {"process": str(os.getpid()), "machine": platform.node(), "since": since}


def _name(owner: Path) -> str:
    try:
        who = json.loads(owner.read_text("utf-8"))
        return f"process {who['process']} on {who['machine']} (since {who['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"

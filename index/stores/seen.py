"""Which files of a folder were found whole, so that who opens it next need not read them again.

`SEEN` notes the size and the time of change of each: reading all takes the longer, the larger an
archive is. A disk that changes bytes silently leaves both as they were.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from index.stores.mirroring import may_write

_SEEN = "SEEN"
Stamps: TypeAlias = dict[str, list[int]]
"""Size in bytes and time of change in nanoseconds of files, by name."""


def stamps(folder: Path, names: Iterable[str]) -> Stamps:
    """Give the stamp of each file that is there."""
    found: Stamps = {}
    for name in names:
        with suppress(OSError):
            known = (folder / name).stat()
            found[name] = [known.st_size, known.st_mtime_ns]
    return found


def unchanged(folder: Path, now: Stamps) -> set[str]:
    """Name the files that are now as they were noted."""
    noted = _noted(folder)
    return {name for name, stamp in now.items() if noted.get(name) == stamp}


def note(folder: Path, now: Stamps) -> None:
    """Note that files of these stamps were found whole, where the folder may be written to."""
    if now == _noted(folder) or not may_write(folder):
        return
    unfinished = folder / f"{_SEEN}.{os.getpid()}"
    try:
        unfinished.write_text(json.dumps(now), "utf-8")
        unfinished.replace(folder / _SEEN)
    except OSError:  # it is but a note: who opens the folder next reads again
        unfinished.unlink(missing_ok=True)


def _noted(folder: Path) -> Stamps:
    try:
        noted = json.loads((folder / _SEEN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}

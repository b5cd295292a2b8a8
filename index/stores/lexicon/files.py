"""Whether the files of a lexicon are as tantivy wrote them.

It never changes a file: those of a segment are written once, each with a CRC-32 of its content at
its end, and `meta.json` names the segments in use. Reading them all takes the longer, the larger
an archive is; so `SEEN` notes the size and the time of change of each file that was found whole,
and who opens the lexicon reads only what is not as noted.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from index.stores.mirroring import may_write

_ENDINGS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_META = "meta.json"
_SEEN = "SEEN"
_TRIES = 3


def edition(folder: Path) -> int:
    """Give a number that is another one after each commit; 0 where there is no lexicon."""
    try:
        return (folder / _META).stat().st_mtime_ns
    except OSError:
        return 0


def newly_torn_files(folder: Path) -> list[str]:
    """Name what is not as it was written, or gone, of what was not found whole before."""
    seen, now = _noted(folder), _stamps(folder)  # a change from here on is another stamp
    torn = torn_files(folder, known={name for name in now if seen.get(name) == now[name]})
    if not torn and now != seen and may_write(folder):
        unfinished = folder / f"{_SEEN}.{os.getpid()}"
        try:
            unfinished.write_text(json.dumps(now), "utf-8")
            unfinished.replace(folder / _SEEN)
        except OSError:  # it is but a note: who opens the lexicon next reads again
            unfinished.unlink(missing_ok=True)
    return torn


def torn_files(folder: Path, *, known: Collection[str] = ()) -> list[str]:
    """Name what is not as it was written, or gone; nothing where there is no lexicon yet.

    Files that are `known` to be whole are not read. A commit of another process while this looks
    takes files away: then it looks again.
    """
    meta = folder / _META
    for _ in range(_TRIES):
        try:
            before = meta.read_bytes()
            names = [name for name in _segment_files(before) if name not in known]
            torn = [name for name in names if not _is_whole(folder / name)]
            changed = meta.read_bytes() != before
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError):
            return [meta.name]
        if not (torn and changed):
            return torn
    return []


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Give the size and the time of change of each file in use that is there."""
    stamps: dict[str, list[int]] = {}
    with suppress(OSError, ValueError, KeyError, TypeError):
        for name in _segment_files((folder / _META).read_bytes()):
            known = (folder / name).stat()
            stamps[name] = [known.st_size, known.st_mtime_ns]
    return stamps


def _noted(folder: Path) -> dict[str, list[int]]:
    try:
        noted = json.loads((folder / _SEEN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _segment_files(meta: bytes) -> list[str]:
    names: list[str] = []
    for segment in json.loads(meta)["segments"]:
        name = segment["segment_id"].replace("-", "")
        names += (f"{name}.{ending}" for ending in _ENDINGS)
        if deletes := segment["deletes"]:
            names.append(f"{name}.{deletes['opstamp']}.del")
    return names


def _is_whole(file: Path) -> bool:
    """Whether a file's content has the checksum in its footer: JSON, its length, a magic number."""
    try:
        content = memoryview(file.read_bytes())
        length = int.from_bytes(content[-8:-4], "little")
        footer = json.loads(bytes(content[-8 - length : -8]))
        return bool(zlib.crc32(content[: -8 - length]) == footer["crc"])
    except (OSError, ValueError, KeyError, TypeError):
        return False

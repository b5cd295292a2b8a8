"""Whether the files of a lexicon are as tantivy wrote them.

It never changes a file: those of a segment are written once, each with a CRC-32 of its content at
its end, and `meta.json` names the segments in use. Who opens the lexicon reads only what was not
found whole before.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from index.stores.seen import Stamps, note, stamps, unchanged

_ENDINGS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_META = "meta.json"
_MAGIC = (1337).to_bytes(4, "little")
_TRIES = 3


def edition(folder: Path) -> int:
    """Give a number that is another one after each commit; 0 where there is no lexicon."""
    try:
        return (folder / _META).stat().st_mtime_ns
    except OSError:
        return 0


def newly_torn_files(folder: Path) -> list[str]:
    """Name what is not as it was written, or gone, of what was not found whole before."""
    now = _stamps(folder)  # a change from here on is another stamp
    torn = torn_files(folder, known=unchanged(folder, now))
    if not torn:
        note(folder, now)
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


def _stamps(folder: Path) -> Stamps:
    """Give the stamp of each file in use that is there."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return stamps(folder, _segment_files((folder / _META).read_bytes()))
    return {}


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
        as_written = zlib.crc32(content[: -8 - length]) == footer["crc"]
        return as_written and bytes(content[-4:]) == _MAGIC
    except (OSError, ValueError, KeyError, TypeError):
        return False

"""Whether the files of a lexicon are as tantivy wrote them.

It never changes a file: those of a segment are written once, each with a CRC-32 of its content at
its end, and `meta.json` names the segments in use.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

_ENDINGS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_META = "meta.json"
_TRIES = 3


def edition(folder: Path) -> int:
    """Give a number that is another one after each commit; 0 where there is no lexicon."""
    try:
        return (folder / _META).stat().st_mtime_ns
    except OSError:
        return 0


def torn_files(folder: Path) -> list[str]:
    """Name what is not as it was written, or gone; nothing where there is no lexicon yet.

    A commit of another process while this looks takes files away: then it looks again.
    """
    meta = folder / _META
    for _ in range(_TRIES):
        try:
            before = meta.read_bytes()
            torn = [name for name in _segment_files(before) if not _is_whole(folder / name)]
            changed = meta.read_bytes() != before
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError):
            return [meta.name]
        if not (torn and changed):
            return torn
    return []


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

"""Whether the files of a generation are as they were when it was built."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path

from index.stores.seen import note, stamps, unchanged
from index.stores.vectors.flat import CODES, ROWS

DATABASE = "chroma.sqlite3"
SEAL = "SEAL"
_SEALED = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")


def seal(folder: Path) -> None:
    """Note the hashes of the files that hold the graph and the rows."""
    names = _files(folder)
    now = stamps(folder, names)
    hashes = {name: _sha256(folder / name) for name in names}
    (folder / SEAL).write_text(json.dumps(hashes), "utf-8")
    note(folder, now)


def is_sealed(folder: Path, *, known: Collection[str] = ()) -> bool:
    """Whether graph and rows are as they were sealed: Chroma crashes on torn files, or hides them.

    Files that are `known` to be whole are not read.
    """
    names = _files(folder)
    try:
        hashes = json.loads((folder / SEAL).read_text("utf-8"))
        return hashes.keys() == set(names) and all(
            hashes[name] == _sha256(folder / name) for name in names if name not in known
        )
    except (AttributeError, OSError, ValueError):
        return False


def seems_sealed(folder: Path) -> bool:
    """Whether they are, where files that were found whole before, and have not changed, are whole.

    A disk that changes bytes silently is not noticed.
    """
    now = stamps(folder, _files(folder))
    if whole := is_sealed(folder, known=unchanged(folder, now)):
        note(folder, now)
    return whole


def is_sound(folder: Path) -> bool:
    """Whether SQLite finds the pages of Chroma's own file, which is not sealed, in order."""
    file = f"file:{folder / DATABASE}?mode=ro"
    try:
        with closing(sqlite3.connect(file, uri=True)) as database:
            return bool(database.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def shrink(folder: Path) -> None:
    """Give back the pages of Chroma's write-ahead log: empty by now, and most of its file.

    It takes some room to make room: on a full disk the generation stays as large as it is.
    """
    with (
        closing(sqlite3.connect(folder / DATABASE)) as database,
        suppress(sqlite3.OperationalError),
    ):
        database.execute("VACUUM")


def _files(folder: Path) -> list[str]:
    """Name the files that hold graph and rows; Chroma's SQLite file changes even when only read."""
    # A graph of one vector is never synced: it has no pickle, and its files are not read.
    graphs = [pickle.parent for pickle in folder.glob("*/index_metadata.pickle")]
    files = [path for name in _SEALED for graph in graphs for path in graph.glob(name)]
    files += [path for name in (CODES, ROWS) for path in folder.glob(name)]
    return sorted(str(path.relative_to(folder)) for path in files)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Whether the files of a generation are as they were when it was built."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from index.stores.vectors.flat import CODES, ROWS

DATABASE = "chroma.sqlite3"
SEAL = "SEAL"
_SEALED = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")


def seal(folder: Path) -> None:
    """Note the hashes of the files that hold the graph and the rows."""
    (folder / SEAL).write_text(json.dumps(_hashes(folder)), "utf-8")


def is_sealed(folder: Path) -> bool:
    """Whether the graph is as it was sealed: Chroma would crash on torn files, or hide them."""
    try:
        return bool(json.loads((folder / SEAL).read_text("utf-8")) == _hashes(folder))
    except (OSError, ValueError):
        return False


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


def _hashes(folder: Path) -> dict[str, str]:
    """Hash the files that hold graph and rows; Chroma's SQLite file changes even when only read."""
    # A graph of one vector is never synced: it has no pickle, and its files are not read.
    graphs = [pickle.parent for pickle in folder.glob("*/index_metadata.pickle")]
    files = [path for name in _SEALED for graph in graphs for path in graph.glob(name)]
    files += [path for name in (CODES, ROWS) for path in folder.glob(name)]
    return {str(path.relative_to(folder)): _sha256(path) for path in sorted(files)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""An archive in one file, and an archive from it.

What cannot be made anew is in it: the catalog, conversations, followed feeds. It is a ZIP file with
the SHA-256 of each part, so that what comes out is known to be what went in. Both databases are
copied by SQLite itself: others may read and write meanwhile, and the copy is of one moment.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveReadOnly, BackupError
from index.stores.catalog import Catalog
from index.stores.catalog.connecting import connect, in_sentences

_CATALOG = "catalog.db"
_DATABASES = (_CATALOG, "conversations.db")
_FILES = ("following.json",)
_MANIFEST = "byline-backup.json"
_FORMAT = 1
_LONGEST_MANIFEST = 100_000
_PIECE = 1 << 20
# What `zipfile` and `json` make of bytes that are no backup. RuntimeError: a flag says that they
# are encrypted, or packed in a way that it does not know.
_GARBLED = (
    *(BadZipFile, zlib.error, EOFError, RuntimeError),
    *(AttributeError, KeyError, OverflowError, TypeError, ValueError),
)


def back_up(archive: Path, file: Path) -> int:
    """Write what `archive` cannot make anew to `file`, and give its size in bytes.

    Raises:
        ArchiveMissing: there is no archive.
        ArchiveDamaged: its catalog is damaged; no backup is made of that.
        BackupError: there is something at `file` already, or nothing can be written there.
    """
    if not (archive / _CATALOG).is_file():
        raise ArchiveMissing(f"There is no archive at {archive}; name one with --archive.")
    if file.exists():
        raise BackupError(f"There is a file {file} already; name another one for the backup.")
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
            parts, unfinished = Path(folder), Path(folder) / "backup"
            for name in _DATABASES:
                if (archive / name).is_file():
                    _copy_database(archive / name, parts / name)
            for name in _FILES:
                if (archive / name).is_file():
                    shutil.copyfile(archive / name, parts / name)
            _pack(parts, unfinished)
            unfinished.replace(file)
    except (ArchiveReadOnly, OSError) as error:  # the archive is only read
        reason = getattr(error, "strerror", None) or error.__cause__ or error
        raise BackupError(
            f"The backup {file} cannot be written ({reason}); free some space there, change the "
            "permissions, or name a file elsewhere."
        ) from error
    return file.stat().st_size


def restore(file: Path, archive: Path) -> None:
    """Make the archive of a backup at `archive`, whole or not at all; its indexes are not made yet.

    Raises:
        BackupError: there is something at `archive`, or `file` is not a whole backup of Byline.
        ArchiveTooNew: a newer Byline made it.
    """
    if archive.exists() and (not archive.is_dir() or any(archive.iterdir())):
        raise BackupError(
            f"There is something at {archive} already, and a backup replaces nothing; name another "
            "folder with --archive, or move that one away."
        )
    archive.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=archive.parent, prefix=f".{archive.name}-") as folder:
        unfinished = Path(folder) / "archive"
        unfinished.mkdir()
        _unpack(file, unfinished)
        Catalog.open(unfinished / _CATALOG).close()
        unfinished.replace(archive)


def _copy_database(path: Path, copy: Path) -> None:
    with (
        in_sentences(path),
        closing(connect(path)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # all of it in one file
        if (said := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise ArchiveDamaged(
                f"{path} is damaged ({said.splitlines()[0]}), and no backup is made of that; "
                "restore an earlier one with `byline restore FILE --archive DIR`."
            )


def _pack(parts: Path, backup: Path) -> None:
    files = sorted(parts.iterdir())
    told = {each.name: {"bytes": each.stat().st_size, "sha256": _sha256(each)} for each in files}
    with backup.open("wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            packed.writestr(_MANIFEST, json.dumps({"format": _FORMAT, "files": told}, indent=1))
            for each in files:
                packed.write(each, each.name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(file: Path, folder: Path) -> None:
    """Write the parts of a backup into `folder`, under names of ours alone, each of known size."""
    with _in_sentences(file), ZipFile(file) as packed:
        manifest = packed.open(_MANIFEST).read(_LONGEST_MANIFEST)
        told: dict[str, Any] = json.loads(manifest)
        if told["format"] > _FORMAT:
            raise BackupError(
                f"{file} has format {told['format']}; this Byline reads format {_FORMAT}. Update "
                "Byline, then restore it."
            )
        parts = {name: (int(each["bytes"]), each["sha256"]) for name, each in told["files"].items()}
        names = sorted(packed.namelist())
        if names != sorted([_MANIFEST, *parts]) or not {_CATALOG} <= set(parts) <= _KNOWN:
            raise ValueError(f"it holds {', '.join(map(repr, names[:5]))}")
        if (needed := sum(size for size, _ in parts.values())) > shutil.disk_usage(folder).free:
            raise BackupError(
                f"{file} needs {needed:,} bytes, more than the disk of {folder.parent.parent} has "
                "free; free some space, or name another folder with --archive."
            )
        for name, (size, sha256) in parts.items():
            with packed.open(name) as part:
                _write(part, folder / name, size)
            if _sha256(folder / name) != sha256:
                raise ValueError(f"{name} is not as it was backed up")


_KNOWN = {*_DATABASES, *_FILES}


def _write(part: IO[bytes], path: Path, size: int) -> None:
    """Write `size` bytes and no more: a few bytes of a ZIP file can become any number."""
    with path.open("xb") as out:
        while size > 0 and (piece := part.read(min(size, _PIECE))):
            out.write(piece)
            size -= len(piece)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _in_sentences(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise BackupError(f"There is no file {file}; name a backup that exists.") from None
    except _GARBLED as error:
        raise BackupError(_not_whole(file, error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the file's beginning, from a garbled table
            raise
        raise BackupError(_not_whole(file, error)) from error


def _not_whole(file: Path, error: Exception) -> str:
    return f"{file} is not a whole backup of Byline ({error}); take another copy of it."


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

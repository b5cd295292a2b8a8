"""Keeping an archive in step with folders: what is new, changed, moved, and gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.adding import Adder, OnProgress
from index.articles import Files, files_at, stamp_of
from index.errors import NothingToRead
from index.stores.catalog import Catalog
from index.types import Quarantined, ReadArticle, Synced


@dataclass
class _Run:
    """What one run has met, by absolute path."""

    there: set[str] = field(default_factory=set)
    stamps: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    unread: int = 0


def sync(
    folders: Sequence[Path],
    *,
    files: Files,
    catalog: Catalog,
    adder: Adder,
    on_progress: OnProgress,
) -> Synced:
    """Take in what is new or changed in `folders`, and say what moved and what is gone.

    A file is read again only where its size or time of change is another than when it was last
    read whole. Nothing is taken out of the archive.

    Raises:
        NothingToRead: one of the folders is not there; it may only be unplugged.
    """
    for folder in folders:
        if not folder.exists():
            raise NothingToRead(
                f"There is nothing at {folder}, so what is gone cannot be told; nothing was "
                "changed."
            )
    run = _Run()
    added = adder.add(_changed(folders, files, catalog, run), on_progress=on_progress)
    with catalog.transaction():
        for path, stamp in run.stamps.items():
            if path not in run.broken:
                catalog.files.holds_only(path, adder.held.get(path, ()))
                catalog.files.stamped(path, stamp)
        moved = [
            pair for folder in folders for pair in _vanished(str(folder.resolve()), catalog, run)
        ]
    gone = dict.fromkeys(
        each for folder in folders for each in catalog.files.gone_under(str(folder.resolve()))
    )
    articles = catalog.articles(list(gone))
    return Synced(added, run.unread, tuple(moved), tuple(articles[each] for each in gone))


def _changed(
    folders: Sequence[Path], files: Files, catalog: Catalog, run: _Run
) -> Iterator[ReadArticle | Quarantined]:
    """Read the files that are not as they were, and note what all of them are like."""
    for found in (each for folder in folders for each in files_at(folder)):
        if isinstance(found, Quarantined):
            # An empty folder is no fault here: all that was in it is gone.
            if not Path(found.path).is_dir() or any(Path(found.path).iterdir()):
                yield found
            continue
        path = str(found.resolve())
        run.there.add(path)
        stamp = ""
        with suppress(OSError):
            stamp = stamp_of(found)
        if stamp and catalog.files.stamp(path) == stamp:
            run.unread += 1
            continue
        run.stamps[path] = stamp
        for item in files.read(found):
            if isinstance(item, Quarantined):
                run.broken.add(path)
            yield item


def _vanished(folder: str, catalog: Catalog, run: _Run) -> Iterator[tuple[str, str]]:
    """Note which known files are no longer there, and give those whose articles others hold."""
    files = catalog.files
    for path in files.paths_under(folder):
        if path in run.there:
            continue
        held = files.articles_at(path)
        files.holds_only(path, ())
        holders = [files.paths_of(each) for each in held]
        if held and all(holders):
            yield path, holders[0][0]
            files.forget(path)
        elif not held:
            files.forget(path)

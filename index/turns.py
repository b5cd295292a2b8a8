"""Whose turn it is to write, and how the folder of one machine follows the catalog of many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from index.adding import settle
from index.errors import ArchiveError, ArchiveLocked, ArchiveReadOnly
from index.stores.catalog import Catalog
from index.stores.lexicon import Lexicon
from index.stores.lock import writer_lock

_PATIENCE = 1.0  # seconds: who only opens the archive may be settling what is left over
_APART = 1.0  # seconds between two looks for what other machines changed


class Turns:
    """The turns of one process at a catalog, and at the lexicon in its folder."""

    def __init__(self, folder: Path, catalog: Catalog, lexicon: Lexicon) -> None:
        self._folder = folder
        self._catalog = catalog
        self._lexicon = lexicon
        self._looked = 0.0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer of the archive.

        Raises:
            ArchiveLocked: another process is writing; the message names it.
            ArchiveReadOnly: the folder cannot be written to.
        """
        with self._catalog.writer(patience=_PATIENCE), self.alone(patience=_PATIENCE):
            yield

    @contextmanager
    def alone(self, *, patience: float = 0.0) -> Iterator[None]:
        """Be the only process that writes to the folder; its lexicon knows all articles then.

        Raises:
            ArchiveLocked: another process is at it.
            ArchiveReadOnly: the folder cannot be written to.
        """
        with on_disk(self._folder), writer_lock(self._folder, patience=patience):
            settle(self._catalog, self._lexicon)
            yield

    def settle_if_free(self) -> None:
        """Finish what a killed writer left, unless another one is at it."""
        if self._catalog.outbox.waiting():
            with suppress(ArchiveError), self.alone():
                pass

    def keep_up(self) -> None:
        """Have the lexicon know what other machines changed, unless another process is at it."""
        if monotonic() >= self._looked + _APART:
            self._looked = monotonic()
            with suppress(ArchiveLocked, ArchiveReadOnly), self.alone():
                pass


def open_catalog(folder: Path, embedder: str, *, create: bool, address: str = "") -> Catalog:
    """Open the catalog in `folder`, or that at the `address` of a PostgreSQL database."""
    path = folder / "catalog.db"
    with on_disk(folder):
        if address:
            folder.mkdir(parents=True, exist_ok=True)
            return Catalog.at(address, folder / "lexicon", embedder=embedder, create=create)
        if create and not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with writer_lock(folder):
                if not path.exists():
                    return Catalog.create(path, embedder=embedder)
        return Catalog.open(path)


@contextmanager
def on_disk(folder: Path) -> Iterator[None]:
    """Say in a sentence that `folder` cannot be written to."""
    try:
        yield
    except OSError as error:
        raise ArchiveReadOnly(
            f"The archive {folder} cannot be written to ({error.strerror or error}); free some "
            "space, change the permissions, or name another folder with --archive."
        ) from error

"""Whose turn it is to write, and how the folder of one machine follows the catalog of many."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
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


class Follower:
    """Has the folder of one machine follow a catalog that others write to.

    Words follow before a question is answered. Vectors follow beside it, as they take longer: in
    a thread, for a tenth of the time at most. `update` brings them up to date step by step; None
    where they lie elsewhere.
    """

    def __init__(
        self, turns: Turns, catalog: Catalog, update: Callable[[], Generator[object]] | None
    ) -> None:
        self._turns = turns
        self._catalog = catalog
        self._update = update
        self._next = self._next_vectors = 0.0
        self._known: object = None
        self._stops = Event()
        self._beside = Thread()

    def look(self) -> None:
        """Take in what other machines changed, unless that was looked for a moment ago."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + _APART
        # Where another process is at it, or the disk is full, what is known answers.
        with suppress(ArchiveLocked, ArchiveReadOnly), self._turns.alone(patience=_PATIENCE):
            pass
        self._next = monotonic() + _APART
        is_due = self._update and monotonic() >= self._next_vectors
        if is_due and not self._beside.is_alive():
            self._beside = Thread(target=self.follow_vectors)
            self._beside.start()

    def follow_vectors(self) -> None:
        """Bring the vectors up to date, where they lie in the folder."""
        started = monotonic()
        with suppress(ArchiveError):
            state = self._catalog.overall.state()
            if self._update and state != self._known:
                with self._turns.alone(patience=_PATIENCE), closing(self._update()) as steps:
                    if not any(self._stops.is_set() for _ in steps):
                        self._known = state
        self._next_vectors = monotonic() + max(_APART, 9 * (monotonic() - started))

    def close(self) -> None:
        """End what goes on beside."""
        self._stops.set()
        if self._beside.is_alive():
            self._beside.join()


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

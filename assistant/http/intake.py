"""Taking articles in while questions are answered: one thread adds, and whatever comes waits."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from index import Added, BylineError, InputError, NothingToRead, Quarantined

if TYPE_CHECKING:
    from index import Index

State: TypeAlias = Literal["waiting", "reading", "searchable", "refused"]

LOG: Final = logging.getLogger("byline.http")

_MOST_WAITING: Final = 20
_MOST_KNOWN: Final = 200
_BROKEN: Final = "Something broke inside Byline, and its log says what; add the files again."


class TooMuchWaiting(BylineError):
    """More deliveries wait than are taken on."""


class UnknownDelivery(InputError):
    """Nothing was delivered under that id, or it is long forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one request brought, and what became of it; `error` says why it was refused."""

    id: str
    files: int
    state: State = "waiting"
    added: Added = field(default_factory=Added)
    error: str = ""


class _Stopped(Exception):
    """The server stops."""


class Parcel:
    """A folder for the files of one delivery, gone once they are read.

    Each file gets a folder of its own, so that two of one name do not meet, and no name that was
    sent is ever a path.
    """

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        self._folder = TemporaryDirectory(prefix="byline-")
        self.names: dict[str, str] = {}
        """The names under which the files were sent, by where they are."""

    def place(self, name: str) -> Path:
        """Give where a file that was sent as `name` is written to."""
        folder = Path(self._folder.name, f"{len(self.names):06}")
        folder.mkdir()
        path = folder / _plain(name)
        self.names[str(path)] = name
        return path

    def told(self, added: Added) -> Added:
        """Tell of what could not be read by the names that were sent."""
        return replace(added, quarantined=tuple(map(self._told, added.quarantined)))

    def _told(self, each: Quarantined) -> Quarantined:
        return replace(each, path=self.names.get(each.path, each.path))

    def close(self) -> None:
        """Forget the files."""
        self._folder.cleanup()


class Intake:
    """Adds what is delivered to an archive, one delivery after another, in a thread of its own.

    What follows once articles are searchable (who says what, embedding) is done batch by batch
    and gives way to the next delivery, so that nobody waits for it to ask.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._waiting: SimpleQueue[Parcel | None] = SimpleQueue()
        self._known: dict[str, Delivery] = {}
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stops = threading.Event()
        self.is_busy = False
        """Whether anything is being added, read or embedded."""
        self.trouble = ""
        """Why what follows adding could not be done; "" where it could."""

    def check(self) -> None:
        """Refuse what would have to wait too long, before it is sent.

        Raises:
            TooMuchWaiting: that many deliveries wait already.
        """
        if self._waiting.qsize() >= _MOST_WAITING:
            raise TooMuchWaiting(
                f"{_MOST_WAITING} deliveries wait to be added; send this one when they are."
            )

    def take(self, parcel: Parcel) -> Delivery:
        """Have a parcel added when it is its turn."""
        delivery = self._known[parcel.id] = Delivery(id=parcel.id, files=len(parcel.names))
        while len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._waiting.put(parcel)
        with self._starting:
            if not self._thread:
                self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
        return delivery

    def delivery(self, delivery_id: str) -> Delivery:
        """Tell what became of a delivery so far.

        Raises:
            UnknownDelivery: there is none of that id.
        """
        if found := self._known.get(delivery_id):
            return found
        raise UnknownDelivery(
            f"Nothing is known of a delivery {delivery_id!r}; what was added before this server "
            "started is in the archive."
        )

    def close(self) -> None:
        """Wait for the end of the batch that is being done; what is done is on disk.

        The archive must not be closed before: SQLite would crash.
        """
        self._stops.set()
        self._waiting.put(None)
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        while (parcel := self._waiting.get()) and not self._stops.is_set():
            self.is_busy = True
            self._add(parcel)
            if not self._must_leave():
                self._complete()
            self.is_busy = False

    def _must_leave(self) -> bool:
        return self._stops.is_set() or not self._waiting.empty()

    def _note(self, delivery_id: str, **changes: Any) -> None:
        if known := self._known.get(delivery_id):
            self._known[delivery_id] = replace(known, **changes)

    def _add(self, parcel: Parcel) -> None:
        def note(added: Added) -> None:
            self._note(parcel.id, added=parcel.told(added))
            if self._stops.is_set():
                raise _Stopped

        self._note(parcel.id, state="reading")
        with closing(parcel):
            try:
                self._index.add([Path(each) for each in parcel.names], on_progress=note)
                self._note(parcel.id, state="searchable")
            except NothingToRead as error:
                self._note(parcel.id, state="refused", error=_renamed(str(error), parcel.names))
            except BylineError as error:
                self._note(parcel.id, state="refused", error=str(error))
            except _Stopped:
                pass
            except Exception:  # whatever it was, the next delivery is added
                LOG.exception("adding the delivery %s broke", parcel.id)
                self._note(parcel.id, state="refused", error=_BROKEN)

    def _complete(self) -> None:
        """Do what follows, as `byline add` does; leave where somebody waits."""
        from index import load_tagger

        self.trouble = ""
        index = self._index
        try:
            for stage in (index.hear, index.embed, lambda: index.hear(tagger=load_tagger())):
                if not self._all_done(stage()):
                    return
        except BylineError as error:
            self.trouble = str(error)
        except Exception:  # as above
            LOG.exception("what follows adding broke")
            self.trouble = _BROKEN

    def _all_done(self, batches: Iterable[object]) -> bool:
        """Go through all batches, as long as nobody waits."""
        for _ in batches:
            if self._must_leave():
                break
        return not self._must_leave()


def _renamed(sentence: str, names: Mapping[str, str]) -> str:
    for path, name in names.items():
        sentence = sentence.replace(path, name)
    return sentence


_LONGEST = 100


def _plain(name: str) -> str:
    """Give the last part of a name as a name of a file that harms nobody; its endings are kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isalnum() or sign in "._- ()" else "_" for sign in last)
    plain = plain.lstrip(". ") or "file"
    endings = "".join(Path(plain).suffixes[-2:])[-_LONGEST // 4 :]
    stem = plain.removesuffix(endings).encode()[:_LONGEST].decode("utf-8", "ignore")
    return f"{stem or 'file'}{endings}"

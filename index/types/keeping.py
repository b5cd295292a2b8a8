"""What became of what was read, how far work has come, and what an archive holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from index.types.articles import Article, content_hash

if TYPE_CHECKING:
    from index.types.searching import Vectors


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something that could not be read, and why; `line` is 0 where the whole file is meant."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.reason}"


NoteKind: TypeAlias = Literal["not understood", "left out", "doubtful", "mended"]


@dataclass(frozen=True, slots=True)
class Note:
    """What befell an article while it was read, such as a date that was not understood.

    `what` is a singular noun that can be counted ("date", "caption"); `detail` is the value itself
    or a word on it, "" where there is nothing to say.
    """

    kind: NoteKind
    what: str
    detail: str = ""
    count: int = 1


_PARTS = {"summary only", "text that is cut off"}


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the place it is about; `line` is 0 where the whole file is meant."""

    path: str
    line: int
    note: Note


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with the place it was read from and what befell it on the way.

    `named` says that it states an id or a url of its own, `alone` that its file holds no other.
    """

    article: Article
    path: str
    line: int = 0
    characters_removed: int = 0
    notes: tuple[Note, ...] = ()
    named: bool = False
    alone: bool = False

    @property
    def is_part(self) -> bool:
        """Whether it is known not to be all of the article, such as a feed's summary of it."""
        return any(note.what in _PARTS for note in self.notes)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles seen: `seen == added + replaced + unchanged + quarantined`."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    quarantined: tuple[Quarantined, ...] = ()
    passages: int = 0
    characters_removed: int = 0
    noted: tuple[Noted, ...] = ()

    @property
    def seen(self) -> int:
        """Everything that was met, readable or not."""
        return self.added + self.replaced + self.unchanged + len(self.quarantined)


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of folders kept in step: what was added, and what moved or is gone.

    `moved` are (old path, new path) of files with the same articles, `unread` counts the files
    that are as they were when last read, `gone` are the articles that no file holds any more, and
    `removed` counts those of them that were taken out.
    """

    added: Added
    unread: int = 0
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[Article, ...] = ()
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """How far reading who says what has come, in articles; what is `done` is safe on disk."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """How far the embedding of passages has come; what is `done` is safe on disk.

    First every passage gets its vector, then the vectors go into their index.
    """

    done: int
    total: int
    phase: Literal["embedding", "indexing"] = "embedding"


@dataclass(frozen=True, slots=True)
class Shard:
    """Texts that are embedded together, their hashes, and how many passages have them."""

    inputs: tuple[str, ...]
    texts: tuple[str, ...]
    passages: int

    @property
    def name(self) -> str:
        """Hash of what is in it: the same texts are the same shard."""
        return content_hash(*self.inputs)


Engine: TypeAlias = "Callable[[Iterator[Shard]], Iterator[tuple[Shard, Vectors]]]"
"""What embeds shards, here or elsewhere: it gives each back once, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an archive holds; `heard` are the articles that were read for who says what.

    `tagged` are those of them that the tagger read too.
    """

    path: str
    articles: int
    heard: int
    tagged: int = 0
    passages: int
    embedded: int
    outlets: int
    first: date | None
    last: date | None
    embedder: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check: how many of what were expected, and how many were found."""

    what: str
    found: int
    expected: int

    @property
    def ok(self) -> bool:
        """Whether nothing is missing."""
        return self.found == self.expected


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check, a line for each promise.

    `unreached` is a sentence on what could not be asked, and is not among the findings then; "" as
    a rule.
    """

    findings: tuple[Finding, ...]
    unreached: str = ""

    @property
    def ok(self) -> bool:
        """Whether every promise holds, and none was left out."""
        return not self.unreached and all(finding.ok for finding in self.findings)

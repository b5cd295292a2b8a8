"""The words of the index: what an article is, what is cut from it, what a search finds.

Every type is frozen and imports nothing of ours. Offsets are code points into `Article.text`,
end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]
    """One row a text, each of unit length: shape (texts, dimension)."""


def content_hash(*parts: str) -> str:
    """Identify `parts` by their content: 16 hexadecimal digits of a SHA-256 over them in order."""
    digest = hashlib.sha256()
    for part in parts:
        # surrogatepass: a lone surrogate in a JSON string is still a text that can be identified.
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """One line of an article's `Sources and related`: an outlet it names, never one we read."""

    outlet: str
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article; `text` is its body, which all offsets refer to.

    A text field that is not known is the empty string, a date that is not known is None.
    `published` is the day it came out, in its own time zone, and `moment` the time where one is
    stated. `language` is an ISO 639-1 code. Articles of one `story` are parts of one running
    account, such as the updates of a live blog. `path` is the file it was read from.
    """

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: date | None = None
    authors: tuple[str, ...] = ()
    named_outlets: tuple[NamedOutlet, ...] = ()
    moment: datetime | None = None
    updated: date | None = None
    section: str = ""
    story: str = ""
    language: str = ""
    path: str = ""

    @property
    def file(self) -> str:
        """Name of the file it was read from, "" where it was none."""
        return "" if "://" in self.path else PurePath(self.path).name

    @property
    def name(self) -> str:
        """What to call it: its title, else its file, its url or its id."""
        return self.title or self.file or self.url or f"article {self.id}"

    @property
    def content(self) -> str:
        """Hash of everything the article says: two articles with the same one are the same."""
        named = [part for named in self.named_outlets for part in (named.outlet, named.headline)]
        known = (self.title, self.text, self.outlet, self.url, str(self.published))
        further = {
            "moment": self.moment, "updated": self.updated,
            "section": self.section, "story": self.story,
        }  # fmt: skip
        # Only what is stated: an article of before these fields keeps its hash.
        stated = [f"{name}: {value}" for name, value in further.items() if value]
        return content_hash(*known, *self.authors, *named, *stated)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Slice `text`."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """Leave out the white space of `text` at both ends."""
        inside = self.of(text)
        start = self.start + len(inside) - len(inside.lstrip())
        return Span(start, max(start, self.end - len(inside) + len(inside.rstrip())))

    def __bool__(self) -> bool:
        return self.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A few whole sentences of one article: `article.text[start:end] == text`, always."""

    id: str
    article_id: str
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, article: Article, span: Span) -> Passage:
        """Cut `span` out of `article`.

        The id is a hash of all that a search goes by: a passage whose article has moved to
        another day or outlet is another passage, and nothing stale can be found under it.
        """
        text = span.of(article.text)
        known = (article.id, article.title, article.outlet, str(article.published))
        identity = content_hash(*known, f"{span.start}:{span.end}", text)
        return cls(identity, article.id, span.start, span.end, text)


_PRONOUNS = frozenset("he she it they we i you who one q a question answer".split())
# The last four are the labels of an interview, which name nobody either.

Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
"""Whether what is said stands in quotation marks: all of it, nothing of it, or a part."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: spans of the text it was read from.

    `speaker` is who speaks as the text calls them there ("she"); where that is no name, `named` is
    the name it stands for, if one was found. `cue` is what tells that it is said, and may be
    empty. `content` is what is said, in its order: a speaker in its midst parts it, and a
    quotation may go on over several paragraphs. `relayed_by` is who passed it on.
    """

    speaker: Span
    cue: Span
    content: tuple[Span, ...]
    relayed_by: Span | None = None
    manner: Manner = "indirect"
    named: Span | None = None

    @property
    def name(self) -> Span:
        """Who speaks, by name where one is known."""
        return self.named or self.speaker

    def is_open(self, text: str) -> bool:
        """Whether nobody is named: a pronoun, or a "Q", that stands for no known name."""
        said = self.speaker.of(text).casefold().replace("’", "'")
        return self.named is None and said.partition("'")[0] in _PRONOUNS

    def saying(self, text: str) -> str:
        """Give what is said, out of the text it was read from."""
        return " ".join(span.of(text) for span in self.content)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name as articles have it, how often it speaks, and in which articles.

    Days are as they are stored, "" where none is known.
    """

    name: str
    statements: int
    articles: frozenset[str]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in an archive, all names that mean one joined: how often, and in which days.

    `articles` counts those of each name: one that has two of them counts twice.
    """

    name: str
    statements: int
    articles: int
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, name: str, spoken: Sequence[Spoken]) -> Speaker:
        """Sum up what is `spoken` under several names."""
        days = sorted(day for each in spoken for day in (each.first, each.last) if day)
        return cls(
            name,
            sum(each.statements for each in spoken),
            len(frozenset[str]().union(*(each.articles for each in spoken))),
            date.fromisoformat(days[0]) if days else None,
            date.fromisoformat(days[-1]) if days else None,
        )


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for a hit, each part from 0 (nothing) to 1."""

    lexical: float = 0.0
    vector: float = 0.0
    time: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `rank` counts 1..n without gaps, a higher `score` is better."""

    passage: Passage
    score: float
    rank: int
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is limited to; an empty filter limits nothing. Dates are inclusive.

    `speaker` leaves passages in which somebody of that name speaks or passes on what is said.
    """

    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    speaker: str = ""

    def __bool__(self) -> bool:
        return bool(self.outlets or self.since or self.until or self.speaker)

    def allows(self, outlet: str, day: date | None) -> bool:
        """Whether an article is of the outlets and days; one without a day is of no days."""
        if self.outlets and outlet not in self.outlets:
            return False
        if not (self.since or self.until):
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)


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
class Version:
    """What an article was before it was replaced; `article` is None once it is removed.

    `content` is the hash of all it said, `replaced_at` the time in UTC.
    """

    content: str
    replaced_at: str
    article: Article | None


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
    """The outcome of a check, a line for each promise."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every promise holds."""
        return all(finding.ok for finding in self.findings)


class Embedder(Protocol):
    """Turns texts into unit vectors. One file, `embedding.py`, knows how a real one does it."""

    @property
    def fingerprint(self) -> str:
        """Name and content of the model; vectors of different fingerprints never meet."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of text the model reads before it cuts off, its special tokens left out."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens with the model's own tokenizer, special tokens left out."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order, shape (len(texts), dimension)."""
        ...

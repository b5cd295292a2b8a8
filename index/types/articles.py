"""What an article is, and what is cut from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath


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
class Version:
    """What an article was before it was replaced; `article` is None once it is removed.

    `content` is the hash of all it said, `replaced_at` the time in UTC.
    """

    content: str
    replaced_at: str
    article: Article | None


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

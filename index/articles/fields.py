"""From what a file or a record states to an `Article`: kinds of value, parts, identity."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from index.articles.cleaning import clean
from index.articles.dates import DayFirst, day_of, is_open, read_time
from index.articles.front_matter import split_front_matter
from index.articles.headings import split_title
from index.articles.languages import language_code
from index.articles.mending import mended, seems_wrongly_decoded
from index.articles.named_outlets import split_named_outlets
from index.articles.names import TEXT_NAMES, by_our_names
from index.articles.people import read_authors
from index.articles.stated import Stated, Unreadable
from index.types import Article, Note, ReadArticle, content_hash

_MAX_CHARACTERS = 5_000_000
_LONGEST_SHOWN = 200


def article_from(
    met: Stated, *, place: str, path: str = "", day_first: DayFirst = lambda _: None
) -> ReadArticle:
    """Make the article that was met, with notes on what befell it.

    Args:
        met: what a reader of files hands over.
        place: the file it was met in, as the user named it.
        path: that file's absolute path.
        day_first: whether days come first in the dates under a name of ours, None where that is
            not known.

    Raises:
        Unreadable: where there is no text, too much of it, or its front matter is broken.
    """
    tidying = _Tidying()
    stated = {name: tidying.of(value) for name, value in by_our_names(met.fields).items()}
    text, title = _text(stated.get("text")), _line(stated.get("title"))
    if met.headed:
        front, text = split_front_matter(text)
        stated |= by_our_names(front)
        title, text = split_title(text, stated=_line(stated.get("title")))
    text, named_outlets = split_named_outlets(text)
    if not (text := text.strip()):
        raise Unreadable("no text beside the title and the sources")
    notes = [*met.notes, *tidying.notes()]
    published = _time("published", stated, day_first, notes)
    outlet, url = _line(stated.get("outlet")), _url(stated.get("url"), notes)
    article = Article(
        id=_line(stated.get("id")) or _identity(url, title, outlet, day_of(published), text),
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        published=day_of(published),
        moment=published if isinstance(published, datetime) else None,
        updated=day_of(_time("updated", stated, day_first, notes)),
        authors=_authors(stated.get("authors"), notes),
        named_outlets=named_outlets,
        section=_section(stated.get("section")),
        story=_line(stated.get("story")),
        language=_language(_line(stated.get("language")), notes),
        path=path,
    )
    named = bool(url or _line(stated.get("id")))
    return ReadArticle(article, place, met.line, tidying.removed, tuple(notes), named=named)


@dataclass(slots=True)
class _Tidying:
    """Mends, cleans and composes the characters of every string, and counts what it changed."""

    removed: int = 0
    mended: int = 0

    def of(self, value: object) -> object:
        """Tidy every string in `value`."""
        if isinstance(value, str):
            text, removed = clean(value)
            # Where nothing was removed there is no stray control, which is a sign of it too.
            if removed or seems_wrongly_decoded(text):
                better = mended(value)
                self.mended += better != value
                text, removed = clean(better)
            self.removed += removed
            return text if text.isascii() else unicodedata.normalize("NFC", text)
        if isinstance(value, Mapping):
            return {name: self.of(part) for name, part in value.items()}
        return [self.of(part) for part in value] if isinstance(value, list) else value

    def notes(self) -> list[Note]:
        """Say what was mended."""
        return [Note("mended", "wrongly decoded text", count=self.mended)] if self.mended else []


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str)) or None
    if not isinstance(value, str):
        raise Unreadable(f"no text; expected a string named {', '.join(TEXT_NAMES)}")
    if len(value) > _MAX_CHARACTERS:
        raise Unreadable(
            f"{len(value):,} characters in one article; the limit is {_MAX_CHARACTERS:,}, split it"
        )
    return value


def _line(value: object) -> str:
    """Give a string or a number as one line, anything else as nothing."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return "" if isinstance(value, float) and not isfinite(value) else str(value)


def _shown(value: object) -> str:
    """Give a value as a note shows it."""
    return (_line(value) or str(value))[:_LONGEST_SHOWN]


def _time(
    name: str, stated: Mapping[str, object], day_first: DayFirst, notes: list[Note]
) -> datetime | date | None:
    """Read the time that is stated under `name`, and note where it is not certain."""
    if (value := stated.get(name)) is None:
        return None
    found = read_time(value)
    if found is None and is_open(value):
        found = read_time(value, day_first=day_first(name))
    if found is None:
        notes.append(
            Note("doubtful" if is_open(value) else "not understood", "date", _shown(value))
        )
    return found


def _url(value: object, notes: list[Note]) -> str:
    url = _line(value)
    # Anything else cannot be followed, and some of it ("javascript:") should not be.
    if not url or url.lower().startswith(("https://", "http://")):
        return url
    notes.append(Note("not understood", "address", _shown(url)))
    return ""


def _authors(value: object, notes: list[Note]) -> tuple[str, ...]:
    authors = read_authors(value)
    if value is not None and not authors:
        notes.append(Note("not understood", "author", _shown(value)))
    return authors


def _section(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(line for part in parts if (line := _line(part)))


def _language(stated: str, notes: list[Note]) -> str:
    code = language_code(stated)
    if stated and not code:
        notes.append(Note("not understood", "language", _shown(stated)))
    return code


def _identity(url: str, title: str, outlet: str, published: date | None, text: str) -> str:
    if url:
        return content_hash("url", url)
    return content_hash("text", title, outlet, str(published), text)

"""From what a file or a record states to an `Article`: kinds of value, parts, identity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite

from index.articles.cleaning import clean
from index.articles.dates import read_day
from index.articles.headings import split_front_matter, split_title
from index.articles.named_outlets import split_named_outlets
from index.articles.names import TEXT_NAMES, by_our_names
from index.articles.stated import Stated, Unreadable
from index.types import Article, ReadArticle, content_hash

_MAX_CHARACTERS = 5_000_000
_BETWEEN_AUTHORS = re.compile(r"\s*[;,]\s*|\s+(?:and|&)\s+")
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def article_from(met: Stated, *, place: str, path: str = "") -> ReadArticle:
    """Make the article that was met, with notes on what befell it.

    Args:
        met: what a reader of files hands over.
        place: the file it was met in, as the user named it.
        path: that file's absolute path.

    Raises:
        Unreadable: where there is no text, too much of it, or its front matter is broken.
    """
    cleaned = {name: _cleaned(value) for name, value in by_our_names(met.fields).items()}
    stated = {name: value for name, (value, _) in cleaned.items()}
    text, title = _text(stated.get("text")), _line(stated.get("title"))
    if met.headed:
        front, text = split_front_matter(text)
        stated |= by_our_names(front)
        title, text = split_title(text, stated=_line(stated.get("title")))
    text, named_outlets = split_named_outlets(text)
    if not (text := text.strip()):
        raise Unreadable("no text beside the title and the sources")
    outlet, url = _line(stated.get("outlet")), _url(stated.get("url"))
    published = read_day(_line(stated.get("published")))
    article = Article(
        id=_line(stated.get("id")) or _identity(url, title, outlet, published, text),
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        published=published,
        authors=_authors(stated.get("authors")),
        named_outlets=named_outlets,
        section=_line(stated.get("section")),
        story=_line(stated.get("story")),
        path=path,
    )
    removed = sum(removed for _, removed in cleaned.values())
    named = bool(url or _line(stated.get("id")))
    return ReadArticle(article, place, met.line, removed, met.notes, named=named)


def _cleaned(value: object) -> tuple[object, int]:
    """Clean every string in `value`; what is described by an object is its name."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return _cleaned(value.get("name"))
    if isinstance(value, list):
        parts = [_cleaned(part) for part in value]
        return [part for part, _ in parts], sum(removed for _, removed in parts)
    return value, 0


def _text(value: object) -> str:
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
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return ""
    return str(value)


def _url(value: object) -> str:
    url = _line(value)
    # Anything else cannot be followed, and some of it ("javascript:") should not be.
    return url if url.lower().startswith(("https://", "http://")) else ""


def _authors(value: object) -> tuple[str, ...]:
    names = _BETWEEN_AUTHORS.split(_line(value)) if isinstance(value, str) else value
    if not isinstance(names, list):
        return ()
    authors = (_BY.sub("", _line(name)) for name in names)
    return tuple(dict.fromkeys(author for author in authors if author))


def _identity(url: str, title: str, outlet: str, published: date | None, text: str) -> str:
    if url:
        return content_hash("url", url)
    return content_hash("text", title, outlet, str(published), text)

"""The feeds that an archive follows: what is known of each, and what is new in one.

They are kept in `following.json` in the archive's folder, which is written anew as a whole.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.articles import is_list
from index.errors import ArchiveDamaged, ArchiveTooNew, FetchError
from index.types import Quarantined, ReadArticle
from index.web.fetching import UNKNOWN, Edition, Fetched, Fetcher
from index.web.pages import Pages, feeds_of, read_fetched

_FORMAT = 1
_MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A feed that is followed, and what is known of it.

    `full` says that the page of each entry is read in place of the feed's own text. `seen` gives
    the entries' contents by their ids, those met last at the end; `checked` when it was last
    fetched (UTC, ISO 8601). `failures` counts those since then, and `problem` is the last one's.
    """

    url: str
    name: str = ""
    full: bool = False
    edition: Edition = UNKNOWN
    seen: Mapping[str, str] = field(default_factory=dict)
    checked: str = ""
    failures: int = 0
    problem: str = ""

    def failed(self, reason: str) -> Followed:
        """Give the feed as it is known after one more failure."""
        return replace(self, failures=self.failures + 1, problem=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at a feed found: `found` is to be added, and `feed` kept once it is.

    The entries that could be read are counted; `not_modified` says that the server had nothing
    to send.
    """

    feed: Followed
    found: tuple[ReadArticle | Quarantined, ...] = ()
    new: int = 0
    changed: int = 0
    known: int = 0
    not_modified: bool = False


def look(feed: Followed, *, fetcher: Fetcher, pages: Pages) -> Looked:
    """Fetch `feed` where it has changed, and tell what of it is new.

    Raises:
        FetchError: it cannot be fetched, or is no feed that can be read.
    """
    fetched = fetcher.fetch(feed.url, known=feed.edition)
    now = replace(feed, checked=_now(), failures=0, problem="")
    if fetched.not_modified:
        return Looked(feed=now, not_modified=True)
    articles, unreadable = _entries(feed.url, fetched)
    fresh = [each for each in articles if feed.seen.get(each.article.id) != each.article.content]
    read = {each.article.id: list(pages.of(each) if feed.full else [each]) for each in fresh}
    waiting = {name for name, parts in read.items() if not _is_whole(parts)}
    changed = len(read.keys() & feed.seen.keys() - waiting)
    return Looked(
        feed=replace(
            now,
            name=_name(articles) or urlsplit(feed.url).hostname or feed.url,
            # A page that is still to be read needs the whole feed once more.
            edition=UNKNOWN if waiting else fetched.edition,
            seen=_remembered(feed.seen, articles, waiting),
        ),
        found=(*unreadable, *(each for parts in read.values() for each in parts)),
        new=len(fresh) - len(waiting) - changed,
        changed=changed,
        known=len(articles) - len(fresh),
    )


class Following:
    """The list of the feeds that the archive in a folder follows, on disk."""

    def __init__(self, archive: Path) -> None:
        self._path = archive / "following.json"

    def feeds(self) -> list[Followed]:
        """Give the feeds, those followed longest first.

        Raises:
            ArchiveDamaged: the file is not as Byline writes it.
            ArchiveTooNew: a newer Byline wrote it.
        """
        try:
            found = json.loads(self._path.read_text("utf-8"))
            if found["format"] > _FORMAT:
                raise ArchiveTooNew(
                    f"{self._path} is of format {found['format']}, and this Byline reads "
                    f"{_FORMAT}; use the Byline that wrote it."
                )
            return [_read(each) for each in found["feeds"]]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ArchiveDamaged(
                f"{self._path}, the list of followed feeds, cannot be read ({error}); restore it "
                "from a copy, or delete it and follow the feeds again."
            ) from error

    def feed(self, url: str) -> Followed | None:
        """Give the feed at `url`, if it is followed."""
        return next((each for each in self.feeds() if each.url == url), None)

    def keep(self, feed: Followed) -> None:
        """Keep what is known of `feed`; the others are read anew, as another run may change them.

        Raises:
            OSError: the file cannot be written.
        """
        feeds = {each.url: each for each in self.feeds()}
        self._write([*(feeds | {feed.url: feed}).values()])

    def forget(self, url: str) -> bool:
        """Take the feed at `url` off the list, and tell whether it was on it.

        Raises:
            OSError: the file cannot be written.
        """
        feeds = self.feeds()
        others = [each for each in feeds if each.url != url]
        if len(others) < len(feeds):
            self._write(others)
        return len(others) < len(feeds)

    def _write(self, feeds: list[Followed]) -> None:
        """Put a new file in place of the old: who reads sees one of them, whole."""
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        told = {"format": _FORMAT, "feeds": [asdict(each) for each in feeds]}
        try:
            with new.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        finally:
            new.unlink(missing_ok=True)


def _entries(url: str, fetched: Fetched) -> tuple[list[ReadArticle], list[Quarantined]]:
    """Read the entries of a feed, and what could not be read; of one id, the first counts."""
    if not is_list(fetched.kind):
        linked = feeds_of(fetched) if fetched.kind == ".html" else []
        way_out = f"follow {linked[0]}, its feed" if linked else "`byline add` reads it once"
        raise FetchError(url, f"is no feed but a file of the kind {fetched.kind}; {way_out}")
    articles: dict[str, ReadArticle] = {}
    unreadable = []
    for each in read_fetched(fetched):
        if isinstance(each, Quarantined):
            unreadable.append(each)
        else:
            articles.setdefault(each.article.id, each)
    if not articles:
        reason = unreadable[0].reason if unreadable else "it is empty"
        raise FetchError(url, f"holds no article that can be read ({reason})")
    return list(articles.values()), unreadable


def _name(articles: list[ReadArticle]) -> str:
    """Name a feed after the outlet of most of its entries."""
    [(name, _)] = Counter(each.article.outlet for each in articles).most_common(1)
    return name


def _is_whole(parts: list[ReadArticle | Quarantined]) -> bool:
    return bool(parts) and not any(isinstance(each, Quarantined) for each in parts)


def _remembered(
    seen: Mapping[str, str], entries: list[ReadArticle], waiting: set[str]
) -> dict[str, str]:
    """Join what was seen before with the entries of now, and let the oldest go."""
    taken = {
        each.article.id: each.article.content for each in entries if each.article.id not in waiting
    }
    before = [(name, content) for name, content in seen.items() if name not in taken]
    return dict(before[max(0, len(before) + len(taken) - _MOST_REMEMBERED) :]) | taken


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(found: Any) -> Followed:
    feed = Followed(**{**found, "edition": Edition(**found["edition"])})
    for value, kind in _kinds(feed):
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} stands where a {kind.__name__} should")
    return feed


def _kinds(feed: Followed) -> Iterator[tuple[object, type]]:
    texts = (feed.url, feed.name, feed.checked, feed.problem)
    yield from ((text, str) for text in (*texts, feed.edition.etag, feed.edition.last_modified))
    yield from ((feed.full, bool), (feed.failures, int), (feed.seen, dict))

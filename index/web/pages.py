"""Reading articles from the web: what an address leads to goes through the readers of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

from index.articles import is_list, read_bytes
from index.errors import FetchError
from index.types import Article, Quarantined, ReadArticle
from index.web.fetching import Fetched, Fetcher

Read = ReadArticle | Quarantined

_FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_HEAD = 100_000  # bytes of a page in which its links to feeds stand
_MOST_PAGES = 50


class Pages:
    """The pages that entries of feeds link to, at most so many a run."""

    def __init__(self, fetcher: Fetcher, *, most: int = _MOST_PAGES) -> None:
        self._fetcher = fetcher
        self._most = most
        self._left = most

    def of(self, entry: ReadArticle) -> Iterator[Read]:
        """Read the page of `entry` in its place; an entry without an address stays as it is.

        What the page does not state of title, day, outlet and authors is taken from the entry.
        """
        url = entry.article.url
        if not url:
            yield entry
        elif not self._left:
            reason = f"left for a next run, as one reads at most {self._most} pages of feeds"
            yield Quarantined(url, 0, reason)
        else:
            self._left -= 1
            for each in read_address(url, fetcher=self._fetcher):
                yield _completed(each, entry.article) if isinstance(each, ReadArticle) else each


def read_address(
    url: str, *, fetcher: Fetcher, pages: Pages | None = None
) -> Iterator[ReadArticle | Quarantined]:
    """Read every article that `url` leads to: a page's, or the entries of a feed.

    Args:
        url: an address of the web.
        fetcher: fetches it.
        pages: reads the page of each entry of a feed in place of the feed's own text.

    Yields:
        What was read; what cannot be fetched or read, with the reason.
    """
    try:
        fetched = fetcher.fetch(url)
    except FetchError as error:
        yield Quarantined(error.url, 0, error.reason)
        return
    for each in read_fetched(fetched):
        if pages and is_list(fetched.kind) and isinstance(each, ReadArticle):
            yield from pages.of(each)
        else:
            yield each


def read_fetched(fetched: Fetched) -> Iterator[ReadArticle | Quarantined]:
    """Read what was fetched, as a file of its kind would be."""
    return read_bytes(fetched.data, fetched.kind, place=fetched.url)


def feeds_of(fetched: Fetched) -> list[str]:
    """Give the addresses of the feeds that a web page links to, its first first."""
    links = _FeedLinks()
    links.feed(fetched.data[:_HEAD].decode("utf-8", "replace"))
    return [urljoin(fetched.url, link) for link in links.found]


class _FeedLinks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: (value or "").strip() for name, value in attrs}
        is_feed = tag == "link" and stated.get("type", "").lower() in _FEEDS
        if is_feed and "alternate" in stated.get("rel", "").lower().split() and stated.get("href"):
            self.found.append(stated["href"])


def _completed(page: ReadArticle, entry: Article) -> ReadArticle:
    article = page.article
    return replace(
        page,
        article=replace(
            article,
            title=article.title or entry.title,
            published=article.published or entry.published,
            outlet=article.outlet or entry.outlet,
            authors=article.authors or entry.authors,
        ),
    )

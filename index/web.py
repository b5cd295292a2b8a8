"""Reading articles from the web: what an address leads to goes through the readers of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.articles import read_bytes
from index.errors import FetchError
from index.fetching import Fetched, Fetcher
from index.types import Article, Quarantined, ReadArticle

Read = ReadArticle | Quarantined

_LISTS = {".xml", ".json", ".jsonl", ".ndjson"}
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
        if pages and is_list(fetched) and isinstance(each, ReadArticle):
            yield from pages.of(each)
        else:
            yield each


def read_fetched(fetched: Fetched) -> Iterator[ReadArticle | Quarantined]:
    """Read what was fetched, as a file of its kind would be."""
    return read_bytes(fetched.data, fetched.kind, place=fetched.url)


def is_list(fetched: Fetched) -> bool:
    """Whether it is of a kind that holds many articles, as a feed does."""
    return fetched.kind in _LISTS


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

"""What the commands that fetch from the web share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.program import progress
from assistant.rendering import counted
from assistant.settings import VERSION

if TYPE_CHECKING:
    from index import Fetcher, Quarantined, ReadArticle

_AGENT = f"Byline/{VERSION} (reads pages and feeds into one person's archive)"

AllowHostOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="Fetch from this host though its address is private or of this machine; may be given "
        "several times.",
    ),
]
FullOption = Annotated[
    bool,
    typer.Option(
        "--full",
        help="Read the page of each entry of a feed in place of the feed's own text, at most 50 a "
        "run.",
    ),
]


def is_address(text: str) -> bool:
    """Tell whether `text` is meant as an address of the web rather than as a path."""
    return "://" in text


def fetcher_for(allow_host: Iterable[str] | None) -> Fetcher:
    """Make what fetches, for one run."""
    from index import Fetcher

    return Fetcher(allow=tuple(allow_host or ()), agent=_AGENT)


def fetched(
    urls: Sequence[str], *, fetcher: Fetcher, full: bool
) -> list[ReadArticle | Quarantined]:
    """Read what `urls` lead to, and show how far it has come."""
    from index import Pages, read_address

    found: list[ReadArticle | Quarantined] = []
    pages = Pages(fetcher) if full else None
    with progress() as show:
        for number, url in enumerate(urls, 1):
            line = f"Fetching address {number:,} of {len(urls):,}"
            show(line, None)
            for each in read_address(url, fetcher=fetcher, pages=pages):
                found.append(each)
                show(f"{line}, {counted(len(found), 'article')}", None)
    return found

"""The command that follows feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.completing import complete
from assistant.cli.failures import ExitCode, stop
from assistant.cli.fetching import AllowHostOption, FullOption, fetcher_for
from assistant.cli.noting import tell_details
from assistant.cli.program import OPENING, app, opened, with_settings
from assistant.rendering import counted, printable
from assistant.settings import Settings
from index import BylineError

if TYPE_CHECKING:
    from index import Followed, Following, Index, Looked


@app.command(epilog="Example: byline follow https://www.example.org/feed.xml")
@with_settings(*OPENING)
def follow(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="FEED", help="Addresses of feeds to follow.")
    ] = None,
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Look at all feeds now and add what is new.")
    ] = False,
    every: Annotated[
        int | None,
        typer.Option(
            "--every", metavar="MINUTES", min=1, help="Look again and again, until Ctrl-C."
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Show the feeds that are followed.")
    ] = False,
    forget: Annotated[
        list[str] | None, typer.Option("--forget", metavar="FEED", help="Follow it no longer.")
    ] = None,
    full: FullOption = False,
    allow_host: AllowHostOption = None,
    settings: Settings,
) -> None:
    """Follow feeds: keep a list of them in the archive, and add what is new.

    A feed that is named is looked at once before it goes on the list. After that, --once looks
    at all of them, and --every does so again and again. A feed that fails is named and looked at
    again the next time.
    """
    from index import Following

    following = Following(settings.archive.expanduser())
    if listed or forget:
        if urls or once or every:
            raise typer.BadParameter("--list and --forget go with nothing else.")
        _forget(following, forget or [])
        if listed:
            _tell_feeds(following.feeds())
        return
    if not (urls or once or every):
        raise typer.BadParameter("Name a FEED, or choose --once, --every, --list or --forget.")
    run = _Run(settings, following, tuple(allow_host or ()))
    failed = bool(urls) and run.begin(urls or [], full=full)
    if once or every:
        failed = run.look_again(every) or failed
    if failed:
        raise typer.Exit(ExitCode.QUARANTINED)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of the command; what it does tells whether something of it failed."""

    settings: Settings
    following: Following
    allow_host: tuple[str, ...]

    def begin(self, urls: Sequence[str], *, full: bool) -> bool:
        """Follow new feeds, those of them that can be read now."""
        from index import Followed

        known = {each.url: each for each in self.following.feeds()}
        wanted = [
            replace(known.get(url, Followed(url=url)), full=full) for url in dict.fromkeys(urls)
        ]
        looks = list(self._looks(wanted))
        if not any(looks):  # an archive is only made where there is something to put into it
            raise stop("Nothing of what was named can be followed.", ExitCode.FAILED)
        with opened(self.settings, create=True) as index:
            return self._take(index, looks)

    def look_again(self, every: int | None) -> bool:
        """Look at all feeds once, or `every` so many minutes until it is interrupted."""
        with opened(self.settings) as index:
            if every is None:
                return self._round(index)
            try:
                while True:
                    self._try_round(index)
                    sleep(every * 60)
            except KeyboardInterrupt as interrupt:
                raise stop("Stopped; what was added stays.", ExitCode.INTERRUPTED) from interrupt

    def _try_round(self, index: Index) -> None:
        try:
            self._round(index)
        except BylineError as error:  # such as another writer: the next round may do
            typer.echo(f"byline: {printable(str(error))}", err=True)

    def _round(self, index: Index) -> bool:
        feeds = self.following.feeds()
        if not feeds:
            raise stop("No feed is followed; name one: byline follow FEED.", ExitCode.FAILED)
        return self._take(index, self._looks(feeds))

    def _looks(self, feeds: Iterable[Followed]) -> Iterator[Looked | None]:
        """Look at feeds; one that fails is named, and None in its place."""
        from index import FetchError, Pages, look

        fetcher = fetcher_for(self.allow_host)  # a new one each round, as hosts change their rules
        pages = Pages(fetcher)
        for feed in feeds:
            try:
                yield look(feed, fetcher=fetcher, pages=pages)
            except FetchError as error:
                typer.echo(printable(f"{feed.name or 'Not followed'}: failed; {error}"), err=True)
                if self.following.feed(feed.url):
                    self.following.keep(feed.failed(error.reason))
                yield None

    def _take(self, index: Index, looks: Iterable[Looked | None]) -> bool:
        """Add what is new, feed by feed, and tell whether anything failed or was left out."""
        from index import Added

        is_new = is_lost = False
        for looked in looks:
            if not looked:
                is_lost = True
                continue
            added = index.add(looked.found) if looked.found else Added()
            self.following.keep(looked.feed)
            typer.echo(_line(looked))
            tell_details(added)
            is_new |= bool(added.added or added.replaced)
            is_lost |= bool(added.quarantined)
        if is_new:
            complete(index)
        return is_lost


def _line(looked: Looked) -> str:
    name = printable(looked.feed.name)
    if looked.not_modified:
        return f"{name}: nothing new"
    return f"{name}: {looked.new:,} new, {looked.changed:,} changed, {looked.known:,} known"


def _forget(following: Following, urls: Sequence[str]) -> None:
    for url in urls:
        if not following.forget(url):
            raise stop(
                f"{url} is not followed; `byline follow --list` names the feeds that are.",
                ExitCode.FAILED,
            )
        typer.echo(f"{printable(url)} is followed no longer; its articles stay.")


def _tell_feeds(feeds: Sequence[Followed]) -> None:
    if not feeds:
        typer.echo("No feed is followed.")
    for feed in feeds:
        typer.echo(f"{printable(feed.name)}  {printable(feed.url)}")
        full = ", the page of each is read" if feed.full else ""
        typer.echo(f"    entries seen: {len(feed.seen):,}{full}; last fetched: {feed.checked}")
        if feed.failures:
            times = counted(feed.failures, "time")
            typer.echo(f"    failed {times} since: {printable(feed.problem)}")

"""The commands that look after an archive and its settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.failures import ExitCode, stop
from assistant.cli.program import OPENING, JsonOption, app, opened, with_settings
from assistant.rendering import counted, json_text, printable
from assistant.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from index import Article, Report


@app.command(epilog="Example: byline status --archive archive")
@with_settings(*OPENING)
def status(*, settings: Settings, json: JsonOption = False) -> None:
    """Tell what the archive holds."""
    with opened(settings) as index:
        held = index.status()
    if json:
        known = {name: str(day) for name in ("first", "last") if (day := getattr(held, name))}
        typer.echo(json_text(asdict(held) | known))
        return
    days = f"{held.first} to {held.last}" if held.first else "no article has a date"
    typer.echo(f"Archive   {printable(held.path)}")
    typer.echo(f"Articles  {held.articles:,}, {days}")
    typer.echo(f"Outlets   {held.outlets:,}")
    typer.echo(f"Speakers  read in {held.heard:,} of the articles, closely in {held.tagged:,}")
    typer.echo(f"Passages  {held.passages:,}, {held.embedded:,} of them embedded")
    typer.echo(f"Embedder  {printable(held.embedder)}")


@app.command(epilog="Example: byline check --archive archive")
@with_settings(*OPENING)
def check(*, settings: Settings, json: JsonOption = False) -> None:
    """Check that all that was added can still be found."""
    with opened(settings) as index:
        report, held = index.check(), index.status()
    if json:
        findings = [{**asdict(each), "ok": each.ok} for each in report.findings]
        told = {"ok": report.ok, "findings": findings, "unreached": report.unreached}
        typer.echo(json_text(told))
    else:
        _tell(report)
    if report.ok:
        return
    if held.embedded < held.passages or held.heard < held.articles:
        raise stop(
            "Not everything is read and embedded yet. Run `byline embed`, then check again.",
            ExitCode.FAILED,
        )
    if report.unreached:
        raise stop(f"The index of meanings was not checked. {report.unreached}", ExitCode.FAILED)
    raise stop("The archive is not whole. Run `byline repair`.", ExitCode.FAILED)


@app.command(epilog="Example: byline repair --archive archive")
@with_settings(*OPENING)
def repair(*, settings: Settings) -> None:
    """Rebuild what is damaged, as far as possible.

    Nothing that is whole is read or embedded again, and nothing that waits for it.
    """
    with opened(settings) as index:
        report = index.repair()
    _tell(report)
    if not report.ok:
        raise stop(
            "Not everything could be rebuilt. Run `byline add` on the articles again.",
            ExitCode.FAILED,
        )


@app.command(epilog="Example: byline remove articles/report.txt")
@with_settings(*OPENING)
def remove(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help="The id of an article, as `byline ask` shows it, its url, or the path of a file.",
        ),
    ],
    *,
    settings: Settings,
) -> None:
    """Take articles out of the archive.

    All that are named are removed with all their versions, or none if the archive does not have one
    of them.
    """
    with opened(settings) as index:
        removed = index.remove(names)
    typer.echo(f"Removed {counted(removed, 'article')}.")


@app.command(epilog="Example: byline versions articles/report.txt")
@with_settings(*OPENING)
def versions(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The id of an article, its url, or its file's path."),
    ],
    *,
    settings: Settings,
) -> None:
    """Show what an article said before it was replaced, oldest first, and what it says now."""
    with opened(settings) as index:
        for article_id in index.named(name):
            for version in index.versions(article_id):
                until = f"until {version.replaced_at} UTC"
                if version.article:
                    _tell_article(version.article, until)
                else:
                    typer.echo(f"{until}: removed, its words are not kept.\n")
            _tell_article(index.article(article_id), "now")


def _tell_article(article: Article, when: str) -> None:
    typer.echo(f"{when}: {printable(article.name)} ({article.id})")
    typer.echo("\n\n".join(map(printable, article.text.split("\n\n"))) + "\n")


_UNSET = {
    "embedder": "the model that comes with Byline",
    "catalog": "none, so articles and conversations lie in the archive's folder",
    "chroma": "none, so the vector index lies in the archive's folder",
    "reader": "the one that comes with Byline",
    "model": "none, so answers are quoted",
    "base_url": "the provider's own address",
    "nli": "none, so support is scored by Byline itself",
    "seconds": "60, or 600 for a model on this machine or in its network",
    "patience": "30, or 300 for a model on this machine or in its network",
    "brief": "yes for a model on this machine, in its network or of a small context, else no",
    "allow_host": "none beside this machine's own",
    "people": "none, so nobody signs in",
    "allow_adding": "yes where only this machine can reach the page",
}


@app.command(epilog="Example: BYLINE_ARCHIVE=/srv/news byline config")
@with_settings()
def config(*, settings: Settings) -> None:
    """Show each setting, its value, and where the value comes from."""
    explained = list(settings.explained())
    widest = max(len(name) for name, *_ in explained)
    for name, value, origin in explained:
        shown = value or _UNSET[name]
        reason = "by default" if origin == DEFAULT else f"from {origin}"
        typer.echo(f"{name:<{widest}} {printable(shown)} ({reason})")


def _tell(report: Report) -> None:
    for finding in report.findings:
        mark = "ok     " if finding.ok else "NOT OK "
        typer.echo(f"{mark}{finding.found:>9,} of {finding.expected:>9,}  {finding.what}")

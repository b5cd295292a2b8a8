"""The two measures that need no archive: who said what, and accounts that differ."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.program import progress

if TYPE_CHECKING:
    from assistant.evaluation.disputed import DisputedQuestion
    from assistant.settings import Settings
    from assistant.types import Answer


def measure_statements(path: Path, *, report: Path | None) -> None:
    """Read the articles of `path` for who says what, and hold it against what people marked."""
    from assistant.evaluation.marked import measure_marked, read_marked

    with progress() as show:
        show("Reading the articles", None)
        articles = read_marked(path)

        def follow(done: int, total: int) -> None:
            show(f"Reading who says what: {done:,} of {total:,} articles", done / total)

        measured = measure_marked(articles, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "statements.json")


def measure_accounts(path: Path, settings: Settings, *, report: Path | None) -> None:
    """Ask each question of `path` of its own documents, and look at the accounts given."""
    from assistant.evaluation.disputed import asked_of_documents, measure_disputed, read_disputed
    from index import load_embedder

    with progress() as show:
        show("Reading the questions", None)
        questions = read_disputed(path)
        embedder = load_embedder(settings.embedder)

        def ask(question: DisputedQuestion) -> Answer:
            return asked_of_documents(question, embedder=embedder)

        def follow(done: int, total: int) -> None:
            show(f"Asking each question of its documents: {done:,} of {total:,}", done / total)

        measured = measure_disputed(questions, ask=ask, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "accounts.json")


def _tell(lines: Iterable[str], measured: dict[str, Any], folder: Path | None, name: str) -> None:
    for line in lines:
        typer.echo(line)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(json.dumps(measured, indent=2, ensure_ascii=False), encoding="utf-8")
        typer.echo(f"Report: {path}")

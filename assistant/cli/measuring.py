"""The measures that need no archive: statements, accounts that differ, and the reader alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.program import progress
from assistant.cli.progress import Show

if TYPE_CHECKING:
    from assistant.evaluation.disputed import DisputedQuestion
    from assistant.evaluation.sets import Half
    from assistant.settings import Settings
    from assistant.types import Answer

_READING = "Reading each question's sentences"


def measure_apart(
    path: Path, settings: Settings, *, report: Path | None, half: Half | None, seed: int
) -> bool:
    """Measure what the file at `path` brings its own texts for; False where it is questions."""
    from assistant.evaluation import held_by

    holds = held_by(path)
    if holds == "questions":
        return False
    if holds == "marked articles":
        _measure_statements(path, report, half)
    elif holds == "disputed questions":
        _measure_accounts(path, settings, report, half)
    elif holds == "questions with contexts":
        _measure_contexts(path, settings, report, half, seed)
    else:
        _measure_candidates(path, settings, report, half, seed)
    return True


def _measure_statements(path: Path, report: Path | None, half: Half | None) -> None:
    """Read the articles of `path` for who says what, and hold it against what people marked."""
    from assistant.evaluation.marked import measure_marked, read_marked
    from assistant.evaluation.sets import in_half
    from index import joined_statements, load_tagger

    with progress() as show:
        show("Reading the articles", None)
        articles = in_half(read_marked(path), half, lambda each: each.id or each.text)
        follow = _follower(show, "Reading who says what", "articles")
        reading = partial(joined_statements, tagger=load_tagger())
        measured = measure_marked(articles, reading=reading, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "statements.json")


def _measure_accounts(
    path: Path, settings: Settings, report: Path | None, half: Half | None
) -> None:
    """Ask each question of `path` of its own documents, and look at the accounts given."""
    from assistant.evaluation.disputed import asked_of_documents, measure_disputed, read_disputed
    from assistant.evaluation.sets import in_half
    from index import load_embedder

    with progress() as show:
        show("Reading the questions", None)
        questions = in_half(read_disputed(path), half, lambda each: each.id)
        embedder = load_embedder(settings.embedder)

        def ask(question: DisputedQuestion) -> Answer:
            return asked_of_documents(question, embedder=embedder)

        follow = _follower(show, "Asking each question of its documents")
        measured = measure_disputed(questions, ask=ask, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "accounts.json")


def _measure_contexts(
    path: Path, settings: Settings, report: Path | None, half: Half | None, seed: int
) -> None:
    """Read the sentences of each question's text, and look at the likeliest one."""
    from assistant.evaluation.reader import measure_contexts, read_contexts
    from assistant.evaluation.sets import in_half
    from assistant.reading import load_reader

    with progress() as show:
        show("Reading the questions", None)
        questions = in_half(read_contexts(path), half, lambda each: each.title or each.id)
        follow = _follower(show, _READING)
        reader = load_reader(settings.reader)
        measured = measure_contexts(questions, reader=reader, seed=seed, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "reader.json")


def _measure_candidates(
    path: Path, settings: Settings, report: Path | None, half: Half | None, seed: int
) -> None:
    """Read the candidates of each question, and look at their order."""
    from assistant.evaluation.reader import measure_candidates, read_candidates
    from assistant.evaluation.sets import in_half
    from assistant.reading import load_reader

    with progress() as show:
        show("Reading the questions", None)
        questions = in_half(read_candidates(path), half, lambda each: each.title or each.text)
        follow = _follower(show, _READING)
        reader = load_reader(settings.reader)
        measured = measure_candidates(questions, reader=reader, seed=seed, on_progress=follow)
    _tell(measured.lines(), measured.to_dict(), report, "reader.json")


def _follower(show: Show, what: str, of: str = "questions") -> Callable[[int, int], None]:
    def follow(done: int, total: int) -> None:
        show(f"{what}: {done:,} of {total:,} {of}", done / total)

    return follow


def _tell(lines: Iterable[str], measured: dict[str, Any], folder: Path | None, name: str) -> None:
    for line in lines:
        typer.echo(line)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(json.dumps(measured, indent=2, ensure_ascii=False), encoding="utf-8")
        typer.echo(f"Report: {path}")

"""The measures that need no archive: statements, accounts that differ, and the reader alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import typer

from assistant.cli.program import progress

if TYPE_CHECKING:
    from assistant.evaluation.sets import Half, Progress
    from assistant.settings import Settings


class _Measured(Protocol):
    def lines(self) -> Iterable[str]: ...

    def to_dict(self) -> dict[str, Any]: ...


def measure_apart(
    path: Path, settings: Settings, *, report: Path | None, half: Half | None, seed: int
) -> bool:
    """Measure what the file at `path` brings its own texts for; False where it is questions."""
    from assistant.evaluation import held_by

    holds = held_by(path)
    if holds == "questions":
        return False
    with progress() as show:
        show("Reading the questions", None)

        def follow(what: str, of: str = "questions") -> Progress:
            return lambda done, all_: show(f"{what}: {done:,} of {all_:,} {of}", done / all_)

        name, measured = _MEASURES[holds](path, settings, half, seed, follow)
    for line in measured.lines():
        typer.echo(line)
    if report:
        report.mkdir(parents=True, exist_ok=True)
        written = report / name
        text = json.dumps(measured.to_dict(), indent=2, ensure_ascii=False)
        written.write_text(text, encoding="utf-8")
        typer.echo(f"Report: {written}")
    return True


_Follow = Callable[..., "Progress"]
_Measure = Callable[["Path", "Settings", "Half | None", int, _Follow], tuple[str, _Measured]]


def _statements(
    path: Path, _: Settings, half: Half | None, _seed: int, follow: _Follow
) -> tuple[str, _Measured]:
    """Read the articles of `path` for who says what, and hold it against what people marked."""
    from assistant.evaluation.marked import measure_marked, read_marked
    from assistant.evaluation.sets import in_half
    from index import joined_statements, load_tagger

    articles = in_half(read_marked(path), half, lambda each: each.id or each.text)
    told = follow("Reading who says what", "articles")
    reading = partial(joined_statements, tagger=load_tagger())
    return "statements.json", measure_marked(articles, reading=reading, on_progress=told)


def _accounts(
    path: Path, settings: Settings, half: Half | None, _seed: int, follow: _Follow
) -> tuple[str, _Measured]:
    """Ask each question of `path` of its own documents, and look at the accounts given."""
    from assistant.evaluation.disputed import asked_of_documents, measure_disputed, read_disputed
    from assistant.evaluation.sets import in_half
    from index import load_embedder

    questions = in_half(read_disputed(path), half, lambda each: each.id)
    ask = partial(asked_of_documents, embedder=load_embedder(settings.embedder))
    told = follow("Asking each question of its documents")
    return "accounts.json", measure_disputed(questions, ask=ask, on_progress=told)


def _reader(
    path: Path,
    settings: Settings,
    half: Half | None,
    seed: int,
    follow: _Follow,
    *,
    has_contexts: bool,
) -> tuple[str, _Measured]:
    """Read the sentences of each question, and look at the likeliest one, or at their order."""
    from assistant.evaluation import reader
    from assistant.evaluation.sets import in_half
    from assistant.reading import load_reader

    read: Any = reader.read_contexts if has_contexts else reader.read_candidates
    measure: Any = reader.measure_contexts if has_contexts else reader.measure_candidates
    questions = in_half(read(path), half, lambda each: each.title or getattr(each, "id", each.text))
    told = follow("Reading each question's sentences")
    loaded = load_reader(settings.reader)
    return "reader.json", measure(questions, reader=loaded, seed=seed, on_progress=told)


_MEASURES: dict[str, _Measure] = {
    "marked articles": _statements,
    "disputed questions": _accounts,
    "questions with contexts": partial(_reader, has_contexts=True),
    "questions with candidates": partial(_reader, has_contexts=False),
}

"""Marked articles from JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.evaluation.marked.types import MarkedArticle, Marking
from assistant.evaluation.sets import json_object, read_lines
from index import Span


def read_marked(path: Path | str) -> list[MarkedArticle]:
    """Read JSON lines with `text` and `attributions: [{source, cue, content}]`, .gz too.

    Each part of an attribution is a list of [start, end], offsets of `text`, end exclusive.

    Raises:
        EvaluationError: lines cannot be read, all of them listed.
        OSError: the file cannot be opened.
    """
    return [article for _, article in read_lines(Path(path), _article)]


def _article(line: str) -> MarkedArticle:
    fields = json_object(line)
    text, marked = fields.get("text"), fields.get("attributions")
    if not isinstance(text, str):
        raise ValueError(f'its "text" is {text!r}, expected a string.')  # noqa: TRY004
    if not isinstance(marked, list):
        raise ValueError('its "attributions" are no list of {source, cue, content}.')  # noqa: TRY004
    markings = tuple(_marking(each, len(text)) for each in marked)
    outlet, name = (str(fields.get(field) or "") for field in ("outlet", "id"))
    return MarkedArticle(text, markings, outlet, name)


def _marking(given: Any, length: int) -> Marking:
    if not isinstance(given, dict):
        raise ValueError(f"the attribution {given!r} is no object.")  # noqa: TRY004
    return Marking(*(_spans(given, part, length) for part in ("source", "cue", "content")))


def _spans(given: dict[str, Any], part: str, length: int) -> tuple[Span, ...]:
    try:
        spans = tuple(Span(int(start), int(end)) for start, end in given.get(part, []))
    except (TypeError, ValueError) as error:
        raise ValueError(f'"{part}" is {given[part]!r}, expected [[start, end], ...].') from error
    for span in spans:
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(f'"{part}" goes from {span.start} to {span.end} of {length} signs.')
    return spans

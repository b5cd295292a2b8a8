"""What a file holds to measure with, told by its first line."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, TypeAlias

Holds: TypeAlias = Literal[
    "questions",
    "marked articles",
    "disputed questions",
    "questions with contexts",
    "questions with candidates",
]

_TOLD_BY: Final[dict[str, Holds]] = {
    "attributions": "marked articles",
    "documents": "disputed questions",
    "context": "questions with contexts",
    "candidates": "questions with candidates",
}
_JSON_LINES = (".jsonl", ".ndjson", ".json")


def held_by(path: Path) -> Holds:
    """Tell what the file at `path` holds by the keys of its first line that is a JSON object.

    `attributions` tell articles in which people marked who said what, `documents` questions with
    documents of their own that may differ, `context` questions about a text, `candidates` questions
    with sentences; all else, also what cannot be read, is questions.
    """
    if path.is_dir() or not path.name.removesuffix(".gz").endswith(_JSON_LINES):
        return "questions"
    with suppress(OSError, EOFError, ValueError):
        first = json.loads(_first_line(path))
        if isinstance(first, dict):
            return next((_TOLD_BY[name] for name in _TOLD_BY if name in first), "questions")
    return "questions"


def _first_line(path: Path) -> str:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return next((line for line in lines if line.strip()), "")

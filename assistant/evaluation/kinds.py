"""What a file holds to measure with: questions, articles with marked statements, or documents."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

Holds: TypeAlias = Literal["questions", "marked articles", "disputed questions"]

_JSON_LINES = (".jsonl", ".ndjson", ".json")


def held_by(path: Path) -> Holds:
    """Tell what the file at `path` holds by the keys of its first line that is a JSON object.

    `attributions` tell articles in which people marked who said what, `documents` questions with
    documents of their own that may differ; all else, also what cannot be read, is questions.
    """
    if path.is_dir() or not path.name.removesuffix(".gz").endswith(_JSON_LINES):
        return "questions"
    with suppress(OSError, EOFError, ValueError):
        first = json.loads(_first_line(path))
        if isinstance(first, dict) and "attributions" in first:
            return "marked articles"
        if isinstance(first, dict) and "documents" in first:
            return "disputed questions"
    return "questions"


def _first_line(path: Path) -> str:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return next((line for line in lines if line.strip()), "")

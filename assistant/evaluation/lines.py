"""Lines of a file, each read by itself, with everything that is wrong gathered first."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from assistant.evaluation.errors import EvaluationError

Read = TypeVar("Read")


def read_lines(path: Path, read: Callable[[str], Read]) -> list[tuple[int, Read]]:
    """Read every line that is not blank, with its number from 1.

    Args:
        path: A text file in UTF-8, compressed where its name ends with .gz.
        read: Reads one line; raises ValueError with a sentence that says what is wrong.

    Raises:
        EvaluationError: some lines cannot be read; all of them are listed.
    """
    good: list[tuple[int, Read]] = []
    problems: list[str] = []
    for number, line in _numbered(path):
        try:
            good.append((number, read(line)))
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    refuse(path, problems)
    return good


def refuse(path: Path, problems: list[str]) -> None:
    """Refuse a file with `problems`, if there are any.

    Raises:
        EvaluationError: there are.
    """
    if problems:
        count = "1 line" if len(problems) == 1 else f"{len(problems):,} lines"
        raise EvaluationError(
            f"{path} has {count} that cannot be read, so nothing was asked. Correct:", problems
        )


def json_object(line: str) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        ValueError: it is none.
    """
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no JSON ({error.msg} at character {error.pos + 1}).") from error
    if not isinstance(fields, dict):
        # A ValueError like all that can be wrong with a line.
        raise ValueError(  # noqa: TRY004
            'it is no JSON object, such as {"id": "1", "question": "Who ...?"}.'
        )
    return fields


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
        raise EvaluationError(f"{path} is no text in UTF-8 ({error}). Save it as such.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line

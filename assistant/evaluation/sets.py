"""Files of questions: what they hold, their lines, their halves, and how far one has come."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar
from zlib import crc32

from assistant.evaluation.errors import EvaluationError

Half: TypeAlias = Literal["even", "odd"]
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

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many questions are done, and how many there are."""

Read = TypeVar("Read")
Item = TypeVar("Item")


def told(items: Sequence[Item], on_progress: Progress | None) -> Iterator[Item]:
    """Give the items one after another, and tell `on_progress` after each."""
    for done, each in enumerate(items, 1):
        yield each
        if on_progress:
            on_progress(done, len(items))


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


def half_of(key: str) -> Half:
    """Give the half that `key` is in: its CRC-32 is even or odd, wherever it stands in a file."""
    return "odd" if crc32(key.encode("utf-8", "surrogatepass")) % 2 else "even"


def in_half(items: Iterable[Item], half: Half | None, key: Callable[[Item], str]) -> list[Item]:
    """Give the items of a half, all where it is None; those of the same key stay together.

    Raises:
        EvaluationError: none is in that half.
    """
    if half is None:
        return list(items)
    chosen = [each for each in items if half_of(key(each)) == half]
    if not chosen:
        raise EvaluationError(f"Nothing is in the {half} half; measure the other one, or all.")
    return chosen


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


def read_objects(path: Path, read: Callable[[dict[str, Any]], Read], *, holds: str) -> list[Read]:
    """Read a JSON object a line; `holds` says what of, and how one is written.

    Raises:
        EvaluationError: lines cannot be read, or there is none.
    """
    found = [each for _, each in read_lines(path, lambda line: read(json_object(line)))]
    if not found:
        raise EvaluationError(f"{path} holds no {holds}.")
    return found


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


def _first_line(path: Path) -> str:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return next((line for line in lines if line.strip()), "")


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
        raise EvaluationError(f"{path} is no text in UTF-8 ({error}). Save it as such.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line

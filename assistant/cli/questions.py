"""A file of questions: what each line asks, within which limits, and which are answered already."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from index import InputError

_ALIKE: Final = 0.8  # "outlet" is nearly "outlets", and "custom_id" nothing of ours
_JSON_LINES: Final = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, counted from 1: a question with its own options, or what is wrong."""

    number: int
    id: str | int | None = None
    question: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


def read_lines(file: Path) -> list[Line]:
    """Read the questions of `file`, "-" being stdin; lines with nothing on them are passed over.

    A line is a JSON object, or, in a file that is not called .jsonl, a question as it is.

    Raises:
        InputError: there is no question in it.
        OSError: it cannot be read.
    """
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig", "replace")
    numbered = [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not numbered:
        raise InputError(
            f'{file} holds no question; write one a line, as text or as {{"question": "Who ...?"}}.'
        )
    is_json = file.suffix.lower() in _JSON_LINES
    return [
        _of_json(number, line) if is_json or line.startswith("{") else Line(number, question=line)
        for number, line in numbered
    ]


def _of_json(number: int, text: str) -> Line:
    try:
        given = json.loads(text)
    except ValueError as error:
        return Line(number, error=f"Line {number} is no JSON: {error}.")
    if not isinstance(given, dict):
        return Line(number, error=f'Line {number} is no object such as {{"question": "Who ...?"}}.')
    name, question = given.get("id"), given.get("question")
    name = name if isinstance(name, str | int) and not isinstance(name, bool) else None
    question = question.strip() if isinstance(question, str) else None
    try:
        return Line(number, name, question, _options(given))
    except _Misread as error:
        return Line(number, name, question, error=f"Line {number}: {error}")


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what limits the question of a line; what is not about asking is passed over.

    Raises:
        _Misread: a value is none that its name may have, or a name is nearly that of an option.
    """
    if not isinstance(given.get("question"), str):
        said = repr(given["question"]) if "question" in given else "missing"
        raise _Misread(f"question is {said}, but it must be a text.")
    for name in given.keys() - _READ.keys() - {"id", "question"}:
        if near := get_close_matches(name, _READ, 1, _ALIKE):
            raise _Misread(f"{name} is no option; {near[0]} is, and may be meant.")
    return {name: _READ[name](name, given[name]) for name in _READ if name in given}


class _Misread(InputError):
    """A line says what cannot be meant."""


def _day(name: str, value: Any) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Misread(
            f"{name} is {value!r}, but it must be a day such as 2031-03-04, or null."
        ) from None


def _texts(name: str, value: Any) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise _Misread(f"{name} is {value!r}, but it must be a list of texts.")
    return tuple(texts)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str | None):
        raise _Misread(f"{name} is {value!r}, but it must be a text.")
    return value or ""


def _truth(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Misread(f"{name} is {value!r}, but it must be true or false.")
    return value


_READ: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    **dict.fromkeys(("asked_on", "as_of", "since", "until"), _day),
    "outlets": _texts,
    "speaker": _text,
    "infer": _truth,
}


def done_in(out: Path, lines: Sequence[Line]) -> list[str]:
    """Give the error, or "", of each line that `out` has an object for, from the first on.

    An object that was cut short is taken off it.

    Raises:
        InputError: it holds something else, or the answers to other questions.
        OSError: it cannot be read or mended.
    """
    if not out.exists():
        return []
    errors, whole = list[str](), 0
    with out.open("r+b") as held:
        for text in held:
            if not text.endswith(b"\n"):
                break
            record = _object(text)
            said = record.get("line"), record.get("question")
            if said not in [(each.number, each.question) for each in lines[len(errors) :][:1]]:
                raise InputError(
                    f"Line {len(errors) + 1} of {out} does not answer that question of the file; "
                    "name another file with --out, or remove this one."
                )
            errors.append(str(record.get("error", "")))
            whole += len(text)
        held.truncate(whole)
    return errors


def _object(text: bytes) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}

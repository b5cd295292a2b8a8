"""Questions as JSON lines: ours, and those of ragas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.sets import json_object, read_lines, refuse
from assistant.evaluation.types import EvaluationQuestion
from index import content_hash


def read_records(path: Path) -> list[EvaluationQuestion]:
    """Read a file of questions; a line with `user_input` is one of ragas.

    Raises:
        EvaluationError: lines cannot be read, or none holds a question.
    """
    numbered = read_lines(path, lambda line: _question(json_object(line)))
    if not numbered:
        raise EvaluationError(
            f'{path} holds no question; write a line such as {{"id": "1", "question": "Who ...?"}}.'
        )
    first: dict[str, int] = {}
    problems = [
        f"line {number}: the id {each.id!r} is that of line {first[each.id]} too."
        for number, each in numbered
        if first.setdefault(each.id, number) != number
    ]
    refuse(path, problems)
    return [each for _, each in numbered]


def _question(fields: Mapping[str, Any]) -> EvaluationQuestion:
    return _of_ragas(fields) if "user_input" in fields else _ours(fields)


def _ours(fields: Mapping[str, Any]) -> EvaluationQuestion:
    relevant = relevant_of(fields, "relevant")
    answerable = truth_of(fields, "answerable")
    if answerable is False and relevant:
        raise ValueError("answerable is false, but it names relevant articles; one must go.")
    if answerable is None and relevant is not None:
        answerable = bool(relevant)
    if answerable and not relevant:
        relevant = None  # there are some, but which is not known
    return EvaluationQuestion(
        id=id_of(fields),
        text=text_of(fields, "question"),
        asked_on=day_of(fields),
        answers=tuple(texts_of(fields, "answers")),
        relevant=relevant,
        answerable=answerable,
        literal=truth_of(fields, "answer_in_relevant"),
    )


def _of_ragas(fields: Mapping[str, Any]) -> EvaluationQuestion:
    text = text_of(fields, "user_input")
    relevant = relevant_of(fields, "reference_context_ids") or None
    return EvaluationQuestion(
        # ragas has no ids; the question itself is what stays the same from run to run.
        id=id_of(fields) if fields.get("id") is not None else content_hash(text),
        text=text,
        asked_on=day_of(fields),
        answers=tuple(texts_of(fields, "reference")),
        relevant=relevant,
        answerable=True if relevant else None,
    )


def id_of(fields: Mapping[str, Any], name: str = "id") -> str:
    """Read an id: a text or a whole number."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text_of(fields, name)


def text_of(fields: Mapping[str, Any], name: str) -> str:
    """Read a text that must be there."""
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is {_shown(fields, name)}, but it must be a text.")
    return value.strip()


def day_of(fields: Mapping[str, Any]) -> date | None:
    """Read the day of asking, None where it is not stated."""
    value = fields.get("asked_on")
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"asked_on is {value!r}, but it must be a day such as 2031-03-04, or null."
        ) from None


def relevant_of(fields: Mapping[str, Any], name: str) -> dict[str, int] | None:
    """Read relevant articles, a list of ids or a grade for each; a grade below 1 is no article."""
    value = fields.get(name)
    if not isinstance(value, Mapping):
        return None if value is None else dict.fromkeys(texts_of(fields, name), 1)
    if not all(isinstance(grade, int) for grade in value.values()):
        raise ValueError(f"{name} is {value!r}, but grades must be whole numbers.")
    return {article_id: grade for article_id, grade in value.items() if grade > 0}


def texts_of(fields: Mapping[str, Any], name: str) -> Iterable[str]:
    """Read texts: a list of them, or one; numbers are written as such."""
    value = fields.get(name)
    given = value if isinstance(value, list) else [] if value is None else [value]
    for each in given:
        is_number = isinstance(each, int | float) and not isinstance(each, bool)
        if not is_number and not (isinstance(each, str) and each.strip()):
            raise ValueError(f"{name} is {_shown(fields, name)}, but it must hold texts.")
        yield str(each).strip()


def truth_of(fields: Mapping[str, Any], name: str) -> bool | None:
    """Read true or false, None where it is not stated."""
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}, but it must be true, false or null.")
    return value


def _shown(fields: Mapping[str, Any], name: str) -> str:
    return repr(fields[name]) if name in fields else "missing"

"""Questions that bring their documents along, as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.lines import json_object, read_lines
from assistant.evaluation.records import id_of, text_of


@dataclass(frozen=True, slots=True)
class DisputedQuestion:
    """A question whose `documents` may agree, differ or mislead.

    All of the `right` answers should be shown, none of the `wrong` ones as if nobody differed.
    """

    id: str
    text: str
    documents: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def read_disputed(path: Path) -> list[DisputedQuestion]:
    """Read a file of lines with `id`, `question`, `documents`, `gold_answers`, `wrong_answers`.

    A document is a text, or an object with a `text`; nothing else of it is read.

    Raises:
        EvaluationError: lines cannot be read, or none holds a question.
    """
    questions = [each for _, each in read_lines(path, lambda line: _question(json_object(line)))]
    if not questions:
        raise EvaluationError(
            f'{path} holds no question; write a line such as {{"id": "1", "question": "Who ...?", '
            '"documents": [{"text": "..."}], "gold_answers": ["..."], "wrong_answers": []}.'
        )
    return questions


def _question(fields: Mapping[str, Any]) -> DisputedQuestion:
    documents = tuple(text for each in _list(fields, "documents") if (text := _document(each)))
    right = _answers(fields, "gold_answers")
    if not documents or not right:
        raise ValueError("documents and gold_answers must each hold at least one text.")
    return DisputedQuestion(
        id=id_of(fields),
        text=text_of(fields, "question"),
        documents=documents,
        right=right,
        wrong=_answers(fields, "wrong_answers") if "wrong_answers" in fields else (),
    )


def _document(given: Any) -> str:
    text = given.get("text") if isinstance(given, Mapping) else given
    if not isinstance(text, str):
        # A ValueError like all that can be wrong with a line.
        raise ValueError(f"a document is {given!r}, but it must be a text or hold one.")  # noqa: TRY004
    return text.strip()


def _answers(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = _list(fields, name)
    if not all(isinstance(each, str) and each.strip() for each in given):
        raise ValueError(f"{name} is {given!r}, but it must hold texts.")
    return tuple(dict.fromkeys(given))


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    given = fields.get(name)
    if not isinstance(given, list):
        # A ValueError like all that can be wrong with a line.
        raise ValueError(f"{name} is {given!r}, but it must be a list.")  # noqa: TRY004
    return given

"""The formats that an answer, or a whole conversation, is exported in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from assistant.rendering.escaping import json_text
from assistant.rendering.footnotes import as_markdown, conversation_as_markdown
from assistant.rendering.html import as_html, conversation_as_html
from assistant.rendering.references import as_bibtex, as_csl_json
from index import BylineError

if TYPE_CHECKING:
    from assistant.types import Answer


class UnknownFormat(BylineError):
    """There is no format of that name to export in."""


def as_json(answer: Answer) -> str:
    """Render `answer.to_dict()` as JSON; letters stay letters, steering characters are escaped."""
    return json_text(answer.to_dict())


def answer_as(name: str, answer: Answer) -> str:
    """Write `answer` in the format `name`, one of `FORMATS`.

    Raises:
        UnknownFormat: there is no such format.
    """
    _check(name)
    return FORMATS[name](answer)


def conversation_as(name: str, title: str, answers: Sequence[Answer]) -> str:
    """Write a conversation, its `answers` from the first on, in the format `name`.

    Raises:
        UnknownFormat: `name` is none of `CONVERSATION_FORMATS`.
    """
    _check(name)
    return _CONVERSATIONS[name](title, answers)


def _conversation_as_json(title: str, answers: Sequence[Answer]) -> str:
    return json_text({"title": title, "turns": [answer.to_dict() for answer in answers]})


def _check(name: str) -> None:
    if name not in FORMATS:
        raise UnknownFormat(unknown_format(name, FORMATS))


def unknown_format(name: str, formats: Collection[str]) -> str:
    """Say that none of `formats` has that name, and which was meant."""
    near = get_close_matches(name, formats, 1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"{name!r} is no format to export; the formats are {', '.join(formats)}.{meant}"


FORMATS: Final[Mapping[str, Callable[[Answer], str]]] = {
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
    "bibtex": lambda answer: as_bibtex([answer]),
    "csl-json": lambda answer: as_csl_json([answer]),
}
"""What writes an answer in each format, by its name; docs/exports.md shows them."""

_CONVERSATIONS: Final[Mapping[str, Callable[[str, Sequence[Answer]], str]]] = {
    "markdown": conversation_as_markdown,
    "html": conversation_as_html,
    "json": _conversation_as_json,
    "bibtex": lambda _, answers: as_bibtex(answers),
    "csl-json": lambda _, answers: as_csl_json(answers),
}

CONVERSATION_FORMATS: Final[tuple[str, ...]] = tuple(_CONVERSATIONS)
"""Names of the formats that a conversation is written in."""

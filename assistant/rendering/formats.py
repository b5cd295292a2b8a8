"""The formats that an answer, or a whole conversation, is exported in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
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
    return FORMATS[name].answer(answer)


def conversation_as(name: str, title: str, answers: Sequence[Answer]) -> str:
    """Write a conversation, its `answers` from the first on, in the format `name`.

    Raises:
        UnknownFormat: `name` is none of `FORMATS`.
    """
    _check(name)
    return FORMATS[name].conversation(title, answers)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How answers are written for another program or a file, and what such a file is called.

    Attributes:
        label: what people call it.
        ending: the end of a file's name, without the dot.
        media_type: its type in HTTP.
        answer: writes one answer.
        conversation: writes the answers of a conversation under its title.
    """

    label: str
    ending: str
    media_type: str
    answer: Callable[[Answer], str]
    conversation: Callable[[str, Sequence[Answer]], str]

    @classmethod
    def of_references(
        cls, label: str, ending: str, media_type: str, write: Callable[[Sequence[Answer]], str]
    ) -> Format:
        """A format of the articles cited alone, each once, however many answers cite it."""
        return cls(
            label=label,
            ending=ending,
            media_type=media_type,
            answer=lambda answer: write([answer]),
            conversation=lambda _, answers: write(answers),
        )


FORMATS: Final[Mapping[str, Format]] = {
    "markdown": Format(
        label="Markdown",
        ending="md",
        media_type="text/markdown",
        answer=as_markdown,
        conversation=conversation_as_markdown,
    ),
    "html": Format(
        label="HTML",
        ending="html",
        media_type="text/html",
        answer=as_html,
        conversation=conversation_as_html,
    ),
    "json": Format(
        label="JSON",
        ending="json",
        media_type="application/json",
        answer=as_json,
        conversation=_conversation_as_json,
    ),
    "bibtex": Format.of_references("BibTeX", "bib", "application/x-bibtex", as_bibtex),
    "csl-json": Format.of_references(
        "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", as_csl_json
    ),
}
"""The formats by the name they are asked for; docs/exports.md shows them."""

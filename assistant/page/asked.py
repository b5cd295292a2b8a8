"""What a reader asks: a question within limits, typed, or asked by a button inside an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from assistant.types import Question

LIMITS: Final[Mapping[str, type]] = {
    "outlets": list,
    "since": str,
    "until": str,
    "as_of": str,
    "speaker": str,
    "asked_on": str,
    "infer": bool,
}
"""What may be given beside a question, in the order of the page's fields, with its type."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and those of the limits that were given, by their names."""

    question: str
    within: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def typed(cls, question: str | None, limits: Sequence[Any]) -> Self:
        """Take what the fields hold; one that nobody has touched holds None."""
        given = zip(LIMITS, limits, strict=True)
        return cls(question or "", {name: each for name, each in given if each is not None})

    @classmethod
    def without(cls, question: Question, name: str, value: str) -> Self:
        """Ask a question within the limits that it has, but for this one."""
        given = {each: str(getattr(question, each) or "") for each in LIMITS if each != name}
        outlets = [each for each in question.outlets if each != value]
        return cls(question.text, {**given, "outlets": outlets, "infer": False})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `to_json` wrote; what a browser may have made of it is left out."""
        try:
            given = dict(json.loads(text))
        except (ValueError, TypeError):
            return cls("")
        question = str(given.get("question", ""))
        kinds = {name: given[name] for name in LIMITS.keys() & given.keys()}
        return cls(
            question, {name: each for name, each in kinds.items() if isinstance(each, LIMITS[name])}
        )

    def to_json(self) -> str:
        """Write it down for a button."""
        return json.dumps({"question": self.question, **self.within}, ensure_ascii=False)

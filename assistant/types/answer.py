"""The answer itself, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from assistant.types.accounts import Account, Naming
from assistant.types.words import Citation, Claim, Evidence, Exchange, Kind, Question, ShortAnswer
from assistant.types.writing import Dropped, Writing
from index import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the answer could draw on: counts of articles, and the days they came out.

    `articles_undated` counts those that a limit to days left aside, as they state no day.
    """

    articles_in_index: int
    articles_matched: int = 0
    articles_cited: int = 0
    independent_origins: int = 0
    articles_undated: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What must be the same for the same question to get the same answer."""

    corpus: str
    embedder: str
    version: str
    model: str = ""
    prompts: str = ""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    retrieve: float = 0.0
    answer: float = 0.0
    check: float = 0.0

    @property
    def total(self) -> float:
        """All of it, of the parts to a tenth."""
        return sum(round(part, 1) for part in (self.retrieve, self.answer, self.check))


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions that were asked in one, and the few words that answer it.

    Where it is not `answered`, `reason` says why.
    """

    question: str
    answered: bool
    reason: str = ""
    short: ShortAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer. When `abstained`, `reason` says why and `nearest` what comes closest.

    `confidence`, 0..1, is what abstaining goes by. `standalone`, `kind` and `inferred` are those
    of the `Reading` of the question. `writing` tells how a model wrote it, None where none did;
    `notice` is what a reader should know of how it came about, such as that the model is down.
    `parts` are the questions that were asked in one, where they are several; then each has its own
    short answer, and `short` is None. `read_as` are words of the question that were taken for
    others, as in `Reading`.
    `accounts` are set where the articles give values for what is asked. `named` are outlets that
    articles name as their sources, where it was asked for those: the text then says so, and has no
    sentence that an article bears out. So it is where the kind is "archive" or "talk": what the
    archive holds, with the articles it lists in `listed`, or what Byline says of itself.
    """

    question: Question
    text: str
    coverage: Coverage
    fingerprint: Fingerprint
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    reason: str = ""
    timings: Timings = field(default_factory=Timings)
    standalone: str = ""
    kind: Kind = "other"
    inferred: tuple[str, ...] = ()
    confidence: float = 0.0
    short: ShortAnswer | None = None
    writing: Writing | None = None
    notice: str = ""
    accounts: tuple[Account, ...] = ()
    named: tuple[Naming, ...] = ()
    listed: tuple[Article, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether Byline says it, of itself or of what it holds, and no article has to."""
        return self.kind in ("archive", "talk")

    @property
    def abstained(self) -> bool:
        """Whether the articles do not answer."""
        return not self.claims and not self.named and not self.is_told

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What a model wrote beside this that did not hold."""
        return self.writing.dropped if self.writing else ()

    @property
    def exchange(self) -> Exchange:
        """What a later question of the conversation may lean on."""
        short = [self.short.text] if self.short and self.kind == "who" else []
        speakers = (claim.speaker for claim in self.claims if claim.speaker)
        people = tuple(dict.fromkeys([*short, *speakers]))
        return Exchange(self.question.text, self.text, people)

    def to_dict(self) -> dict[str, Any]:
        """Give the answer in the JSON shape that every door gives; see docs/answer.md."""
        from assistant.types.shape import answer_to_dict

        return answer_to_dict(self)

    def _repr_html_(self) -> str:
        """Give it as HTML, which is how notebooks show it."""
        # By its name: what renders stands above what is rendered.
        return str(import_module("assistant.rendering").as_fragment(self))

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Answer:
        """Read back what `to_dict` gave; its articles have no text, its quotes are with it.

        The question's history and whether filters might be read from its words are not kept.

        Raises:
            ValueError: it is not of that shape.
        """
        from assistant.types.shape import answer_from_dict

        return answer_from_dict(given)

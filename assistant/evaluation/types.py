"""The words of an evaluation: what is asked, what came of it, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["mean", "over all"]
"""A mean over the rows that are scored, or a figure that only all of them together have."""

MILLISECONDS = "ms"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationQuestion:
    """A question with what is known about its answer; None where nothing is known.

    `relevant` gives the grade (1 or more) of each article that answers; it is empty where none
    does. `literal` says that one of `answers` stands in such an article word for word. `missing`
    holds what the questions file names as relevant and the archive does not hold.
    """

    id: str
    text: str
    asked_on: date | None = None
    answers: tuple[str, ...] = ()
    relevant: Mapping[str, int] | None = None
    answerable: bool | None = None
    literal: bool | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was found, with the title of its article ("" where it has none)."""

    passage_id: str
    article_id: str
    title: str
    text: str


def sentence_citations(answer: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Give the citations that sentences of `answer` lean on, not its accounts alone."""
    citations = answer["citations"]
    return tuple(each for each in citations if each["answer_start"] < each["answer_end"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The question of a row asked again, as of the day before its first right article came out.

    `left_out` says why it was not asked, or why asking failed; `answer` is then None.
    """

    as_of: date | None = None
    answer: Mapping[str, Any] | None = None
    left_out: str = ""

    @property
    def abstained(self) -> bool:
        """Whether it was said that the articles do not answer, which is right."""
        return self.answer is not None and bool(self.answer["abstained"])

    @property
    def confidence(self) -> float:
        """What abstaining goes by, 0 to 1."""
        return float(self.answer["confidence"]) if self.answer else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question with all that came of it. Every metric is in `scores` or in `unscored`.

    `answer` is what `Answer.to_dict()` gives (docs/answer.md), None where asking failed; `error`
    then says why. `ranking` holds article ids, best first; `retrieved` the ten best passages;
    `titles` the titles of the articles ranked, cited or relevant. `true_quotes` says for each
    citation whether its words are the article's, read anew; `bearing` for each article of `cited`
    whether a right answer stands in it. `near_miss` is None where a run asks none. `unscored`
    gives reasons by metric.
    """

    question: EvaluationQuestion
    answer: Mapping[str, Any] | None = None
    error: str = ""
    ranking: tuple[str, ...] = ()
    retrieved: tuple[Retrieved, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    true_quotes: tuple[bool, ...] = ()
    bearing: tuple[bool, ...] = ()
    milliseconds: float = 0.0
    near_miss: NearMiss | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)

    @property
    def abstained(self) -> bool:
        """Whether it was said that the articles do not answer; False where asking failed."""
        return self.answer is not None and bool(self.answer["abstained"])

    @property
    def answered(self) -> bool:
        """Whether there is an answer that is none of abstaining."""
        return self.answer is not None and not self.answer["abstained"]

    @property
    def confidence(self) -> float:
        """What abstaining goes by, 0 to 1."""
        return float(self.answer["confidence"]) if self.answer else 0.0

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the articles that sentences cite, each once, in the order of the answer."""
        return tuple(dict.fromkeys(each["article_id"] for each in self.citations))

    @property
    def citations(self) -> tuple[Mapping[str, Any], ...]:
        """The citations of the answer's sentences, without those that only accounts lean on."""
        return sentence_citations(self.answer) if self.answer else ()

    @property
    def right_rank(self) -> int | None:
        """The rank (from 1) of the first relevant article; None where none was found."""
        relevant = self.question.relevant or {}
        return next((n for n, each in enumerate(self.ranking, 1) if each in relevant), None)

    @property
    def wrong(self) -> bool | None:
        """Whether it answered what it cannot, or cites no right article; None if not known."""
        if not self.answered or self.question.answerable is None:
            return None
        if not self.question.answerable:
            return True
        relevant = self.question.relevant
        return None if not relevant else not any(each in relevant for each in self.cited)


@dataclass(frozen=True, slots=True)
class Metric:
    """A named figure; `unit` is "" for shares from 0 to 1."""

    name: str
    meaning: str
    kind: Kind = "mean"
    higher_is_better: bool = True
    unit: str = ""

    @property
    def is_timing(self) -> bool:
        """Whether it differs from run to run."""
        return self.unit == MILLISECONDS


@dataclass(frozen=True, slots=True)
class Summary:
    """What a metric comes to, with its 95 % bootstrap interval.

    All three are None where the rows that are scored give no figure: there is none, or an AUROC
    has only questions of one kind. `unscored` counts the rows that are not scored by their reason.
    """

    metric: Metric
    value: float | None
    low: float | None
    high: float | None
    scored: int
    unscored: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFingerprint:
    """What must be the same for a run to give the same figures."""

    corpus: str
    embedder: str
    version: str
    questions: str
    seed: int
    model: str = ""
    prompts: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much a metric changed on the common questions: `new - old`.

    `count` of them are scored by either run; each figure is over those that its run scores.
    `low` and `high` are the paired 95 % bootstrap interval. `won` and `lost` hold the ids of the
    questions that both score, the new run better or worse.
    """

    metric: Metric
    old: float
    new: float
    low: float
    high: float
    count: int
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """New less old."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on their common questions."""

    before: RunFingerprint
    now: RunFingerprint
    differences: tuple[Difference, ...]
    only_before: tuple[str, ...] = ()
    only_now: tuple[str, ...] = ()

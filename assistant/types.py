"""The words of an answer, and the events it comes in.

An answer is a stream of events (`Found`, then `Claimed` for each sentence, then `Finished`);
the whole answer is the last of them. Offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from index import Article, Hit, Passage

MOST_CHARACTERS = 4_000
"""Characters a question may have."""

Verdict: TypeAlias = Literal["exact", "elsewhere", "stitched", "not_found"]
Support: TypeAlias = Literal["supported", "partial", "unsupported", "attribution_lost"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, in which words ("according to"), and who passed it on; empty if not said."""

    speaker: str
    cue: str
    relayed_by: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotable stretch of an article, the only thing that can be cited.

    `quote` is `article.text[start:end]`, which lies inside `passage`.
    """

    article: Article
    passage: Passage
    start: int
    end: int
    attribution: Attribution | None = None

    @property
    def quote(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence under a label, and the place in the answer that leans on it."""

    label: str
    evidence: Evidence
    answer_start: int
    answer_end: int
    verdict: Verdict

    @property
    def article(self) -> Article:
        """The article it comes from."""
        return self.evidence.article

    @property
    def quote(self) -> str:
        """The words as they stand in the article: `article.text[start:end]`."""
        return self.evidence.quote

    @property
    def start(self) -> int:
        """Where the quote begins in the article's text."""
        return self.evidence.start

    @property
    def end(self) -> int:
        """Where the quote ends in the article's text, exclusive."""
        return self.evidence.end


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer: `answer.text[start:end] == text`."""

    text: str
    start: int
    end: int
    citations: tuple[str, ...]
    support: Support
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the conversation and what was answered; "" if nothing was."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and what the search is limited to. An empty filter limits nothing.

    `asked_on` makes the news of those days count more; `as_of` hides what came out later.
    `history` holds the conversation so far, oldest first. With `infer`, filters
    that were not given are read from the question's own words.
    """

    text: str
    asked_on: date | None = None
    as_of: date | None = None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    speaker: str = ""
    history: tuple[Exchange, ...] = ()
    infer: bool = True


Kind: TypeAlias = Literal[
    "who", "when", "where", "how many", "which outlet", "what was said", "yes or no", "other"
]
"""What a question asks for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood.

    `standalone` is the question with what it carries over from the conversation, `carried` the
    words that are new in it; `question` has the filters that hold, of which `inferred` names those
    read from the words ("since", ...).
    """

    question: Question
    standalone: str
    kind: Kind = "other"
    inferred: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The few words that answer, marked in their quoted sentence.

    `answer.text[answer_start:answer_end] == text`, inside the sentence cited under `label`;
    `start` and `end` are the same words' place in the article.
    """

    text: str
    label: str
    answer_start: int
    answer_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the answer could draw on: counts of articles, and the days they came out."""

    articles_in_index: int
    articles_matched: int = 0
    articles_cited: int = 0
    independent_origins: int = 0
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
        """All of it."""
        return self.retrieve + self.answer + self.check


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer. When `abstained`, `reason` says why and `nearest` what comes closest.

    `confidence`, 0..1, is what abstaining goes by. `standalone`, `kind` and `inferred` are those
    of the `Reading` of the question.
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

    @property
    def abstained(self) -> bool:
        """Whether the articles do not answer."""
        return not self.claims

    def to_dict(self) -> dict[str, Any]:
        """Give the answer in the JSON shape that every door gives; see docs/answer.md."""
        question, coverage = self.question, self.coverage
        return {
            "question": question.text,
            "asked_on": _day(question.asked_on),
            "standalone_question": self.standalone or question.text,
            "kind": self.kind,
            "answer": self.text,
            "short_answer": self.short and _short(self.short),
            "abstained": self.abstained,
            "confidence": round(self.confidence, 4),
            "reason": self.reason or None,
            "claims": [_claim(claim) for claim in self.claims],
            "citations": [_citation(citation) for citation in self.citations],
            "nearest": [_evidence(evidence) for evidence in self.nearest],
            "accounts": [],
            "coverage": {
                "articles_in_index": coverage.articles_in_index,
                "articles_matched": coverage.articles_matched,
                "articles_cited": coverage.articles_cited,
                "independent_origins": coverage.independent_origins,
                "from": _day(coverage.first),
                "to": _day(coverage.last),
            },
            "filters": {
                "outlets": list(question.outlets),
                "since": _day(question.since),
                "until": _day(question.until),
                "as_of": _day(question.as_of),
                "speaker": question.speaker or None,
                "inferred": list(self.inferred),
            },
            "fingerprint": {
                "corpus": self.fingerprint.corpus,
                "embedder": self.fingerprint.embedder,
                "model": self.fingerprint.model or None,
                "prompts": self.fingerprint.prompts or None,
                "version": self.fingerprint.version,
            },
            "timings_ms": {
                "retrieve": round(self.timings.retrieve, 1),
                "answer": round(self.timings.answer, 1),
                "check": round(self.timings.check, 1),
                "total": round(self.timings.total, 1),
            },
        }


def article_to_dict(article: Article) -> dict[str, Any]:
    """Give what is known about an article, null where it is not known."""
    return {
        "title": article.title or None,
        "outlet": article.outlet or None,
        "url": article.url or None,
        "published": _day(article.published),
        "authors": list(article.authors),
        "named_outlets": [
            {"outlet": named.outlet, "headline": named.headline} for named in article.named_outlets
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _short(short: ShortAnswer) -> dict[str, Any]:
    return {
        "text": short.text,
        "citation": short.label,
        "answer_start": short.answer_start,
        "answer_end": short.answer_end,
        "start": short.start,
        "end": short.end,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "citations": list(claim.citations),
        "support": claim.support,
        "speaker": claim.speaker or None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    said = evidence.attribution
    return {
        "article_id": evidence.article.id,
        "passage_id": evidence.passage.id,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "article": article_to_dict(evidence.article),
        "statement": said
        and {"speaker": said.speaker, "cue": said.cue, "relayed_by": said.relayed_by or None},
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "label": citation.label,
        "answer_start": citation.answer_start,
        "answer_end": citation.answer_end,
        **_evidence(citation.evidence),
        "verdict": citation.verdict,
    }


@dataclass(frozen=True, slots=True)
class Found:
    """The search is done: the passages the answer may draw on, best first."""

    hits: Sequence[Hit]
    articles_in_index: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """One more sentence of the answer, with the citations it leans on."""

    claim: Claim
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer."""

    answer: Answer


Event: TypeAlias = Found | Claimed | Finished

"""The words of a question and of what answers it. Offsets are code points, end exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias, TypedDict, Unpack

from index import Article, Manner, Passage

MOST_CHARACTERS = 4_000
"""Characters a question may have."""

_OPENING = 9
"""Words that stand for a title where an article has none."""

Verdict: TypeAlias = Literal["exact", "elsewhere", "stitched", "not_found"]
Support: TypeAlias = Literal["supported", "partial", "unsupported", "attribution_lost"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, in which words ("according to"), and who passed it on; empty if not said.

    Where the text calls the speaker by no name there, `called` has its word ("she"): `speaker` is
    then the last name before it that fits, and may be wrong.
    """

    speaker: str
    cue: str
    relayed_by: str = ""
    called: str = ""
    manner: Manner = "indirect"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotable stretch of an article, the only thing that can be cited.

    `quote` is `article.text[start:end]`, its first word in the passage `passage_id`. An answer
    that was kept has its quotes with it: the text of its articles is empty.
    """

    article: Article
    passage_id: str
    quote: str
    start: int
    end: int
    attribution: Attribution | None = None

    @classmethod
    def cut(
        cls,
        article: Article,
        passage: Passage,
        start: int,
        end: int,
        attribution: Attribution | None = None,
    ) -> Evidence:
        """Cut `article.text[start:end]`, which begins inside `passage`."""
        return cls(article, passage.id, article.text[start:end], start, end, attribution)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with the very words that are cited from another one: the same text again."""

    article: Article


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence under a label, and the place in the answer that leans on it.

    One that only the accounts lean on has an empty place, at the end of the answer.

    `verbatim` tells whether that place has the very words of the quote, or says it in others. The
    `verdict` is on the words taken from the article: the quote itself and, where the sentence
    puts words in quotation marks, those. `also_at` are copies of the article.
    """

    label: str
    evidence: Evidence
    answer_start: int
    answer_end: int
    verdict: Verdict
    verbatim: bool = True
    also_at: tuple[Copy, ...] = ()

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

    @property
    def in_answer(self) -> bool:
        """Whether a sentence of the answer leans on it, not an account alone."""
        return self.answer_start < self.answer_end


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer: `answer.text[start:end] == text`.

    `score`, 0..1, is how far its evidence bears it out; a quoted sentence has 1.
    """

    text: str
    start: int
    end: int
    citations: tuple[str, ...]
    support: Support
    speaker: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of the conversation and what was answered; "" if nothing was.

    `people` are the names of who answers it and of who speaks in the answer.
    """

    question: str
    answer: str = ""
    people: tuple[str, ...] = ()


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

    @classmethod
    def put(cls, text: str, **options: Unpack[Options]) -> Question:
        """Put a question; what `options` leave out is as it is by default."""
        given: dict[str, Any] = {**options}
        lists = {name: tuple(given.get(name, ())) for name in ("outlets", "history")}
        return cls(text=text, **given | lists)


class Options(TypedDict, total=False):
    """What may be given beside a question's words.

    asked_on: the question means the news of the days around it: they count more, and what came
        out long before or after hardly answers. None makes time count nothing.
    as_of: hides what came out later.
    outlets: only their articles; names as the archive has them, or near.
    since: only articles that came out on that day or later.
    until: only articles that came out on that day or earlier.
    speaker: only sentences that somebody of that name says or relays.
    history: the conversation so far, oldest first, which a follow-up may lean on.
    infer: read limits that are not given from the question's words ("last week").
    """

    asked_on: date | None
    as_of: date | None
    outlets: Sequence[str]
    since: date | None
    until: date | None
    speaker: str
    history: Sequence[Exchange]
    infer: bool


Kind: TypeAlias = Literal[
    "who",
    "when",
    "where",
    "how many",
    "which outlet",
    "what was said",
    "yes or no",
    "overview",  # the course of a story, or two of them side by side
    "archive",  # what the archive holds: counts, outlets, days, articles
    "talk",  # a greeting, thanks, or what Byline is
    "other",
]
"""What a question asks for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood.

    `standalone` is the question with what it carries over from the conversation, `carried` the
    words that are new in it; `question` has the filters that hold, of which `inferred` names those
    read from the words ("since", ...). `read_as` holds words that no article has, each with the
    word of the archive that `standalone` has in its place. `language` is the question's (ISO
    639-1).
    """

    question: Question
    standalone: str
    kind: Kind = "other"
    inferred: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    language: str = "en"


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


def counted(number: int, noun: str) -> str:
    """Write a number of things, such as 1 passage, or 1,200 passages."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def spoken(day: date | None) -> str:
    """Write a day as it is said, such as 3 May 2031; "" for none."""
    return f"{day.day} {day:%B} {day.year}" if day else ""


def titled(article: Article) -> str:
    """Give the title, else the name of the file, else the words the article opens with."""
    return article.title or article.file or f"{' '.join(article.text.split()[:_OPENING])} …"

"""The words of an answer that a language model writes: what it is shown, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from index import Article, Passage

Finish: TypeAlias = Literal["complete", "interrupted", "cut off"]
"""How a text ended: by itself, because the stream broke, or at the most tokens it may have."""

CountedBy: TypeAlias = Literal["tiktoken-exact", "local-tokenizer", "bytes"]
"""What counted the tokens of a prompt: exactly, with a margin, or as an upper bound."""

Lack: TypeAlias = Literal[
    "uncited",  # no source is named
    "unknown_source",  # a source is named that was never given
    "no_statement",  # it states nothing that could be true or false
    "pronoun",  # its subject is one, and no sentence before it says who or what is meant
    "quotation",  # words in quotation marks do not stand in the cited text like that
    "number",  # a number is not in the cited text
    "date",  # a day, month or year is not in the cited text
    "name",  # a name is not in the cited text
    "negation",  # one of both denies what the other says
    "comparison",  # more became less, or the other way round
    "attribution_lost",  # the text says who claims it, and the sentence states it as a fact
    "attribution_wrong",  # it is given to somebody else than in the text
    "instruction",  # the cited words tell a reader what to do instead of what happened
    "unsupported",  # the cited text says something else
    "no_answer",  # it is borne out, and answers something else
]
"""What can be wrong with a sentence of a draft."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article that a model is shown, under a label it cannot guess.

    It is `article.text[start:end]`: one passage of `passages`, or neighbours put together.
    """

    label: str
    article: Article
    passages: tuple[Passage, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence as the model wrote it, its markers taken out, and the labels they named."""

    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a sentence; `detail` is a sentence for the reader, naming the words."""

    lack: Lack
    detail: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence the model wrote that did not hold, and why; it is no part of the answer."""

    text: str
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens a model read and wrote, as its server counts them."""

    read: int = 0
    written: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.read + self.written

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.read + other.read, self.written + other.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a model wrote an answer.

    Attributes:
        model: its name.
        finish: how its text ended.
        calls: how often it was asked: for the question to ask alone, the answer, the repair.
        pieces: how many pieces of evidence it was shown.
        left_out: how many there was no room for.
        budget: the most tokens the pieces together may have.
        counted_by: what counted them.
        quoted: whether quoted sentences stand in place of what it wrote.
        repaired: sentences that held after they were written anew.
        dropped: sentences that did not hold.
        usage: what the server counted; None where it does not say.
    """

    model: str
    finish: Finish = "complete"
    calls: int = 0
    pieces: int = 0
    left_out: int = 0
    budget: int = 0
    counted_by: CountedBy = "bytes"
    quoted: bool = False
    repaired: int = 0
    dropped: tuple[Dropped, ...] = ()
    usage: Usage | None = None

"""The cited text, sentence by sentence, and those sentences that a claim most likely rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.facts import Word, telling, words_of
from assistant.types import Piece
from index import Article, Span, Statement, find_statement, is_voiced, sentence_spans, statements_in

_NEAR_BEST = 0.15


@dataclass(frozen=True)
class Read:
    """A sentence, its words, and the stems of those that tell something."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        """Its words, numbers and signs."""
        return words_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its telling words."""
        return telling(self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of what it says, without who says it and without numbers in digits."""
        statement = find_statement(self.text)
        said = statement.content if statement else (Span(0, len(self.text)),)
        inside = (
            word for word in self.words if any(span.start <= word.start < span.end for span in said)
        )
        return frozenset(stem for stem in telling(inside) if not stem[0].isdigit())

    def share_in(self, other: Read) -> float:
        """Say how much of its content `other` has, 0..1."""
        return len(self.content & other.stems) / len(self.content) if self.content else 0.0


@dataclass(frozen=True)
class Source(Read):
    """A sentence of a piece: `piece.article.text[span.start:span.end]`.

    `told` are the statements of the whole article that touch it.
    """

    piece: Piece
    span: Span
    told: tuple[Statement, ...] = ()

    @cached_property
    def paragraph(self) -> Span:
        """The paragraph of the article that it stands in."""
        text = self.piece.article.text
        start = text.rfind("\n", 0, self.span.start) + 1
        end = text.find("\n", self.span.end)
        return Span(start, end if end >= 0 else len(text))


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence of the cited text, and how much of a claim it has, 0..1."""

    source: Source
    share: float


class Texts:
    """The pieces of one answer, each cut into sentences and read once, for all its checks."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int, int], list[Source]] = {}
        self._told: dict[str, list[Statement]] = {}

    def sources_of(self, cited: Sequence[Piece]) -> list[Source]:
        """Cut `cited` into sentences."""
        return [source for piece in cited for source in self._sources(piece)]

    def _sources(self, piece: Piece) -> list[Source]:
        place = (piece.article.id, piece.start, piece.end)
        if place not in self._read:
            told = self._statements(piece.article)
            spans = [_moved(span, piece.start) for span in sentence_spans(piece.text)]
            self._read[place] = [
                Source(
                    span.of(piece.article.text),
                    piece,
                    span,
                    tuple(e for e in told if _touches(e, span)),
                )
                for span in spans
            ]
        return self._read[place]

    def _statements(self, article: Article) -> list[Statement]:
        if article.id not in self._told:
            text = article.text
            found = statements_in(text) if article.language in ("", "en") else []
            self._told[article.id] = [each for each in found if is_voiced(each, text)]
        return self._told[article.id]


def _touches(statement: Statement, span: Span) -> bool:
    return any(each.start < span.end and span.start < each.end for each in statement.content)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def bearing(claim: Read, sources: Sequence[Source], *, least: float) -> list[Bearing]:
    """Give the sentences that have nearly as much of `claim` as the best, and `least` of it."""
    shares = [Bearing(source, claim.share_in(source)) for source in sources]
    best = max((each.share for each in shares), default=0.0)
    near = [each for each in shares if each.share >= max(least, best - _NEAR_BEST)]
    return sorted(near, key=lambda each: -each.share)

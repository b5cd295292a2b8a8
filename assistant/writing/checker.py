"""One sentence of a draft, held against the text it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.checking import (
    Texts,
    flaws_of,
    leans_on_another,
    quotation_verdict,
    quoted_place,
    speaker_of,
)
from assistant.checking.support import PARTLY, SUPPORTED, Supported, supported_by_each
from assistant.facts import words_of
from assistant.reading.evidence import attribution_of
from assistant.types import DraftSentence, Evidence, Flaw, Piece, Support, Verdict
from index import Article, Span, UnknownArticle, find_statement, sentence_spans

# What is wrong with a sentence that may stand in another text than the one it cites.
_ABSENT = ("uncited", "unknown_source", "unsupported", "number", "date", "name")
Similar = Callable[[Sequence[str], Sequence[str]], "object"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence and what the check found: where it rests, how well, and what is wrong with it."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    support: Support = "unsupported"
    score: float = 0.0
    verdict: Verdict = "exact"
    speaker: str = ""
    flaws: tuple[Flaw, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether a reader may see it."""
        return not self.flaws

    @property
    def is_contradicted(self) -> bool:
        """Whether the text says otherwise: another one that does not, makes it no truer."""
        return any(flaw.lack not in _ABSENT for flaw in self.flaws)

    @property
    def may_be_mended(self) -> bool:
        """Whether it could hold in other words: what states nothing cannot."""
        return not any(flaw.lack in ("no_statement", "instruction") for flaw in self.flaws)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Checks the sentences of one answer.

    Attributes:
        pieces: what the model was shown, by label.
        similar: cosines of texts, as `Index.similar` gives them.
        read: gives an article by its id, anew, so that quotes are checked against what is held now.
        may_cite: whether a place may be cited: not, where somebody else is asked for.
        objection: what else speaks against a sentence, "" where nothing does.
        entails: the probability that a text bears a sentence out, by a model that was named for
            it; None where none was.
        texts: the pieces as they were read for the sentences before.
    """

    pieces: Mapping[str, Piece]
    similar: Similar
    read: Callable[[str], Article]
    may_cite: Callable[[Evidence], bool] = lambda _: True
    objection: Callable[[str], str] = lambda _: ""
    entails: Callable[[Sequence[tuple[str, str]]], Sequence[float]] | None = None
    texts: Texts = field(default_factory=Texts)

    def check(self, sentence: DraftSentence, *, is_told: bool = False) -> Checked:
        """Hold `sentence` against the pieces it cites; labels never given do not count.

        `is_told` tells that a sentence that holds stands before it, which says whom "he" means.

        One that names none, or a wrong one, is held against the piece that bears it out beyond
        doubt, where there is one.
        """
        cited = [self.pieces[label] for label in sentence.labels if label in self.pieces]
        if cited:
            checked = self._held_against(sentence.text, cited)
        else:
            checked = Checked(sentence.text, flaws=(_unsourced(sentence),))
        if not checked.is_contradicted and not checked.holds:
            checked = self._sourced(sentence.text) or checked
        if leans_on_another(sentence.text) and not is_told and checked.holds:
            checked = replace(checked, flaws=(_OPEN,))
        against = self.objection(sentence.text) if checked.holds else ""
        return replace(checked, flaws=(Flaw("no_answer", against),)) if against else checked

    def _sourced(self, text: str) -> Checked | None:
        """Hold `text` against the likeliest piece, where that bears it out beyond doubt."""
        pieces = list(self.pieces.values())
        content = _content(text)
        scored = supported_by_each(
            [content] * len(pieces), [piece.text for piece in pieces], similar=self.similar
        )
        best, piece = max(zip(scored, pieces, strict=True), key=lambda pair: pair[0].score)
        is_short = _is_shortened(content, best.span.of(piece.text))
        if best.score < (PARTLY if is_short else SUPPORTED):
            return None
        checked = self._held_against(text, [piece])
        return checked if checked.holds else None

    def _held_against(self, text: str, cited: Sequence[Piece]) -> Checked:
        found = self._borne_out(text, cited)
        kept = _needed(found)
        flaws = self._flaws(text, kept)
        if flaws and len(kept) < len(cited):  # what bears it out least may hold the name that lacks
            kept, flaws = found.by_piece, self._flaws(text, found.by_piece)
        evidence = tuple(
            _evidence(piece, _with_quotation(text, piece.text, one.span)) for piece, one in kept
        )
        if not all(self.may_cite(each) for each in evidence):
            flaws.append(_SOMEBODY_ELSE)
        if not all(self._stands(each) for each in evidence):
            flaws.append(_CHANGED)
        support, flaws = _verdict_on(found.score, flaws)
        return Checked(
            text=text,
            evidence=evidence,
            support=support,
            score=found.score,
            verdict=self._verdict(text, kept, flaws),
            speaker=speaker_of(text, [piece for piece, _ in kept], texts=self.texts),
            flaws=tuple(flaws),
        )

    def _flaws(self, text: str, cited: Sequence[_Cited]) -> list[Flaw]:
        given, pieces = tuple(self.pieces.values()), [piece for piece, _ in cited]
        return flaws_of(text, pieces, given=given, texts=self.texts)

    def _verdict(self, text: str, cited: Sequence[_Cited], flaws: Sequence[Flaw]) -> Verdict:
        if _CHANGED in flaws:
            return "not_found"
        pieces = [piece for piece, _ in cited]
        return quotation_verdict(text, pieces, tuple(self.pieces.values()))

    def _stands(self, evidence: Evidence) -> bool:
        """Whether the quote stands where the evidence says, in the article as it is now."""
        try:
            text = self.read(evidence.article.id).text
        except UnknownArticle:
            return False
        return text[evidence.start : evidence.end] == evidence.quote

    def _borne_out(self, text: str, cited: Sequence[Piece]) -> _BorneOut:
        """Score each piece, and all of them together: a sentence may join what two of them say."""
        texts = [piece.text for piece in cited]
        if len(texts) > 1:
            texts.append("\n\n".join(texts))
        said = _content(text)
        scored = supported_by_each([said] * len(texts), texts, similar=self.similar)
        score = max(one.score for one in scored)
        if self.entails:
            score = max(self.entails([(each, text) for each in texts]))
        return _BorneOut(tuple(zip(cited, scored, strict=False)), score)


_FEWEST_WORDS = 3  # of a content that can be compared
_LONGEST_QUOTE = 600  # characters; what is longer points at nothing
_Cited = tuple[Piece, Supported]
_OPEN = Flaw("pronoun", "No sentence before it says who or what its subject is.")
_CHANGED = Flaw("unsupported", "The cited article was changed while the answer was written.")
_SOMEBODY_ELSE = Flaw("attribution_wrong", "In the cited text it is not said by who was asked for.")


@dataclass(frozen=True, slots=True)
class _BorneOut:
    """How far each piece bears a sentence out, and how far they do together, 0..1."""

    by_piece: tuple[_Cited, ...]
    score: float


def _content(sentence: str) -> str:
    """Give what a sentence says without who says it: that is checked by itself.

    Where the text has the speaker elsewhere, his name beside his words would count against them.
    """
    statement = find_statement(sentence)
    content = statement.saying(sentence).strip(" ,:") if statement else ""
    return content if len(content.split()) >= _FEWEST_WORDS else sentence


def _is_shortened(content: str, text: str) -> bool:
    """Whether `text` has every telling word of `content` in that order: it only says less."""
    following = iter(_telling_in_order(text))
    return all(stem in following for stem in _telling_in_order(content))


def _telling_in_order(text: str) -> list[str]:
    stems = (word.stem for word in words_of(text) if word.tells)
    return [stem for stem in stems if not stem[0].isdigit()]  # numbers have a check of their own


def _needed(found: _BorneOut) -> tuple[_Cited, ...]:
    """Leave out the pieces that bear nothing out, where another one does so alone."""
    bearing = tuple(each for each in found.by_piece if each[1].score >= PARTLY)
    alone = any(one.score >= SUPPORTED for _, one in bearing)
    return bearing if alone else found.by_piece


def _verdict_on(score: float, flaws: list[Flaw]) -> tuple[Support, list[Flaw]]:
    if any(flaw.lack == "attribution_lost" for flaw in flaws):
        return "attribution_lost", flaws
    if flaws:
        return "unsupported", flaws
    if score >= SUPPORTED:
        return "supported", []
    if score >= PARTLY:
        return "partial", []
    return "unsupported", [Flaw("unsupported", "The cited text does not say this.")]


def _unsourced(sentence: DraftSentence) -> Flaw:
    if sentence.labels:
        given = ", ".join(f"[{label}]" for label in sentence.labels)
        return Flaw("unknown_source", f"It cites {given}, and no passage of that label was given.")
    return Flaw("uncited", "It names no passage that it rests on.")


def _with_quotation(sentence: str, text: str, span: Span) -> Span:
    """Give where `sentence` rests, and with it the words that it quotes."""
    place = quoted_place(sentence, text)
    if not place:
        return span
    both = Span(min(span.start, place.start), max(span.end, place.end))
    return both if both.end - both.start <= _LONGEST_QUOTE else place


def _evidence(piece: Piece, span: Span) -> Evidence:
    start, end = piece.start + span.start, piece.start + span.end
    holding = [each for each in piece.passages if each.start <= start]
    quote = piece.article.text[start:end]
    said = (attribution_of(sentence.of(quote)) for sentence in sentence_spans(quote))
    attribution = next((each for each in said if each), None)
    return Evidence.cut(piece.article, holding[-1], start, end, attribution)

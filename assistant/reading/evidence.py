"""From passages to evidence: the sentences that may be quoted, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading import Read
from assistant.types import Attribution, Evidence
from index import (
    Article,
    Hit,
    Index,
    Passage,
    Span,
    Statement,
    count_words,
    find_statement,
    is_voiced,
    sentence_spans,
)
from index.language import after_dateline
from index.language.english.doubting import HEARSAY

_FEWEST_WORDS, _MOST_WORDS = 5, 90
_FEWEST_QUOTED = 3  # “No,” Moor said.
_LEAST_SAID = 0.3  # of a sentence, for it to be somebody's words
# A whole sentence that states something: a question, such as a quiz prints, answers none.
_STATES = re.compile(r"[.!…。！।॥۔։።][\"'”’»)\]」』）》]*$")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of a hit that could stand in the answer; `before` is the one before it, or ""."""

    evidence: Evidence
    hit: Hit
    before: str = ""

    @property
    def above(self) -> str:
        """What stands above the sentence: its article's title, and the sentence before it."""
        return f"{self.evidence.article.title} {self.before}".strip()


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that could be quoted, and what reading it for the question came to."""

    quotable: Quotable
    read: Read

    @property
    def answer(self) -> str:
        """The words that answer; "" where none do."""
        quote = self.quotable.evidence.quote
        return quote[self.read.start : self.read.end] if self.read.start >= 0 else ""


def quotables(index: Index, hits: Sequence[Hit]) -> list[Quotable]:
    """Give the sentences of `hits` that state something, in their order, with who says them."""
    ids = list(dict.fromkeys(hit.passage.article_id for hit in hits))
    articles, said = {each: index.article(each) for each in ids}, index.statements(ids)
    found = []
    for hit in hits:
        article_id, before = hit.passage.article_id, ""
        for each in _sentences(articles[article_id], hit.passage, said.get(article_id, ())):
            if _is_quotable(each):
                found.append(Quotable(each, hit, before))
            before = each.quote
    return found


def lead_in(index: Index, evidence: Evidence, *, names_speaker: bool = False) -> Evidence | None:
    """Give the sentence before a hedged one ("reportedly"), if that one names its speaker.

    With `names_speaker` it is that which introduces the speaker of this one, where this one calls
    the speaker by less than the whole name.
    """
    said = evidence.attribution
    if said and said.speaker in evidence.quote:
        return None
    if names_speaker and said:
        naming = (each for each in _before(index, evidence) if said.speaker in each.quote)
        return next(naming, None)
    if not HEARSAY.search(evidence.quote):
        return None
    before = _before(index, evidence)
    return before[-1] if before and before[-1].attribution else None


def _before(index: Index, evidence: Evidence) -> list[Evidence]:
    """Give the sentences of the same article that stand before this one."""
    statements = index.statements([evidence.article.id]).get(evidence.article.id, ())
    return [
        sentence
        for passage in index.passages(evidence.article.id)
        if passage.start < evidence.start
        for sentence in _sentences(evidence.article, passage, statements)
        if sentence.end <= evidence.start
    ]


def attribution_of(sentence: str) -> Attribution | None:
    """Read who says a sentence, if it says so itself."""
    statement = find_statement(sentence)
    if statement is None:
        return None
    relay = statement.relayed_by
    return Attribution(
        speaker=statement.speaker.of(sentence),
        cue=statement.cue.of(sentence),
        relayed_by=relay.of(sentence) if relay else "",
    )


def _attribution_in(
    text: str, start: int, end: int, said: Sequence[Statement]
) -> Attribution | None:
    """Give who says `text[start:end]`, an article's sentence, if most of it is somebody's words."""
    near = (each for each in said if each.content[0].start < end and start < each.content[-1].end)
    covered = [(_covered(each, start, end), each) for each in near if is_voiced(each, text)]
    share, statement = max(covered, key=lambda pair: pair[0], default=(0, None))
    if statement is None or not (
        share >= _LEAST_SAID * (end - start) or _is_quoted_whole(statement, start, end)
    ):
        return None
    relay = statement.relayed_by
    return Attribution(
        speaker=_plain(statement.name, text),
        cue=_plain(statement.cue, text),
        relayed_by=_plain(relay, text) if relay else "",
        called=_plain(statement.speaker, text) if statement.named else "",
        manner=statement.manner,
    )


def _is_quoted_whole(statement: Statement, start: int, end: int) -> bool:
    """Whether a quotation, however short, stands with its speaker in a stretch."""
    spans = (statement.speaker, *statement.content)
    is_inside = all(start <= span.start and span.end <= end for span in spans)
    return statement.manner == "direct" and is_inside


def _covered(statement: Statement, start: int, end: int) -> int:
    """Count the characters of a stretch that are what is said."""
    inside = (min(span.end, end) - max(span.start, start) for span in statement.content)
    return sum(max(0, each) for each in inside)


def _plain(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def _sentences(article: Article, passage: Passage, said: Sequence[Statement]) -> Iterator[Evidence]:
    spans = [
        Span(passage.start + span.start, passage.start + span.end)
        for span in sentence_spans(passage.text, language=article.language or "en")
    ]
    for span in _joined(article.text, spans, said):
        start = min(after_dateline(article.text, span.start), span.end)
        attribution = _attribution_in(article.text, start, span.end, said)
        yield Evidence.cut(article, passage, start, span.end, attribution)


def _joined(text: str, spans: Sequence[Span], said: Sequence[Statement]) -> list[Span]:
    """Join a few words to the sentence before: "That was wrong" takes back what that one says.

    A short quotation with its speaker stands alone.
    """
    joined: list[Span] = []
    for span in spans:
        is_part = count_words(span.of(text)) < _FEWEST_WORDS and not any(
            _is_quoted_whole(each, span.start, span.end) for each in said
        )
        if joined and is_part and "\n" not in text[joined[-1].end : span.start]:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _is_quotable(evidence: Evidence) -> bool:
    words = count_words(evidence.quote)
    is_direct = evidence.attribution is not None and evidence.attribution.manner == "direct"
    fewest = _FEWEST_QUOTED if is_direct else _FEWEST_WORDS
    return fewest <= words <= _MOST_WORDS and bool(_STATES.search(evidence.quote))

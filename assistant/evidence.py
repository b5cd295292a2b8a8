"""From passages to evidence: the sentences that may be quoted, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Attribution, Evidence
from index import Article, Hit, Index, Passage, Span, find_statement, sentence_spans

_FEWEST_WORDS, _MOST_WORDS = 5, 90
# A whole sentence that states something: a question, such as a quiz prints, answers none.
_STATES = re.compile(r"[.!…][\"'”’»)\]]*$")
# Said by somebody, but this sentence does not say by whom: the one before may.
_HEDGED = re.compile(r"\b(?:reportedly|allegedly|purportedly|(?:is|are|was|were) said to)\b")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of a hit that could stand in the answer."""

    evidence: Evidence
    hit: Hit


def quotables(index: Index, hits: Sequence[Hit]) -> list[Quotable]:
    """Give the sentences of `hits` that state something, in their order, with who says them."""
    articles = {hit.passage.article_id: index.article(hit.passage.article_id) for hit in hits}
    return [
        Quotable(evidence, hit)
        for hit in hits
        for evidence in _sentences(articles[hit.passage.article_id], hit.passage)
        if _is_quotable(evidence.quote)
    ]


def lead_in(index: Index, evidence: Evidence) -> Evidence | None:
    """Give the sentence before a hedged one ("reportedly"), if that one names its speaker."""
    if evidence.attribution or not _HEDGED.search(evidence.quote):
        return None
    before = [
        sentence
        for passage in index.passages(evidence.article.id)
        if passage.start < evidence.start
        for sentence in _sentences(evidence.article, passage)
        if sentence.end <= evidence.start
    ]
    return before[-1] if before and before[-1].attribution else None


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


def _sentences(article: Article, passage: Passage) -> Iterator[Evidence]:
    for span in sentence_spans(passage.text):
        place = Span(passage.start + span.start, passage.start + span.end)
        said = attribution_of(span.of(passage.text))
        yield Evidence(article, passage, place.start, place.end, said)


def _is_quotable(sentence: str) -> bool:
    words = len(sentence.split())
    return _FEWEST_WORDS <= words <= _MOST_WORDS and bool(_STATES.search(sentence))

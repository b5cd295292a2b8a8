"""From a question to passages: what it means, what was found, and how much that covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.accounts import independent_origins
from assistant.types import Citation, Coverage, Question, Reading
from assistant.understanding import filters_of, overview_of, read_as, understand
from assistant.understanding.followups import FollowUp
from index import Filters, Hit, Index


def read(index: Index, question: Question, followed: FollowUp) -> Reading:
    """Understand `question`, written out: what it asks for, and what limits it."""
    language = index.language_of(followed.text)
    if language != "en":  # what follows reads English
        return Reading(question, followed.text, carried=followed.carried, language=language)
    text, corrected = spelled(index, followed.text) if question.infer else (followed.text, ())
    # An overview of "last week" means the last one there is, where no day of asking is known.
    asked_on = question.asked_on or (index.days[1] if overview_of(text) else None)
    reading = understand(
        replace(question, text=text, asked_on=asked_on),
        outlets=index.outlets,
        first_day=lambda: index.days[0],
        speakers=index.speaker_names,
    )
    filters = filters_of(reading.question, index.outlets)
    limited = replace(
        reading.question,
        text=question.text,
        asked_on=question.asked_on,
        outlets=filters.outlets,
    )
    return replace(reading, question=limited, carried=followed.carried, read_as=corrected)


def search(index: Index, reading: Reading, *, limit: int) -> list[Hit]:
    """Find the `limit` best passages for a question that was understood, best first."""
    question = reading.question
    return index.search(
        reading.standalone,
        limit=limit,
        asked_on=question.asked_on,
        filters=replace(filters_of(question, index.outlets), speaker=question.speaker),
    )


def spelled(index: Index, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give `text` with its misspelled words as the articles have them, and what was read as what.

    A word that is a single token of the embedding model is a word of the language, and stays.
    """

    def is_known(word: str) -> bool:
        stems = index.words(word)
        held = not stems or any(index.holds(stem) for stem in stems)
        return held or index.count_tokens([word]) == [1]

    return read_as(text, is_known=is_known, near=index.near_word)


def coverage_of(
    index: Index,
    hits: Sequence[Hit],
    citations: Sequence[Citation],
    articles_in_index: int,
    *,
    filters: Filters,
) -> Coverage:
    """Count what an answer within `filters` could draw on and what it draws on."""
    matched = {hit.passage.article_id for hit in hits}
    days = sorted(day for each in matched if (day := index.article(each).published))
    quoted = [citation.evidence for citation in citations]
    return Coverage(
        articles_in_index=articles_in_index,
        articles_matched=len(matched),
        articles_cited=len({each.article.id for each in quoted}),
        independent_origins=independent_origins(quoted),
        articles_undated=index.count_undated(filters) if filters.since or filters.until else 0,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )

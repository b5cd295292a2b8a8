"""What the rules find and what the tagger finds, joined: each mends what the other misses.

A statement of the rules goes where the tagger is sure that nobody says it, and gets another speaker
where its words surely point to one. A run of words that the
tagger is sure of, and the rules have nothing of, becomes a statement of whoever it points to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from index.language.english.grammar import (
    AND,
    DETERMINERS,
    OTHERS,
    OWNERS,
    PREPOSITIONS,
    PRONOUNS,
)
from index.statements import Names, names_in, statements_in, statements_of_spans
from index.types import Span, Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.statements.tagging.tagger import Tagged

# Chosen on documents apart by `python -m training.tagging`.
_UNSAID = 0.35  # the mean over what a rule's statement says, below which nobody says it
_SURE, _INSIDE = 0.95, 0.5
# How surely words point to a source: to have one at all, and to have another than the rules found.
_NAMED, _OTHERWISE = 0.5, 0.75
_TAG = 0.5
_FEWEST = 3  # words of a statement that the rules have nothing of
_WORD = re.compile(r"\w(?:\S*\w)?")
_BEFORE = PREPOSITIONS | AND | {"that"}
_BEHIND = _BEFORE | DETERMINERS - OTHERS - OWNERS - {"this", "these", "those"} | {"its"}


class Tagging(Protocol):
    """Whatever tags a text; `Tagger` does."""

    def tag(self, text: str) -> Tagged:
        """Tag `text`."""
        ...


def joined_statements(text: str, tagger: Tagging) -> list[Statement]:
    """Find who says what in `text` by the rules and by `tagger`, in the order of what is said."""
    return join(text, statements_in(text), tagger.tag(text))


def join(text: str, ruled: Sequence[Statement], tagged: Tagged) -> list[Statement]:
    """Join the statements of the rules with what is tagged."""
    names = names_in(text)
    kept = [_owned(tagged, each, names) for each in ruled if _mean(tagged, each.content) >= _UNSAID]
    said = bytearray(len(text) + 1)
    for each in kept:
        for span in each.content:
            said[span.start : span.end] = b"\1" * (span.end - span.start)
    found = [
        (source, _cue(tagged, first, end), content)
        for first, end in _runs(tagged)
        if len((content := _span(tagged, first, end)).of(text).split()) >= _FEWEST
        and not any(said[content.start : content.end])
        and (source := _source(tagged, range(first, end), _NAMED))
    ]
    statements = [*kept, *statements_of_spans(text, found)]
    return sorted(statements, key=lambda each: (each.content[0].start, each.cue.start))


def _owned(tagged: Tagged, one: Statement, names: Names) -> Statement:
    """Give a statement to whom its words surely point, where that is not its speaker."""
    source = _source(tagged, _tokens(tagged, one.content), _OTHERWISE)
    known, text = [span for span in (one.speaker, one.named) if span], tagged.read.text
    if source is None or any(_touch(source, span) for span in known):
        return one
    # Whoever was named before is likelier meant by "he" than whoever is named last.
    named = (
        one.name
        if source.of(text).lower() in PRONOUNS and one.name.of(text)[:1].isupper()
        else None
    )
    return replace(one, speaker=source, named=named or names.of(source))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _runs(tagged: Tagged) -> Iterator[tuple[int, int]]:
    """Give the runs of tokens of one sentence that are said, one of them surely."""
    said, sentence = tagged.said, tagged.read.sentence
    start = 0
    while start < len(said):
        end = start
        while end < len(said) and said[end] >= _INSIDE and sentence[end] == sentence[start]:
            end += 1
        if end > start and said[start:end].max() >= _SURE:
            yield start, end
        start = max(end, start + 1)


def _source(tagged: Tagged, tokens: Sequence[int], least: float) -> Span | None:
    """Give whom `tokens` point to, None where they do so less than `least` on the whole."""
    import numpy as np

    if not tokens:
        return None
    pointing = np.zeros(len(tagged.said), dtype=np.float32)
    for begin, row in (tagged.points[n] for n in tokens):
        pointing[begin : begin + len(row)] += row / len(tokens)
    start, end = _around(tagged, tagged.source, int(pointing.argmax()))
    if pointing[start:end].sum() < least:
        return None
    return _without_small(tagged.read.text, _span(tagged, start, end)) or None


def _without_small(text: str, span: Span) -> Span:
    """Leave out what belongs to no name at the ends: "to the Lyn Office at", "Ida Moor's"."""
    words = list(_WORD.finditer(text, span.start, span.end))
    while words and words[0].group().lower() in _BEFORE:
        words.pop(0)
    while words and words[-1].group().lower() in _BEHIND:
        words.pop()
    if not words:
        return Span(span.start, span.start)
    owns = words[-1].group().endswith(("'s", "’s"))
    return Span(words[0].start(), words[-1].end() - 2 * owns)


def _cue(tagged: Tagged, first: int, end: int) -> Span:
    """Give the nearest cue of the sentence, an empty span before what is said for none."""
    sentence = tagged.read.sentence
    low, high = bisect_left(sentence, sentence[first]), bisect_right(sentence, sentence[first])
    cues = [n for n in range(low, high) if tagged.cue[n] >= _TAG and not first <= n < end]
    if not cues:
        start = tagged.read.offsets[first][0]
        return Span(start, start)
    nearest = min(cues, key=lambda n: min(abs(n - first), abs(n - end)))
    return _span(tagged, *_around(tagged, tagged.cue, nearest))


def _around(tagged: Tagged, tags: NDArray[np.float32], at: int) -> tuple[int, int]:
    """Give the run of tokens so tagged around `at`, in its sentence."""
    sentence, start, end = tagged.read.sentence, at, at + 1
    while start and tags[start - 1] >= _TAG and sentence[start - 1] == sentence[at]:
        start -= 1
    while end < len(tags) and tags[end] >= _TAG and sentence[end] == sentence[at]:
        end += 1
    return start, end


def _mean(tagged: Tagged, content: Sequence[Span]) -> float:
    """Give the mean probability that what `content` covers is said."""
    tokens = _tokens(tagged, content)
    return float(tagged.said[tokens].mean()) if tokens else 0.0


def _tokens(tagged: Tagged, content: Sequence[Span]) -> list[int]:
    """Give the tokens that `content` covers or touches."""
    starts, ends = zip(*tagged.read.offsets, strict=True) if tagged.read.offsets else ((), ())
    return [
        n
        for span in content
        for n in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
    ]


def _span(tagged: Tagged, first: int, end: int) -> Span:
    """Give where the tokens `first` to `end` stand, widened to whole words."""
    text, start, stop = (
        tagged.read.text,
        tagged.read.offsets[first][0],
        tagged.read.offsets[end - 1][1],
    )
    while start and text[start - 1 : start + 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop - 1 : stop + 1].isalnum():
        stop += 1
    return Span(start, stop)

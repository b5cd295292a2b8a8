"""What the reader marked in a sentence, which is sometimes a bit too long or too short."""

from __future__ import annotations

import re

from assistant.facts import words_of
from index import Span
from index.language.english import grammar, one_of

_MOST_AROUND = 3  # words
_SMALL = re.compile(
    rf"(?:(?!at\s(?:least|most)\b)(?:as|was|is|{one_of(grammar.LINKS | grammar.PLACED)})\s+)+",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s$")
_EDGES = ' \t\n,.;:!?()[]"“”„«»‘'


def overlap(one: Span, other: Span) -> bool:
    """Whether both share a character."""
    return one.start < other.end and other.start < one.end


def trimmed(span: Span, quote: str) -> Span:
    """Take signs off both ends, small words off the first, and "'s" off the last."""
    text = span.of(quote)
    start = len(text) - len(text.lstrip(_EDGES))
    if small := _SMALL.match(text, start):
        start = small.end()
    end = len(_OWNER.sub("", text.rstrip(_EDGES)))
    return Span(span.start + start, span.start + max(start, end))


def whole(value: Span, marked: Span, quote: str) -> Span:
    """Give a value with what was marked around it, where that is a word or two: "LATE 1964"."""
    around = Span(min(value.start, marked.start), max(value.end, marked.end))
    span = trimmed(around, quote)
    return span if len(words_of(span.of(quote))) <= _MOST_AROUND else value

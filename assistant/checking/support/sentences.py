"""A claim, or a sentence of the evidence, read once: its place, its words, its word pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.checking.support.words import Word, words_of
from index import Span, sentence_spans

# "31. 8 million": a tokenizer's blank in a number ends no sentence.
_CUT_NUMBER = re.compile(r"(?<=\d\.)\s+(?=\d)")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `span` is its place in the text that it was read from."""

    span: Span
    words: tuple[Word, ...]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of all its words, in order."""
        return tuple(word.stem for word in self.words)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The stems of the words that say something, in order."""
        return tuple(word.stem for word in self.words if word.tells)

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(self.stems)

    @cached_property
    def together(self) -> frozenset[tuple[str, str]]:
        """The pairs of telling words that follow each other, at most one between them left out."""
        telling = self.telling
        return frozenset([*pairwise(telling), *zip(telling, telling[2:], strict=False)])


def read(text: str) -> Sentence:
    """Read all of `text` as one sentence."""
    return Sentence(Span(0, len(text)), tuple(words_of(text)))


def sentences_of(text: str) -> list[Sentence]:
    """Read the sentences of `text` that hold a word."""
    spans: list[Span] = []
    for span in sentence_spans(text):
        if spans and _CUT_NUMBER.fullmatch(text, spans[-1].end, span.start):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    each = (Sentence(span, tuple(words_of(span.of(text)))) for span in spans)
    return [sentence for sentence in each if sentence.words]

"""Cutting articles into passages: whole sentences, as many as the embedding model reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from index.language.sentences import sentence_spans
from index.types import Article, Passage, Span

CountTokens = Callable[[Sequence[str]], list[int]]
# Longer titles tell the model no more about a passage, and take the room of its sentences.
_TITLE_CHARACTERS = 120


def model_reads(title: str, text: str) -> str:
    """Put the article's title above a passage's `text`, as the embedding model reads it."""
    return f"{title[:_TITLE_CHARACTERS]}\n{text}"


def cut_passages(article: Article, *, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Cut `article` at sentence ends into passages of at most `max_tokens` tokens, about equal.

    Together the passages cover every character of the text that is not white space, in order
    and without overlap. Only a sentence longer than `max_tokens` is cut inside, at a space
    where it has one.
    """
    if max_tokens < 1:
        raise ValueError(f"max_tokens is {max_tokens}; a passage needs room for at least 1 token")
    sentences = sentence_spans(article.text, language=article.language or "en")
    pieces = _pieces(article.text, sentences, count_tokens=count_tokens, max_tokens=max_tokens)
    return [Passage.cut(article, span) for span in _joined(pieces, max_tokens=max_tokens)]


def _pieces(
    text: str, waiting: list[Span], *, count_tokens: CountTokens, max_tokens: int
) -> list[tuple[Span, int]]:
    """Give each sentence with its tokens; those that are too long in parts."""
    pieces: list[tuple[Span, int]] = []
    while waiting:
        counts = count_tokens([span.of(text) for span in waiting])
        pieces += [(s, n) for s, n in zip(waiting, counts, strict=True) if _fits(s, n, max_tokens)]
        waiting = [
            half
            for span, count in zip(waiting, counts, strict=True)
            if not _fits(span, count, max_tokens)
            for half in _halves(text, span)
        ]
    return sorted(pieces, key=lambda piece: piece[0].start)


def _fits(span: Span, tokens: int, max_tokens: int) -> bool:
    # One character cannot be cut further, however many tokens it makes.
    return tokens <= max_tokens or span.end - span.start == 1


def _halves(text: str, span: Span) -> list[Span]:
    """Cut `span` at the space nearest its middle, or in the middle where there is none."""
    middle = (span.start + span.end) // 2
    before = text.rfind(" ", span.start + 1, middle)
    after = text.find(" ", middle, span.end - 1)
    spaces = [cut for cut in (before, after) if cut != -1]
    cut = min(spaces, key=lambda at: abs(at - middle)) if spaces else middle
    halves = (Span(span.start, cut), Span(cut, span.end))
    return [trimmed for half in halves if (trimmed := half.trimmed(text))]


def _joined(pieces: list[tuple[Span, int]], *, max_tokens: int) -> list[Span]:
    """Join neighbours; aiming at equal sizes spares the article a last passage of three words."""
    total = sum(tokens for _, tokens in pieces)
    aim = total / ceil(total / max_tokens) if total else 0
    spans: list[Span] = []
    held = 0
    for span, tokens in pieces:
        if spans and held < aim and held + tokens <= max_tokens:
            spans[-1] = Span(spans[-1].start, span.end)
            held += tokens
        else:
            spans.append(span)
            held = tokens
    return spans

"""Measure who is found to say what on marked articles.

A sentence counts as attributed when at least 30 % of its characters lie in what somebody says.
A direct quotation is a marking of which at least 80 % stands in quotation marks; it is found when
its content and that of one of our statements share at least 80 % of the characters of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from assistant.evaluation.marked.types import Counts, MarkedArticle, MarkedReport, Marking, Miss
from assistant.evaluation.sets import Progress, told
from index import Span, Statement, sentence_spans, statements_in

_ATTRIBUTED, _DIRECT, _FOUND = 0.3, 0.8, 0.8
_QUOTED = re.compile(
    r"“[^“”\n]*[”\n]|\"[^\"\n]*[\"\n]|''[^\n]*?''|”[^”\n]+”|«[^»\n]*»|„[^“”\n]*[“”]"
)


def measure_marked(
    articles: Sequence[MarkedArticle],
    *,
    reading: Callable[[str], list[Statement]] = statements_in,
    on_progress: Progress | None = None,
) -> MarkedReport:
    """Compare what `reading` finds with what is marked; `on_progress` gets articles done, and all.

    `reading` is that of the rules alone unless another is given.
    """
    outlets: dict[str, Counts] = {}
    misses: list[Miss] = []
    seconds = 0.0
    for article in told(articles, on_progress):
        began = perf_counter()
        found = reading(article.text)
        seconds += perf_counter() - began
        counts = _sentences(article, found, misses) + _quotations(article, found, misses)
        outlets[article.outlet] = outlets.get(article.outlet, Counts()) + counts
    total = sum(outlets.values(), Counts())
    return MarkedReport(
        articles=len(articles),
        counts=total,
        outlets=outlets,
        misses=tuple(misses),
        sentences_per_second=total.sentences / seconds if seconds else 0.0,
    )


def _sentences(article: MarkedArticle, found: list[Statement], misses: list[Miss]) -> Counts:
    sourced = [each for each in article.attributions if each.source]
    ours = _covered(article.text, (span for each in found for span in each.content))
    theirs = _covered(article.text, (span for each in sourced for span in each.content))
    counts = Counts()
    for sentence in sentence_spans(article.text):
        mine, marked = _is_in(sentence, ours), _is_in(sentence, theirs)
        same = mine and marked and _same_speaker(sentence, found, sourced)
        counts += Counts(
            sentences=1, both=mine and marked, ours=mine, theirs=marked, same_speaker=same
        )
        kind = _kind(article.text, sentence, found, sourced, mine=mine, marked=marked, same=same)
        if kind:
            misses.append(Miss(kind, sentence.of(article.text)))
    return counts


def _kind(
    text: str,
    sentence: Span,
    found: list[Statement],
    sourced: list[Marking],
    *,
    mine: bool,
    marked: bool,
    same: bool,
) -> str:
    if mine and not marked:
        cues = (each.cue.of(text).lower() for each in found if _touch(each.content, sentence))
        return f"false: {next(cues, '') or 'no cue'}"
    if marked and not mine:
        cued = any(_touch(each.cue, sentence) for each in sourced)
        quoted = any(mark in sentence.of(text) for mark in '"“”«»')
        rest = "quotation continued" if quoted else "no cue in the sentence"
        return f"missed: {'cue not known' if cued else rest}"
    return "other speaker" if mine and not same else ""


def _same_speaker(sentence: Span, found: list[Statement], sourced: list[Marking]) -> bool:
    sources = [span for each in sourced if _touch(each.content, sentence) for span in each.source]
    speakers = [each for each in found if _touch(each.content, sentence)]
    return any(
        _touch(sources, span) for each in speakers for span in (each.speaker, each.named) if span
    )


def _quotations(article: MarkedArticle, found: list[Statement], misses: list[Miss]) -> Counts:
    text = article.text
    quoted = _covered(text, (Span(*match.span()) for match in _QUOTED.finditer(text)))
    counts = Counts()
    for each in article.attributions:
        inside = _covered(text, each.content)
        whole = sum(inside)
        marked = sum(sum(quoted[span.start : span.end]) for span in each.content)
        if not each.source or not whole or marked < _DIRECT * whole:
            continue
        best = max((_likeness(one, inside, whole) for one in found), default=0.0)
        hit = best >= _FOUND
        counts += Counts(direct=1, direct_found=hit, direct_exact=best == 1.0)
        if not hit:
            misses.append(Miss("direct: content", " ".join(s.of(text) for s in each.content)))
    return counts


def _likeness(one: Statement, inside: bytearray, whole: int) -> float:
    """Share of the characters of both that are in both (Jaccard)."""
    both = sum(sum(inside[span.start : span.end]) for span in one.content)
    return both / (whole + sum(span.end - span.start for span in one.content) - both)


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _is_in(sentence: Span, covered: bytearray) -> bool:
    length = sentence.end - sentence.start
    return sum(covered[sentence.start : sentence.end]) >= _ATTRIBUTED * length


def _touch(spans: Iterable[Span], other: Span) -> bool:
    return any(span.start < other.end and other.start < span.end for span in spans)

"""Statements measured on articles in which people marked who said what.

A sentence counts as attributed when at least 30 % of its characters lie in what somebody says.
A direct quotation is a marking of which at least 80 % stands in quotation marks; it is found when
its content and that of one of our statements share at least 80 % of the characters of both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from assistant.evaluation.sets import Progress, json_object, read_lines, told
from assistant.evaluation.tables import columns
from index import Span, Statement, sentence_spans, statements_in

_MOST_KINDS = 20


@dataclass(frozen=True, slots=True)
class Marking:
    """One attribution as people marked it; any part may be several spans, or none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article's text and its markings; `outlet` and `id` are empty where the file has none."""

    text: str
    attributions: tuple[Marking, ...]
    outlet: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Miss:
    """One error, for who works on the rules: its kind, and the sentence or content."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is counted; every share is from 0 to 1, and 0 where there is nothing to count."""

    sentences: int = 0
    both: int = 0
    ours: int = 0
    theirs: int = 0
    same_speaker: int = 0
    direct: int = 0
    direct_found: int = 0
    direct_exact: int = 0

    def __add__(self, other: Counts) -> Counts:
        mine, added = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + added[name] for name in mine})

    def __getitem__(self, share: str) -> float:
        part, *wholes = SHARES[share]
        whole = sum(getattr(self, each) for each in wholes)
        return len(wholes) * getattr(self, part) / whole if whole else 0.0


SHARES: Final[Mapping[str, tuple[str, ...]]] = {
    "precision": ("both", "ours"),
    "recall": ("both", "theirs"),
    "f1": ("both", "ours", "theirs"),
    "speaker": ("same_speaker", "both"),
    "direct_share": ("direct_found", "direct"),
    "exact_share": ("direct_exact", "direct"),
}
"""Shares of a count in another, or in the mean of two: F1 is the harmonic mean of both shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedReport:
    """All counts, those of each outlet, the errors, and sentences read per second."""

    articles: int
    counts: Counts
    outlets: dict[str, Counts] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()
    sentences_per_second: float = 0.0

    @property
    def errors(self) -> dict[str, int]:
        """How many errors there are of each kind, most first."""
        return dict(Counter(miss.kind for miss in self.misses).most_common())

    def lines(self) -> Iterator[str]:
        """Give a line for all and one for each outlet, then the errors by kind, and the speed."""
        head = ("outlet", "sentences", "precision", "recall", "F1", "speaker", "direct", "exact")
        rows = [_cells(outlet or "-", counts) for outlet, counts in sorted(self.outlets.items())]
        yield from columns([head, _cells("all", self.counts), *rows])
        yield ""
        yield "Errors by kind:"
        for kind, count in list(self.errors.items())[:_MOST_KINDS]:
            yield f"  {count:,}: {kind}"
        yield f"{self.sentences_per_second:,.0f} sentences a second"

    def to_dict(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return {
            "articles": self.articles,
            **_figures(self.counts),
            "outlets": {outlet: _figures(each) for outlet, each in self.outlets.items()},
            "errors": self.errors,
            "sentences_per_second": round(self.sentences_per_second),
        }


def _cells(name: str, counts: Counts) -> tuple[str, ...]:
    return name, f"{counts.sentences:,}", *(f"{counts[share]:.3f}" for share in SHARES)


def _figures(counts: Counts) -> dict[str, float]:
    return asdict(counts) | {share: round(counts[share], 4) for share in SHARES}


def read_marked(path: Path | str) -> list[MarkedArticle]:
    """Read JSON lines with `text` and `attributions: [{source, cue, content}]`, .gz too.

    Each part of an attribution is a list of [start, end], offsets of `text`, end exclusive.

    Raises:
        EvaluationError: lines cannot be read, all of them listed.
        OSError: the file cannot be opened.
    """
    return [article for _, article in read_lines(Path(path), _article)]


def _article(line: str) -> MarkedArticle:
    fields = json_object(line)
    text, marked = fields.get("text"), fields.get("attributions")
    if not isinstance(text, str):
        raise ValueError(f'its "text" is {text!r}, expected a string.')  # noqa: TRY004
    if not isinstance(marked, list):
        raise ValueError('its "attributions" are no list of {source, cue, content}.')  # noqa: TRY004
    markings = tuple(_marking(each, len(text)) for each in marked)
    outlet, name = (str(fields.get(field) or "") for field in ("outlet", "id"))
    return MarkedArticle(text, markings, outlet, name)


def _marking(given: Any, length: int) -> Marking:
    if not isinstance(given, dict):
        raise ValueError(f"the attribution {given!r} is no object.")  # noqa: TRY004
    return Marking(*(_spans(given, part, length) for part in ("source", "cue", "content")))


def _spans(given: dict[str, Any], part: str, length: int) -> tuple[Span, ...]:
    try:
        spans = tuple(Span(int(start), int(end)) for start, end in given.get(part, []))
    except (TypeError, ValueError) as error:
        raise ValueError(f'"{part}" is {given[part]!r}, expected [[start, end], ...].') from error
    for span in spans:
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(f'"{part}" goes from {span.start} to {span.end} of {length} signs.')
    return spans


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

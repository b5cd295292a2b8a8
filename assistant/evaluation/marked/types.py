"""What a marked article holds, and what measuring gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from assistant.evaluation.tables import columns
from index import Span

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

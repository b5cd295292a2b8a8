"""What a marked article holds, and what measuring gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from index import Span


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

    @property
    def precision(self) -> float:
        """Of the sentences we attribute, the share that is marked so."""
        return self.both / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """Of the sentences marked as attributed, the share that we attribute."""
        return self.both / self.theirs if self.theirs else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = self.ours + self.theirs
        return 2 * self.both / whole if whole else 0.0

    @property
    def speaker(self) -> float:
        """Of the sentences attributed in both, the share where the speakers overlap."""
        return self.same_speaker / self.both if self.both else 0.0

    @property
    def direct_share(self) -> float:
        """Of the marked direct quotations, the share found with their content."""
        return self.direct_found / self.direct if self.direct else 0.0

    @property
    def exact_share(self) -> float:
        """Of the marked direct quotations, the share found to the character."""
        return self.direct_exact / self.direct if self.direct else 0.0


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
        """Give the tables for the terminal."""
        from assistant.evaluation.marked.tables import marked_lines

        return marked_lines(self)

    def to_dict(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return {
            "articles": self.articles,
            **_figures(self.counts),
            "outlets": {outlet: _figures(each) for outlet, each in self.outlets.items()},
            "errors": self.errors,
            "sentences_per_second": round(self.sentences_per_second),
        }


def _figures(counts: Counts) -> dict[str, float]:
    names = "precision recall f1 speaker direct_share exact_share".split()
    return {**asdict(counts), **{name: round(getattr(counts, name), 4) for name in names}}

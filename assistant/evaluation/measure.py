"""A measure: a metric, which rows it needs, how it scores one row and sums up all.

A row that lacks what a metric needs is not scored, and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, replace
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

from assistant.evaluation.needs import Need
from assistant.evaluation.statistics import Aggregate, mean
from assistant.evaluation.types import Kind, Metric

Score: TypeAlias = Callable[[Any], float]
"""What a row scores; of a kind of row that has what is asked of it."""


class Scored(Protocol):
    """A row of any kind, a frozen dataclass: every metric is in `scores` or in `unscored`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def scores(self) -> Mapping[str, float]:
        """What it scores, by metric."""

    @property
    def unscored(self) -> Mapping[str, str]:
        """Why it is not scored, by metric."""


AnyRow = TypeVar("AnyRow", bound=Scored)


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric with the way to it: the first of `needs` that gives a reason keeps a row out."""

    metric: Metric
    score: Score
    needs: tuple[Need, ...] = ()
    aggregate: Aggregate = mean

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.metric.name

    def reason(self, row: Scored) -> str:
        """Say why `row` cannot be scored; "" where it can."""
        return next((reason for need in self.needs if (reason := need(row))), "")


def scored(row: AnyRow, measures: Sequence[Measure]) -> AnyRow:
    """Give `row` with every metric in its scores, or in what is unscored with the reason."""
    unscored = {each.name: reason for each in measures if (reason := each.reason(row))}
    scores = {each.name: float(each.score(row)) for each in measures if each.name not in unscored}
    return replace(row, scores=scores, unscored=unscored)


def measure(
    name: str,
    meaning: str,
    score: Score,
    *only: Need,
    aggregate: Aggregate = mean,
    lower: bool = False,
    unit: str = "",
) -> Measure:
    """Make a measure of the rows that have what `only` asks for."""
    kind: Kind = "mean" if aggregate is mean else "over all"
    metric = Metric(name, meaning, kind, higher_is_better=not lower, unit=unit)
    return Measure(metric, score, only, aggregate)

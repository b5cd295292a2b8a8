"""A measure: a metric, which rows it needs, how it scores one row and sums up all.

A row that lacks what a metric needs is not scored, and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation import needs
from assistant.evaluation.needs import Need
from assistant.evaluation.statistics import Aggregate, mean
from assistant.evaluation.types import Kind, Metric, Row


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric with the way to it: the first of `needs` that gives a reason keeps a row out."""

    metric: Metric
    score: Callable[[Row], float]
    needs: tuple[Need, ...] = ()
    aggregate: Aggregate = mean

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.metric.name

    def reason(self, row: Row) -> str:
        """Say why `row` cannot be scored; "" where it can."""
        return next((reason for need in self.needs if (reason := need(row))), "")


def scored(row: Row, measures: Sequence[Measure]) -> Row:
    """Give `row` with every metric in its scores, or in what is unscored with the reason."""
    unscored = {each.name: reason for each in measures if (reason := each.reason(row))}
    scores = {each.name: float(each.score(row)) for each in measures if each.name not in unscored}
    return replace(row, scores=scores, unscored=unscored)


def measure(
    name: str,
    meaning: str,
    score: Callable[[Row], float],
    *only: Need,
    aggregate: Aggregate = mean,
    lower: bool = False,
    unit: str = "",
) -> Measure:
    """Make a measure of rows that were asked, and have what `only` names."""
    kind: Kind = "mean" if aggregate is mean else "over all"
    metric = Metric(name, meaning, kind, higher_is_better=not lower, unit=unit)
    return Measure(metric, score, (needs.asked, *only), aggregate)

"""Two halves of the questions: is a number that was chosen on one also good on the other?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import fmean

from assistant.evaluation import METRICS, Measure, Row
from assistant.evaluation.running import figures_of
from assistant.evaluation.statistics import weights_of_all
from assistant.evaluation.tables import figure

Rows = Sequence[Row]
Goal = Callable[[Rows], float]
"""Says how good some rows are; more is better."""

CROSS_HEAD = (
    "constant", "shipped", "on even", "on odd",
    "best on even", "there", "on odd", "best on odd", "there", "on even",
)  # fmt: skip


def named(*names: str) -> tuple[Measure, ...]:
    """Give the measures of these names, in their order."""
    by_name = {each.name: each for each in METRICS}
    return tuple(by_name[name] for name in names)


def halves(rows: Rows) -> tuple[Rows, Rows]:
    """Give every other row in the order of the days of asking: the even ones, the odd ones."""
    in_order = sorted(rows, key=lambda row: row.question.asked_on or date.min)
    return in_order[::2], in_order[1::2]


def value(measure: Measure, rows: Rows) -> float:
    """Give what a measure comes to; NaN where no row is scored."""
    return float(figures_of(measure, rows, weights_of_all(len(rows)))[0])


def cells(rows: Rows, measures: Sequence[Measure]) -> tuple[str, ...]:
    """Write each measure over all rows, and in brackets over the even and the odd half."""
    parts = (rows, *halves(rows))
    return tuple(_cell(each, [value(each, part) for part in parts]) for each in measures)


def _cell(measure: Measure, values: Sequence[float]) -> str:
    unit = f" {measure.metric.unit}"
    whole, even, odd = (figure(measure.metric, one).removesuffix(unit) for one in values)
    return f"{whole} ({even}, {odd})"


def mean_of(measures: Sequence[Measure]) -> Goal:
    """Make the goal that is the mean of some shares."""
    return lambda rows: fmean(value(each, rows) for each in measures)


def cross_validated(
    constant: str, shipped: float, tried: Mapping[float, Rows], goal: Goal
) -> tuple[str, ...]:
    """Write a row under `CROSS_HEAD`: the best value of each half, there and on the other.

    `tried` holds the rows of each value, the `shipped` one among them, which wins where others
    are as good.
    """
    goals = {one: tuple(map(goal, halves(rows))) for one, rows in tried.items()}
    even, odd = goals[shipped]
    said = [f"`{constant}`", f"{shipped:g}", f"{even:.3f}", f"{odd:.3f}"]
    for here, there in ((0, 1), (1, 0)):
        best = max(goals, key=lambda one: (goals[one][here], one == shipped))
        said += [f"{best:g}", f"{goals[best][here]:.3f}", f"{goals[best][there]:.3f}"]
    return tuple(said)

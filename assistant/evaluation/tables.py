"""A report and a comparison as lines of plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.evaluation.measure import Scored
from assistant.evaluation.metrics import MAIN
from assistant.evaluation.types import Comparison, Difference, Metric, Summary

_MOST_IDS = 10


class Summarised(Protocol):
    """A report of any kind of row."""

    @property
    def rows(self) -> Sequence[Scored]:
        """The rows, a question each."""

    @property
    def summaries(self) -> Sequence[Summary]:
        """What they come to."""


def figure(metric: Metric, value: float | None) -> str:
    """Write a value: shares with three digits, milliseconds whole, all else to a tenth."""
    return "-" if value is None else _written(metric, value, "")


def summary_lines(report: Summarised) -> Iterator[str]:
    """Give the table of all metrics, then why questions are not scored."""
    head = ("metric", "value", "95 % interval", "scored", "not scored")
    yield from columns([head, *map(_summary_cells, report.summaries)])
    why = Counter(reason for row in report.rows for reason in dict.fromkeys(row.unscored.values()))
    if why:
        yield ""
        yield "Why a metric leaves questions out:"
        yield from (
            f"  {count:,} of {len(report.rows):,}: {reason}" for reason, count in why.most_common()
        )


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Give the table of differences, and the questions won and lost by the main metrics."""
    head = ("metric", "before", "now", "difference", "95 % interval", "questions", "won", "lost")
    yield ""
    yield from columns([head, *map(_difference_cells, comparison.differences)])
    for each in comparison.differences:
        if each.metric.name in MAIN:
            yield from _ids(f"{each.metric.name}, won", each.won)
            yield from _ids(f"{each.metric.name}, lost", each.lost)
    yield from _ids("asked before only", comparison.only_before)
    yield from _ids("asked now only", comparison.only_now)


def _summary_cells(summary: Summary) -> tuple[str, ...]:
    metric = summary.metric
    return (
        metric.name,
        figure(metric, summary.value),
        _between(metric, summary.low, summary.high),
        f"{summary.scored:,}",
        f"{sum(summary.unscored.values()):,}",
    )


def _difference_cells(difference: Difference) -> tuple[str, ...]:
    metric = difference.metric
    return (
        metric.name,
        figure(metric, difference.old),
        figure(metric, difference.new),
        _signed(metric, difference.value),
        f"{_signed(metric, difference.low)} to {_signed(metric, difference.high)}",
        f"{difference.count:,}",
        f"{len(difference.won):,}",
        f"{len(difference.lost):,}",
    )


def _between(metric: Metric, low: float | None, high: float | None) -> str:
    return "-" if low is None else f"{figure(metric, low)} to {figure(metric, high)}"


def _signed(metric: Metric, value: float) -> str:
    return _written(metric, value, "+")


def _written(metric: Metric, value: float, sign: str) -> str:
    digits = 0 if metric.is_timing else 1 if metric.unit else 3
    rounded = round(value, digits) + 0.0  # no minus before a zero
    shown = f"{rounded:{sign},.{digits}f}"
    return f"{shown.removesuffix('.0')} {metric.unit}" if metric.unit else shown


def _ids(what: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - _MOST_IDS:,} more" if len(ids) > _MOST_IDS else ""
        yield f"{what}: {', '.join(ids[:_MOST_IDS])}{more}"


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()

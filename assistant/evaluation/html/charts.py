"""What a report's plots show: wrong answers by confidence, ranks of right articles, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from assistant.evaluation.html.plots import bar_plot, histogram, line_plot
from assistant.evaluation.report import Report
from assistant.evaluation.risk import Risk, risk_as_shipped, risk_coverage
from assistant.evaluation.tables import figure
from assistant.evaluation.types import Row, Summary

_RANKS: Final = {1: "1", 2: "2", 3: "3", 4: "4", 10: "5-10"}
"""The last rank of each bar with its name."""

_LATER: Final = "not found"


def charts_html(report: Report) -> Markup:
    """Draw each plot that the rows have something for."""
    charts = (
        risk_coverage_html(report.rows),
        ranks_html(report.rows),
        latency_html(report.rows, report.summaries),
    )
    return Markup('<div class="plots">{}</div>').format(Markup().join(charts))


def rank_counts(rows: Sequence[Row]) -> dict[str, int]:
    """Count the questions by the rank of their first right article, where one is known."""
    counts = dict.fromkeys([*_RANKS.values(), _LATER], 0)
    for row in rows:
        if row.answer is not None and row.question.relevant:
            counts[_rank_name(row.right_rank)] += 1
    return counts


def risk_coverage_html(rows: Sequence[Row]) -> Markup:
    """Draw the risk-coverage curve, and where Byline stands; nothing where none can be judged."""
    points = risk_coverage(rows)
    if not points:
        return Markup()
    shipped = risk_as_shipped(rows)
    told = [f"{each.risk:.0%} of the most confident {each.coverage:.0%}" for each in _some(points)]
    if shipped:
        told.append(
            f"{shipped.risk:.0%} of the {shipped.coverage:.0%} that are answered as shipped"
        )
    return line_plot(
        [(each.coverage, each.risk) for each in points],
        marks={"as shipped": (shipped.coverage, shipped.risk)} if shipped else {},
        title="Wrong answers, the most confident given first",
        told=f"Share of wrong answers: {', '.join(told)}.",
        below="share of the questions answered",
    )


def ranks_html(rows: Sequence[Row]) -> Markup:
    """Draw the ranks of the first right articles; nothing where none is known."""
    counts = rank_counts(rows)
    if not any(counts.values()):
        return Markup()
    told = ", ".join(f"{name}: {count:,}" for name, count in counts.items())
    return bar_plot(
        counts,
        title="Rank of the first right article",
        told=f"Questions by the rank of their first right article: {told}.",
        below="rank (height: questions)",
        bad=_LATER,
    )


def latency_html(rows: Sequence[Row], summaries: Sequence[Summary]) -> Markup:
    """Draw the times of the answers; the figures that are times are marked."""
    times = [row.milliseconds for row in rows if row.answer is not None]
    if not times:
        return Markup()
    timings = [each for each in summaries if each.metric.is_timing and each.value is not None]
    names = {
        f"{each.metric.name.removeprefix('latency ')}: {figure(each.metric, each.value)}": each
        for each in timings
    }
    span = f"from {min(times):,.0f} to {max(times):,.0f} ms"
    return histogram(
        times,
        {name: each.value or 0.0 for name, each in names.items()},
        title="Time from question to answer",
        told=f"{len(times):,} answers took {'; '.join([span, *names])}.",
        below="milliseconds (height: questions)",
    )


def _rank_name(rank: int | None) -> str:
    return next((name for last, name in _RANKS.items() if rank and rank <= last), _LATER)


def _some(points: Sequence[Risk]) -> Iterator[Risk]:
    """Give the first point at or behind each quarter of the way."""
    for quarter in (0.25, 0.5, 0.75, 1.0):
        yield next(point for point in points if point.coverage >= quarter)

"""Figures as Markdown, with the machine and the versions that they belong to."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from assistant.evaluation import Difference, Metric, Report, Summary
from assistant.evaluation.tables import figure

_PARTS = ("byline", "tantivy", "chromadb", "onnxruntime", "torch", "sentence-transformers")
_NOT_MEASURED = "-"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write a Markdown table; a fraction is written with three decimals."""
    lines = [head, ["---"] * len(head), *[[_cell(one) for one in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def side_by_side(reports: Mapping[str, Report]) -> str:
    """Write a table of all that the reports measure, a row a metric and a column a report."""
    names = [one.metric.name for one in next(iter(reports.values())).summaries]
    rows = [(name, *[with_interval(each[name]) for each in reports.values()]) for name in names]
    known = [row for row in rows if any(cell != _NOT_MEASURED for cell in row[1:])]
    return table(("metric", *reports), known)


def with_interval(summary: Summary) -> str:
    """Write a value with its 95 % interval, and how many rows it is over."""
    metric = summary.metric
    if summary.value is None:
        return _NOT_MEASURED
    between = _between(metric, summary.low, summary.high)
    return f"{figure(metric, summary.value)} ({between}) of {summary.scored:,}"


def difference(found: Difference) -> str:
    """Write how much more a share is, with the paired 95 % interval of that."""
    return f"{found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f})"


def provenance(*data: str, parts: Sequence[str] = ()) -> str:
    """Say when, where, on what data and with which versions figures were taken."""
    today = datetime.now().astimezone().date()
    versions = ", ".join(f"{part} {version(part)}" for part in (*_PARTS, *parts))
    return "\n".join(
        (
            f"- Date: {today}",
            f"- Machine: {_processor()}, {os.cpu_count()} cores; {platform.system()}, Python "
            f"{platform.python_version()}; load average at the start {os.getloadavg()[0]:.1f}",
            f"- Data: {', '.join(data)}",
            f"- Versions: {versions}",
        )
    )


def tell(line: str) -> None:
    """Say on stderr what is going on."""
    print(line, file=sys.stderr, flush=True)


def _between(metric: Metric, low: float | None, high: float | None) -> str:
    lowest, highest = (figure(metric, one).removesuffix(f" {metric.unit}") for one in (low, high))
    return f"{lowest} to {highest}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()

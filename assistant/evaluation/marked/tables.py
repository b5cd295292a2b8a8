"""The report on marked articles as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evaluation.marked.types import Counts, MarkedReport

_MOST_KINDS = 20


def marked_lines(report: MarkedReport) -> Iterator[str]:
    """Give a line for all and one for each outlet, then the errors by kind, and the speed."""
    head = ("outlet", "sentences", "precision", "recall", "F1", "speaker", "direct", "exact")
    rows = [_cells(outlet or "-", counts) for outlet, counts in sorted(report.outlets.items())]
    yield from _columns([head, _cells("all", report.counts), *rows])
    yield ""
    yield "Errors by kind:"
    for kind, count in list(report.errors.items())[:_MOST_KINDS]:
        yield f"  {count:,}: {kind}"
    yield f"{report.sentences_per_second:,.0f} sentences a second"


def _cells(name: str, counts: Counts) -> tuple[str, ...]:
    shares = (counts.precision, counts.recall, counts.f1, counts.speaker)
    direct = (counts.direct_share, counts.exact_share)
    return (name, f"{counts.sentences:,}", *(f"{share:.3f}" for share in (*shares, *direct)))


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *others])

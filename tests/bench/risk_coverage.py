"""The risk-coverage curves of several runs in one plot.

    python tests/bench/risk_coverage.py REPORT_DIR... [--svg FILE]

Each folder is one that `byline eval --report` has written; its name is that of the curve. The dot
is where that run stands as shipped.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from plotting import COLOURS, text, whole
from reporting import table, with_interval

from assistant.evaluation import Report
from assistant.evaluation.risk import Risk, risk_as_shipped, risk_coverage

HEAD = ("run", "AURC", "answered as shipped", "wrong of these")
_WIDTH, _HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 404, 14, 258
_STEPS = 4


def plot(reports: Mapping[str, Report]) -> str:
    """Draw the curve of each report, with its name and where it stands, as SVG."""
    curves = {name: risk_coverage(report.rows) for name, report in reports.items()}
    top = max((point.risk for points in curves.values() for point in points), default=1.0) or 1.0
    # The names stand below the curves, which rise to the right.
    drawn, lowest = _axes(top), _BOTTOM - 13 * len(curves)
    for number, (name, points) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        corners = " ".join("{:.1f},{:.1f}".format(*_place(point, top)) for point in points)
        drawn += [
            f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
            f'<g fill="{colour}">{_dot(risk_as_shipped(reports[name].rows), top)}'
            f"{text(_RIGHT, lowest + 13 * number, _named(name, reports[name]), anchor='end')}</g>",
        ]
    return whole(drawn, _WIDTH, _HEIGHT)


def rows(reports: Mapping[str, Report]) -> list[tuple[object, ...]]:
    """Give a row of the table for each report."""
    made = []
    for name, report in reports.items():
        point = risk_as_shipped(report.rows)
        shares = (point.coverage, point.risk) if point else ("-", "-")
        made.append((name, with_interval(report["AURC"]), *shares))
    return made


def _axes(top: float) -> list[str]:
    middle = (_LEFT + _RIGHT) / 2
    drawn = [
        f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="#777"/>',
        text(middle, _HEIGHT - 8, "share of the questions answered", anchor="middle"),
        text(_LEFT + 10, _TOP - 2, "share of these answers that are wrong"),
    ]
    for step in range(_STEPS + 1):
        share = step / _STEPS
        x, y = _place(Risk(0, share, share * top), top)
        drawn += [
            text(x, _BOTTOM + 16, f"{share:.0%}", anchor="middle"),
            text(_LEFT - 5, y + 3, f"{share * top:.0%}", anchor="end"),
        ]
    return drawn


def _dot(point: Risk | None, top: float) -> str:
    if point is None:
        return ""
    x, y = _place(point, top)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _named(name: str, report: Report) -> str:
    area = report["AURC"].value
    return name if area is None else f"{name}, AURC {area:.3f}"


def _place(point: Risk, top: float) -> tuple[float, float]:
    """Give where a point stands, in pixels."""
    across = _LEFT + (_RIGHT - _LEFT) * point.coverage
    return across, _BOTTOM - (_BOTTOM - _TOP) * point.risk / top


def main() -> None:
    """Read the reports, print the table and draw the plot."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="+", metavar="REPORT_DIR")
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    reports = {each.name: Report.read(each) for each in given.reports}
    print(table(HEAD, rows(reports)))
    if given.svg:
        given.svg.write_text(plot(reports), "utf-8")


if __name__ == "__main__":
    main()

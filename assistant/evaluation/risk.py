"""The risk-coverage curve: how many answers are wrong, the more questions are answered.

El-Yaniv and Wiener, "On the foundations of noise-free selective classification", JMLR 2010.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from operator import attrgetter

from assistant.evaluation import needs
from assistant.evaluation.scoring import is_wrong_in_words
from assistant.evaluation.types import Row

_HEAD = ("threshold", "coverage", "risk")


@dataclass(frozen=True, slots=True)
class Risk:
    """What comes of answering a `coverage` of the questions, of which the share `risk` is wrong.

    `threshold` is the least confidence of those answered. All three are from 0 to 1.
    """

    threshold: float
    coverage: float
    risk: float


def risk_coverage(rows: Iterable[Row]) -> list[Risk]:
    """Give a point for each confidence, falling; those of the same confidence come together.

    Of an answer counts what metric "AURC" says; rows of which it is not known are left out.
    """
    judged = sorted(_judged(rows), key=attrgetter("confidence"), reverse=True)
    points, answered, wrong = [], 0, 0.0
    for confidence, together in groupby(judged, attrgetter("confidence")):
        found = [is_wrong_in_words(row) for row in together]
        answered, wrong = answered + len(found), wrong + sum(found)
        points.append(Risk(confidence, answered / len(judged), wrong / answered))
    return points


def risk_as_shipped(rows: Iterable[Row]) -> Risk | None:
    """Give where Byline itself stands, by what it answered; None where it answered nothing.

    It stands beside the curve where something besides the confidence made it answer or abstain.
    """
    judged = _judged(rows)
    answered = [row for row in judged if row.answered]
    if not answered:
        return None
    return Risk(
        threshold=min(row.confidence for row in answered),
        coverage=len(answered) / len(judged),
        risk=sum(map(is_wrong_in_words, answered)) / len(answered),
    )


def as_csv(points: Sequence[Risk]) -> str:
    """Write a point a line below a head."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEAD)
    table.writerows((f"{each:.6f}" for each in _values(point)) for point in points)
    return written.getvalue()


def _judged(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not (needs.asked(row) or needs.judged_by_words(row))]


def _values(point: Risk) -> tuple[float, float, float]:
    return point.threshold, point.coverage, point.risk

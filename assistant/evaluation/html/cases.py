"""The questions to look at: what went wrong, the worst first. Pure; `case.py` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.evaluation.scoring import near_confidence
from assistant.evaluation.types import Row

RANKED: Final = 10
"""Articles of the ranking that count as found."""

_GOLD: Final = "answer holds the gold string"


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to go wrong: `holds` tells whose, and a greater `how_bad` is worse."""

    title: str
    meaning: str
    holds: Callable[[Row], bool]
    how_bad: Callable[[Row], float]


def _confidence(row: Row) -> float:
    return row.confidence


def _doubt(row: Row) -> float:
    return -row.confidence


FAULTS: Final = (
    Fault(
        "Could not be asked",
        "Byline refused the question, and said why.",
        lambda row: row.answer is None,
        _doubt,
    ),
    Fault(
        "Right article not found",
        "No right article is among the first ten. The most confident answers come first.",
        lambda row: bool(
            row.answer and row.question.relevant and (row.right_rank or RANKED + 1) > RANKED
        ),
        _confidence,
    ),
    Fault(
        "Answered, though no article answers",
        "It should have abstained. The most confident answers come first.",
        lambda row: row.answered and row.question.answerable is False,
        _confidence,
    ),
    Fault(
        "Abstained, though an article answers",
        "The least confident come first.",
        lambda row: row.abstained and row.question.answerable is True,
        _doubt,
    ),
    Fault(
        "Wrong article cited",
        "A right article was found, and none is cited. The most confident answers come first.",
        lambda row: bool(row.wrong) and row.question.answerable is True,
        _confidence,
    ),
    Fault(
        "Answer without the words wanted",
        "A right article is cited, and has the words; the answer has not.",
        lambda row: row.answered and row.scores.get(_GOLD) == 0,
        _confidence,
    ),
    Fault(
        "Answered the day before an article that answers",
        "Asked as of that day, it should have abstained. The most confident answers come first.",
        lambda row: bool(row.near_miss and row.near_miss.answer and not row.near_miss.abstained),
        near_confidence,
    ),
)


def faulty(rows: Sequence[Row]) -> Iterator[tuple[Fault, list[Row]]]:
    """Give the rows of each fault, the worst first; a row stands under its first fault only.

    Faults that no row has are left out.
    """
    left = list(rows)
    for fault in FAULTS:
        found = sorted(filter(fault.holds, left), key=fault.how_bad, reverse=True)
        left = [row for row in left if not fault.holds(row)]
        if found:
            yield fault, found

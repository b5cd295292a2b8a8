"""The page that lists evaluations, each to be opened, or held against another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.page.view import view


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """One evaluation: the `name` of its folder, and what is told of it before it is opened.

    `figures` are pairs of a metric and its value as it is written; `fault` says why it cannot be
    read, "" where it can.
    """

    name: str
    started: str = ""
    questions: int = 0
    figures: tuple[tuple[str, str], ...] = ()
    fault: str = ""


def measure_page(runs: Sequence[MeasuredRun], *, is_on: bool, failure: str = "") -> str:
    """Write the list of `runs`; `is_on` says whether a folder of them was named."""
    return view("measure.html", runs=runs, is_on=is_on, failure=failure)

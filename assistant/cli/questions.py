"""One run over questions that are asked of the archive."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.program import assistant_of, opened, progress
from assistant.cli.progress import Pace, Show, asking_line

if TYPE_CHECKING:
    from assistant.evaluation import EvaluationQuestion, Report
    from assistant.evaluation.sets import Half
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How the questions are asked."""

    asked_on: bool
    near_misses: bool
    seed: int
    half: Half | None = None

    @property
    def named(self) -> dict[str, str]:
        """What of it belongs to the fingerprint; what nobody chose is not named."""
        return {
            "asked_on": "used" if self.asked_on else "not used",
            **({"near_misses": "asked"} if self.near_misses else {}),
            **({"half": self.half} if self.half else {}),
        }


def run_questions(settings: Settings, path: Path, report: Path | None, choices: Choices) -> Report:
    """Ask the questions of `path` and measure what comes of it."""
    from assistant.evaluation import evaluate as measure
    from assistant.evaluation import read_questions

    with opened(settings) as index, progress() as show:
        show("Reading the questions", None)
        questions = read_questions(path, index)
        if report:  # a folder that cannot be made is better known before an hour of asking
            report.mkdir(parents=True, exist_ok=True)
        return measure(
            assistant_of(settings, index),
            _chosen(questions, choices),
            name=path.name,
            seed=choices.seed,
            near_misses=choices.near_misses,
            settings=choices.named,
            on_progress=_follower(show),
        )


def _follower(show: Show) -> Callable[[int, int], None]:
    paces: dict[str, Pace] = {}

    def follow(done: int, total: int) -> None:
        now = time.monotonic()
        # The pace counts from the first answer on, so that loading is left out.
        pace = paces.setdefault("asking", Pace(done, now))
        show(asking_line(done, total, pace, now), done / total)

    return follow


def _chosen(questions: Sequence[EvaluationQuestion], choices: Choices) -> list[EvaluationQuestion]:
    from assistant.evaluation.sets import in_half

    half = in_half(questions, choices.half, lambda each: each.id)
    return half if choices.asked_on else [replace(each, asked_on=None) for each in half]

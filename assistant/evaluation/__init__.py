"""The evaluation: questions asked, answers measured, runs compared. This is the door.

`import assistant.evaluation` is light: each room is imported when it is first touched.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.evaluation.comparing import compare
    from assistant.evaluation.errors import EvaluationError
    from assistant.evaluation.gate import Gate
    from assistant.evaluation.measure import Measure
    from assistant.evaluation.metrics import MAIN, METRICS
    from assistant.evaluation.questions import read_questions
    from assistant.evaluation.report import Report
    from assistant.evaluation.running import SEED, evaluate
    from assistant.evaluation.sets import Holds, held_by
    from assistant.evaluation.types import (
        Comparison,
        Difference,
        EvaluationQuestion,
        Metric,
        Row,
        Summary,
    )

_ROOMS = {
    "compare": "comparing",
    "EvaluationError": "errors",
    "Gate": "gate",
    "Holds": "sets",
    "held_by": "sets",
    "MAIN": "metrics",
    "METRICS": "metrics",
    "Measure": "measure",
    "read_questions": "questions",
    "Report": "report",
    "SEED": "running",
    "evaluate": "running",
    **dict.fromkeys(
        ("Comparison", "Difference", "EvaluationQuestion", "Metric", "Row", "Summary"), "types"
    ),
}

__all__ = [  # noqa: RUF022 - grouped for the reader
    # Doing
    "compare",
    "evaluate",
    "held_by",
    "read_questions",
    "METRICS",
    "MAIN",
    "SEED",
    # Words
    "Comparison",
    "Difference",
    "EvaluationQuestion",
    "Gate",
    "Holds",
    "Measure",
    "Metric",
    "Report",
    "Row",
    "Summary",
    # Errors
    "EvaluationError",
]


def __getattr__(name: str) -> Any:
    if room := _ROOMS.get(name):
        return getattr(import_module(f"assistant.evaluation.{room}"), name)
    raise AttributeError(f"module 'assistant.evaluation' has no attribute {name!r}")

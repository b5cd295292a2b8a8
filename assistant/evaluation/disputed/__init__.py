"""How well differing accounts stand side by side, over questions with documents of their own."""

from assistant.evaluation.disputed.asking import asked_of_documents
from assistant.evaluation.disputed.measuring import DisputedReport, DisputedRow, measure_disputed
from assistant.evaluation.disputed.reading import DisputedQuestion, read_disputed

__all__ = [
    "DisputedQuestion",
    "DisputedReport",
    "DisputedRow",
    "asked_of_documents",
    "measure_disputed",
    "read_disputed",
]

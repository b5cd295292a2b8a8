"""The reader alone: which sentence answers, where in it, and whether any does."""

from assistant.evaluation.reader.candidates import (
    CandidatesQuestion,
    measure_candidates,
    read_candidates,
)
from assistant.evaluation.reader.contexts import ContextQuestion, measure_contexts, read_contexts
from assistant.evaluation.reader.types import Reader, ReaderReport, SentenceRead

__all__ = [
    "CandidatesQuestion",
    "ContextQuestion",
    "Reader",
    "ReaderReport",
    "SentenceRead",
    "measure_candidates",
    "measure_contexts",
    "read_candidates",
    "read_contexts",
]

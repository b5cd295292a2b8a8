"""From what a search found to what a model reads. This is the door."""

from assistant.writing.briefing.briefing import NOTHING, Briefing, brief, evidence_budget
from assistant.writing.briefing.pieces import pieces_of
from assistant.writing.briefing.stretches import stretches_of

__all__ = ["NOTHING", "Briefing", "brief", "evidence_budget", "pieces_of", "stretches_of"]

"""From what a search found to what a model reads. This is the door."""

from assistant.writing.briefing.briefing import Briefing, brief, evidence_budget
from assistant.writing.briefing.pieces import pieces_of

__all__ = ["Briefing", "brief", "evidence_budget", "pieces_of"]

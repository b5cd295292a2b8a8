"""Who said what, a second time: what the rules find, mended by a trained tagger."""

from index.statements.tagging.joining import Tagging, joined_statements
from index.statements.tagging.tagger import TAGGER, Tagger, load_tagger

__all__ = ["TAGGER", "Tagger", "Tagging", "joined_statements", "load_tagger"]

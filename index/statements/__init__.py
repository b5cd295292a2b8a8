"""Who said what: speaker, cue, content and relay, as spans of the text they are read from."""

from index.statements.articles import RULES, statements_in
from index.statements.sentence import find_statement

__all__ = ["RULES", "find_statement", "statements_in"]

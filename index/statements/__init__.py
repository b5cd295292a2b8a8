"""Who said what: speaker, cue, content and relay, as spans of the text they are read from."""

from index.statements.articles import (
    RULES,
    names_in,
    quotation_spans,
    statements_in,
    statements_of_spans,
)
from index.statements.resolving import Names
from index.statements.sentence import find_statement

__all__ = [
    "RULES",
    "Names",
    "find_statement",
    "names_in",
    "quotation_spans",
    "statements_in",
    "statements_of_spans",
]

"""Who said what: speaker, cue, content and relay, as spans of the text they are read from."""

from index.statements.articles import (
    RULES,
    names_in,
    quotation_spans,
    statements_in,
    statements_of_spans,
)
from index.statements.people import Named
from index.statements.resolving import Names, people_in
from index.statements.sentence import find_statement

__all__ = [
    "RULES",
    "Named",
    "Names",
    "find_statement",
    "names_in",
    "people_in",
    "quotation_spans",
    "statements_in",
    "statements_of_spans",
]

"""The short answer: the few words of a quoted sentence that answer, when that is sure enough.

Read in this order: `asking` (what sort of value is wanted), `values` and `names` (where a sentence
holds one), `phrases` (places without a name), `candidates` (those that could answer), `clauses`
and `signs` (what speaks for each), `choosing`.
"""

from assistant.spans.choosing import FoundSpan, find_span

__all__ = ["FoundSpan", "find_span"]

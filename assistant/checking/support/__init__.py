"""The support check: does a text bear out a claim of one sentence?

A small linear score of figures that can be read off the words, and one cosine. It tells a copied
or shortened sentence from one that joins what the text does not; it tells little of a sentence
that says the same in other words. Read in this order: `words`, `sentences`, `aligning`,
`comparing` (the figures), `scoring` (what each counts), `supporting`.
"""

from assistant.checking.support.scoring import PARTLY, SUPPORTED
from assistant.checking.support.supporting import (
    Similar,
    Supported,
    supported_by,
    supported_by_each,
)

__all__ = ["PARTLY", "SUPPORTED", "Similar", "Supported", "supported_by", "supported_by_each"]

"""The words in the names of an element: its classes and ids."""

from __future__ import annotations

import re
from itertools import pairwise

from index.articles.web.blocks import Element

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_NAMING = ("class", "id", "data-component", "data-testid", "aria-label")
_LONGEST = 600


def names_of(element: Element) -> set[str]:
    """Give the words of an element's names, and every two in a row with a hyphen between.

    "relatedLinks" and "related-links" both are "related", "links" and "related-links".
    """
    found: set[str] = set()
    for attribute in _NAMING:
        for name in (element.get(attribute) or "")[:_LONGEST].split():
            words = [word.lower() for word in _WORD.findall(name)]
            found.update(words)
            found.update(f"{one}-{other}" for one, other in pairwise(words))
    return found

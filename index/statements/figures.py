"""Figures that somebody gives: "It put the number of cases at 66"."""

from __future__ import annotations

import re

from index.language.english import one_of
from index.language.english.asking import TOTALS
from index.language.english.saying import GIVING
from index.types import Span

_FIGURE = f"death toll|{one_of(TOTALS)}"
_GIVES = re.compile(
    r"[\"“”'’]?(?P<speaker>[^\W\d_a-zß-ÿ][^,.;:\n“”\"]{0,60}?)"
    r"(?:\s+(?:on|in)\s+\w+)?(?:\s+(?:also|ha(?:d|s|ve)|later|then))*"
    rf"\s+(?P<cue>{one_of(GIVING)})"
    rf"\s+(?P<said>(?:the|its)\s+(?:\w+\s+)?(?:{_FIGURE})s?\b[^;\n]{{0,160}}?\s(?:at|as)\s[^;\n]{{1,160}})"
)


def figure_in(sentence: str) -> tuple[Span, Span, Span] | None:
    """Find speaker, cue and content where a sentence begins with somebody who gives a figure."""
    found = _GIVES.match(sentence)
    if found is None:
        return None
    return Span(*found.span("speaker")), Span(*found.span("cue")), Span(*found.span("said"))

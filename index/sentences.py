"""Where sentences begin and end, as offsets (sentencex finds them)."""

from __future__ import annotations

import re
from itertools import pairwise

import sentencex

from index.types import Span

# An opening mark that sentencex left behind: it follows white space and touches the next sentence.
# News sites often print the closing sign on both sides, so the sign alone does not tell.
_STRAY_OPENING = re.compile(r"(?<=\s)[\"'“”„‟‘’«»(\[]+$")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_STRAY_CLOSING = re.compile(r"^[\"'”’»)\]]+(?=\s|$)")
# Where none of these is on either side of a cut, there is nothing to mend.
_SIGNS = frozenset("\"'“”„‟‘’«»()[]\n")
_NO_SPACE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def sentence_spans(text: str, *, language: str = "en") -> list[Span]:
    """Cut `text` into sentences, white space around each left out.

    The spans are in order, do not overlap, and cover every character that is not white space.
    `language` is a code such as "de"; one that is not known is read by the common rules.
    """
    return [
        Span(*inside.span())
        for start, end in pairwise(_boundaries(text, language))
        if (inside := _NO_SPACE.search(text, start, end))
    ]


def _boundaries(text: str, language: str) -> list[int]:
    cuts = {0, len(text)}
    for found in sentencex.get_sentence_boundaries(language, text):
        cut = found["start_index"]
        cuts.add(cut if _SIGNS.isdisjoint(text[cut - 1 : cut + 1]) else _mended(text, cut))
    # A blank line or the end of a bullet ends a sentence whether or not a full stop does.
    cuts.update(match.end() for match in _BLANK_LINE.finditer(text))
    return sorted(cuts)


def _mended(text: str, cut: int) -> int:
    """Move a cut that fell on the wrong side of a quotation mark."""
    if stray := _STRAY_OPENING.search(text, max(0, cut - 4), cut):
        return stray.start()
    if stray := _STRAY_CLOSING.match(text[cut : cut + 4]):
        return cut + stray.end()
    return cut

"""The sentences of a text: sentencex finds their ends in each block, and we mend what it misses."""

from __future__ import annotations

import re
from itertools import pairwise

import sentencex

from index.language.sentences.blocks import block_spans
from index.language.sentences.mending import goes_on, mended, missed
from index.types import Span

_NO_SPACE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_WORD = re.compile(r"\w")
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")


def sentence_spans(text: str, *, language: str = "en") -> list[Span]:
    """Cut `text` into sentences, white space around each left out.

    The spans are in order, do not overlap, and cover every character that is not white space.
    `language` is a code such as "de"; one that is not known is read by the common rules.
    """
    return [
        Span(*inside.span())
        for block in block_spans(text)
        for start, end in pairwise(_boundaries(text[block.start : block.end], language))
        if (inside := _NO_SPACE.search(text, block.start + start, block.start + end))
    ]


def _boundaries(block: str, language: str) -> list[int]:
    """Give where the sentences of a block begin, and its end."""
    # sentencex takes a space for one byte: "A\u00a0." would end the process in a panic of Rust's.
    found = sentencex.get_sentence_boundaries(language, _WIDE_SPACE.sub(" ", block))
    cuts = {mended(block, one["start_index"]) for one in found[1:]}
    cuts |= missed(block, cuts, language)
    ends = [*sorted(cuts - {0, len(block)}), len(block)]
    kept = [0]
    has_word = _WORD.search(block, 0, ends[0]) is not None
    for cut, end in pairwise(ends):
        # What has no word, such as a sign or an emoji, stands with the sentence beside it.
        if _WORD.search(block, cut, end):
            if has_word and not goes_on(block, kept[-1], cut, language):
                kept.append(cut)
            has_word = True
    return [*kept, len(block)]

"""A text as words and signs, each with its place and the quotation it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, repeat
from operator import and_, ge, lt

from index.language.sentences import block_spans
from index.statements.quotations import Quotation, quotations_in

_TOKEN = re.compile(r"\w+(?:[-.’'&/]\w+)*|\S")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of `text`.

    `words` are in small letters with straight apostrophes, `raw` as they stand; `starts` and
    `ends` are offsets of `text`; `quoted` gives the number of the quotation a token stands in
    among `quotations`, -1 for none. `paragraphs` are pairs of offsets. `inside` and `outside`
    count the tokens in quotation marks, and the words outside, before each token and at the end.
    """

    text: str
    raw: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[int]
    quotations: list[Quotation]
    paragraphs: list[tuple[int, int]]
    inside: list[int]
    outside: list[int]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Read `text` once."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        raw = [text[start:end] for start, end in spans]
        starts = [start for start, _ in spans]
        words = [word.lower() for word in raw]
        if "’" in text:
            words = [word.replace("’", "'") for word in words]
        paragraphs = [(block.start, block.end) for block in block_spans(text)]
        quotations = quotations_in(text, paragraphs)
        quoted = [-1] * len(raw)
        for number, quotation in enumerate(quotations):
            first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
            quoted[first:last] = [number] * (last - first)
        return cls(
            text=text,
            raw=raw,
            words=words,
            starts=starts,
            ends=[end for _, end in spans],
            quoted=quoted,
            quotations=quotations,
            paragraphs=paragraphs,
            inside=[0, *accumulate(map(ge, quoted, repeat(0)))],
            outside=[0, *accumulate(map(and_, map(str.isalnum, raw), map(lt, quoted, repeat(0))))],
        )

    def at(self, offset: int) -> int:
        """Give the first token that begins at `offset` or later."""
        return bisect_left(self.starts, offset)

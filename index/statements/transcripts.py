"""Interviews and transcripts: lines that begin with who speaks, "Q: ..." or "INES DRAY: ..."."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_CAPITALS, _NAME = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+", r"[A-ZÀ-ÖØ-Þ][\w.'’-]+"
_LABEL = re.compile(
    rf"(?!The\s|THE\s)(?P<who>[QA](?=[.:])|Question|Answer|{_CAPITALS}(?:\s{_CAPITALS}){{0,3}}"
    rf"|{_NAME}(?:\s{_NAME}){{1,3}})(?P<sign>:|(?<=^[QA])\.)\s+(?=\S)"
)
_OFTEN, _BOTH, _LONGEST = 2, 2, 3


class Turn(NamedTuple):
    """What one says before another speaks, as offsets: who, the sign after it, and each line."""

    who: tuple[int, int]
    sign: tuple[int, int]
    lines: list[tuple[int, int]]


def turns_in(text: str, lines: list[tuple[int, int]]) -> list[Turn]:
    """Read the turns of a talk: at least two speak, each of them twice, and somebody asks.

    Up to three lines without a speaker between two that have one go on with what the first says.
    """
    found = [(_label(text, start, end), start, end) for start, end in lines]
    often = Counter(label["who"] for label, _, _ in found if label)
    speaking = {who for who, times in often.items() if times >= _OFTEN}
    if len(speaking) < _BOTH:
        return []
    turns: list[Turn] = []
    waiting: list[tuple[int, int]] = []
    for label, start, end in found:
        if label and label["who"] in speaking:
            if turns and len(waiting) <= _LONGEST:
                turns[-1].lines.extend(waiting)
            waiting = []
            (a, b), (c, d) = label.span("who"), label.span("sign")
            said = [(start + label.end(), end)]
            turns.append(Turn((start + a, start + b), (start + c, start + d), said))
        else:
            waiting.append((start, end))
    asks = any(text[a:b].rstrip().endswith("?") for turn in turns for a, b in turn.lines)
    return turns if asks else []


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    return _LABEL.match(text[start:end])

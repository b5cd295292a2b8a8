"""Reading what a model gives back when it is asked to write numbered sentences anew."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.types import DraftSentence
from assistant.writing.markers.sentences import SentenceStream

_NUMBERED = re.compile(
    r"\s*[*_>#-]*\s*(?:sentence\s+)?(?P<number>\d{1,2})\s*[.):](?!\d)[*_]*\s*(?P<rest>.*)",
    re.IGNORECASE,
)


def numbered_lines(text: str, labels: Collection[str]) -> dict[int, list[DraftSentence]]:
    """Read lines such as "1. The quay is shut [k3f9]." into sentences, by their numbers.

    A number with a dash, or nothing that could be a sentence, has an empty list. A line without a
    number goes on with the one above it; after a blank line it is no part of the reply. A reply
    without any number is taken to be about sentence 1.
    """
    lines: dict[int, str] = {}
    number = None
    for line in text.splitlines():
        if found := _NUMBERED.fullmatch(line):
            number = int(found["number"])
            lines[number] = found["rest"]
        elif not line.strip():
            number = None
        elif number is not None:
            lines[number] += f"\n{line}"
    return {number: _read(line, labels) for number, line in (lines or {1: text}).items()}


def has_all(text: str, count: int) -> bool:
    """Whether the lines of 1 to `count` are there whole, or a number beyond them has begun."""
    *whole, begun = text.split("\n")
    numbers = {int(found["number"]) for line in whole if (found := _NUMBERED.fullmatch(line))}
    last = _NUMBERED.match(begun)
    return numbers >= set(range(1, count + 1)) or bool(last and int(last["number"]) > count)


def _read(text: str, labels: Collection[str]) -> list[DraftSentence]:
    stream = SentenceStream(labels)
    return [*stream.feed(text), *stream.end()]

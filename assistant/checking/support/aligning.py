"""Which words of a claim stand where in the evidence: in one order, or in copied stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def aligned(claim: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Give the longest common subsequence: places of `claim`, each with its place in `other`."""
    longest = _lengths(claim, other)
    places: dict[int, int] = {}
    i = j = 0
    while i < len(claim) and j < len(other):
        if claim[i] == other[j]:
            places[i] = j
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return places


def _lengths(claim: Sequence[str], other: Sequence[str]) -> list[list[int]]:
    """Give how long the longest common subsequence is from each pair of places on."""
    table = [[0] * (len(other) + 1) for _ in range(len(claim) + 1)]
    for i in range(len(claim) - 1, -1, -1):
        row, below = table[i], table[i + 1]
        for j in range(len(other) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if claim[i] == other[j] else max(below[j], row[j + 1])
    return table


def stretches(claim: Sequence[str], others: Sequence[Sequence[str]]) -> list[int]:
    """Give for each word of `claim` how long the longest stretch around it is that `others` have.

    A stretch lies within one of `others`; a word that none of them has gives 0 (the fragments of
    Grusky et al. 2018, taken word by word).
    """
    longest = [0] * len(claim)
    for other in others:
        for start, length in _copied(claim, other):
            for place in range(start, start + length):
                longest[place] = max(longest[place], length)
    return longest


def _copied(claim: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        places.setdefault(word, []).append(place)
    for i, word in enumerate(claim):
        for j in places.get(word, ()):
            if not (i and j and claim[i - 1] == other[j - 1]):  # not the middle of a longer one
                yield i, _run(claim[i:], other[j:])


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    differs = (length for length, (a, b) in pairs if a != b)
    return next(differs, min(len(one), len(other)))

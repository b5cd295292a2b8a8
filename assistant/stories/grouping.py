"""Which articles tell of one event: pure, over how they begin and the days they came out.

How likely two articles are of one event is one logistic regression over how alike they are and the
days between them. Groups are joined as long as their articles are likely enough of one event on the
mean of all pairs (average linkage), so that a chain of likenesses joins nothing that as a whole is
not alike.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS: Final = 180
"""Days that may lie between two articles which are held against each other."""

_MOST = 2_000  # articles before one that it is held against, so that the time grows with the number
_AT_ONCE = 256
_LEAST = 0.02  # likelier pairs are remembered; others count as nothing
# Two groups are one when their pairs are so likely on the mean. Less than half, as of one event too
# some articles tell of its beginning and some of its end: the best B-cubed F1 on the even months.
_SAME = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How an article begins, and when it came out.

    `title` are the words of its title, `words` those and the ones of its first sentences, `names`
    the ones there with a capital. `vector`, of unit length, is what the embedding model makes of
    them; None until it is there. Articles with the same `running` are parts of one running account;
    "" is of none.
    """

    title: Set[str]
    words: Set[str]
    names: Set[str]
    day: date
    running: str = ""
    vector: NDArray[np.float32] | None = None


class Weights(NamedTuple):
    """A logistic regression: what each sign of one event weighs.

    `meaning` is for the cosine of the vectors, `title`, `words` and `names` for those of the words,
    rare ones counting more, `days` for log(1 + days apart).
    """

    bias: float
    meaning: float
    title: float
    words: float
    names: float
    days: float


SEEN: Final = Weights(-8.01, 14.81, 10.51, 1.16, 1.27, -0.74)
"""For two articles that both have a vector (tests/bench/stories.py fits it)."""

UNSEEN: Final = Weights(-3.92, 0.0, 19.18, 25.85, 3.30, -0.77)
"""For two of which one has none."""


def grouped(openings: Iterable[Opening]) -> list[list[int]]:
    """Group articles that come in the order of their days: the places of each group's.

    A lone article is a group of its own. Groups come in the order of their first articles.
    """
    signs = Signs.read(openings)
    return _joined(len(signs.days), likely(signs)) if len(signs.days) else []


def likely(signs: Signs) -> Iterator[tuple[int, int, float]]:
    """Give pairs of places, the earlier first, with how likely they are of one event, 0..1.

    Pairs further apart than `DAYS`, or than a few thousand articles, are not looked at; those that
    hardly look alike are left out.
    """
    since = np.searchsorted(signs.days, signs.days - DAYS)
    for start in range(0, len(signs.days), _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        others = slice(max(int(since[start]), start - _MOST), start + _AT_ONCE)
        share = signs.likelihood(rows, others)
        for one, other in np.argwhere(share >= _LEAST):
            if others.start + other < start + one:
                yield others.start + int(other), start + int(one), float(share[one, other])


@dataclass(frozen=True, slots=True)
class Signs:
    """What is compared of articles, a row each; `texts` are sparse: titles, words and names."""

    texts: tuple[Any, ...]
    days: NDArray[np.float32]
    vectors: NDArray[np.float32]
    has_vector: NDArray[np.bool_]
    running: NDArray[np.int64]

    @classmethod
    def read(cls, openings: Iterable[Opening]) -> Signs:
        """Turn openings into rows, one after the other; what fewer of them have weighs more."""
        texts = [_Rows(), _Rows(), _Rows()]
        days, vectors, running = array("q"), list[Any](), array("q")
        accounts: dict[str, int] = {"": 0}
        for each in openings:
            for rows, words in zip(texts, (each.title, each.words, each.names), strict=True):
                rows.add(words)
            days.append(each.day.toordinal())
            vectors.append(each.vector)
            running.append(accounts.setdefault(each.running, len(accounts)))
        size = next((len(each) for each in vectors if each is not None), 1)
        nothing = np.zeros(size, np.float32)
        return cls(
            tuple(rows.weighted() for rows in texts) if days else (),
            np.array(days, np.float32),
            np.array([nothing if each is None else each for each in vectors]).reshape(-1, size),
            np.array([each is not None for each in vectors], bool),
            np.array(running),
        )

    def of(self, rows: slice, others: slice) -> tuple[NDArray[np.float32], ...]:
        """Give the signs of each pair, in the order of `Weights`: shape (rows, others)."""
        return (
            self.vectors[rows] @ self.vectors[others].T,
            *((each[rows] @ each[others].T).toarray() for each in self.texts),
            np.log1p(np.abs(self.days[rows, None] - self.days[None, others])),
        )

    def of_pairs(self, ones: Sequence[int], others: Sequence[int]) -> list[NDArray[np.float32]]:
        """Give the signs of some pairs, in the order of `Weights`."""
        return [
            np.einsum("ij,ij->i", self.vectors[ones], self.vectors[others]),
            *(
                np.asarray(each[ones].multiply(each[others]).sum(axis=1)).ravel()
                for each in self.texts
            ),
            np.log1p(np.abs(self.days[ones] - self.days[others])),
        ]

    def likelihood(self, rows: slice, others: slice) -> NDArray[np.float32]:
        """Say how likely each pair is of one event, 0..1: shape (rows, others)."""
        signs = self.of(rows, others)
        seen = self.has_vector[rows, None] & self.has_vector[None, others]
        sums = [
            w[0] + sum(a * b for a, b in zip(w[1:], signs, strict=True)) for w in (SEEN, UNSEEN)
        ]
        share = (1 / (1 + np.exp(-np.where(seen, *sums)))).astype(np.float32)
        share[np.abs(self.days[rows, None] - self.days[None, others]) > DAYS] = 0.0
        running = self.running[rows, None]
        share[(running == self.running[None, others]) & (running > 0)] = 1.0
        return share


class _Rows:
    """Sets of words, gathered as the rows of a sparse matrix."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._words, self._ends = array("q"), array("q", [0])

    def add(self, words: Set[str]) -> None:
        """Add a row."""
        self._words.extend(self._known.setdefault(each, len(self._known)) for each in words)
        self._ends.append(len(self._words))

    def weighted(self) -> Any:
        """Give the rows, of unit length; a word weighs log(1 + n / df), where df of n have it."""
        from scipy.sparse import csr_matrix

        words, ends = np.array(self._words, np.int64), np.array(self._ends)
        count = len(ends) - 1
        weights = np.log1p(count / np.maximum(1, np.bincount(words, minlength=1)))[words]
        sums = np.diff(np.concatenate([[0.0], np.cumsum(weights**2)])[ends])
        lengths = np.repeat(np.sqrt(sums), np.diff(ends))
        shape = (count, max(1, len(self._known)))
        return csr_matrix(((weights / lengths).astype(np.float32), words, ends), shape=shape)


def _joined(count: int, links: Iterator[tuple[int, int, float]]) -> list[list[int]]:
    """Join the likeliest two groups as long as they are likely enough of one event.

    Two groups are so likely as their pairs are on the mean; a pair without a link counts as 0.
    """
    groups = {at: [at] for at in range(count)}
    sums: list[dict[int, float]] = [{} for _ in groups]
    for one, other, share in links:
        sums[one][other] = sums[other][one] = share

    def mean(one: int, other: int) -> float:
        return sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other]))

    best = [
        (-share, one, other)
        for one in groups
        for other, share in sums[one].items()
        if one < other and share >= _SAME
    ]
    heapify(best)
    while best:
        negative, one, other = heappop(best)
        if not (one in groups and other in groups and -negative == mean(one, other)):
            continue  # one of them has grown, or was joined to another
        for third, share in sums[other].items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + share
        groups[one] += groups.pop(other)
        for third in sums[one]:
            if (share := mean(one, third)) >= _SAME:
                heappush(best, (-share, min(one, third), max(one, third)))
    return sorted(sorted(group) for group in groups.values())

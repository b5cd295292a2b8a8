"""Fit the order of what is quoted (`assistant.reading.choosing`), and see it on stories apart.

    python tests/bench/ordering.py GATHERED...

GATHERED is what `python tests/bench/deciding.py gather` wrote; questions of which a right sentence
was read, and a wrong one, count. Minimised is the negative log likelihood that a right sentence
stands first, each file counting the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from deciding import FOLDS, fold_of
from numpy.typing import NDArray
from reporting import table
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

from assistant.reading.choosing import BEHIND, OrderSigns

Floats = NDArray[np.float64]

_RIDGE = 0.002


@dataclass(frozen=True, slots=True)
class Ordered:
    """The sentences of one question: `signs`, shape (sentences, 3), and which are `right`."""

    fold: int
    signs: Floats
    right: NDArray[np.bool_]

    def right_within(self, weights: Floats, first: int) -> bool:
        """Whether a right sentence is among the `first`."""
        return bool(self.right[np.argsort(-(self.signs @ weights))[:first]].any())

    def share_right(self, weights: Floats, behind: float) -> float:
        """Give the share that is right of the first three that are not so far behind the first."""
        worth = self.signs @ weights
        first = np.argsort(-worth)[:3]
        return float(self.right[first[worth[first] >= worth.max() - behind]].mean())


def read(path: Path) -> list[Ordered]:
    """Read the questions that count."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Ordered(fold_of(row["story"]), np.array(row["order"]), np.array(row["right"], bool))
        for row in rows
        if any(row["right"]) and not all(row["right"])
    ]


def fitted(sets: Sequence[Sequence[Ordered]]) -> Floats:
    """Give the weights that order best over `sets`."""
    questions = [(each, 1.0 / len(one) / len(sets)) for one in sets for each in one]

    def loss(weights: Floats) -> tuple[float, Floats]:
        lost, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for each, share in questions:
            worth = each.signs @ weights
            right = np.where(each.right, worth, -np.inf)
            lost += share * float(logsumexp(worth) - logsumexp(right))
            slope = slope + share * ((softmax(worth) - softmax(right)) @ each.signs)
        return lost, slope

    start = np.zeros(len(OrderSigns._fields))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def apart(sets: Mapping[str, Sequence[Ordered]]) -> list[tuple[object, ...]]:
    """Order each set by weights fitted without the fold of the question's story."""
    by_fold = [
        fitted([[each for each in one if each.fold != fold] for one in sets.values()])
        for fold in range(FOLDS)
    ]
    return [
        (name, len(one), *(
            float(np.mean([each.right_within(by_fold[each.fold], first) for each in one]))
            for first in (1, 3)
        ), *(
            float(np.mean([each.share_right(by_fold[each.fold], far) for each in one]))
            for far in (np.inf, BEHIND)
        ))
        for name, one in sets.items()
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gathered", type=Path, nargs="+")
    sets = {path.stem: read(path) for path in parser.parse_args().gathered}
    weights = fitted(list(sets.values()))
    print(table(("sign", "weight"), list(zip(OrderSigns._fields, weights, strict=True))))
    head = ("set", "questions", "right sentence first", "among the first three",
            "share right of these", "of those not far behind")  # fmt: skip
    print(f"\nStories apart, {FOLDS} folds:\n\n{table(head, apart(sets))}")


if __name__ == "__main__":
    main()

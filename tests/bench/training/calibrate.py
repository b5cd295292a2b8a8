"""Measure the reader on documents it has not learnt from, and fit its calibration there.

    python -m training.calibrate apart.jsonl

Run it from tests/bench, with the file that `training.train --apart` wrote. The two constants that
it prints belong into assistant/reading/reader.py: Platt, "Probabilistic outputs for support vector
machines" (1999).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from reporting import table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.reading import Read, load_reader, reader
from assistant.reading.deciding import logit

HEAD = ("source", "sentences", "AUROC", "groups", "right sentence first", "spans", "exact")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence apart: what reading it gave, whether it answers, and where (-1: not known)."""

    read: Read
    answers: bool
    start: int
    end: int

    @property
    def is_exact(self) -> bool:
        """Whether the reader marks just the answer."""
        return (self.read.start, self.read.end) == (self.start, self.end)


def main(apart: Path) -> None:
    """Read the sentences apart, and print figures and constants."""
    groups = defaultdict[str, list[list[Judged]]](list)
    reads = load_reader().read
    for line in apart.read_text("utf-8").splitlines():
        row = json.loads(line)
        above, sentences, answers, starts, ends = zip(*row["examples"], strict=True)
        found = reads(row["question"], sentences, titles=above)
        judged = zip(found, map(bool, answers), starts, ends, strict=True)
        groups[row["source"]].append([Judged(*each) for each in judged])
    every = [one for rows in groups.values() for group in rows for one in group]
    print(table(HEAD, [_figures(name, rows) for name, rows in sorted(groups.items())]))
    logits = np.array([[logit(one.read.score)] for one in every])
    fit = LogisticRegression(C=np.inf).fit(logits, [one.answers for one in every])
    slope, shift = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    print(f"\n_SLOPE = {slope * reader._SLOPE:.3f}, _SHIFT = {slope * reader._SHIFT + shift:.3f}")


def _figures(name: str, groups: list[list[Judged]]) -> tuple[object, ...]:
    every = [one for group in groups for one in group]
    ranked = [g for g in groups if len({one.answers for one in g}) == 2]
    first = [max(group, key=lambda one: one.read.score).answers for group in ranked]
    marked = [one.is_exact for one in every if one.answers and one.start >= 0]
    both = len({one.answers for one in every}) > 1
    auroc = (
        roc_auc_score([o.answers for o in every], [o.read.score for o in every]) if both else "-"
    )
    return (name, len(every), auroc, len(first), _share(first), len(marked), _share(marked))


def _share(parts: list[bool]) -> float | str:
    return sum(parts) / len(parts) if parts else "-"


if __name__ == "__main__":
    main(Path(sys.argv[1]))

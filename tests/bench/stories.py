"""Are articles of one event grouped, and no others? Held against groups made by hand.

    python tests/bench/stories.py SAMPLE_ARCHIVE ALLSIDES_ARCHIVE [--fit]

`cases/stories.json` has the ids of articles that tell of one event: of all sample articles, of the
AllSides articles of the first fortnight of nineteen months, and of pairs of articles that lie weeks
apart. The months whose crc32 is even are there to choose by, `--fit` gives the weights that they
and the pairs give; the odd ones report. The whole archive is grouped, and looked at there.

Pairs are two articles of one month. B-cubed (Bagga and Baldwin 1998, "Algorithms for scoring
coreference chains") is the mean over articles of how much of an article's group is right
(precision), and of how much of what belongs to it is in its group (recall).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from statistics import fmean
from zlib import crc32

import numpy as np
from reporting import provenance, table

from assistant.stories.grouping import Opening, Signs, grouped
from assistant.stories.stories import opening, stories_of
from index import Index

CASES = json.loads((Path(__file__).parent / "cases" / "stories.json").read_text("utf-8"))
HEAD = (
    "articles", "groups", "pairs of one event", "precision", "recall", "F1",
    "B-cubed precision", "recall", "F1",
)  # fmt: skip

Openings = dict[str, Opening]
Groups = Sequence[Sequence[str]]


def read(archive: str) -> Openings:
    """Read how the dated articles of an archive begin, by their ids."""
    with Index.open(archive) as index:
        return {one.article_id: opening(index, one) for one in index.leads()}


def parts() -> dict[str, list[Groups]]:
    """Give the groups made by hand of each part, month by month."""
    halves: dict[str, list[Groups]] = {"AllSides, even months": [], "AllSides, odd months": []}
    for month, groups in CASES["allsides"].items():
        halves[list(halves)[crc32(month.encode()) % 2]].append(groups)
    return {"sample": [CASES["sample"]]} | halves


def found(openings: Openings) -> dict[str, int]:
    """Group all articles: the number of the group of each."""
    ids = sorted(openings, key=lambda each: openings[each].day)
    groups = grouped(openings[each] for each in ids)
    return {ids[at]: number for number, group in enumerate(groups) for at in group}


def scored(months: Sequence[Groups], group_of: dict[str, int]) -> list[str]:
    """Give the figures of `HEAD` for the groups of some months."""
    pairs, right, said, shares = 0, 0, 0, list[tuple[float, float]]()
    for groups in months:
        truth = {id_: at for at, group in enumerate(groups) for id_ in group if id_ in group_of}
        for one, other in combinations(truth, 2):
            is_one, is_said = truth[one] == truth[other], group_of[one] == group_of[other]
            pairs, said, right = pairs + is_one, said + is_said, right + (is_one and is_said)
        for one, group in truth.items():
            ours = {other for other in truth if group_of[other] == group_of[one]}
            theirs = {other for other, its in truth.items() if its == group}
            shares.append((len(ours & theirs) / len(ours), len(ours & theirs) / len(theirs)))
    precision, recall = (fmean(each) for each in zip(*shares, strict=True))
    figures = [
        *_with_f1(right / said if said else 1.0, right / pairs),
        *_with_f1(precision, recall),
    ]
    counts = [len(shares), sum(map(len, months)), pairs]
    return [*map(str, counts), *(f"{each:.3f}" for each in figures)]


def _with_f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def fit(openings: Openings) -> Iterator[str]:
    """Fit the weights on all pairs of the even months, and those that lie weeks apart."""
    from sklearn.linear_model import LogisticRegression

    ids = sorted(openings, key=lambda each: openings[each].day)
    at = {each: number for number, each in enumerate(ids)}
    pairs = [(one, other, same) for one, other, same in CASES["apart"]]
    for groups in parts()["AllSides, even months"]:
        truth = {id_: number for number, group in enumerate(groups) for id_ in group if id_ in at}
        pairs += [(a, b, truth[a] == truth[b]) for a, b in combinations(truth, 2)]
    known = [(at[a], at[b], same) for a, b, same in pairs if a in at and b in at]
    signs = Signs.read(openings[each] for each in ids)
    one, other, same = (np.array(column) for column in zip(*known, strict=True))
    told = np.stack(signs.of_pairs(one, other), axis=1)
    seen = signs.has_vector[one] & signs.has_vector[other]
    yield f"{len(known)} pairs, {same.sum()} of one event, {seen.sum()} with vectors"
    for name, columns, rows in (
        ("SEEN", [0, 1, 2, 3, 4], seen),
        ("UNSEEN", [1, 2, 3, 4], same >= 0),
    ):
        model = LogisticRegression(C=1e3, max_iter=10_000).fit(told[rows][:, columns], same[rows])
        weights = np.zeros(5)
        weights[columns] = model.coef_[0]
        yield f"{name}: {', '.join(f'{each:.2f}' for each in (model.intercept_[0], *weights))}"


def main() -> None:
    """Print the figures as a table in Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sample")
    parser.add_argument("allsides")
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    archives = {name: read(getattr(given, name)) for name in ("sample", "allsides")}
    if given.fit:
        print("\n".join(fit(archives["allsides"])))
        return
    rows = []
    for called, changed in (("all signs", {}), ("without vectors", {"vector": None})):
        group_of: dict[str, int] = {}
        for at, openings in enumerate(archives.values()):
            plain = {each: replace(one, **changed) for each, one in openings.items()}
            group_of |= {each: len(archives) * group + at for each, group in found(plain).items()}
        rows += [(part, called, *scored(months, group_of)) for part, months in parts().items()]
    alone = {each: at for at, each in enumerate(group_of)}
    rows += [(part, "each alone", *scored(months, alone)) for part, months in parts().items()]
    print(table(("part", "grouped by", *HEAD), rows))
    before = time.process_time()
    with Index.open(given.allsides) as index:
        count = len(stories_of(index))
    taken = time.process_time() - before
    articles = len(archives["allsides"])
    print(f"\n{articles:,} dated articles, {count:,} stories, {taken:.1f} s of processor time\n")
    print(provenance("sample", "AllSides"))


if __name__ == "__main__":
    main()

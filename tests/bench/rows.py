"""Vectors in rows: what a byte a number leaves of who is nearest, and what a search takes.

    python tests/bench/rows.py ARCHIVE --questions QUESTIONS [--rows N]

ARCHIVE is embedded. Its vectors are searched with the questions in rows and, number by number, in
full; then they are repeated until there are N rows, and searched with filters that leave less and
less of them, scattered evenly: CPU of one search, the median. The question costs nothing there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
from reporting import provenance, table
from workload import kept_vectors

from index import Filters, load_embedder
from index.stores.vectors.flat import FlatIndex
from index.stores.vectors.types import Entry

if TYPE_CHECKING:
    from index.types import Vectors

_ROWS = 500_000
_LIMIT = 100
_TIMES = 9
_LEFT = (1, 2, 4, 5, 6, 8, 16, 64, 256)  # one row of so many


def rows_of(folder: Path, vectors: Vectors, *, count: int) -> FlatIndex:
    """Write `count` rows, vector after vector and again; each has its number as id and day."""
    entries = [Entry(f"{number}", "", 1 + number) for number in range(count)]

    def vectors_of(ids: Sequence[str]) -> Vectors:
        return vectors[[int(each) % len(vectors) for each in ids]]

    for _ in FlatIndex.write(folder, entries, vectors_of=vectors_of):
        pass
    return FlatIndex.open(folder)


def kept(flat: FlatIndex, vectors: Vectors, asked: Vectors) -> list[tuple[str, float]]:
    """Give how many of the nearest are among as many, and among the hundred that are ranked."""
    found = [
        [int(one.passage_id) for one in flat.nearest(each, limit=_LIMIT, filters=Filters())]
        for each in asked
    ]
    exact = [np.argsort(-(vectors @ each))[:_LIMIT].tolist() for each in asked]

    def share(nearest: int, among: int) -> float:
        pairs = zip(found, exact, strict=True)
        return float(np.mean([len(set(a[:among]) & set(b[:nearest])) / nearest for a, b in pairs]))

    return [
        (f"of the {nearest} nearest, among its first {among}", share(nearest, among))
        for nearest, among in ((10, 10), (10, _LIMIT), (50, _LIMIT), (_LIMIT, _LIMIT))
    ]


def taken(flat: FlatIndex, asked: Vectors, *, one_of: int) -> float:
    """Give milliseconds of CPU of a search among one row of so many."""
    days = np.where(np.random.default_rng(0).random(len(flat)) * one_of < 1, 2, 1)
    scattered = replace(flat, days=days.astype(np.int32))
    filters = Filters() if one_of == 1 else Filters(since=date.fromordinal(2))
    seconds = []
    for each in asked[:_TIMES]:
        busy = process_time()
        scattered.nearest(each, limit=_LIMIT, filters=filters)
        seconds.append(process_time() - busy)
    return median(seconds) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=_ROWS)
    given = parser.parse_args()
    vectors = np.array(list(kept_vectors(given.archive).values()))
    lines = given.questions.read_text("utf-8").splitlines()
    asked = load_embedder().embed([json.loads(line)["question"] for line in lines])
    print(provenance(given.archive.name, parts=["numkong"]), flush=True)
    with TemporaryDirectory() as folder:
        flat = rows_of(Path(folder), vectors, count=len(vectors))
        head = (f"{len(vectors):,} vectors, {len(asked)} questions", "share")
        print(f"\n{table(head, kept(flat, vectors, asked))}", flush=True)
    with TemporaryDirectory() as folder:
        flat = rows_of(Path(folder), vectors, count=given.rows)
        ms = [(f"1/{each}", f"{taken(flat, asked, one_of=each):.1f}") for each in _LEFT]
        print(f"\n{table((f'left of {given.rows:,} rows', 'CPU, ms'), ms)}")


if __name__ == "__main__":
    main()

"""Vectors in rows: found as comparing every one of them finds, within what a filter allows."""

from __future__ import annotations

import tracemalloc
from datetime import date

import numpy as np
import pytest

from index import Filters
from index.stores.vectors.flat import FlatIndex
from index.stores.vectors.types import Entry

RANDOM = np.random.default_rng(0)
COUNT, DIMENSION = 5_000, 48
DAY = date(2026, 3, 1)
ENTRIES = [
    Entry(f"{n:016x}", f"outlet {n % 7}", 0 if n % 11 == 0 else DAY.toordinal() + n % 90)
    for n in range(COUNT)
]
VECTORS = RANDOM.normal(size=(COUNT, DIMENSION)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
QUESTION = VECTORS[17] * 0.8 + VECTORS[400] * 0.6


def vectors_of(ids):
    return VECTORS[[int(each, 16) for each in ids]]


@pytest.fixture(scope="module")
def flat(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flat")
    assert list(FlatIndex.write(folder, ENTRIES, vectors_of=vectors_of))[-1] == COUNT
    return FlatIndex.open(folder)


def allows(filters: Filters, entry: Entry) -> bool:
    day = date.fromordinal(entry.published) if entry.published else None
    return filters.allows(entry.outlet, day)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(outlets=("outlet 3", "outlet 5")),
        Filters(since=date(2026, 4, 1)),
        Filters(until=date(2026, 3, 9)),
        Filters(outlets=("outlet 0",), since=date(2026, 3, 5), until=date(2026, 3, 6)),
        Filters(outlets=("nobody's",)),
    ],
    ids=str,
)
def test_it_finds_what_comparing_every_vector_finds(flat, filters):
    cosines = VECTORS @ QUESTION
    allowed = [n for n in np.argsort(-cosines) if allows(filters, ENTRIES[n])]
    found = flat.nearest(QUESTION, limit=20, filters=filters)
    assert {one.passage_id for one in found[:10]} <= {ENTRIES[n].passage_id for n in allowed[:20]}
    assert len(found) == min(20, len(allowed))
    exact = [cosines[int(one.passage_id, 16)] for one in found]
    assert [one.similarity for one in found] == pytest.approx(exact, abs=0.005)
    assert all(allows(filters, ENTRIES[int(one.passage_id, 16)]) for one in found)


def test_rows_of_nothing_are_kept_and_find_nothing(tmp_path):
    assert list(FlatIndex.write(tmp_path, [], vectors_of=vectors_of, gone=["a"])) == []
    flat = FlatIndex.open(tmp_path)
    assert flat.nearest(QUESTION, limit=3, filters=Filters()) == []
    assert (flat.passage_ids, flat.gone) == (frozenset(), {"a"})


def test_none_of_the_ten_nearest_is_lost_among_a_hundred(flat):
    for asked in RANDOM.normal(size=(20, DIMENSION)).astype(np.float32):
        ten = {ENTRIES[n].passage_id for n in np.argsort(-(VECTORS @ asked))[:10]}
        assert ten <= {one.passage_id for one in flat.nearest(asked, limit=100, filters=Filters())}


@pytest.mark.parametrize("outlets", [(), ("outlet 3", "outlet 5")], ids=["all", "many"])
def test_rows_are_compared_where_they_lie_and_not_copied(flat, outlets):
    filters = Filters(outlets=outlets)
    flat.nearest(QUESTION, limit=20, filters=filters)
    tracemalloc.start()
    flat.nearest(QUESTION, limit=20, filters=filters)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < flat.codes.nbytes

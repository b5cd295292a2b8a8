"""The vector index on several servers, parted by days: found as in one, and with one gone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest
from doubles import Notes

from index import Filters, VectorsUnreachable
from index.stores.vectors.parted import PartedVectors
from index.stores.vectors.types import Entry, Neighbour

DAY = date(2031, 3, 1)
RANDOM = np.random.default_rng(0)
COUNT, DIMENSION = 90, 16
VECTORS = RANDOM.normal(size=(COUNT, DIMENSION)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
URLS = ("http://a.example", "http://b.example", "http://c.example")
# Thirty days, three passages of each; the first nine have none.
ENTRIES = [
    Entry(f"{n:03}", f"outlet {n % 4}", DAY.toordinal() + n // 3 if n > 8 else 0)
    for n in range(COUNT)
]
ALL = Filters()


def vectors_of(ids):
    return VECTORS[[int(each) for each in ids]]


@dataclass
class Server:
    """A server that compares every vector it holds; silent, it finds nothing and takes nothing."""

    url: str
    held: dict[str, Entry] = field(default_factory=dict)
    is_silent: bool = False
    asked: int = 0

    @property
    def trouble(self) -> str:
        return "silent" * self.is_silent

    def search(self, vector, *, limit, filters):
        self.asked += 1
        days = {id_: each.published for id_, each in self.held.items()}
        allowed = [
            id_
            for id_, each in self.held.items()
            if filters.allows(each.outlet, date.fromordinal(days[id_]) if days[id_] else None)
        ]
        near = [Neighbour(each, float(VECTORS[int(each)] @ vector)) for each in allowed]
        near.sort(key=lambda one: -one.similarity)
        return [] if self.is_silent else near[:limit]

    def passage_ids(self):
        return set(self.held)

    def update(self, wanted, *, vectors_of):
        if self.is_silent:
            raise VectorsUnreachable(f"{self.url} is silent.")
        self.held = {each.passage_id: each for each in wanted}
        yield len(wanted)

    def drop(self):
        self.held = {}

    clear = drop


@pytest.fixture
def servers():
    return [Server(url) for url in URLS]


@pytest.fixture
def notes():
    return Notes()


def parted(notes, servers, entries=ENTRIES):
    store = PartedVectors(notes, servers)
    assert list(store.update(entries, vectors_of=vectors_of))[-1] == len(entries)
    return store


def one_server(entries=ENTRIES):
    return Server("http://one.example", {each.passage_id: each for each in entries})


@pytest.mark.parametrize(
    "filters",
    [
        ALL,
        Filters(outlets=("outlet 1",)),
        Filters(since=DAY + timedelta(25)),
        Filters(until=DAY + timedelta(4)),
        Filters(since=DAY + timedelta(9), until=DAY + timedelta(21)),
        Filters(since=DAY + timedelta(900)),
    ],
    ids=str,
)
def test_several_find_what_one_finds(notes, servers, filters):
    store, one = parted(notes, servers), one_server()
    for question in RANDOM.normal(size=(30, DIMENSION)).astype(np.float32):
        assert store.search(question, limit=10, filters=filters) == one.search(
            question, limit=10, filters=filters
        )


def test_each_holds_as_many_and_what_is_undated_is_with_the_oldest(notes, servers):
    parted(notes, servers)
    assert [len(each.held) for each in servers] == [30, 30, 30]
    assert {each.published for each in servers[0].held.values()} >= {0}
    days = [{each.published for each in server.held.values()} for server in servers]
    assert max(days[0]) < min(days[1])
    assert max(days[1]) < min(days[2])


def test_only_those_are_asked_that_hold_days_a_filter_allows(notes, servers):
    store = parted(notes, servers)
    store.search(VECTORS[0], limit=10, filters=Filters(since=DAY + timedelta(25)))
    assert [each.asked for each in servers] == [0, 0, 1]


def test_what_comes_later_moves_nothing(notes, servers):
    few = ENTRIES[:60]
    parted(notes, servers, few)
    before = [set(each.held) for each in servers]
    store = parted(notes, list(reversed(servers)), ENTRIES)
    assert all(held <= set(each.held) for held, each in zip(before, servers, strict=True))
    assert store.passage_ids() == {each.passage_id for each in ENTRIES}
    store.clear()
    parted(notes, servers)
    assert [len(each.held) for each in servers] == [30, 30, 30]


def test_one_that_is_silent_is_named_with_its_days_and_the_others_answer(notes, servers):
    store = parted(notes, servers)
    servers[1].is_silent = True
    found = {one.passage_id for one in store.search(VECTORS[4], limit=COUNT, filters=ALL)}
    assert found == set(servers[0].held) | set(servers[2].held)
    first, last = (f"{DAY + timedelta(n):%Y-%m-%d}" for n in (10, 19))
    assert f"{URLS[1]} does not answer; articles from {first} to {last} " in store.trouble
    assert URLS[0] not in store.trouble


def test_what_is_written_while_one_is_silent_is_there_after_the_next_time(notes, servers):
    store = parted(notes, servers, ENTRIES[:60])
    servers[0].is_silent = True
    with pytest.raises(VectorsUnreachable, match=r"a\.example is silent"):
        list(store.update(ENTRIES, vectors_of=vectors_of))
    assert {"089"} <= set(servers[2].held)
    servers[0].is_silent = False
    assert store.passage_ids() == {each.passage_id for each in ENTRIES}
    parted(notes, servers)
    assert store.search(VECTORS[3], limit=9, filters=ALL) == one_server().search(
        VECTORS[3], limit=9, filters=ALL
    )


def test_days_are_noted_only_when_every_server_has_its_own(notes, servers):
    servers[1].is_silent = True
    store = PartedVectors(notes, servers)
    with pytest.raises(VectorsUnreachable):
        list(store.update(ENTRIES, vectors_of=vectors_of))
    assert notes == {}
    servers[1].is_silent = False
    parted(notes, servers)
    kept = dict(notes)
    servers[1].is_silent = True
    with pytest.raises(VectorsUnreachable):  # other servers, and one of them has not its days yet
        list(PartedVectors(notes, servers[:2]).update(ENTRIES, vectors_of=vectors_of))
    assert notes == kept


OTHER_DAYS = json.dumps(dict(zip(URLS, (0, 800_000, 900_000), strict=True)))


@pytest.mark.parametrize("kept", ["", "{}", f"{OTHER_DAYS}\nseal", "\x00"])
def test_days_that_were_damaged_leave_nothing_out(notes, servers, kept):
    store = parted(notes, servers)
    notes["days"] = kept
    recent = Filters(since=DAY + timedelta(25), until=DAY + timedelta(30))
    assert len(store.search(VECTORS[0], limit=COUNT, filters=recent)) == 15
    assert [each.asked for each in servers] == [1, 1, 1]


def test_with_another_server_more_all_are_asked_until_each_has_its_days(notes, servers):
    parted(notes, servers[:2])
    store = PartedVectors(notes, servers)
    assert len(store.search(VECTORS[0], limit=COUNT, filters=ALL)) == COUNT
    assert [each.asked for each in servers] == [1, 1, 1]
    parted(notes, servers)
    assert [len(each.held) for each in servers] == [30, 30, 30]


def test_what_two_hold_while_it_moves_is_found_once(notes, servers):
    store = parted(notes, servers)
    servers[2].held |= servers[0].held
    found = [one.passage_id for one in store.search(VECTORS[0], limit=COUNT, filters=ALL)]
    assert len(set(found)) == len(found) == COUNT


def test_undated_passages_alone_are_on_one_server_and_found(notes, servers):
    undated = [Entry(each.passage_id, each.outlet, 0) for each in ENTRIES]
    store = parted(notes, servers, undated)
    servers[0].is_silent = True
    assert [len(each.held) for each in servers] == [COUNT, 0, 0]
    assert "articles without a day" in store.trouble

"""Searching: at once after adding, within its filters, in an order that can be explained."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from doubles import BRIDGE, FERRY, PRESS, WordEmbedder, article, make_index
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Filters, Index, Why
from index.search import ranking

DAILY = [
    article(f"day-{day}", "The mayor spoke.", title=f"Day {day}", published=date(2031, 5, day))
    for day in (2, 12, 22)
]


@pytest.fixture
def embedder():
    return WordEmbedder()


@pytest.fixture
def index(tmp_path, embedder):
    with make_index(tmp_path / "archive", *PRESS, embedder=embedder) as made:
        embedder.read.clear()
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One archive for all that only ask."""
    with make_index(tmp_path_factory.mktemp("shared"), *PRESS, *DAILY) as made:
        yield made


def ids(hits) -> list[str]:
    return list(dict.fromkeys(hit.passage.article_id for hit in hits))


def test_an_article_is_found_as_soon_as_it_was_added(index):
    assert index.status().embedded == 0
    assert ids(index.search("When did the ferry run aground?"))[0] == "ferry"


def test_asking_before_embedding_needs_no_vector_index(index):
    index.search("ferry")
    assert not (index.path / "vectors").exists()


def test_vectors_made_while_somebody_waits_are_kept(index, embedder):
    index.search("ferry")
    assert len(embedder.read) > 1
    embedder.read.clear()
    index.search("ferry")
    assert embedder.read == ["ferry"]


def test_kept_vectors_outlast_the_process(index, embedder):
    index.search("ferry")
    embedder.read.clear()
    with Index.open(index.path, embedder=embedder) as again:
        again.search("ferry")
    assert embedder.read == ["ferry"]


def test_a_passage_is_embedded_with_its_title_above_it(index, embedder):
    index.search("lamplighters")
    [passage] = index.passages("strike")
    assert embedder.read == ["lamplighters", f"Lamplighters stay out\n{passage.text}"]


def test_only_the_outlets_asked_for_are_found(shared):
    asked = Filters(outlets=(BRIDGE.outlet,))
    assert ids(shared.search("ferry bridge strike", filters=asked)) == ["bridge"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2031, 5, 12), None, {"day-12", "day-22"}),
        (None, date(2031, 5, 12), {"day-2", "day-12", "bridge"}),
        (date(2031, 5, 3), date(2031, 5, 21), {"day-12"}),
        (date(2031, 5, 22), date(2031, 5, 2), set()),
    ],
)
def test_days_are_limits_inclusive_at_both_ends(shared, since, until, found):
    hits = shared.search("mayor", limit=100, filters=Filters(since=since, until=until))
    assert set(ids(hits)) == found


@pytest.mark.parametrize("days", [{"since": date.min}, {"until": date.max}])
def test_an_article_without_a_date_leaves_with_a_date_filter(shared, days):
    assert ids(shared.search("lamplighters")) == ["strike"]
    assert ids(shared.search("lamplighters", filters=Filters(**days))) == []


@pytest.mark.parametrize("day", [2, 12, 22])
def test_the_article_of_the_day_it_is_asked_on_comes_first(shared, day):
    hits = shared.search("What did the mayor say?", asked_on=date(2031, 5, day))
    assert ids(hits)[0] == f"day-{day}"
    assert hits[0].why.time == 1.0


def test_time_counts_nothing_unless_a_day_is_given(shared):
    assert {hit.why.time for hit in shared.search("mayor")} == {0.0}


def test_of_passages_that_are_alike_the_one_nearer_its_articles_beginning_comes_first():
    starts = {"a, at the end": 2_400, "b, further on": 900, "c, in front": 0}
    alike = [ranking.score(name, Why(lead=ranking.lead_part(at))) for name, at in starts.items()]
    assert [one.passage_id for one in ranking.best_first(alike)] == list(starts)[::-1]


def test_the_days_it_is_asked_on_are_not_crowded_out_by_better_matches(index):
    crowd = [article(f"old-{n}", f"Comet {n}, comet.", title="Comet") for n in range(210)]
    day = article("day", "That night one saw a comet or so.", published=date(2031, 5, 12))
    index.add([*crowd, day])
    assert "day" not in ids(index.search("comet", limit=300))
    assert "day" in ids(index.search("comet", limit=300, asked_on=date(2031, 5, 14)))


@pytest.mark.parametrize("asked_on", [date.min, date.max])
def test_any_day_of_the_calendar_can_be_asked_on(shared, asked_on):
    limits = Filters(since=date(2031, 5, 1), until=date(2031, 5, 30))
    assert len(shared.search("mayor", asked_on=asked_on, filters=limits)) == 3


ODD = (
    *('"', '"ferry', "*", "ferry*", "AND OR NOT", "title:ferry", "(ferry", "ferry\0aground", "\0"),
    *("ferry^9~", "[a TO b]", "🌊", "مرحبا", "e\u0301", "--", "' OR 1=1"),
    *("ferry " * 2000, "x" * 10_000),
)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd[:12]))
def test_signs_in_a_question_are_no_commands(shared, odd):
    hits = shared.search(odd)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert bool(hits) == ("ferry" in odd)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_asked(shared, text):
    shared.search(text)


@pytest.mark.parametrize("nothing", ["", "  \n", "zeppelin"])
def test_a_question_that_shares_no_word_finds_nothing(shared, nothing):
    assert shared.search(nothing) == []


def test_ranks_count_from_one_and_scores_never_rise(shared):
    hits = shared.search("the mayor closed the bridge", limit=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert all(one.score >= next_one.score for one, next_one in pairwise(hits))


def test_the_same_question_finds_the_same(shared):
    first = shared.search("mayor bridge", asked_on=date(2031, 5, 12))
    assert shared.search("mayor bridge", asked_on=date(2031, 5, 12)) == first


def test_no_more_is_found_than_was_asked_for(shared):
    assert len(shared.search("mayor", limit=2)) == 2
    assert shared.search("mayor", limit=0) == []


def test_likeness_in_meaning_is_the_cosine_of_the_vectors(shared):
    texts = ["A ferry.", "A ferry, a storm.", "A storm."]
    likenesses = shared.similar(["ferry", "storm"], texts)
    assert likenesses[0].tolist() == pytest.approx([1.0, 0.5**0.5, 0.0])
    assert likenesses[1].tolist() == pytest.approx([0.0, 0.5**0.5, 1.0])


def test_a_rare_word_tells_more_than_a_frequent_one(shared):
    assert shared.rarity("strike") > shared.rarity("mayor") > 0


def test_words_that_only_ask_are_left_out(shared):
    assert shared.words("When did the ferries sail?") == shared.words("ferry sails")


def test_many_threads_may_ask_and_add_at_once(index):
    new = [article(f"comet-{n}", f"The comet is back, says observer{n}.") for n in range(20)]
    with ThreadPoolExecutor(4) as threads:
        adding = threads.submit(index.add, new)
        found = list(threads.map(index.search, ["ferry", "bridge", "strike"] * 10))
    assert adding.result().added == 20
    assert [ids(hits)[0] for hits in found] == ["ferry", "bridge", "strike"] * 10


def test_a_corrected_title_is_what_counts(index):
    index.search("ferry")
    index.add([replace(FERRY, title="Comet over Pellworth")])
    assert ids(index.search("comet")) == ["ferry"]


@pytest.mark.slow
def test_filters_go_by_what_an_article_says_now(index):
    index.add([replace(FERRY, outlet="Old Post", published=date(2031, 1, 1))])
    list(index.embed())
    index.add([replace(FERRY, outlet="New Post", published=date(2031, 6, 1))])
    list(index.embed())
    assert index.search("ferry", filters=Filters(outlets=("Old Post",))) == []
    assert index.search("ferry", filters=Filters(until=date(2031, 2, 1))) == []
    assert index.search("ferry", filters=Filters(outlets=("New Post",)))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["ferry"]),
        ("mayors bridge", ["bridge"]),  # as they are indexed: an s more does not matter
        ("aground quay", ["ferry"]),  # the title's words count for each passage
        ("mayor", ["bridge", "day-22", "day-12", "day-2"]),
        ("mayor ferry", []),
        ("the", ["day-22", "day-12", "day-2", "bridge", "ferry", "strike"]),
        ("?", []),
    ],
)
def test_articles_are_listed_that_have_all_of_some_words_the_newest_first(shared, words, found):
    expected = [each for each in shared.newest_first() if each in found]
    assert shared.newest_first(words=words) == expected
    assert set(expected) == set(found)


def test_articles_of_some_words_are_listed_within_the_filters(shared):
    may = Filters(since=date(2031, 5, 1), until=date(2031, 5, 12))
    assert shared.newest_first(may, words="mayor") == ["day-12", "day-2"]


def test_every_article_is_dated_the_newest_first_those_without_a_day_last(shared):
    assert shared.dated()[0] == ("day-22", "", date(2031, 5, 22))
    assert shared.dated()[-1] == ("strike", "", None)

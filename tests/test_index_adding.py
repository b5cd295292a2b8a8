"""Adding, replacing and removing: what is counted, what is kept, what is found."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from doubles import BRIDGE, FERRY, PRESS, STRIKE, article, make_index
from hypothesis import given, settings
from hypothesis import strategies as st

from index import NamedOutlet, UnknownArticle
from index.stores.catalog import Catalog

# Few ids, urls and texts, so that they meet often.
RUNS = st.lists(
    st.lists(
        st.builds(
            lambda number, url, text: article(number, text, url=url),
            st.sampled_from(["", "a", "b", "c"]),
            st.sampled_from(["", "https://one.example", "https://two.example"]),
            st.sampled_from([" ", "The ferry is late.", "The bridge is shut. Nobody was hurt."]),
        ),
        min_size=1,
        max_size=6,
    ),
    max_size=3,
)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as made:
        yield made


def ids_found(index, words: str) -> set[str]:
    return {hit.passage.article_id for hit in index.search(words, limit=100)}


def dump(index) -> list[str]:
    """Give all that the catalog holds, as SQL."""
    connection = sqlite3.connect(index.path / "catalog.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def unsound(index) -> list:
    """Give what a check finds amiss, apart from what nobody has heard or embedded here."""
    waits = ("vector", "who says what")
    found = index.check().findings
    return [each for each in found if not each.ok and not any(what in each.what for what in waits)]


@pytest.mark.slow
@given(RUNS)
@settings(deadline=None, max_examples=30)
def test_every_article_seen_is_counted_once_and_what_is_kept_is_whole(runs):
    with TemporaryDirectory() as folder, make_index(Path(folder)) as index:
        totals = [index.add(run) for run in runs]
        assert [total.seen for total in totals] == [len(run) for run in runs]
        assert len(index) == sum(total.added for total in totals)
        assert unsound(index) == []


def test_adding_twice_writes_nothing(index):
    before = dump(index)
    total = index.add(PRESS)
    assert (total.unchanged, total.seen) == (3, 3)
    assert dump(index) == before


def test_a_new_text_at_a_known_url_replaces_the_old_one(index):
    later = article("ferry-2", "The comet was seen from the quay.", url=FERRY.url)
    total = index.add([later])
    assert (total.replaced, total.added, len(index)) == (1, 0, 3)
    assert ids_found(index, "comet") == {"ferry-2"}
    assert ids_found(index, "ferry") == set()
    assert index.passages("ferry") == []
    assert unsound(index) == []


def test_the_hash_of_what_an_article_said_before_is_kept(index):
    index.add([replace(FERRY, text="First correction."), replace(BRIDGE, title="Bridge shut")])
    index.add([replace(FERRY, text="Second correction.")])
    first = replace(FERRY, text="First correction.").content
    assert [each.content for each in index.versions("ferry")] == [FERRY.content, first]
    assert [each.content for each in index.versions("bridge")] == [BRIDGE.content]
    assert index.versions("strike") == []


def test_an_id_that_belongs_to_another_url_is_refused(index):
    clash = replace(FERRY, url="https://other.example", text="The comet is back.")
    [refused] = index.add([clash]).quarantined
    assert "'ferry'" in refused.reason
    assert FERRY.url in refused.reason
    assert index.article("ferry") == FERRY


def test_an_id_used_for_two_texts_in_one_run_keeps_the_first(index):
    total = index.add([article("new", "The comet is back."), article("new", "The comet is gone.")])
    assert (total.added, len(total.quarantined)) == (1, 1)
    assert index.article("new").text == "The comet is back."


@pytest.mark.parametrize(
    "unreadable",
    [
        article("", "No id."),
        article("blank", " \n"),
        article("half", "Half a pair: \ud83c."),
        article("half", "The outlet is at fault.", outlet="\ud83c"),
        article("half", "The list is at fault.", named_outlets=(NamedOutlet("\udf0a", "x"),)),
    ],
    ids=ascii,
)
def test_an_article_that_cannot_be_kept_is_named_and_stops_no_other(index, unreadable):
    total = index.add([unreadable, article("after", "The comet is back.")])
    assert [each.path for each in total.quarantined] == [f"article {unreadable.id!r}"]
    assert ids_found(index, "comet") == {"after"}


def test_no_passage_holds_a_line_of_sources_and_related(index, tmp_path):
    file = tmp_path / "comet.txt"
    file.write_text(
        "Comet over Pellworth\n\nThe comet was seen on Friday.\n\nSources and related\n\n"
        "- Coast Wire: Comet seen by fishermen\n- Echo: Comet returns after 80 years\n"
    )
    index.add([file])
    [comet] = [each for each in index.articles() if "comet" in each.text]
    text = " ".join(passage.text for passage in index.passages(comet.id))
    assert "comet was seen" in text
    assert "Coast Wire" not in text
    assert ids_found(index, "fishermen") == set()
    assert [named.outlet for named in comet.named_outlets] == ["Coast Wire", "Echo"]


def test_what_is_reported_as_added_can_be_found_at_that_moment(index):
    many = [article(f"comet-{n}", f"Comet number{n} is back.") for n in range(300)]
    reported = []

    def look(total):
        reported.append(total.added)
        assert ids_found(index, f"number{total.added - 1}") >= {f"comet-{total.added - 1}"}

    index.add(many, on_progress=look)
    assert reported == sorted(reported)
    assert reported[-1] == 300


def test_a_removed_article_is_not_found_any_more(index):
    assert index.remove(["ferry", "ferry"]) == 1
    assert ids_found(index, "ferry aground Pellworth") == set()
    assert ids_found(index, "bridge") == {"bridge"}
    assert unsound(index) == []
    with pytest.raises(UnknownArticle, match="'ferry'"):
        index.article("ferry")


def test_removing_an_unknown_id_removes_nothing(index):
    before = dump(index)
    with pytest.raises(UnknownArticle, match="'nobody'"):
        index.remove(["ferry", "nobody"])
    assert dump(index) == before


def test_a_removed_article_can_be_added_again(index):
    index.remove(["strike"])
    assert index.add([STRIKE]).added == 1
    assert ids_found(index, "lamplighters") == {"strike"}


def test_two_archives_of_the_same_articles_have_the_same_fingerprint(index, tmp_path):
    with make_index(tmp_path / "other", *reversed(PRESS)) as other:
        assert other.corpus_fingerprint == index.corpus_fingerprint
        other.remove(["strike"])
        assert other.corpus_fingerprint != index.corpus_fingerprint


def test_what_another_process_adds_is_in_the_outlets_and_the_fingerprint(index):
    with make_index(index.path) as other:
        before = other.outlets(), other.corpus_fingerprint
        index.add([article("comet", "The comet is back.", outlet="Coast Wire")])
        assert other.outlets() == ["Coast Wire", *before[0]]
        assert other.corpus_fingerprint == index.corpus_fingerprint != before[1]


def test_a_vector_takes_little_more_room_on_disk_than_it_has_numbers(tmp_path):
    catalog = Catalog.create(tmp_path / "catalog.db", embedder="words@1")
    empty = (tmp_path / "catalog.db").stat().st_size
    with catalog.transaction():
        vectors = np.ones((1000, 384), np.float32)
        catalog.passages.keep_vectors([f"{n:016x}" for n in range(1000)], vectors)
    catalog.close()
    assert (tmp_path / "catalog.db").stat().st_size - empty < 1.5 * 1000 * 384 * 4


def test_the_days_of_the_oldest_and_the_newest_article_follow_what_is_added(tmp_path):
    with make_index(tmp_path / "archive", article("undated", "Nothing.", published=None)) as index:
        assert index.days == (None, None)
        days = [date(2031, 5, 2), date(2031, 4, 1), date(2031, 6, 3)]
        index.add([article(str(day), "News.", published=day) for day in days])
        assert index.days == (date(2031, 4, 1), date(2031, 6, 3))


def test_the_archive_counts_what_it_holds(index):
    held = index.status()
    assert (held.articles, held.outlets, held.embedded) == (3, 2, 0)
    assert held.passages == sum(len(index.passages(each.id)) for each in PRESS)
    assert (held.first, held.last) == (FERRY.published, BRIDGE.published)


def test_a_url_used_for_two_texts_in_one_run_keeps_the_first(index):
    home = "https://saltmarsh.example/"
    one, two = article("one", "The quay is shut.", url=home), article("two", "It rains.", url=home)
    added = index.add([one, two])
    assert (added.added, [item.path for item in added.quarantined]) == (1, ["article 'two'"])
    assert f"the url {home!r} was used before in this run" in added.quarantined[0].reason
    assert index.article("one").text == "The quay is shut."

"""Hearing: who says what is read after adding, goes on where it was, and on demand till then."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from doubles import WordEmbedder, article, hear, make_index, tagged

from index import ArchiveLocked, Filters, Heard, Index, statements_in
from index import hearing as hearing_room
from index.statements.tagging.tagger import Tagged

QUAY = article("quay", "The quay is shut, Ida Moor said. She said that it would open in May.")
BRIDGE = article("bridge", "The bridge needs a new cable, Tom Lyn said.", title="Bridge")


def names(index):
    return {each.name for each in index.speakers()}


def numbered(number):
    return article(f"article-{number}", f"The quay number{number} is shut, Ida Moor said.")


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", QUAY, BRIDGE) as made:
        yield made


@pytest.fixture
def texts_read(monkeypatch):
    """The texts that were read for who says what, in their order."""
    read = []

    def reading(text):
        read.append(text)
        return statements_in(text)

    monkeypatch.setattr(hearing_room, "statements_in", reading)
    return read


def test_an_article_is_found_before_it_is_heard(tmp_path, texts_read):
    with make_index(tmp_path / "archive", QUAY) as index:
        assert [hit.passage.article_id for hit in index.search("quay")] == ["quay"]
        assert (texts_read, index.status().heard) == ([], 0)


def test_hearing_tells_how_far_it_has_come_and_reads_each_article_once(tmp_path, texts_read):
    with make_index(tmp_path / "archive", *map(numbered, range(200))) as index:
        assert list(index.hear()) == [Heard(128, 200), Heard(200, 200)]
        assert list(index.hear()) == []
        assert len(set(texts_read)) == len(texts_read) == 200
        assert index.speakers()[0].statements == 200


def test_hearing_that_is_stopped_goes_on_where_it_was(tmp_path, texts_read):
    with make_index(tmp_path / "archive", *map(numbered, range(200))) as index:
        running = index.hear()
        next(running)
        running.close()
    with Index.open(tmp_path / "archive", embedder=WordEmbedder()) as index:
        assert index.status().heard == 128
        assert list(index.hear()) == [Heard(200, 200)]
    assert len(texts_read) == 200


def test_a_batch_of_hearing_that_breaks_off_is_read_anew_and_nothing_is_there_twice(
    index, monkeypatch
):
    from index.stores.catalog.statements import StatementTable

    put = StatementTable.put

    def put_and_end(table, *arguments, **options):
        put(table, *arguments, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(StatementTable, "put", put_and_end)
        with pytest.raises(KeyboardInterrupt):
            hear(index)
    assert (index.status().heard, names(index)) == (0, set())
    hear(index)
    assert sum(each.statements for each in index.speakers()) == 3


def test_nobody_hears_while_another_one_writes(index):
    with Index.open(index.path, embedder=WordEmbedder()) as other:
        running = other.hear()
        next(running)
        with pytest.raises(ArchiveLocked):
            hear(index)
        running.close()


def test_what_an_article_says_is_the_same_before_and_after_it_was_heard(index):
    before = index.statements(["quay", "bridge"])
    hear(index)
    assert before == index.statements(["quay", "bridge"])
    assert before == {each.id: statements_in(each.text) for each in (QUAY, BRIDGE)}


def test_what_is_read_on_demand_is_kept(index, texts_read):
    index.statements(["quay"])
    index.statements(["quay"])
    assert (texts_read, index.status().heard) == ([QUAY.text], 1)
    hear(index)
    assert texts_read == [QUAY.text, BRIDGE.text]


def test_an_archive_that_cannot_be_written_to_can_still_be_asked(index, monkeypatch):
    def refuse(*_):
        raise ArchiveLocked("busy")

    monkeypatch.setattr(index._catalog, "heard", refuse)
    assert index.statements(["quay"]) == {"quay": statements_in(QUAY.text)}


def test_what_was_read_of_an_article_that_is_replaced_meanwhile_is_not_kept(index, monkeypatch):
    def reading(_):
        with Index.open(index.path, embedder=WordEmbedder()) as other:
            other.add([article("bridge", "The bridge is open, Una Reed said.")])
        return statements_in(BRIDGE.text)

    with monkeypatch.context() as patch:
        patch.setattr(hearing_room, "statements_in", reading)
        index.statements(["bridge"])
    hear(index)
    assert "Una Reed" in names(index)
    assert "Tom Lyn" not in names(index)


def test_a_search_for_a_speaker_hears_the_articles_that_its_words_find(index, texts_read):
    hits = index.search("the cable", filters=Filters(speaker="Tom Lyn"))
    assert [hit.passage.article_id for hit in hits] == ["bridge"]
    assert texts_read == [BRIDGE.text]


def test_who_speaks_of_a_topic_is_told_before_its_articles_are_heard(index):
    assert {each.name for each in index.speakers("cable")} == {"Tom Lyn"}


def test_a_check_counts_the_articles_that_were_heard(index):
    def counted():
        (found,) = [each for each in index.check().findings if "who says what" in each.what]
        return found.found, found.expected, found.ok

    index.statements(["quay"])
    assert counted() == (1, 2, False)
    index.repair()
    assert counted() == (1, 2, False)
    hear(index)
    assert counted() == (2, 2, True)


def test_an_archive_without_statements_opens_answers_and_is_heard_as_a_new_one(tmp_path):
    with make_index(tmp_path / "archive", QUAY, BRIDGE):
        pass
    with sqlite3.connect(tmp_path / "archive" / "catalog.db") as old:
        old.executescript("DROP TABLE statements; DROP TABLE heard; PRAGMA user_version = 1;")
    with Index.open(tmp_path / "archive", embedder=WordEmbedder()) as index:
        assert index.statements(["quay"])["quay"]
        assert list(index.hear()) == [Heard(2, 2)]
        assert {"Ida Moor", "Tom Lyn"} <= names(index)


def test_statements_of_older_rules_are_found_anew(index, monkeypatch):
    hear(index)
    monkeypatch.setattr(hearing_room, "RULES", 1_000)
    monkeypatch.setattr(hearing_room, "statements_in", lambda text: [])
    assert index.status().heard == 0
    assert index.statements(["quay"]) == {"quay": []}
    assert list(index.hear()) == [Heard(2, 2)]
    assert names(index) == set()


class Certain:
    """A tagger that is sure of the same words of every article, and counts what it reads."""

    def __init__(self, *said: str, source: str) -> None:
        self.said, self.source, self.texts = said, source, []

    def tag(self, text: str) -> Tagged:
        self.texts.append(text)
        return tagged(text, said=self.said, source=self.source)


def test_a_tagger_reads_each_article_once_more_and_finds_what_the_rules_miss(tmp_path):
    text = "For Ida Moor, the quay was a ruin. It rained."
    tagger = Certain("the quay was a ruin", source="Ida Moor")
    with make_index(tmp_path / "archive", article("quay", text)) as index:
        hear(index)
        assert (names(index), index.status().tagged) == (set(), 0)
        assert list(index.hear(tagger=tagger)) == [Heard(1, 1)]
        assert list(index.hear(tagger=tagger)) == list(index.hear()) == []
        assert (names(index), tagger.texts) == ({"Ida Moor"}, [text])
        assert (index.status().heard, index.status().tagged) == (1, 1)


def test_what_the_tagger_read_is_not_read_by_the_rules_alone_again(tmp_path, texts_read):
    with make_index(tmp_path / "archive", QUAY) as index:
        list(index.hear(tagger=Certain("The quay is shut", source="Ida Moor")))
        index.statements(["quay"])
        assert texts_read == []


def test_an_article_in_another_language_is_read_by_the_rules_alone(tmp_path):
    tagger = Certain("nichts", source="niemand")
    german = replace(article("kai", "Der Kai ist zu, und das bleibt auch so."), language="de")
    with make_index(tmp_path / "archive", german) as index:
        list(index.hear(tagger=tagger))
        assert tagger.texts == []

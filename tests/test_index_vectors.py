"""The vector index: torn, gone or half-built, it is never believed, and is made whole again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from doubles import BRIDGE, FERRY, PRESS, STRIKE, WordEmbedder, article, hear, make_index

from index import Filters, Index
from index.stores.vectors import chroma, sealing
from index.stores.vectors import generations as generations_module
from index.stores.vectors.generation import building
from index.stores.vectors.sealing import seal

pytestmark = pytest.mark.slow  # Chroma takes seconds to import, and half a second a generation

# Its vector is "no known word", as is that of a question with none.
PARADE = article("parade", "Nobody came to see the elephants.", title="Parade")
COMETS = [article(f"comet-{n}", f"The comet is back, says observer{n}.") for n in range(20)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An archive with vectors, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    with make_index(folder, *PRESS, PARADE, *COMETS) as index:
        embed(index)
    return folder


@pytest.fixture
def archive(made, tmp_path):
    return shutil.copytree(made, tmp_path / "archive")


def open_index(archive, embedder=None):
    return Index.open(archive, embedder=embedder or WordEmbedder())


def embed(index) -> list[str]:
    hear(index)
    return [step.phase for step in index.embed()]


def generations(archive) -> set[str]:
    return {path.name for path in (archive / "vectors").glob("generation-*")}


def current(archive) -> str:
    """Give the graph in use; what came after it is named behind it."""
    return (archive / "vectors" / "CURRENT").read_text().split()[0]


def recent(archive) -> set[str]:
    return {path.name for path in (archive / "vectors").glob("recent-*")}


def by_meaning(index) -> list[str]:
    """Ask with a word that no article has: only vectors can find anything, and find the parade."""
    return [hit.passage.article_id for hit in index.search("zeppelin", limit=1)]


def cut(name):
    def tear(archive):
        [file] = archive.rglob(name)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return tear


def delete(name):
    return lambda archive: next(archive.rglob(name)).unlink()


TEARS = {
    "graph cut short": cut("data_level0.bin"),
    "links cut short": cut("link_lists.bin"),
    "header gone": delete("header.bin"),
    "pickle gone": delete("index_metadata.pickle"),
    "seal gone": delete("SEAL"),
    "seal cut short": cut("SEAL"),
    "codes cut short": cut("codes.npy"),
    "rows gone": delete("rows.npz"),
    "SQLite file cut short": cut("chroma.sqlite3"),
    "SQLite file gone": delete("chroma.sqlite3"),
    "CURRENT gone": delete("CURRENT"),
    "CURRENT points nowhere": lambda archive: (archive / "vectors/CURRENT").write_text("nowhere"),
    "CURRENT is empty": lambda archive: (archive / "vectors/CURRENT").write_text(""),
    "everything gone": lambda archive: shutil.rmtree(archive / "vectors"),
}


@pytest.fixture(params=TEARS.values(), ids=TEARS)
def torn(request, archive):
    request.param(archive)
    return archive


def test_what_no_word_finds_is_found_by_its_meaning(archive):
    with open_index(archive) as index:
        assert by_meaning(index) == ["parade"]
        assert index.check().ok


def test_a_torn_generation_is_not_used_and_search_still_answers(torn):
    with open_index(torn) as index:
        assert by_meaning(index) == []
        assert index.search("ferry aground")[0].passage.article_id == "ferry"
        assert not index.check().ok


def test_embedding_again_makes_a_torn_generation_whole_without_the_model(torn):
    embedder = WordEmbedder()
    with open_index(torn, embedder) as index:
        assert set(embed(index)) == {"indexing"}
        assert embedder.read == []
        assert index.check().ok


def test_repair_makes_everything_derived_anew_without_the_model(torn):
    shutil.rmtree(torn / "lexicon")
    embedder = WordEmbedder()
    with open_index(torn, embedder) as index:
        assert index.repair().ok
        assert embedder.read == []


def test_a_second_reader_sees_the_new_generation(archive):
    with open_index(archive) as reader, open_index(archive) as writer:
        assert by_meaning(reader)
        writer.add([article("zebra", "A zebra walked by.", title="Zebra")])
        assert embed(writer) == ["embedding", "indexing"]
        hits = reader.search("zeppelin", limit=100)
        assert "zebra" in {hit.passage.article_id for hit in hits}


def test_a_reader_of_an_old_generation_outlives_two_new_ones(archive):
    with open_index(archive) as reader, open_index(archive) as writer:
        assert by_meaning(reader)
        for each in ("one", "two"):
            writer.add([article(each, f"Nothing happened in {each}.")])
            embed(writer)
        found = {hit.passage.article_id for hit in reader.search("zeppelin", limit=100)}
        assert {"parade", "one", "two"} <= found


def test_what_a_killed_writer_half_built_is_swept(archive):
    half = archive / "vectors" / "generation-half"
    half.mkdir()
    (half / "chroma.sqlite3").write_text("half")
    with open_index(archive) as index:
        index.add([article("zebra", "A zebra walked by.")])
        embed(index)
    assert "generation-half" not in generations(archive)
    assert current(archive) in generations(archive)


def test_what_is_new_goes_beside_the_graph_which_is_not_built_again(archive):
    before = current(archive)
    with open_index(archive) as index:
        for each in ("zebra", "yak"):
            index.add([article(each, f"A {each} walked by.")])
            embed(index)
        assert {"zebra", "yak"} <= {
            hit.passage.article_id for hit in index.search("zeppelin", limit=9)
        }
        assert index.check().ok
    assert generations(archive) == {before}
    assert len(recent(archive)) == 2  # that before stays for who may be reading it


def test_where_many_have_come_and_gone_the_next_graph_holds_them(archive, monkeypatch):
    monkeypatch.setattr(generations_module, "_FEW", 1)
    with open_index(archive) as index:
        index.add([article(f"yak-{n}", f"A yak walked by herd{n}.") for n in range(9)])
        index.remove([COMETS[0].id])
        embed(index)
        assert index.check().ok
        assert "yak-3" in {hit.passage.article_id for hit in index.search("zeppelin", limit=40)}
    assert (archive / "vectors" / "CURRENT").read_text() == current(archive)


def test_what_came_after_a_graph_is_made_anew_alone_where_it_is_damaged(archive):
    before = current(archive)
    with open_index(archive) as index:
        index.add([article("zebra", "A zebra walked by.")])
        embed(index)
    [codes] = archive.glob("vectors/recent-*/codes.npy")
    codes.write_bytes(codes.read_bytes()[:-1] + b"x")
    with open_index(archive) as index:
        assert by_meaning(index) == []
        assert index.notices
        assert embed(index) == ["indexing"]
        assert index.check().ok
    assert current(archive) == before


def rot(archive, name):
    """Change a byte of the graph's file as a disk does: the time of change stays."""
    [file] = archive.glob(f"vectors/generation-*/*/{name}")
    known, content = file.stat(), file.read_bytes()
    file.write_bytes(content[:-1] + bytes([255 - content[-1]]))
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))


GRAPH = "data_level0.bin header.bin index_metadata.pickle length.bin".split()


@pytest.mark.parametrize("name", GRAPH)
def test_a_graph_that_a_disk_changed_silently_is_not_loaded(archive, name):
    rot(archive, name)
    with open_index(archive) as index:
        assert by_meaning(index) == []
        assert "damaged" in index.notices[0]
        assert not index.check().ok


def test_the_next_graph_is_not_built_from_one_that_a_disk_changed(archive, monkeypatch):
    monkeypatch.setattr(generations_module, "_FEW", 0)
    rot(archive, "data_level0.bin")
    with open_index(archive) as index:
        index.add([article(f"yak-{n}", f"A yak walked by herd{n}.") for n in range(9)])
        embed(index)
        assert index.check().ok


def test_who_adds_reads_no_graph_that_was_found_whole(archive, monkeypatch):
    read, hashed = [], sealing._sha256
    monkeypatch.setattr(sealing, "_sha256", lambda file: read.append(file.name) or hashed(file))
    with open_index(archive) as index:
        index.add([article("zebra", "A zebra walked by.")])
        embed(index)
    assert read == ["codes.npy", "rows.npz"]  # of what was written
    [codes] = archive.glob("vectors/generation-*/codes.npy")
    os.utime(codes)
    open_index(archive)._vectors.passage_ids()
    assert read[2:] == ["codes.npy"]


def test_rows_that_are_there_already_are_taken_over(archive, monkeypatch):
    asked = []
    with open_index(archive) as index:
        vectors = index._catalog.passages.vectors
        spying = lambda ids: asked.append(len(ids)) or vectors(ids)  # noqa: E731
        monkeypatch.setattr(index._catalog.passages, "vectors", spying)
        for each in ("zebra", "yak"):
            index.add([article(each, f"A {each} walked by.")])
            embed(index)
        assert index.check().ok
    assert asked == [1, 1]


def test_a_graph_that_an_older_byline_built_is_used_and_has_rows_with_the_next_change(archive):
    folder = archive / "vectors" / current(archive)
    for name in ("codes.npy", "rows.npz"):
        (folder / name).unlink()
    with open_index(archive) as index:
        ids, outlets, days = zip(*index._catalog.passages.embedded(), strict=True)
    with building(folder, changes=len(ids)) as graph:
        known = zip(outlets, days, strict=True)
        graph.update(ids=list(ids), metadatas=[{"outlet": o, "published": d} for o, d in known])
    seal(folder)
    only_ferry = Filters(outlets=(FERRY.outlet,))
    with open_index(archive) as index:
        assert by_meaning(index) == ["parade"]
        hits = index.search("zeppelin", filters=only_ferry)
        assert {hit.passage.article_id for hit in hits} == {"ferry"}
        assert embed(index) == []
        index.add([article("zebra", "A zebra walked by.")])
        embed(index)
        assert index.check().ok
    assert (archive / "vectors" / current(archive) / "rows.npz").exists()


def test_a_graph_that_grows_is_searched_as_widely_as_a_new_one(tmp_path):
    with building(tmp_path, changes=1) as graph:
        graph.modify(configuration={"hnsw": {"ef_search": 10}})
    with building(tmp_path, changes=1) as graph:
        assert graph.configuration["hnsw"]["ef_search"] == chroma.GRAPH["ef_search"]


def test_a_generation_holds_no_empty_pages(archive):
    database = archive / "vectors" / current(archive) / "chroma.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_embedding_with_nothing_new_writes_no_generation(archive):
    before = current(archive)
    with open_index(archive) as index:
        assert embed(index) == []
    assert (current(archive), generations(archive)) == (before, {before})


def test_a_removed_article_leaves_the_vector_index(archive):
    with open_index(archive) as index:
        index.remove(["parade"])
        assert by_meaning(index) != ["parade"]
        assert index.check().ok


def test_an_archive_may_be_emptied_and_filled_again(archive):
    with open_index(archive) as index:
        index.remove([each.id for each in index.articles()])
        assert index.search("ferry") == []
        assert index.check().ok
        index.add([PARADE])
        embed(index)
        assert by_meaning(index) == ["parade"]


def test_filters_hold_for_what_is_found_by_meaning(archive):
    with open_index(archive) as index:
        for limits, allowed in [
            (Filters(outlets=(FERRY.outlet,)), {"ferry"}),
            (Filters(since=FERRY.published), {"ferry", "bridge"}),
            (Filters(until=FERRY.published), {"ferry"}),
            (Filters(since=FERRY.published, until=FERRY.published, outlets=("?",)), set()),
            (Filters(outlets=(FERRY.outlet, BRIDGE.outlet)), {"ferry", "bridge"}),
        ]:
            found = {hit.passage.article_id for hit in index.search("zeppelin", filters=limits)}
            assert found == allowed


@pytest.mark.parametrize("articles", [[PARADE], [PARADE, STRIKE]])
def test_an_archive_of_hardly_anything_is_sound_after_it_was_read(tmp_path, articles):
    with make_index(tmp_path, *articles) as index:
        embed(index)
        assert index.check().ok
    with open_index(tmp_path) as index:
        assert by_meaning(index) == ["parade"]
        assert index.check().ok
        assert embed(index) == []


def test_two_articles_with_the_same_words_are_both_kept(tmp_path):
    with make_index(
        tmp_path, article("a", "The comet is back."), article("b", "The comet is back.")
    ) as index:
        embed(index)
        assert index.check().ok
        assert {hit.passage.article_id for hit in index.search("comet")} == {"a", "b"}

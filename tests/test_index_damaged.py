"""A damaged file never stops an answer where the catalog is whole; it is told, and mended."""

from __future__ import annotations

import os
import shutil
from itertools import chain
from random import Random

import pytest
from doubles import FERRY, PRESS, WordEmbedder, article, hear, make_index

from assistant import Assistant
from assistant.conversations import Conversations
from index import BylineError, Followed, Following, Index
from index.stores.lexicon.files import torn_files
from index.stores.vectors import Entry

COMETS = [article(f"comet-{n}", f"The comet is back, says observer{n}.") for n in range(20)]
QUESTION = "What did Ines Dray say about the ferry?"
KEPT = "conversations.db"
# Every kind of file there is, by a pattern that one file of the archive fits.
FILES = """
catalog.db conversations.db following.json lock writer.json lexicon/meta.json
lexicon/.managed.json lexicon/SEEN lexicon/.tantivy-meta.lock lexicon/.tantivy-writer.lock
lexicon/*.fast
lexicon/*.fieldnorm lexicon/*.idx lexicon/*.pos lexicon/*.store lexicon/*.term vectors/CURRENT
vectors/gen*/SEAL vectors/gen*/SEEN vectors/gen*/codes.npy vectors/gen*/rows.npz
vectors/rec*/SEAL vectors/rec*/SEEN vectors/rec*/codes.npy vectors/rec*/rows.npz
vectors/*/chroma.sqlite3 vectors/*/*/data_level0.bin vectors/*/*/header.bin
vectors/*/*/index_metadata.pickle vectors/*/*/length.bin
vectors/*/*/link_lists.bin
""".split()


def flip(content: bytes, at: int) -> bytes:
    flipped = bytes(255 - byte for byte in content[at : at + 16])
    return content[:at] + flipped + content[at + 16 :]


DAMAGES = {
    "cut in half": lambda content: content[: len(content) // 2],
    "16 bytes flipped": lambda content: flip(content, max(0, len(content) // 2 - 8)),
    "emptied": lambda _: b"",
    "deleted": lambda _: None,
}


def open_index(archive):
    return Index.open(archive, embedder=WordEmbedder())


def answered(index) -> dict:
    answer = Assistant(index).ask(QUESTION).to_dict()
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def damage(archive, pattern, how) -> None:
    [file] = archive.glob(pattern)
    content = how(file.read_bytes())
    file.unlink() if content is None else file.write_bytes(content)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An archive with everything in it, to be copied, and its answer."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    with make_index(folder, *PRESS, *COMETS) as index:
        hear(index)
        passages = index._catalog.passages
        for _ in index._embed_passages(index._embed_here):
            pass
        few = [Entry(*row) for row in passages.embedded()[:-2]]  # the others come after the graph
        for _ in chain(index._vectors.update(few, vectors_of=passages.vectors), index.embed()):
            pass
        answer = Assistant(index).ask(QUESTION)
        with Conversations.open(folder / KEPT) as kept:
            kept.add(kept.start(user="ada").id, answer, user="ada")
        Following(folder).keep(Followed(url="https://echo.example/feed"))
        return folder, answered(index)


@pytest.fixture
def archive(made, tmp_path):
    return shutil.copytree(made[0], tmp_path / "archive")


@pytest.fixture(scope="module")
def words_only(tmp_path_factory):
    """An archive without vectors, so that a test without Chroma is fast."""
    folder = tmp_path_factory.mktemp("words") / "archive"
    with make_index(folder, *PRESS, *COMETS) as index:
        hear(index)
    return folder


@pytest.mark.slow
def test_every_file_of_an_archive_is_damaged_here(made):
    there = {path for path in made[0].rglob("*") if path.is_file()}
    assert {path for pattern in FILES for path in made[0].glob(pattern)} == there
    assert len(FILES) == len(there)


@pytest.mark.slow
@pytest.mark.parametrize("how", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("pattern", [each for each in FILES if each != "catalog.db"])
def test_what_is_derived_or_beside_never_stops_an_answer_and_is_mended(archive, made, pattern, how):
    damage(archive, pattern, how)
    with open_index(archive) as index:
        answer = answered(index)
        assert answer["claims"]
        assert answer["notice"] == (" ".join(index.notices) or None)
        assert answer["notice"] or answer == made[1]
        assert not (index.check().ok and answer["notice"])
    with open_index(archive) as index:
        assert index.repair().ok
        assert answered(index) == made[1]


@pytest.mark.slow
@pytest.mark.parametrize("how", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("pattern", [KEPT, "following.json"])
def test_what_was_kept_beside_is_read_or_refused_in_a_sentence(archive, pattern, how):
    damage(archive, pattern, how)
    told = str(archive / pattern)
    try:
        with Conversations.open(archive / KEPT) as kept:
            for each in kept.listed(user="ada"):
                kept.turns(each.id, user="ada")
        Following(archive).feeds()
    except BylineError as error:
        told = str(error)
    assert str(archive / pattern) in told


@pytest.mark.parametrize("how", ["cut in half", "emptied", "deleted"])
def test_a_damaged_catalog_is_told_with_the_way_out(words_only, tmp_path, how):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "catalog.db", DAMAGES[how])
    with pytest.raises(BylineError, match=r"byline (restore|add)"):
        open_index(archive)


def test_wherever_the_catalog_is_damaged_it_is_read_or_refused_in_a_sentence(words_only, tmp_path):
    whole, chance, seen = (words_only / "catalog.db").read_bytes(), Random(20310304), set()
    archive = shutil.copytree(words_only, tmp_path / "archive")
    for _ in range(80):
        shutil.rmtree(archive)
        shutil.copytree(words_only, archive)
        (archive / "catalog.db").write_bytes(flip(whole, chance.randrange(len(whole))))
        for use in (answered, lambda index: index.check().ok):
            try:
                with open_index(archive) as index:
                    use(index)
            except BylineError as error:
                seen.add(type(error).__name__)
    assert seen == {"ArchiveDamaged"}


def test_a_damaged_word_index_is_left_out_with_a_notice_and_seen_by_check(words_only, tmp_path):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "lexicon/*.term", DAMAGES["16 bytes flipped"])
    with open_index(archive) as index:
        assert index.search("aground") == []
        assert "The word index is damaged" in Assistant(index).ask(QUESTION).notice
        wrong = {each.what for each in index.check().findings if not each.ok}
    assert "files of the lexical index that are damaged" in wrong


def test_what_tantivy_cannot_read_while_it_searches_is_left_out(words_only, tmp_path, monkeypatch):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "lexicon/*.store", DAMAGES["16 bytes flipped"])
    monkeypatch.setattr("index.stores.lexicon.lexicon.newly_torn_files", lambda _: [])
    with open_index(archive) as index:
        assert index.notices == ()
        assert index.search("aground") == []
        assert index.notices


def rot(file, at: int) -> None:
    """Flip bytes as a disk does: the file's time of change stays."""
    known = file.stat()
    file.write_bytes(flip(file.read_bytes(), at))
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))


def test_what_a_disk_changed_silently_ends_in_no_traceback_and_is_seen_by_check(
    words_only, tmp_path
):
    chance, archive = Random(20310304), tmp_path / "archive"
    for ending in 5 * ("fast", "fieldnorm", "idx", "store", "term"):
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(words_only, archive)
        [file] = archive.glob(f"lexicon/*.{ending}")
        rot(file, chance.randrange(file.stat().st_size))
        with open_index(archive) as index:
            answered(index)
            wrong = {each.what for each in index.check().findings if not each.ok}
            assert "files of the lexical index that are damaged" in wrong


def test_the_last_bytes_of_a_file_are_seen_too(words_only, tmp_path):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    [file] = archive.glob("lexicon/*.store")
    rot(file, file.stat().st_size - 4)
    assert torn_files(archive / "lexicon") == [file.name]


def test_opening_reads_no_file_of_the_word_index_that_was_found_whole(
    words_only, tmp_path, monkeypatch
):
    archive, read = shutil.copytree(words_only, tmp_path / "archive"), []
    monkeypatch.setattr("index.stores.lexicon.files._is_whole", lambda file: not read.append(file))
    open_index(archive).close()
    assert read == []
    damage(archive, "lexicon/*.idx", DAMAGES["16 bytes flipped"])
    open_index(archive).close()
    assert [file.suffix for file in read] == [".idx"]


def test_a_damaged_word_index_claims_that_nothing_is_missing(words_only, tmp_path):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "lexicon/*.idx", DAMAGES["emptied"])
    with open_index(archive) as index:
        assert index.holds("aground")
        assert index.newest_first(words="aground") == [FERRY.id]
        assert index.languages == ("en",)


def test_writing_mends_a_damaged_word_index(words_only, tmp_path):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "lexicon/*.idx", DAMAGES["cut in half"])
    with open_index(archive) as index:
        index.add([article("late", "The regatta is over.")])
        assert index.notices == ()
        found = {index.search(word)[0].passage.article_id for word in ("aground", "regatta")}
    assert found == {"ferry", "late"}


def test_a_reader_beside_uses_a_word_index_as_soon_as_it_is_mended(words_only, tmp_path):
    archive = shutil.copytree(words_only, tmp_path / "archive")
    damage(archive, "lexicon/*.idx", DAMAGES["cut in half"])
    with open_index(archive) as reader, open_index(archive) as other:
        assert reader.notices
        other.repair()
        assert reader.search("aground")[0].passage.article_id == "ferry"
        assert reader.notices == ()


def test_who_writes_is_named_even_where_its_name_is_no_object(words_only, tmp_path):
    from index.stores.lock import _name

    (tmp_path / "writer.json").write_text("[]")
    assert _name(tmp_path / "writer.json") == "another process"

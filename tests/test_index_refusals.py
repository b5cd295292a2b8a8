"""An archive that cannot be used says so in a sentence with the way out, and is left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from doubles import FERRY, STRIKE, WordEmbedder, make_index

from index import (
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    EmbedderMismatch,
    Index,
    NothingToRead,
)

TESTS = Path(__file__).parent
# Permissions do not bind root, so the child becomes somebody else where it can.
SOMEBODY_ELSE = """
import os, sys
from doubles import STRIKE, WordEmbedder
import index.index, numpy, tantivy
if os.getuid() == 0:
    os.setuid(65534)
from index import ArchiveError, Index
for use in (lambda index: len(index.search("ferry")), lambda index: index.add([STRIKE]).added):
    try:
        with Index.open(sys.argv[1], embedder=WordEmbedder()) as opened:
            print("done", use(opened))
    except ArchiveError as error:
        print(type(error).__name__, error)
"""


@pytest.fixture
def archive(tmp_path):
    make_index(tmp_path / "archive", FERRY).close()
    return tmp_path / "archive"


def open_index(archive, **more):
    return Index.open(archive, embedder=WordEmbedder(), **more)


def test_another_embedding_model_is_refused_and_both_are_named(archive):
    with pytest.raises(EmbedderMismatch, match=r"words@1.*other@2.*--embedder"):
        Index.open(archive, embedder=WordEmbedder(fingerprint="other@2"))


def test_an_archive_of_a_newer_byline_is_refused(archive):
    with sqlite3.connect(archive / "catalog.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveTooNew, match=r"format 99.*Update Byline"):
        open_index(archive)


@pytest.mark.parametrize("content", [os.urandom(9000), b"", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_catalog_is_refused_and_left_as_it_is(archive, content):
    catalog = archive / "catalog.db"
    catalog.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match="build a new archive"):
        open_index(archive)


def test_an_archive_that_is_not_there_is_missed_with_the_way_to_make_one(tmp_path):
    with pytest.raises(ArchiveMissing, match=r"byline add FOLDER --archive .*nowhere"):
        open_index(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_cannot_be_where_a_file_is(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Mine.")
    with pytest.raises(ArchiveMissing, match=r"notes\.txt"):
        open_index(file)
    with pytest.raises(ArchiveReadOnly, match=r"notes\.txt"):
        open_index(file, create=True)
    assert file.read_text() == "Mine."


@pytest.mark.parametrize("file", ["meta.json", "*.idx", "*.store", "*.term"])
def test_a_torn_lexical_index_is_made_anew_by_repair(archive, file):
    [torn] = (archive / "lexicon").glob(file)
    torn.write_bytes(torn.read_bytes()[:-9])
    with open_index(archive) as index:
        assert index.search("aground") == []
        index.repair()
        assert [hit.passage.article_id for hit in index.search("aground")] == ["ferry"]


def test_a_lexical_index_that_is_gone_is_made_anew_from_the_catalog(archive):
    shutil.rmtree(archive / "lexicon")
    with open_index(archive) as index:
        assert [hit.passage.article_id for hit in index.search("aground")] == ["ferry"]


def test_nothing_at_a_path_is_said_before_anything_is_added(archive, tmp_path):
    with open_index(archive) as index:
        with pytest.raises(NothingToRead, match=r"nobody\.txt"):
            index.add([tmp_path / "nobody.txt"])
        assert len(index) == 1


def allow(archive, *, folders, files):
    for path in (archive, *archive.rglob("*")):
        path.chmod(folders if path.is_dir() else files)


def as_somebody_else(archive) -> list[str]:
    """Ask, then add, as a user whom permissions bind; a line for each."""
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    command = [sys.executable, "-c", SOMEBODY_ELSE, str(archive)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def open_folder():
    """A folder that anybody may enter, which pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_an_archive_that_may_only_be_read_is_never_harmed(open_folder):
    archive = open_folder / "archive"
    make_index(archive, FERRY).close()
    allow(archive, folders=0o555, files=0o444)
    asked, added = as_somebody_else(archive)
    assert asked == "done 1"
    assert added.startswith("ArchiveReadOnly The archive")
    allow(archive, folders=0o755, files=0o644)
    with open_index(archive) as index:
        assert index.article("ferry") == FERRY
        assert index.add([STRIKE]).added == 1


def test_an_archive_behind_a_closed_door_is_refused_in_a_sentence(open_folder):
    archive = open_folder / "archive"
    make_index(archive, FERRY).close()
    allow(archive, folders=0o000, files=0o000)
    asked, added = as_somebody_else(archive)
    assert asked == added
    assert asked.startswith(f"ArchiveReadOnly The archive {archive} cannot be")

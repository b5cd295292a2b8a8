"""An archive of an older format becomes one of today's with all that it held, or is left alone.

What older Bylines wrote lies in `formats/`, as the statements of SQL that make their catalogs.
"""

from __future__ import annotations

import shutil
import sqlite3
from itertools import chain
from pathlib import Path

import pytest
from doubles import BRIDGE, FERRY, STRIKE, WordEmbedder, make_index

from index import ArchiveTooNew, Index, back_up, restore
from index.stores.catalog import schema

FORMATS = Path(__file__).parent / "formats"
OLDER = range(1, schema.SCHEMA_VERSION)
NOW = "The bridge needs 15 new cables"


def older(folder: Path, number: int) -> Path:
    """Make an archive as a Byline of that format left it, without what is derived."""
    folder.mkdir()
    with sqlite3.connect(folder / "catalog.db") as catalog:
        catalog.execute("PRAGMA journal_mode = WAL")
        catalog.executescript((FORMATS / f"catalog-{number}.sql").read_text("utf-8"))
    catalog.close()
    return folder


def test_there_is_a_catalog_of_every_older_format():
    assert {path.stem for path in FORMATS.iterdir()} == {f"catalog-{number}" for number in OLDER}


@pytest.mark.slow
@pytest.mark.parametrize("number", OLDER)
def test_all_that_an_older_archive_held_is_there_and_nothing_is_embedded_again(tmp_path, number):
    embedder = WordEmbedder()
    with Index.open(older(tmp_path / "archive", number), embedder=embedder) as index:
        assert index.article("ferry").text == FERRY.text
        assert NOW in index.article("bridge").text
        assert len(index.versions("bridge")) == 1
        assert index.search("aground")[0].passage.article_id == "ferry"
        embedder.read.clear()
        for _ in chain(index.hear(), index.embed()):
            pass
        assert embedder.read == []
        assert index.check().ok


@pytest.mark.parametrize("number", OLDER)
def test_an_older_archive_takes_in_what_is_new(tmp_path, number):
    older(tmp_path / "archive", number)
    with make_index(tmp_path / "archive", FERRY, BRIDGE, STRIKE) as index:
        assert {each.id for each in index.articles()} == {"ferry", "bridge", "strike"}
        assert len(index.versions("bridge")) == 2


@pytest.mark.parametrize("number", OLDER)
def test_a_migration_that_breaks_off_leaves_the_older_archive_as_it_was(
    tmp_path, monkeypatch, number
):
    archive = older(tmp_path / "archive", number)
    with monkeypatch.context() as patch:
        patch.setattr(schema.files, "TABLES", "CREATE TABLE made (up TEXT); BROKEN;")
        with pytest.raises(Exception, match="BROKEN"):
            Index.open(archive, embedder=WordEmbedder())
    with sqlite3.connect(archive / "catalog.db") as catalog:
        assert catalog.execute("PRAGMA user_version").fetchone() == (number,)
        assert not catalog.execute("SELECT 1 FROM sqlite_master WHERE name = 'made'").fetchone()
    with Index.open(archive, embedder=WordEmbedder()) as index:
        assert len(index) == 2


@pytest.mark.parametrize("number", OLDER)
def test_a_backup_of_an_older_archive_is_restored_as_one_of_today_s(tmp_path, number):
    back_up(older(tmp_path / "archive", number), tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", tmp_path / "again")
    with Index.open(tmp_path / "again", embedder=WordEmbedder()) as index:
        assert [each.id for each in index.articles()] == ["ferry", "bridge"]


def test_an_archive_of_a_newer_format_is_refused_untouched(tmp_path):
    archive = older(tmp_path / "archive", 1)
    with sqlite3.connect(archive / "catalog.db") as catalog:
        catalog.execute("PRAGMA user_version = 99")
    catalog.close()
    shutil.copytree(archive, tmp_path / "before")
    with pytest.raises(ArchiveTooNew, match="Update Byline"):
        Index.open(archive, embedder=WordEmbedder())
    for path in (tmp_path / "before").iterdir():
        assert (archive / path.name).read_bytes() == path.read_bytes()

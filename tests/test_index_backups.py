"""A backup is one file from which the same archive comes back, or a sentence says why not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from doubles import FERRY, PRESS, STRIKE, WordEmbedder, hear, make_index
from typer.testing import CliRunner

import index as door
from assistant.cli import app
from index import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveTooNew,
    BackupError,
    Followed,
    Following,
    Index,
    back_up,
    restore,
)

TESTS = Path(__file__).parent
# Adds article after article, and tells of each that is safe.
ADDER = """
import sys
from doubles import article, make_index
with make_index(sys.argv[1]) as index:
    for number in range(2000):
        index.add([article(f"a{number}", f"The ferry left on day {number}. " * 30)])
        print(number, flush=True)
"""


@pytest.fixture
def archive(tmp_path):
    with make_index(tmp_path / "archive", *PRESS) as index:
        hear(index)
    Following(tmp_path / "archive").keep(Followed(url="https://echo.example/feed"))
    return tmp_path / "archive"


@pytest.fixture
def backup(archive, tmp_path):
    back_up(archive, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def open_index(folder):
    return Index.open(folder, embedder=WordEmbedder())


def repacked(backup: Path, *, add=(), **changes: bytes) -> None:
    """Put other contents into a backup, and `add` more entries."""
    with zipfile.ZipFile(backup) as packed:
        parts = [(each.filename, packed.read(each)) for each in packed.infolist()]
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [*parts, *add]:
            packed.writestr(name, changes.get(name.split(".")[0].replace("-", "_"), content))


def manifest_of(backup: Path) -> dict:
    with zipfile.ZipFile(backup) as packed:
        return json.loads(packed.read("byline-backup.json"))


def with_manifest(backup: Path, told: dict, *, add=()) -> None:
    repacked(backup, add=add, byline_backup=json.dumps(told).encode())


def test_what_is_restored_is_what_was_backed_up(archive, backup, tmp_path):
    restore(backup, tmp_path / "again")
    with open_index(archive) as before, open_index(tmp_path / "again") as after:
        assert list(after.articles()) == list(before.articles())
        assert after.corpus_fingerprint == before.corpus_fingerprint
        assert after.search("aground") == before.search("aground")
        assert after.speaker_names() == before.speaker_names()
    assert Following(tmp_path / "again").feeds() == Following(archive).feeds()


@pytest.mark.slow
def test_the_commands_give_back_an_archive_that_is_whole_without_embedding(
    archive, tmp_path, monkeypatch
):
    embedder = WordEmbedder()
    monkeypatch.setitem(vars(door), "load_embedder", lambda _name: embedder)
    with Index.open(archive, embedder=embedder) as index:
        for _ in index.embed():
            pass
    embedder.read.clear()
    file, again = str(tmp_path / "b.zip"), tmp_path / "again"
    for arguments in (
        ("backup", file, "--archive", str(archive)),
        ("restore", file, "--archive", str(again)),
        ("check", "--archive", str(again)),
    ):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
    assert embedder.read == []


@pytest.mark.slow
def test_a_backup_taken_while_another_process_adds_is_of_one_moment(tmp_path):
    archive = tmp_path / "archive"
    environment = {**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    command = [sys.executable, "-c", ADDER, str(archive)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as adder:
        for number in range(4):
            safe = [adder.stdout.readline() for _ in range(5)]
            back_up(archive, tmp_path / f"{number}.zip")
            restore(tmp_path / f"{number}.zip", tmp_path / f"again-{number}")
            with open_index(tmp_path / f"again-{number}") as index:
                there = [each.id for each in index.articles()]
                assert len(there) > int(safe[-1])
                assert there == [f"a{each}" for each in range(len(there))]
                wrong = {each.what for each in index.check().findings if not each.ok}
                assert wrong <= {
                    "articles read for who says what",
                    "passages with a vector",
                    "passages in the vector index",  # made anew by the command
                }
        assert adder.poll() is None
        adder.kill()


def test_nothing_is_written_over(archive, backup, tmp_path):
    with pytest.raises(BackupError, match="already"):
        back_up(archive, backup)
    with pytest.raises(BackupError, match="replaces nothing"):
        restore(backup, archive)
    with open_index(archive) as index:
        assert index.article("ferry") == FERRY


def test_an_empty_folder_may_become_the_archive(backup, tmp_path):
    (tmp_path / "empty").mkdir()
    restore(backup, tmp_path / "empty")
    assert (tmp_path / "empty" / "catalog.db").is_file()


def test_there_must_be_an_archive_to_back_up(tmp_path):
    with pytest.raises(ArchiveMissing, match="--archive"):
        back_up(tmp_path / "nowhere", tmp_path / "b.zip")


def test_no_backup_is_made_of_a_damaged_catalog(archive, tmp_path):
    catalog = archive / "catalog.db"
    content = bytearray(catalog.read_bytes())
    content[4096:8192] = os.urandom(4096)
    catalog.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=r"byline restore"):
        back_up(archive, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def refused(backup: Path, tmp_path: Path, *, match: str = "not a whole backup") -> None:
    """See that nothing is restored, and nothing left behind."""
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises((BackupError, ArchiveError), match=match):
        restore(backup, tmp_path / "again")
    assert sorted(tmp_path.rglob("*")) == before


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes(255 - each for each in whole[at : at + 16]) + whole[at + 16 :]


def test_a_backup_whose_bytes_changed_is_refused_wherever_they_changed(backup, tmp_path):
    whole = backup.read_bytes()
    for share in (0.01, 0.2, 0.5, 0.8, 0.99):
        backup.write_bytes(flipped(whole, int(len(whole) * share)))
        refused(backup, tmp_path)


def test_a_backup_whose_table_of_contents_changed_is_refused_in_a_sentence(backup, tmp_path):
    """Another time of a part does no harm; what comes out is checked by its hash all the same."""
    whole, seen = backup.read_bytes(), 0
    for at in [*range(0, 300, 3), *range(len(whole) - 300, len(whole))]:
        backup.write_bytes(flipped(whole, at))
        try:
            restore(backup, tmp_path / "again")
        except BackupError:
            seen += 1
        else:
            shutil.rmtree(tmp_path / "again")
    assert seen > 300


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + bytes(400)])
def test_what_is_no_backup_is_refused(backup, tmp_path, content):
    backup.write_bytes(content)
    refused(backup, tmp_path)


def test_a_backup_that_is_cut_short_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-200])
    refused(backup, tmp_path)


def test_a_backup_that_is_not_there_is_missed(tmp_path):
    refused(tmp_path / "none.zip", tmp_path, match="There is no file")


def test_a_part_that_is_another_than_its_hash_says_is_refused(backup, tmp_path):
    with zipfile.ZipFile(backup) as packed:
        other = packed.read("catalog.db")[:-1] + b"x"
    repacked(backup, catalog=other)
    refused(backup, tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "vectors/CURRENT", "catalog.db"])
def test_nothing_but_its_own_parts_comes_out_of_a_backup(backup, tmp_path, name):
    told = manifest_of(backup)
    told["files"].setdefault(name, {"bytes": 1, "sha256": "0"})
    with_manifest(backup, told, add=[(name, b"x")])
    refused(backup, tmp_path)


def test_a_part_that_grows_beyond_what_was_told_is_cut_and_refused(backup, tmp_path):
    told = manifest_of(backup)
    told["files"]["following.json"]["bytes"] = 10
    repacked(backup, byline_backup=json.dumps(told).encode(), following=bytes(50_000_000))
    refused(backup, tmp_path)


def test_a_backup_larger_than_the_disk_is_refused_before_anything_is_written(backup, tmp_path):
    told = manifest_of(backup)
    told["files"]["catalog.db"]["bytes"] = 10**18
    with_manifest(backup, told)
    refused(backup, tmp_path, match="free some space")


def test_a_backup_of_a_newer_byline_is_refused(backup, tmp_path):
    with_manifest(backup, {**manifest_of(backup), "format": 2})
    refused(backup, tmp_path, match="Update Byline")


def test_a_catalog_of_a_newer_byline_is_refused_at_restoring(archive, tmp_path):
    import sqlite3

    with sqlite3.connect(archive / "catalog.db") as catalog:
        catalog.execute("PRAGMA user_version = 99")
    catalog.close()
    back_up(archive, tmp_path / "b.zip")
    with pytest.raises(ArchiveTooNew):
        restore(tmp_path / "b.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_an_archive_that_came_back_can_be_added_to(backup, tmp_path):
    restore(backup, tmp_path / "again")
    with open_index(tmp_path / "again") as index:
        assert index.add([STRIKE]).unchanged == 1

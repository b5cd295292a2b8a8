"""A disk that is full: one sentence says so, nothing is lost, and with room again all goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doubles import PRESS, article, hear, make_index

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parent
SMALL = 'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"'
FERRIES = [
    article(f"ferry-{n}", " ".join(f"The ferry {n} left on day {day}." for day in range(60)))
    for n in range(300)
]
# Runs a command on a disk that has less and less room, then again with room. A line for each.
PROGRAM = """
import json, os, shutil, sys
from pathlib import Path
from typer.testing import CliRunner
from doubles import WordEmbedder
import index
from assistant.cli import app

vars(index)["load_embedder"] = lambda *_: WordEmbedder()
disk, whole, command, rooms = Path(sys.argv[1]), *sys.argv[2:4], json.loads(sys.argv[4])
archive = disk / "archive"

def run(name, *rest):
    named = [name, "--archive", str(archive), *rest]
    return CliRunner().invoke(app, named, catch_exceptions=False)

def fill(room):
    free = shutil.disk_usage(disk).free
    with (disk / "filler").open("wb") as filler:
        filler.write(bytes(max(0, free - room)))

for room in rooms:
    shutil.copytree(whole, archive)
    fill(room)
    names = [each.replace("DISK", str(disk)) for each in command.split()]
    first = run(*names)
    left = sorted(each.name for each in [*disk.iterdir(), *archive.rglob("*")])
    (disk / "filler").unlink()
    again = run(*names)
    if "byline embed" in first.stderr:
        run("embed")
    findings = json.loads(run("check", "--json").stdout)["findings"]
    with index.Index.open(archive, embedder=WordEmbedder()) as opened:
        held = [each.id for each in opened.articles()]
    told = {"room": room, "code": first.exit_code, "out": first.stdout, "error": first.stderr}
    told |= {"left": left, "again": again.exit_code, "again_error": again.stderr}
    wrong = [each["what"] for each in findings if not each["ok"]]
    print(json.dumps(told | {"wrong": wrong, "held": held}))
    for each in disk.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An archive with everything in it, one that waits to be read, and a file of articles."""
    folder = tmp_path_factory.mktemp("whole")
    make_index(folder / "unread", *PRESS).close()
    with make_index(folder / "archive", *PRESS) as index:
        hear(index)
        for _ in index.embed():
            pass
    told = ({"id": each.id, "title": each.id, "text": each.text} for each in FERRIES)
    (folder / "ferries.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
    return folder


def on_a_full_disk(folder: Path, whole: Path, command: str, *rooms: int) -> list[dict]:
    """Run a command of Byline's on a disk of 8 MB, with so many bytes of room left each time."""
    if not shutil.which("unshare"):
        pytest.skip("a small disk can only be mounted with unshare, on Linux")
    own = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    shell = [*own, "sh", "-c", SMALL, str(folder)]
    if subprocess.run([*shell, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    name = "unread" if command == "embed" else "archive"
    given = [str(folder), str(whole / name), command, json.dumps(rooms)]
    done = subprocess.run(
        [*shell, sys.executable, "-c", PROGRAM, *given],
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


# The rooms end a command at its first write, in the catalog, in the word index, in Chroma.
WAITING = {
    "articles read for who says what",
    "passages with a vector",
    "passages in the vector index",
}
COMMANDS = {
    "adding": ("add FERRIES --no-embed", [0, 150_000, 1_200_000, 1_500_000]),
    "beginning": ("add FERRIES --no-embed --archive DISK/new", [0, 60_000]),
    "reading and embedding": ("embed", [0, 20_000, 200_000]),
    "making anew": ("repair", [0, 20_000]),
    "removing": ("remove ferry", [0, 60_000]),
    "backing up": ("backup DISK/backup.zip", [0, 60_000]),
    "conversing": ("ask Where? --conversation new", [0, 60_000]),
    "syncing": ("sync FERRIES --no-embed", [0, 1_500_000]),
}


@pytest.mark.parametrize(("command", "rooms"), COMMANDS.values(), ids=COMMANDS)
def test_a_full_disk_is_told_in_a_sentence_and_with_room_again_it_goes_on(
    tmp_path, whole, command, rooms
):
    command = command.replace("FERRIES", str(whole / "ferries.jsonl"))
    for told in on_a_full_disk(tmp_path, whole, command, *rooms):
        assert told["code"] == 1, told
        assert "free some space" in told["error"].lower()
        assert len(told["error"].strip().splitlines()) == 1
        assert told["again"] == 0 or "No article" in told["again_error"]
        assert set(told["wrong"]) <= WAITING, told
        assert {"bridge", "strike"} <= set(told["held"])
        assert len(set(told["held"])) == len(told["held"])


def test_a_full_disk_can_be_asked(tmp_path, whole):
    asked = "ask Where?did?the?ferry?run?aground?"
    for told in on_a_full_disk(tmp_path, whole, asked, 0, 20_000):
        assert told["code"] == 0, told
        assert "ran aground off Pellworth" in told["out"]


def test_what_could_not_be_finished_leaves_nothing_that_takes_room(tmp_path, whole):
    [told] = on_a_full_disk(tmp_path, whole, "remove ferry", 60_000)
    assert len([each for each in told["left"] if each.startswith("generation-")]) == 1
    [told] = on_a_full_disk(tmp_path, whole, "backup DISK/backup.zip", 60_000)
    assert not [each for each in told["left"] if "backup" in each]

"""What one file may ask for, and that no file harms the others or the process that reads."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from asides import READERS, REGISTRY

from index.articles import read_articles
from index.articles.aside import Aside
from index.articles.documents.packed import Packed, parsed
from index.articles.stated import Stated, Unreadable
from index.types import Note, Quarantined, ReadArticle

HERE = Path(__file__).parent


@pytest.fixture
def aside():
    with Aside(readers=READERS, registry=REGISTRY, seconds=20) as started:
        yield started


def file(folder: Path, kind: str) -> Path:
    path = folder / f"a{kind}"
    path.write_text("Eleven crews wait.")
    return path


def read(aside: Aside, folder: Path, kind: str) -> list[Stated | Unreadable]:
    return aside.read(file(folder, kind), kind)


def words(found: list[Stated | Unreadable]) -> list[str]:
    return [str(each.fields["text"]) if isinstance(each, Stated) else str(each) for each in found]


def zipped(**parts: bytes) -> bytes:
    with zipfile.ZipFile(file := BytesIO(), "w", zipfile.ZIP_DEFLATED) as parts_of:
        for name, data in parts.items():
            parts_of.writestr(name, data)
    return file.getvalue()


def test_what_is_read_aside_comes_back_as_it_was_met(aside, tmp_path):
    first, second = read(aside, tmp_path, ".calm")
    fields = {"title": "Ferry", "text": "Eleven crews wait."}
    assert first == Stated(fields, notes=(Note("left out", "comment"),), line=3)
    assert (str(second), second.line) == ("the second one is broken", 7)


def test_files_are_read_in_one_other_process(aside, tmp_path):
    [first], [second] = (words(read(aside, tmp_path, ".telling")) for _ in range(2))
    assert first == second != str(os.getpid())


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (".crashing", "made its reader crash; save it anew or as another kind"),
        (".greedy", "needs too much memory; split it"),
    ],
)
def test_a_file_that_its_reader_does_not_survive_is_named_and_the_next_is_read(
    aside, tmp_path, kind, reason
):
    assert words(read(aside, tmp_path, kind)) == [reason]
    assert words(read(aside, tmp_path, ".talking")) == ["quiet"]


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read(tmp_path):
    with Aside(readers=READERS, registry=REGISTRY, seconds=0.5) as aside:
        reason = "took more than 0.5 s; save it anew or as another kind"
        assert words(read(aside, tmp_path, ".hanging")) == [reason]
        assert words(read(aside, tmp_path, ".talking")) == ["quiet"]


def test_what_was_read_before_a_failure_is_kept(aside, tmp_path):
    found = words(read(aside, tmp_path, ".failing"))
    assert found == ["read before", "made its reader fail (LookupError: nowhere)"]


def test_without_a_child_files_are_read_in_this_process(tmp_path):
    with Aside(readers=READERS, registry="no_such_module:READERS") as aside:
        assert words(read(aside, tmp_path, ".telling")) == [str(os.getpid())]


def test_a_killed_child_is_started_anew(aside, tmp_path):
    [first] = words(read(aside, tmp_path, ".telling"))
    os.kill(int(first), signal.SIGKILL)
    assert "crash" in words(read(aside, tmp_path, ".telling"))[0]
    assert words(read(aside, tmp_path, ".telling")) != [first]


def test_the_child_ends_with_the_reading(tmp_path):
    with Aside(readers=READERS, registry=REGISTRY) as aside:
        [child] = words(read(aside, tmp_path, ".telling"))
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)


def test_ctrl_c_ends_reading_and_the_child(tmp_path):
    # Tests that are started in the background ignore Ctrl-C, and so does what they start.
    (tmp_path / "script.py").write_text(
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from pathlib import Path\nfrom asides import READERS, REGISTRY\n"
        "from index.articles.aside import Aside\n"
        "with Aside(readers=READERS, registry=REGISTRY) as aside:\n"
        "    print(aside.read(Path('script.py'), '.telling')[0].fields['text'], flush=True)\n"
        "    aside.read(Path('script.py'), '.hanging')\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent), str(HERE)))}
    running = subprocess.Popen(
        [sys.executable, "script.py"], cwd=tmp_path, env=env, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    child = int(running.stdout.readline())
    os.killpg(running.pid, signal.SIGINT)
    assert b"KeyboardInterrupt" in running.communicate(timeout=60)[1]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_plain_text_starts_no_child(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Eleven crews wait.")
    with Aside() as aside:
        aside.read(path, ".txt")
        assert aside._child is None


def test_a_script_without_a_main_guard_reads_aside_and_stays_quiet(tmp_path):
    (tmp_path / "a.html").write_text("<html><body><p>Eleven crews wait.</p></body></html>")
    (tmp_path / "script.py").write_text(
        "from pathlib import Path\nfrom index import read_articles\n"
        "print(*(each.article.text for each in read_articles([Path('a.html')])))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert (done.stdout.decode().strip(), done.stderr) == ("Eleven crews wait.", b"")


def test_a_module_in_the_current_folder_is_not_taken_for_ours(tmp_path, monkeypatch):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    with Aside(readers=READERS, registry=REGISTRY) as aside:
        assert words(read(aside, tmp_path, ".telling")) != [str(os.getpid())]


def test_what_is_no_regular_file_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.txt"))
    (tmp_path / "fine.txt").write_text("Eleven crews wait.")
    found = {Path(each.path).name: each for each in read_articles([tmp_path])}
    assert isinstance(found.pop("fine.txt"), ReadArticle)
    assert {name: each.reason for name, each in found.items()} == {
        "pipe.txt": "is no regular file",
        "s.txt": "is no regular file",
    }


def test_kinds_that_are_not_read_name_the_way_out(tmp_path):
    for name in ("a.doc", "b.pages", "c.odp", "d.txt"):
        (tmp_path / name).write_text("Eleven crews wait.")
    found = [each for each in read_articles([tmp_path]) if isinstance(each, Quarantined)]
    assert [each.reason for each in found] == [
        "unknown kind .doc; save it as .docx",
        "unknown kind .pages; save it as .docx",
        "unknown kind .odp; save it as .pdf",
    ]


def test_a_part_that_unpacks_to_more_than_the_limit_is_refused_whatever_its_header_says():
    data = zipped(bomb=bytes(201_000_000))
    lying = data.replace((201_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    with pytest.raises(Unreadable, match="unpacks to more than 200 MB"):
        Packed(data, what="a book").read("bomb")
    with pytest.raises(Unreadable, match=r"unpacks to more than 200 MB|not a book"):
        Packed(lying, what="a book").read("bomb")


def test_the_parts_of_a_document_count_together():
    book = Packed(zipped(one=bytes(150_000_000), two=bytes(60_000_000)), what="a book")
    book.read("one")
    with pytest.raises(Unreadable, match="unpacks to more than 200 MB"):
        book.read("two")


@pytest.mark.parametrize("depth", [201, 100_000])
def test_elements_may_not_nest_deeper_than_the_limit(depth):
    book = Packed(zipped(part=b"<a>" * depth + b"</a>" * depth), what="a book")
    with pytest.raises(Unreadable, match=r"deeper than 200|Excessive depth"):
        book.xml("part")


def test_elements_nest_as_deep_as_the_limit():
    assert parsed(b"<a>" * 200 + b"</a>" * 200) is not None


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">'],
    ids=["inside", "outside"],
)
def test_entities_are_neither_put_in_nor_fetched(declared):
    with pytest.raises(Unreadable, match="declares entities"):
        parsed(f"<!DOCTYPE a [{declared}]><a>&a;</a>".encode())

"""Files and the articles they hold: a file that changes replaces, one that moves is followed."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from doubles import make_index

from index import NothingToRead, UnknownArticle

FULL = "The reservoir at Hollin is 41 per cent full, the water board said."
EMPTY = "The reservoir at Hollin is 14 per cent full, the water board said."


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive") as made:
        yield made


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "news").mkdir()
    write(tmp_path / "news" / "report.txt", FULL)
    write(tmp_path / "news" / "storm.txt", "The storm took the roof off the mill.")
    return tmp_path / "news"


def write(path: Path, text: str) -> Path:
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    # A file changed within one tick of the clock would look the same.
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))
    return path


def texts(index) -> list[str]:
    return sorted(article.text for article in index.articles())


def rows(index) -> list[str]:
    with sqlite3.connect(index.path / "catalog.db") as connection:
        return list(connection.iterdump())


def test_a_file_that_was_edited_replaces_what_it_said(index, folder):
    index.add([folder])
    write(folder / "report.txt", EMPTY)
    again = index.add([folder])
    assert (again.replaced, again.unchanged, len(index)) == (1, 1, 2)
    assert EMPTY in texts(index)
    assert FULL not in texts(index)


def test_what_an_edited_file_said_before_can_be_read(index, folder):
    for text in (FULL, EMPTY, f"{EMPTY} It rained on Friday."):
        index.add([write(folder / "report.txt", text)])
    [now] = index.named(str(folder / "report.txt"))
    assert [each.article.text for each in index.versions(now)] == [FULL, EMPTY]


def test_what_is_removed_leaves_none_of_its_words_behind(index, folder):
    index.add([folder / "report.txt"])
    index.add([write(folder / "report.txt", EMPTY)])
    index.remove([str(folder / "report.txt")])
    assert len(index) == 0
    assert not any("per cent" in line for line in rows(index))


def test_a_file_put_back_to_what_it_said_is_as_it_was(index, folder):
    for text in (FULL, EMPTY, FULL):
        index.add([write(folder / "report.txt", text)])
    assert texts(index) == [FULL]


def test_a_copy_keeps_its_words_when_the_other_file_is_edited(index, folder):
    write(folder / "copy.txt", FULL)
    index.add([folder])
    write(folder / "report.txt", EMPTY)
    index.add([folder])
    assert {FULL, EMPTY} <= set(texts(index))


def test_in_a_file_of_many_the_one_of_the_same_title_is_replaced(index, tmp_path):
    wire = tmp_path / "wire.jsonl"
    records = [{"title": "Dam", "text": FULL}, {"title": "Mill", "text": "The mill stands still."}]
    wire.write_text("\n".join(json.dumps(each) for each in records))
    index.add([wire])
    wire.write_text("\n".join(json.dumps(each) for each in [{"title": "Dam", "text": EMPTY}]))
    assert index.add([wire]).replaced == 1
    assert texts(index) == ["The mill stands still.", EMPTY]


def test_the_next_export_under_the_same_name_replaces_nothing_else(index, tmp_path):
    latest = tmp_path / "latest.jsonl"
    for day, text in enumerate((FULL, "The mill stands still.")):
        latest.write_text(json.dumps({"title": f"News of day {day}", "text": text}) + "\n" * 2)
        latest.write_text(
            latest.read_text() + json.dumps({"title": f"Rain {day}", "text": f"It rains {day}."})
        )
        index.add([latest])
    assert len(index) == 4


def test_the_path_of_a_file_is_kept_and_removes_its_articles(index, folder):
    index.add([folder])
    [storm] = index.named(str(folder / "storm.txt"))
    assert index.article(storm).path == str(folder / "storm.txt")
    assert index.remove([str(folder / "storm.txt")]) == 1
    with pytest.raises(UnknownArticle, match=r"storm\.txt"):
        index.named(str(folder / "storm.txt"))


def test_a_folder_in_step_is_not_read_or_written_again(index, folder):
    assert index.sync([folder]).added.added == 2
    before = rows(index)
    again = index.sync([folder])
    assert (again.unread, again.added.seen, again.moved, again.gone) == (2, 0, (), ())
    assert rows(index) == before


def test_what_is_new_or_changed_in_a_folder_is_taken_in(index, folder):
    index.sync([folder])
    write(folder / "report.txt", EMPTY)
    write(folder / "new.txt", "The comet is back.")
    synced = index.sync([folder])
    assert (synced.added.added, synced.added.replaced, synced.unread) == (1, 1, 1)
    assert synced.gone == ()


def test_a_file_that_moved_keeps_its_article(index, folder):
    index.sync([folder])
    (folder / "2031").mkdir()
    (folder / "report.txt").rename(folder / "2031" / "dam.txt")
    synced = index.sync([folder])
    assert synced.moved == ((str(folder / "report.txt"), str(folder / "2031" / "dam.txt")),)
    assert (synced.gone, len(index)) == ((), 2)
    [dam] = index.named(str(folder / "2031" / "dam.txt"))
    assert index.article(dam).path == str(folder / "2031" / "dam.txt")


def test_what_is_gone_is_told_each_time_and_removed_only_when_asked(index, folder):
    index.sync([folder])
    (folder / "storm.txt").unlink()
    for _ in range(2):
        assert [each.path for each in index.sync([folder]).gone] == [str(folder / "storm.txt")]
    assert len(index) == 2
    assert index.sync([folder], remove=True).removed == 1
    assert texts(index) == [FULL]
    assert index.sync([folder]).gone == ()


def test_an_article_that_its_file_lost_is_gone_too(index, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [json.dumps({"id": str(n), "text": f"The comet came {n} times."}) for n in (1, 2)]
    write(folder / "wire.jsonl", "\n".join(lines))
    index.sync([folder])
    write(folder / "wire.jsonl", lines[1])
    assert [each.id for each in index.sync([folder]).gone] == ["1"]


def test_a_record_that_cannot_be_read_for_now_does_not_make_the_others_gone(index, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [json.dumps({"id": str(n), "text": f"The comet came {n} times."}) for n in (1, 2)]
    write(folder / "wire.jsonl", "\n".join(lines))
    index.sync([folder])
    write(folder / "wire.jsonl", f"{lines[0][:-4]}\n{lines[1]}")
    synced = index.sync([folder])
    assert (len(synced.added.quarantined), synced.gone) == (1, ())
    assert index.sync([folder]).unread == 0


def test_a_folder_that_is_not_there_changes_nothing(index, folder):
    index.sync([folder])
    before = rows(index)
    with pytest.raises(NothingToRead, match="unplugged"):
        index.sync([folder / "unplugged"], remove=True)
    assert rows(index) == before


def test_a_removed_article_comes_back_with_the_next_sync_of_its_file(index, folder):
    index.sync([folder])
    index.remove([str(folder / "storm.txt")])
    assert index.sync([folder]).added.added == 1


def test_a_path_without_anything_keeps_no_other_back(index, folder):
    added = index.add([folder, folder / "nowhere"])
    assert (added.added, [each.path for each in added.quarantined]) == (
        2,
        [str(folder / "nowhere")],
    )


def test_a_long_file_with_new_records_is_looked_through_once_not_once_a_record(index, tmp_path):
    def added(count: int) -> int:
        """Give how many statements SQLite runs to add `count` records to a file of as many."""
        wire, asked = tmp_path / f"wire-{count}.jsonl", []
        lines = [
            json.dumps({"title": f"Mill {n}", "text": f"The mill number {n} of {count} burnt."})
            for n in range(2 * count)
        ]
        index.add([write(wire, "\n".join(lines[count:]))])
        index._catalog._database.set_trace_callback(asked.append)
        index.add([write(wire, "\n".join(lines))])
        index._catalog._database.set_trace_callback(None)
        return len(asked)

    assert added(80) < 2.5 * added(40)


def test_of_two_records_with_the_title_of_a_former_one_only_the_first_replaces_it(index, tmp_path):
    wire = tmp_path / "wire.jsonl"
    lines = [json.dumps({"title": "Mill", "text": f"The mill burnt {n} times."}) for n in range(4)]
    index.add([write(wire, f"{lines[0]}\n" + json.dumps({"title": "Other", "text": FULL}))])
    added = index.add([write(wire, "\n".join(lines[1:]))])
    assert (added.added, added.replaced) == (2, 1)

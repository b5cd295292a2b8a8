from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import read_articles
from index.errors import NothingToRead
from index.types import Quarantined, ReadArticle

BODY = "The quay at Lumen Bay was closed on Tuesday, the port office said."


def write(path: Path, content: str | bytes = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reasons(*paths: Path) -> dict[str, str]:
    found = read_articles(paths)
    return {Path(q.path).name: q.reason for q in found if isinstance(q, Quarantined)}


def names(*paths: Path) -> list[str]:
    return [Path(each.path).name for each in read_articles(paths) if isinstance(each, ReadArticle)]


def test_paths_are_read_as_given_and_folders_by_name(tmp_path):
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / "in" / name)
    first = write(tmp_path / "zz.txt")
    assert names(first, tmp_path / "in") == ["zz.txt", "c.txt", "z.md", "b.txt"]


@pytest.mark.parametrize("name", ["picture.png", "empty"])
def test_where_there_is_nothing_to_read_the_known_kinds_are_named_at_once(tmp_path, name):
    write(tmp_path / "picture.png")
    write(tmp_path / "empty" / "picture.png")
    with pytest.raises(NothingToRead, match=rf"{name}.*\.csv, .*\.docx, .* and \.\w+;"):
        read_articles([tmp_path / name])


def test_an_unknown_kind_in_a_folder_is_quarantined(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.PNG")
    write(tmp_path / "LICENSE")
    found = reasons(tmp_path)
    assert found["b.PNG"].startswith("unknown kind .png; Byline reads .")
    assert found["LICENSE"].startswith("unknown kind (none)")


def test_a_folder_that_links_to_itself_is_read_once(tmp_path):
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]


def test_what_cannot_be_read_says_why_and_keeps_nothing_back(tmp_path):
    write(tmp_path / "blank.txt", " \r\n\t")
    write(tmp_path / "blank16.txt", " \n".encode("utf-16"))
    write(tmp_path / "binary.txt", bytes(range(256)) * 4)
    write(tmp_path / "good.txt")
    write(tmp_path / "large.md", b"a" * 32_000_001)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["good.txt"]
    assert reasons(tmp_path) == {
        "blank.txt": "empty",
        "blank16.txt": "empty",
        "binary.txt": "looks like binary data, not text",
        "gone.txt": "cannot be read: No such file or directory",
        "large.md": "32.0 MB in one article; the limit is 32 MB, split it",
    }


def test_a_text_in_the_form_of_this_corpus_is_body_and_named_outlets(tmp_path):
    sources = (
        "Sources and related\r\n- Tidewire: Quay ’shut’: mayor\r\n- Bay Post: Why the quay shut"
    )
    path = write(tmp_path / "a.txt", f"{BODY}\r\n{BODY}\r\n{sources}\r\n")
    [found] = read_articles([path])
    assert isinstance(found, ReadArticle)
    assert found.article.text == f"{BODY}\n{BODY}"
    assert [each.outlet for each in found.article.named_outlets] == ["Tidewire", "Bay Post"]
    assert (found.article.title, found.article.outlet, found.article.published) == ("", "", None)

from __future__ import annotations

from datetime import date
from pathlib import Path

from documents import epub, problem, zipped

from index.articles import read_articles
from index.types import ReadArticle

FERRY = (
    "The ferry to Lumen Bay was stopped on Tuesday after a leak, the port office said. Two crews "
    "looked for the hole all night, and a diver found it under the second deck.",
    '"We sail again on Friday," said captain Ilse Varga, who has led the ship for nine years.',
)
LIBRARY = (
    "The library of Orrin opened again on Monday, four years after the fire. Some 2,000 people "
    "came to see the roof of glass, and the mayor read from the first book that was saved."
)
STATED = (
    "<dc:title>The Quay Almanac</dc:title><dc:publisher>Quay Press</dc:publisher>"
    "<dc:date>2031-06-03</dc:date><dc:creator>Ada Fenn</dc:creator><dc:creator>Jon Asch"
    "</dc:creator><dc:language>en</dc:language>"
)


def chapter(title: str, *paragraphs: str) -> str:
    return f"<h1>{title}</h1>{''.join(f'<p>{each}</p>' for each in paragraphs)}"


def read(path: Path, content: bytes) -> list[ReadArticle]:
    path.write_bytes(content)
    found = [*read_articles([path])]
    assert all(isinstance(each, ReadArticle) for each in found), found
    return found


def test_each_headed_part_is_an_article_of_one_story(tmp_path):
    chapters = {"z.xhtml": chapter("Ferry stopped", *FERRY), "a.xhtml": chapter("Books", LIBRARY)}
    first, second = (
        each.article for each in read(tmp_path / "a.epub", epub(chapters, stated=STATED))
    )
    assert (first.title, first.text) == ("Ferry stopped", "\n\n".join(FERRY))
    assert (second.title, second.text) == ("Books", LIBRARY)
    for each in (first, second):
        assert (each.outlet, each.published) == ("Quay Press", date(2031, 6, 3))
        assert (each.authors, each.story) == (("Ada Fenn", "Jon Asch"), "The Quay Almanac")


def test_a_document_without_a_heading_goes_on_with_the_part_before(tmp_path):
    chapters = {"1.xhtml": chapter("Ferry stopped", FERRY[0]), "2.xhtml": f"<p>{FERRY[1]}</p>"}
    [found] = read(tmp_path / "a.epub", epub(chapters))
    assert found.article.text == "\n\n".join(FERRY)


def test_covers_are_left_out_with_a_note(tmp_path):
    chapters = {
        "cover.xhtml": "<h1>The Quay Almanac</h1><p>by Ada Fenn</p>",
        "part.xhtml": "<h1>Part one</h1>",
        "one.xhtml": chapter("Ferry stopped", *FERRY),
    }
    [found] = read(tmp_path / "a.epub", epub(chapters, stated=STATED))
    [note] = found.notes
    assert (note.kind, note.what, note.count) == ("left out", "short page", 2)
    assert (found.article.title, found.article.story) == ("Ferry stopped", "")


def test_a_book_in_one_part_without_a_heading_has_the_title_of_the_book(tmp_path):
    chapters = {"one.xhtml": "".join(f"<p>{each}</p>" for each in FERRY)}
    [found] = read(tmp_path / "a.epub", epub(chapters, stated=STATED))
    assert found.article.title == "The Quay Almanac"


def test_what_cannot_be_read_says_so(tmp_path):
    encrypted = {
        "META-INF/encryption.xml": '<encryption xmlns="urn:c"><CipherData><CipherReference '
        'URI="OEBPS/1.xhtml"/></CipherData></encryption>'
    }
    locked = epub({"1.xhtml": chapter("Ferry", *FERRY)}, **encrypted)
    assert problem(tmp_path / "a.epub", locked).startswith("encrypted; ")
    for content in (zipped({"a.txt": "x"}), b"no zip", epub({"1.xhtml": "<p/>"})):
        assert problem(tmp_path / "a.epub", content).startswith("not an EPUB file that can be read")

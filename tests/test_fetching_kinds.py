"""What was sent is known by its first bytes before what the server calls it."""

from __future__ import annotations

import io
import zipfile

import pytest

from index.web.fetching.kinds import in_utf8, kind_of

RSS = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel/></rss>'


def kind(data: bytes, content_type: str = "", path: str = "/") -> str:
    return kind_of(data, content_type=content_type, path=path)


def zipped(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told", "is_"),
    [
        (b"%PDF-1.7 ...", "text/html", ".pdf"),
        (b"<!DOCTYPE html><title>x</title>", "application/pdf", ".html"),
        (b"<!DOCTYPE html><title>x</title>", "application/rss+xml", ".html"),
        (RSS, "text/html", ".xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "text/plain", ".xml"),
        (b"\xef\xbb\xbf <!-- a --><!-- b --><html>", "text/plain", ".html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "text/xml", ".html"),
        (b'{"items": []}', "text/html", ".json"),
        (b"{\\rtf1 x}", "text/plain", ".rtf"),
        (zipped("word/document.xml"), "application/octet-stream", ".docx"),
        (zipped("mimetype", b"application/epub+zip"), "text/html", ".epub"),
    ],
)
def test_what_the_first_bytes_show_counts_more_than_what_is_told(data, told, is_):
    assert kind(data, told) == is_


@pytest.mark.parametrize(
    ("told", "path", "is_"),
    [
        ("text/html", "/lamp", ".html"),
        ("text/html", "/notes.pdf", ".html"),
        ("text/plain", "/lamp", ".txt"),
        ("text/plain", "/notes/lamp.md?raw=1", ".md"),
        ("application/octet-stream", "/wire.jsonl", ".jsonl"),
        ("", "/lamp", ".txt"),
        ("text/csv", "/export", ".csv"),
        ("image/png", "/lamp.txt", ""),
        ("application/zip", "/lamp.zip", ""),
    ],
)
def test_words_are_of_the_kind_that_the_server_says_or_the_ending_where_it_says_little(
    told, path, is_
):
    assert kind(b"The lamp of Pell Point was lit again.", told, path) == is_


def test_brackets_alone_make_no_json():
    assert kind(b"[Pell Point] The lamp was lit.", "text/html") == ".html"


def test_binary_data_without_a_name_is_of_no_kind():
    assert kind(b"\0\1\2\3") == ""


def test_a_page_of_comments_without_end_is_looked_at_in_a_moment():
    assert kind(b"<!-- -->" * 500 + b"!", "text/html") == ".html"


def test_an_encoding_that_only_the_server_names_is_not_lost():
    data = in_utf8("Огонь зажжён.".encode("koi8-r"), kind=".txt", charset="koi8-r")
    assert data.decode("utf-8-sig") == "Огонь зажжён."


@pytest.mark.parametrize("charset", ["", "no-such", "punycode", "idna", "utf-8", "hex"])
def test_an_encoding_that_makes_no_sense_changes_nothing(charset):
    data = "caf\xe9".encode("latin-1")
    assert in_utf8(data, kind=".html", charset=charset) == data


def test_what_is_utf_8_stays_so_whatever_the_server_says():
    data = "café".encode()
    assert in_utf8(data, kind=".html", charset="latin-1") == data

"""What kind of file was sent: by its first bytes, then by what the server says."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePosixPath
from urllib.parse import unquote

_HEAD = 4096
_UTF8 = codecs.BOM_UTF8
_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/ld+json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
}
_ENDINGS = {*_BY_TYPE.values(), ".htm", ".docx", ".odt", ".epub", ".xlsx", ".ndjson"}
_TEXTS = {".html", ".txt", ".md", ".csv", ".tsv", ".jsonl", ".json"}
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape"}
"""What Python decodes too, though no text of the web is written so, and some of it for hours."""

_VAGUE = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
_ZIP = b"PK\x03\x04"
_ZIPPED = (
    (b"word/document.xml", ".docx"),
    (b"xl/workbook.xml", ".xlsx"),
    (b"application/epub+zip", ".epub"),
    (b"application/vnd.oasis.opendocument.text", ".odt"),
)
# Possessive, as each part could be read in many ways: a page of comments must not take for ever.
_ROOT = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s+(?!html)[^>]*>)*+<(!doctype|[a-z][\w:.-]*)", re.S
)
_FEEDS = {b"rss", b"feed", b"rdf:rdf"}
_PAGES = {b"html", b"!doctype", b"head", b"body"}


def kind_of(data: bytes, *, content_type: str, path: str) -> str:
    """Give the ending that a file of this kind has, such as ".html"; "" where none is known.

    Args:
        data: what was sent.
        content_type: what the server calls it, without parameters.
        path: the path it was found at, whose ending counts where the server says little.
    """
    told = _BY_TYPE.get(content_type, "")
    ending = PurePosixPath(unquote(path.partition("?")[0])).suffix.lower()
    if certain := _by_first_bytes(data) or _by_markup(data):
        return certain
    if content_type in _VAGUE and ending in _ENDINGS:
        return ending
    if told in ("", ".html", ".txt") and _is_json(data):
        return ".json"
    return told or (".txt" if content_type in _VAGUE and _is_text(data) else "")


def in_utf8(data: bytes, *, kind: str, charset: str) -> bytes:
    """Write a text anew whose encoding only the server names; a reader cannot know it.

    What is UTF-8 stays as it is, whatever the server says.
    """
    if not charset or kind not in _TEXTS or _is_utf8(data):
        return data
    try:
        name = codecs.lookup(charset).name.replace("_", "-")
        return data if name in _NO_CHARSETS else _UTF8 + data.decode(name).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def _by_first_bytes(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_ZIP):
        return next((ending for mark, ending in _ZIPPED if mark in data), "")
    return ""


def _by_markup(data: bytes) -> str:
    head = data[:_HEAD].removeprefix(_UTF8).lower()
    root = _ROOT.match(head)
    if root and root[1] in _PAGES:
        return ".html"
    return ".xml" if (root and root[1] in _FEEDS) or head.lstrip().startswith(b"<?xml") else ""


def _is_json(data: bytes) -> bool:
    if data[:_HEAD].removeprefix(_UTF8).lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:_HEAD]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return True

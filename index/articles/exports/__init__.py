"""The exports of news databases: one text file with many articles and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.articles.exports.documents import Document, groups_of
from index.articles.exports.factiva import read_factiva
from index.articles.exports.labelled import read_labelled
from index.articles.stated import Stated, Unreadable
from index.types import Note

__all__ = ["split_export"]

_STARTS = re.compile(
    r"^[ \t\f]*(?:\d+ (?:of|von|de|van|di|sur) \d+ (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI)"
    r"|Document \d+ of \d+)[ \t]*$",
    re.M,
)
"""Above a document: "3 of 25 DOCUMENTS" in Nexis, "Document 3 of 25" in ProQuest."""

_ENDS = re.compile(
    r"^[ \t\f]*(?:End of Document"
    r"|(?:AN[ \t]+)?(?:Document|Dokument|Documento) (?=\w*\d{8})[A-Z]\w{14,})[ \t]*$",
    re.M,
)
"""Below one: "End of Document" in Nexis Uni, "Document VELLCO0020310304e73400012" in Factiva."""


def split_export(text: str) -> list[Stated | Unreadable]:
    """Give the articles of a news database's export; none where `text` is no such export.

    The layouts of Nexis, Nexis Uni, Factiva (with and without codes) and ProQuest are known by
    the lines that part their documents and by what is stated in them.
    """
    read = [(line, _read(piece)) for line, piece in _pieces(text)]
    articles = [document for _, document in read if document.is_article]
    if not articles or 2 * len(articles) < len(read):
        return []
    met: list[Stated | Unreadable] = []
    cover: tuple[Note, ...] = ()
    for at, (line, document) in enumerate(read):
        if document.is_article:
            met.append(Stated(document.fields(), cover, line))
            cover = ()
        elif at in (0, len(read) - 1):  # the search that it comes from
            cover = (Note("left out", "cover page"),)
        else:
            met.append(Unreadable("no text in this document of the export", line=line))
    if cover and isinstance(last := met[-1], Stated):
        met[-1] = Stated(last.fields, (*last.notes, *cover), last.line)
    return met


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give what stands between the lines that part documents, with the line it begins in."""
    marks = list(_STARTS.finditer(text)) or list(_ENDS.finditer(text))
    begins = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    line, counted = 1, 0
    for begin, end in zip(begins, ends, strict=True):
        line, counted = line + text.count("\n", counted, begin), begin
        if marks and text[begin:end].strip():
            yield line, text[begin:end]


def _read(piece: str) -> Document:
    groups = groups_of(piece)
    return read_factiva(groups) or read_labelled(groups)

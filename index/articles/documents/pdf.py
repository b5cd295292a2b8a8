"""Reading PDF files: from words on pages to a text in the order it is read."""

from __future__ import annotations

from collections.abc import Iterator

from index.articles.blocks import heading_of, joined, title_from
from index.articles.documents.pdf_heads import day_of, part_heads
from index.articles.documents.pdf_lines import columns_of, rows_of
from index.articles.documents.pdf_paragraphs import blocks_of, paragraphs_of
from index.articles.documents.pdf_words import Page, read_pages
from index.articles.stated import Stated, Unreadable
from index.types import Note

_ABOVE_TEXT = 3


def read_pdf(data: bytes) -> Iterator[Stated]:
    """Read the text of a PDF file without its running heads, column by column.

    The title is the heading at its top, else the one that the file states. The day is one that
    the running heads state; the dates of the file are not the article's.

    Raises:
        Unreadable: where it is encrypted, damaged, or holds no text.
    """
    pages, stated = read_pages(data)
    if not any(page.words for page in pages):
        if any(page.is_scan for page in pages):
            raise Unreadable("page images without text; run OCR over it first")
        raise Unreadable("no text in it")
    kept, heads = part_heads([rows_of(page.words) for page in pages])
    columns = [column for rows in kept for column in columns_of(rows)]
    blocks = [*blocks_of(paragraphs_of(columns))]
    text = joined(blocks)
    title = heading_of(blocks[:_ABOVE_TEXT]) or title_from(stated, text=text)
    doubtful = sum(column.are_doubtful for column in columns)
    yield Stated(
        {"text": text, "title": title, "published": day_of(heads)},
        notes=tuple(_notes(pages, heads=len(heads), doubtful=doubtful)),
        headed=True,
    )


def _notes(pages: list[Page], *, heads: int, doubtful: int) -> Iterator[Note]:
    scans = sum(page.is_scan for page in pages)
    askew = sum(page.askew for page in pages)
    if scans:
        yield Note("left out", "page without text", "run OCR over the file first", scans)
    if heads:
        yield Note("left out", "page head", count=heads)
    if askew:
        yield Note("left out", "word", "set at another angle", askew)
    if doubtful:
        yield Note("doubtful", "column layout", count=doubtful)

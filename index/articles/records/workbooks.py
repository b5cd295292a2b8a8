"""Workbooks of Excel (the only place that knows openpyxl)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from index.articles.records.headers import Header, find_header, no_text_column
from index.articles.stated import Met, Stated, Unreadable
from index.types import Note

_MAX_UNPACKED = 200_000_000
_ROWS_LOOKED_AT = 20
_WIDEST = 500
_NO_VALUES = frozenset({"#N/A", "#VALUE!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!"})
_DAMAGE = (
    AttributeError, BadZipFile, EOFError, IndexError, KeyError, NotImplementedError, OSError,
    ParseError, RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What a file that is no sound workbook makes zipfile, the XML parser and openpyxl raise."""


def read_workbook(path: Path, choice: Mapping[str, str]) -> Met:
    """Read one record a row of every sheet that has a column of text.

    Raises:
        Unreadable: where it is damaged, encrypted or no workbook, unpacks to over 200 MB, or none
            of its sheets has a column of text.
        OSError: where the file cannot be opened.
    """
    workbook = _opened(_unpacked(path))
    try:
        yield from _records(workbook, choice)
    except _DAMAGE as error:
        raise _damaged(error) from error
    finally:
        workbook.close()


def _unpacked(path: Path) -> bytes:
    with path.open("rb") as file:
        if path.suffix.lower() != ".gz":
            return file.read(_MAX_UNPACKED)
        try:
            return gzip.GzipFile(fileobj=file).read(_MAX_UNPACKED)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable(f"the compressed file is broken ({error})") from error


def _opened(data: bytes) -> Any:
    from openpyxl import load_workbook

    try:
        with ZipFile(BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > _MAX_UNPACKED:
            raise Unreadable(
                f"unpacks to {unpacked:,} bytes; the limit is {_MAX_UNPACKED:,}, save it as CSV"
            )
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(f"not an Excel workbook that can be read ({error}); save it again or as CSV")


def _records(workbook: Any, choice: Mapping[str, str]) -> Met:
    heads = {
        sheet.title: list(islice(_rows(sheet), _ROWS_LOOKED_AT)) for sheet in workbook.worksheets
    }
    headers = {title: find_header(rows, choice) for title, rows in heads.items()}
    if not any(headers.values()):
        raise no_text_column(next((row for rows in heads.values() for row in rows if any(row)), []))
    # A sheet without a text is named, unless there is nothing in it.
    notes = tuple(
        Note("left out", "sheet", title)
        for title, header in headers.items()
        if not header and any(any(row) for row in heads[title])
    )
    for sheet in workbook.worksheets:
        if header := headers[sheet.title]:
            for stated in _of_sheet(sheet, header):
                yield Stated(stated.fields, (*notes, *stated.notes), stated.line)
                notes = ()


def _of_sheet(sheet: Any, header: Header) -> Iterator[Stated]:
    notes = header.notes
    for line, row in enumerate(_rows(sheet), 1):
        if line > header.rows_above and any(row):
            yield Stated(dict(zip(header.names, row, strict=False)), notes, line)
            notes = ()


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    for row in sheet.iter_rows(values_only=True):
        yield [_written(value) for value in row[:_WIDEST]]


def _written(value: object) -> str:
    """Give the value of a cell as it would be written; a day is a time at midnight there."""
    from openpyxl.utils.escape import unescape

    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or value in _NO_VALUES:
        return ""
    return unescape(value) if isinstance(value, str) else str(value)

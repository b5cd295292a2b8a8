"""Tables of text: one record a row, parted by commas, semicolons, tabs or bars; streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.articles.records.headers import Header, find_header, no_text_column
from index.articles.records.opening import decoded, opened
from index.articles.stated import Met, Stated, Unreadable

_DELIMITERS = ",;\t|"
_HEAD = 65_536
_ROWS_LOOKED_AT = 20
_NO_LIMIT = 2**31 - 1

_Row = tuple[int, list[str] | Unreadable]


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How cells are parted, and how a quotation mark in a quoted cell is written.

    `escape` is "" where it is doubled. Where cells are not `quoted` it is a character as any other.
    """

    delimiter: str
    escape: str = ""
    quoted: bool = True


def read_table(path: Path, choice: Mapping[str, str]) -> Met:
    """Read one record a row of the file at `path`, under the names in its first row.

    Raises:
        Unreadable: where no column is a text, with the columns that were found.
        OSError: where the file cannot be opened.
    """
    dialect, header = _understood(_head(path), choice)
    with opened(path) as stream:
        rows = _rows(stream, dialect)
        for _ in range(header.rows_above):
            next(rows, None)
        yield from _stated(rows, header)


def usual_order(path: Path, choice: Mapping[str, str]) -> bool | None:
    """Tell whether days come first in tables such as this one; None where that is not known.

    Semicolons part cells where a comma stands in decimal numbers, and there days come first.
    """
    dialect, _ = _understood(_head(path), choice)
    return True if dialect.delimiter == ";" else None


def _head(path: Path) -> str:
    with opened(path) as stream:
        return stream.read(_HEAD)


def _stated(rows: Iterator[_Row], header: Header) -> Met:
    notes, width = header.notes, len(header.names)
    for line, row in rows:
        if isinstance(row, Unreadable):
            yield row
        elif any(cell.strip() for cell in row[width:]):
            reason = f"{len(row)} values for {width} columns; is a quote missing?"
            yield Unreadable(reason, line=line)
        elif any(row):
            fields = dict(zip(header.names, map(decoded, row), strict=False))
            yield Stated(fields, notes, line)
            notes = ()


def _understood(head: str, choice: Mapping[str, str]) -> tuple[_Dialect, Header]:
    """Find the dialect under which the names of the columns say most."""
    rows = {mark: _head_rows(head, _Dialect(mark)) for mark in _DELIMITERS}
    widest = max(_DELIMITERS, key=lambda mark: len(rows[mark][0]) if rows[mark] else 0)
    found = {mark: find_header(rows[mark], choice) for mark in _DELIMITERS}
    known = {mark: header for mark, header in found.items() if header}
    if not known:
        raise no_text_column(rows[widest][0] if rows[widest] else [])
    best = max(known, key=lambda mark: known[mark].known)
    return _dialect(head, best), known[best]


def _head_rows(head: str, dialect: _Dialect) -> list[list[str]]:
    rows = _rows(iter(head.splitlines(keepends=True)), dialect)
    return [
        list(map(decoded, row)) if isinstance(row, list) else []
        for _, row in islice(rows, _ROWS_LOOKED_AT)
    ]


def _dialect(head: str, delimiter: str) -> _Dialect:
    """Find the first way of quoting under which no row is broken, the usual one if each has some.

    Between tabs and bars quotation marks are often just text.
    """
    ways = [usual := _Dialect(delimiter)]
    if '\\"' in head:
        ways.append(_Dialect(delimiter, escape="\\"))
    if delimiter in "\t|":
        ways.append(_Dialect(delimiter, quoted=False))
    return next((way for way in ways if not _breaks(head, way)), usual)


def _breaks(head: str, dialect: _Dialect) -> bool:
    rows = list(_rows(iter(head.splitlines(keepends=True)), dialect))
    whole = rows[:-1] if len(head) == _HEAD else rows  # the last one may be cut off
    return any(isinstance(row, Unreadable) for _, row in whole)


def _rows(lines: Iterator[str], dialect: _Dialect) -> Iterator[_Row]:
    """Give each row of a table with its first line; a broken one is its problem."""
    delimiter = dialect.delimiter
    if dialect.escape:
        reader = csv.reader(
            lines, strict=True, delimiter=delimiter, escapechar=dialect.escape, doublequote=False
        )
    elif dialect.quoted:
        reader = csv.reader(lines, strict=True, delimiter=delimiter)
    else:
        reader = csv.reader(lines, strict=True, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    while True:
        line = reader.line_num + 1
        try:
            with _no_field_limit():
                row = next(reader, None)
        except csv.Error as error:
            yield line, Unreadable(f"not valid CSV ({error})", line=line)
            continue
        if row is None:
            return
        yield line, row


@contextmanager
def _no_field_limit() -> Iterator[None]:
    """Lift csv's limit of 131,072 characters a field, which the whole process shares."""
    limit = csv.field_size_limit(_NO_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(limit)

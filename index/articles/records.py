"""Files that hold many articles: JSON lines, JSON, CSV. All but JSON are streamed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from index.articles.decoding import decode, unicode_encoding
from index.articles.mail import read_mbox
from index.articles.names import TEXT_NAMES, by_our_names
from index.articles.stated import Met, Stated, Unreadable

ReadRecords = Callable[[TextIO], Met]

_LONGEST_LINE = 64_000_000
_HEAD = 4096
_NO_LIMIT = 2**31 - 1


def read_records(path: Path, reader: ReadRecords) -> Met:
    """Stream the records of the file at `path`, in their order.

    What is wrong with one record takes its place, and the rest goes on.

    Raises:
        Unreadable: where the file breaks off; the records before that have been given.
        OSError: where it cannot be opened.
    """
    try:
        with _opened(path) as stream:
            yield from reader(stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"the compressed file breaks off here ({error})") from error


def read_json_lines(stream: TextIO) -> Met:
    """Read one record a line; blank lines are passed over."""
    lines = iter(lambda: stream.readline(_LONGEST_LINE), "")
    for number, line in enumerate(lines, 1):
        if len(line) == _LONGEST_LINE:
            reason = (
                f"a line of over {_LONGEST_LINE:,} characters; the rest of the file is left out"
            )
            yield Unreadable(reason, line=number)
            return
        if line.strip():
            yield _parsed(line, number)


def read_json(stream: TextIO) -> Met:
    """Read a list of records, or one record."""
    try:
        found = json.loads(stream.read())
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not valid JSON ({error})") from error
    for record in found if isinstance(found, list) else [found]:
        yield _record(record, 0)


def read_csv(stream: TextIO) -> Met:
    """Read one record a row, under the names in the first row."""
    rows = _rows(stream)
    _, header = next(rows, (1, []))
    if isinstance(header, Unreadable) or "text" not in by_our_names(dict.fromkeys(header, "-")):
        names = ", ".join(TEXT_NAMES)
        raise Unreadable(f"no column of text; expected comma-separated names, one of them {names}")
    for line, row in rows:
        if isinstance(row, Unreadable):
            yield row
        elif len(row) > len(header):
            reason = f"{len(row)} values for {len(header)} columns; is a quote missing?"
            yield Unreadable(reason, line=line)
        elif row:
            yield Stated(dict(zip(header, map(_mended, row), strict=False)), line=line)


RECORD_READERS: dict[str, ReadRecords] = {
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".mbox": read_mbox,
}


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Open a file as text, unpacked; bytes that are not UTF-8 are kept for `_mended`."""
    with path.open("rb") as file:
        stream = gzip.GzipFile(fileobj=file) if path.suffix.lower() == ".gz" else file
        encoding = unicode_encoding(stream.peek(_HEAD)[:_HEAD]) or "utf-8-sig"
        errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
        with io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text:
            yield text


def _mended(text: str) -> str:
    """Decode again, by what it looks like, a text whose bytes were not UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return decode(text.encode("utf-8", "surrogateescape"))
    return text


def _parsed(line: str, number: int) -> Stated | Unreadable:
    try:
        return _record(json.loads(_mended(line.rstrip())), number)
    except Unreadable as problem:
        return Unreadable(str(problem), line=number)
    except json.JSONDecodeError as error:
        return Unreadable(f"not valid JSON ({error.msg}, character {error.colno})", line=number)
    except (ValueError, RecursionError) as error:
        return Unreadable(f"not valid JSON ({error})", line=number)


def _record(found: object, line: int) -> Stated | Unreadable:
    if isinstance(found, dict):
        return Stated(found, line=line)
    return Unreadable("not a JSON object", line=line)


def _rows(stream: TextIO) -> Iterator[tuple[int, list[str] | Unreadable]]:
    """Give each row of a CSV file with its first line; a broken one is its problem."""
    reader = csv.reader(stream, strict=True)
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

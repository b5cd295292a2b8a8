"""Files that hold many articles: JSON lines, JSON, tables of text, workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from index.articles.choosing import chosen
from index.articles.dates import DayFirst
from index.articles.mail import read_mbox
from index.articles.records.documents import read_json, read_json_lines
from index.articles.records.opening import opened
from index.articles.records.orders import day_order
from index.articles.records.plain import plain_record
from index.articles.records.tables import read_table, usual_order
from index.articles.records.workbooks import read_workbook
from index.articles.stated import Met, Stated, Unreadable

__all__ = ["RECORD_READERS", "TABLE_READERS", "order_of_days", "read_records"]

ReadRecords = Callable[[TextIO], Met]
"""Reads a stream of records, in their order; one that cannot be read is yielded in its place."""

ReadTable = Callable[[Path, Mapping[str, str]], Met]
"""Reads a table; the names of its columns may be chosen, so it has to know what is."""

_STREAMED: dict[str, ReadRecords] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".mbox": read_mbox,
}
_TABLES: dict[str, ReadTable] = {
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".psv": read_table,
    ".xlsx": read_workbook,
}
RECORD_READERS = _STREAMED | {f"{kind}.gz": reader for kind, reader in _STREAMED.items()}
TABLE_READERS = _TABLES | {f"{kind}.gz": reader for kind, reader in _TABLES.items()}


def read_records(path: Path, kind: str, choice: Mapping[str, str]) -> Met:
    """Give the records of the file at `path`, in their order and under our names.

    What is wrong with one record takes its place, and the rest goes on.

    Raises:
        Unreadable: where nothing more can be read; the records before that have been given.
        OSError: where it cannot be opened.
    """
    for met in _as_met(path, kind, choice):
        yield _plain(met, choice) if isinstance(met, Stated) else met


def order_of_days(path: Path, kind: str, choice: Mapping[str, str]) -> DayFirst:
    """Give what tells whether days come first in the dates of the file at `path`."""

    def again() -> Met:
        for met in _as_met(path, kind, choice):
            if isinstance(met, Stated):
                yield Stated({**met.fields, **chosen(met.fields, choice)})

    def usual() -> bool | None:
        return usual_order(path, choice) if TABLE_READERS.get(kind) is read_table else None

    return day_order(again, usual=usual)


def _as_met(path: Path, kind: str, choice: Mapping[str, str]) -> Iterator[Stated | Unreadable]:
    if kind in TABLE_READERS:
        yield from TABLE_READERS[kind](path, choice)
        return
    with opened(path) as stream:
        yield from RECORD_READERS[kind](stream)


def _plain(met: Stated, choice: Mapping[str, str]) -> Stated | Unreadable:
    try:
        return plain_record(met, choice)
    except Unreadable as problem:
        return Unreadable(str(problem), line=met.line)

"""JSON: one record a line, streamed, and documents.

A document is a list of records, one record, or records wrapped in what an interface adds.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, TextIO

from index.articles.names import by_our_names, meaning_of
from index.articles.records.opening import decoded
from index.articles.stated import Met, Stated, Unreadable

_LONGEST_LINE = 64_000_000


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


def record(found: object, line: int = 0) -> Stated | Unreadable:
    """Give a value of JSON as the record that it should be."""
    if isinstance(found, dict):
        return Stated(found, line=line)
    return Unreadable("not a JSON object", line=line)


def _parsed(line: str, number: int) -> Stated | Unreadable:
    try:
        return record(json.loads(decoded(line.rstrip())), number)
    except Unreadable as problem:
        return Unreadable(str(problem), line=number)
    except json.JSONDecodeError as error:
        return Unreadable(f"not valid JSON ({error.msg}, character {error.colno})", line=number)
    except (ValueError, RecursionError) as error:
        return Unreadable(f"not valid JSON ({error})", line=number)


_LONGEST = 500_000_000
_DEEPEST = 4
_LOOKED_AT = 5


def read_json(stream: TextIO) -> Met:
    """Read the records of a JSON document; JSON lines under this ending are read as such.

    Raises:
        Unreadable: where it is no JSON, or longer than 500 million characters.
    """
    text = stream.read(_LONGEST)
    if len(text) == _LONGEST:
        raise Unreadable(f"over {_LONGEST:,} characters in one JSON document; make it JSON lines")
    try:
        found = json.loads(decoded(text))
    except (ValueError, RecursionError) as error:
        if not _begins_with_a_record(text):
            raise Unreadable(f"not valid JSON ({error})") from error
        yield from read_json_lines(StringIO(text))
        return
    for each in records_in(found):
        yield record(each)


def records_in(found: Any) -> list[Any]:
    """Find the records in a JSON document: its own, or the nearest list of what has a text."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return [found]
    if columns := _in_columns(found):
        return columns
    if "text" in by_our_names(found):
        return [found]
    lists = list(_lists_in(found))
    for name in ("text", "summary"):
        for each in lists:
            if any(name in by_our_names(record) for record in each[:_LOOKED_AT]):
                return _of_feed(found, each)
    return [found] if "summary" in by_our_names(found) or not lists else max(lists, key=len)


def _begins_with_a_record(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lists_in(found: dict[str, Any]) -> Iterator[list[Any]]:
    """Give the lists of tables in a document, the nearest first; a table of tables is one too."""
    waiting: deque[tuple[int, Any]] = deque([(0, found)])
    while waiting:
        depth, value = waiting.popleft()
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield value
        elif isinstance(value, dict) and depth < _DEEPEST:
            waiting.extend((depth + 1, each) for each in value.values())
            if value and all(isinstance(each, dict) for each in value.values()):
                yield list(value.values())


def _in_columns(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the rows of a table that is kept column by column, as pandas writes it; else none."""
    names, rows = found.get("columns"), found.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        return [dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list)]
    columns = {
        name: list(column.values()) if isinstance(column, Mapping) else column
        for name, column in found.items()
    }
    lengths = {len(column) if isinstance(column, list) else 0 for column in columns.values()}
    kinds = {type(column) for column in found.values()}
    has_text = any(meaning_of(name) == "text" for name in found)
    if len(columns) == 1 or not has_text or len(lengths) > 1 or len(kinds) > 1 or 0 in lengths:
        return []
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _of_feed(found: dict[str, Any], items: list[Any]) -> list[Any]:
    """Give the items of a JSON Feed its title as their outlet, and any others as they are."""
    if "jsonfeed.org" not in str(found.get("version")):
        return items
    return [{"outlet": found.get("title"), **item} for item in items]

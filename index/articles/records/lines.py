"""JSON lines: one record a line, streamed."""

from __future__ import annotations

import json
from typing import TextIO

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

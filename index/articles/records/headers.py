"""The row that names the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.articles.choosing import chosen
from index.articles.names import TEXT_NAMES, by_our_names, meaning_of
from index.articles.stated import Unreadable
from index.types import Note

_ROWS_LOOKED_AT = 10
_FEWEST_KNOWN = 2
_SHOWN, _LONGEST_SHOWN = 12, 30


@dataclass(frozen=True, slots=True)
class Header:
    """The names of a table's columns, and how many rows are passed over to come to its records.

    `known` counts the names that are ours. The `notes` belong to the first record.
    """

    names: tuple[str, ...]
    rows_above: int
    known: int
    notes: tuple[Note, ...] = ()


def find_header(rows: Sequence[Sequence[str]], choice: Mapping[str, str]) -> Header | None:
    """Find the first of `rows` that names a column of text; None where there is none.

    Where `choice` gives the column of the text as a number, the table has no names: its columns
    are called "1", "2" and so on, and its first row is a record.
    """
    if choice.get("text", "").isdigit():
        width = max(map(len, rows), default=0)
        return Header(tuple(str(number + 1) for number in range(width)), 0, 1)
    passed = 0
    for above, row in enumerate(rows[:_ROWS_LOOKED_AT]):
        names = tuple(cell.strip() for cell in row)
        if not any(names) or (len(names) <= 2 and names[0].lower().startswith("sep=")):  # noqa: PLR2004
            continue
        cells = dict.fromkeys(names, "-")
        known = sum(bool(meaning_of(name)) for name in names) + len(chosen(cells, choice))
        has_text = {"text", "summary"} & (by_our_names(cells) | chosen(cells, choice)).keys()
        if has_text and (not passed or known >= _FEWEST_KNOWN):
            left_out = Note("left out", "line above the table", count=passed)
            return Header(names, above + 1, known, (left_out,) if passed else ())
        passed += 1
    return None


def no_text_column(found: Sequence[str]) -> Unreadable:
    """Say that no column is a text, which were found, and how to name one."""
    shown = [
        f"“{' '.join(cell.split())[:_LONGEST_SHOWN]}”" for cell in found[:_SHOWN] if cell.strip()
    ]
    more = ", ..." if len(found) > _SHOWN else ""
    names = ", ".join(TEXT_NAMES)
    return Unreadable(
        f"no column of text; the first row has {', '.join(shown) or 'nothing'}{more}. Name the "
        f"columns in the first row, the text as one of {names}, or say which it is, as in "
        "--field text=COLUMN (the name of a column, or its number where there are no names)"
    )

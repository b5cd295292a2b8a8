"""Accounts in a terminal: a line a version, in columns where there is room, else stacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Final

from assistant.rendering.accounts import COLUMNS, account_heading, agreement, cells
from assistant.rendering.escaping import plain

if TYPE_CHECKING:
    from assistant.types import Account, Answer, Version

_ROOM: Final = 80  # columns of a screen that a table needs
_MARGIN: Final = 2
_NARROWEST: Final = 4  # so that a number in its brackets is not broken


def told_accounts(answer: Answer, width: int) -> Iterator[str]:
    """Give a block for each account: its versions under a heading, or how many agree on one."""
    for account in answer.accounts:
        if account.is_disputed:
            heading = fill(plain(account_heading(account)), width)
            laid = _table if width >= _ROOM else _stacked
            yield f"{heading}\n{laid(account, width)}"
        elif agreed := agreement(account):
            yield fill(agreed, width)


def _row(version: Version) -> Sequence[str]:
    numbers = " ".join(f"[{label}]" for label in version.labels)
    return *(plain(cell) for cell in cells(version)), numbers


def _table(account: Account, width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _MARGIN))
    for _ in COLUMNS:
        grid.add_column(overflow="fold", min_width=_NARROWEST)
    for version in account.versions:
        grid.add_row(*map(Text, _row(version)))
    # With both sizes given, the terminal it runs in is not asked.
    console = Console(width=width - _MARGIN, height=1, color_system=None, legacy_windows=False)
    lines = console.render_lines(grid, pad=False)
    written = ("".join(piece.text for piece in line).rstrip() for line in lines)
    return "\n".join(" " * _MARGIN + line for line in written)


def _stacked(account: Account, width: int) -> str:
    return "\n".join(_line(_row(version), width) for version in account.versions)


def _line(row: Sequence[str], width: int) -> str:
    *said, numbers = dict.fromkeys(filter(None, row))
    line = f"{', '.join(said)} {numbers}"
    indents = " " * _MARGIN, " " * 2 * _MARGIN
    return fill(line, width, initial_indent=indents[0], subsequent_indent=indents[1])

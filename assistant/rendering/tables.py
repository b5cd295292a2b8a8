"""Accounts as tables of an exported page, and the numbers there that lead to the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from assistant.rendering.accounts import COLUMNS, account_heading, agreement, cells
from assistant.rendering.escaping import printable

if TYPE_CHECKING:
    from assistant.types import Account, Answer, Version

_TABLE: Final = Markup(
    '<table class="accounts">\n<caption dir="auto">{caption}</caption>\n'
    "<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
)


def number(label: str, prefix: str, *, is_first: bool = False) -> Markup:
    """Write a number that leads to its source; the source leads back to where it `is_first`."""
    name = Markup(' id="{}mention-{}"').format(prefix, label) if is_first else Markup()
    return Markup('<sup><a{} href="#{}source-{}">[{}]</a></sup>').format(name, prefix, label, label)


def accounts_html(answer: Answer, prefix: str) -> Iterator[Markup]:
    """Give a table for each account that has several versions, else how many articles agree."""
    told = {label for claim in answer.claims for label in claim.citations}
    for account in answer.accounts:
        if account.is_disputed:
            yield _table(account, told, prefix)
        elif agreed := agreement(account):
            yield Markup('<p class="note">{}</p>').format(agreed)


def _table(account: Account, told: set[str], prefix: str) -> Markup:
    return _TABLE.format(
        caption=printable(account_heading(account)),
        columns=Markup().join(Markup('<th scope="col">{}</th>').format(each) for each in COLUMNS),
        rows=Markup("\n").join(_row(version, told, prefix) for version in account.versions),
    )


def _row(version: Version, told: set[str], prefix: str) -> Markup:
    """Write a version; the labels that are mentioned here for the first time go into `told`."""
    written = (Markup('<td dir="auto">{}</td>').format(printable(each)) for each in cells(version))
    numbers = []
    for label in version.labels:
        numbers.append(number(label, prefix, is_first=label not in told))
        told.add(label)
    return Markup("<tr>{}<td>{}</td></tr>").format(Markup().join(written), Markup().join(numbers))

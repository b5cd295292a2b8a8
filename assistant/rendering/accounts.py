"""How accounts are told at every door: their heading, and who gives a version, of when, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.types import counted

if TYPE_CHECKING:
    from assistant.types import Account, Answer, Standing, Version

COLUMNS: Final = ("Value", "Given by", "Outlet", "Day", "Status", "Source")
"""What stands in the columns of a table of accounts; `cells` gives all but the last."""

_STANDING: Mapping[Standing, str] = {
    "agrees": "",
    "updated": "updated",
    "earlier": "given earlier",
    "differs": "differs",
    "other scope": "about something else",
}


def disputed(answer: Answer) -> list[Account]:
    """Give the accounts that are laid side by side: those with more than one version."""
    return [account for account in answer.accounts if account.is_disputed]


def account_heading(account: Account) -> str:
    """Say what the versions are to one another, and of what; "" where there is only one."""
    if not account.is_disputed:
        return ""
    standings = {version.status for version in account.versions}
    if "differs" in standings:
        said = "Accounts differ"
    elif standings & {"updated", "earlier"}:
        said = "Updated"
    else:
        said = "Accounts of different things"
    return f"{said}: {account.about}"


def agreement(account: Account) -> str:
    """Say how many articles agree, "" where accounts are told apart or one article is alone."""
    articles = {each.article.id for version in account.versions for each in version.evidence}
    is_shared = len(articles) > 1 and not account.is_disputed
    if not is_shared:
        return ""
    return f"{len(articles)} articles agree, from {counted(account.origins, 'independent origin')}."


def standing(version: Version) -> str:
    """Say in plain words how a version goes with the others, "" where it agrees."""
    return _STANDING[version.status]


def teller(version: Version) -> str:
    """Name who gives a version, and who passed it on; the outlet where the text names nobody."""
    if not version.speaker:
        return version.article.outlet or version.article.name
    relayed = f", relayed by {version.relayed_by}" if version.relayed_by else ""
    return version.speaker + relayed


def dated(version: Version) -> str:
    """Give the day a version is of, and that of publication where it is another."""
    days = _day(version.day), _day(version.article.published)
    if days[0] and days[1] and days[0] != days[1]:
        return f"{days[0]}, published {days[1]}"
    return days[0] or days[1]


def cells(version: Version) -> Sequence[str]:
    """Give what stands in `COLUMNS` for a version, but for its numbers; not escaped."""
    outlet = version.article.outlet
    return version.value, teller(version), outlet, dated(version), standing(version)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b} {day.year}" if day else ""

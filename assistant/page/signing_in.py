"""The pages for people who sign in."""

from __future__ import annotations

from assistant.page.view import view
from assistant.people import LONGEST, SHORTEST


def sign_in_page(*, wanted: str = "", name: str = "", failure: str = "") -> str:
    """Write the page where people sign in, to go on to the address `wanted` below Byline's."""
    return view("sign_in.html", wanted=wanted, person=name, failure=failure)


def account_page(name: str, *, is_changed: bool = False, failure: str = "") -> str:
    """Write the page where `name` signs out, or changes the password."""
    return view(
        "account.html",
        person=name,
        is_changed=is_changed,
        failure=failure,
        shortest=SHORTEST,
        longest=LONGEST,
    )

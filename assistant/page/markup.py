"""The pieces of HTML and of wording that every part of a turn is written with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from markupsafe import Markup

_BREAKS: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\n\r\t"})


def one_line(html: Markup) -> str:
    """Write line breaks and tabs as references: nothing on the way takes them for its own."""
    return str(html).translate(_BREAKS)


def day_html(day: date) -> Markup:
    """Write a day for readers and for programs."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), spoken(day))


def spoken(day: date) -> str:
    """Write a day as it is said, such as 3 May 2031."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """Write `number` with what is counted, such as "1 article" or "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def list_html(kind: str, css: str, items: Iterable[Markup], *, label: str = "") -> Markup:
    """Write a list of `kind` ul or ol; `label` names it for who cannot see it."""
    named = Markup(' aria-label="{}"').format(label) if label else Markup()
    return Markup('<{kind} class="{css}"{named}>{items}</{kind}>').format(
        kind=kind, css=css, named=named, items=joined(items)
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Put pieces together, one right behind the other."""
    return Markup().join(parts)

"""What the pages at addresses of their own have in common: their frame, style and script."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from markupsafe import Markup

from assistant.page.html import address_of, failure_html
from assistant.rendering import template
from assistant.types import counted, spoken, titled


def view(
    name: str, *, here: str = "", depth: int = 0, script: str = "view.js", **values: Any
) -> str:
    """Write the page of the template `name`, which stands in `frame.html`.

    Args:
        name: the template.
        here: the room that it is, as the way to the others calls it.
        depth: how many folders its address lies below Byline's.
        script: the file of its own script, beside the one of all pages.
        **values: what is put into it, escaped.
    """
    return template("assistant.page", name, _kept).render(
        here=here,
        root="../" * depth,
        style=_own("page.css") + _own("view.css"),
        script=_own("shade.js") + _own(script),
        failure_html=failure_html,
        address_of=address_of,
        counted=counted,
        spoken=spoken,
        title_of=titled,
        **values,
    )


def problem_page(heading: str, sentence: str, *, depth: int) -> str:
    """Write the page of what cannot be shown, and why; `depth` as in `view`."""
    return view("problem.html", depth=depth, heading=heading, sentence=sentence)


def _own(name: str) -> Markup:
    # It is our own file, read here and nowhere mixed with anything else.
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704


def _kept(text: str) -> Markup:
    """Escape `text`; a browser would read a line break of two signs as one."""
    return Markup("{}").format(text).replace("\r", Markup("&#13;"))

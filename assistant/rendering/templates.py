"""HTML from Jinja templates: whatever is put into one is escaped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(room: str, name: str, written: Callable[[str], str] = str) -> Template:
    """Load the template `name` of the package `room`; a text goes into it as `written` gives it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def put(value: Any) -> Any:
        return value if isinstance(value, Markup) else written(str(value))

    return Environment(
        autoescape=True,
        finalize=put,
        loader=FunctionLoader(lambda name: files(room).joinpath(name).read_text("utf-8")),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    ).get_template(name)

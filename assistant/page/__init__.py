"""The page as plain HTML: an answer in, a string out. Only `app.py` knows what shows it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from assistant.page.adding import add_page, delivery_page
from assistant.page.alone import article_page
from assistant.page.archive import Listing, archive_page, remove_page
from assistant.page.asked import LIMITS, Asked
from assistant.page.glance import examples_from, glance_html
from assistant.page.html import BROKEN, MASTHEAD, failure_html, turn_html
from assistant.page.keeping import Shelf
from assistant.page.measure import MeasuredRun, measure_page
from assistant.page.past import KEPT, Past, earlier_html, told
from assistant.page.signing_in import account_page, sign_in_page
from assistant.page.stopping import Stops
from assistant.page.stories import stories_page, story_page
from assistant.page.turn import Turn, take_turn
from assistant.page.view import problem_page

__all__ = [
    "BROKEN",
    "KEPT",
    "LIMITS",
    "MASTHEAD",
    "Asked",
    "Listing",
    "MeasuredRun",
    "Past",
    "Shelf",
    "Stops",
    "Turn",
    "account_page",
    "add_page",
    "archive_page",
    "article_page",
    "delivery_page",
    "earlier_html",
    "examples_from",
    "failure_html",
    "favicon",
    "glance_html",
    "head_html",
    "measure_page",
    "problem_page",
    "remove_page",
    "sign_in_page",
    "stories_page",
    "story_page",
    "take_turn",
    "told",
    "turn_html",
]


def head_html() -> Markup:
    """Give what the page needs in its `<head>`: its style, and the script of the reading pane."""
    room = files(__name__)
    style = room.joinpath("page.css").read_text(encoding="utf-8")
    script = room.joinpath("page.js").read_text(encoding="utf-8")
    # Both are our own files, read here and nowhere mixed with anything else.
    return Markup(f"<style>{style}</style>\n<script>{script}</script>")  # noqa: S704


def favicon() -> Path:
    """Locate the sign of the page, an SVG picture."""
    return Path(str(files(__name__).joinpath("favicon.svg")))

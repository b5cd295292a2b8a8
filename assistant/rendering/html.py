"""An answer, or a conversation, as one HTML page that needs nothing else: no request, no script.

Every text that goes into a template is made printable, and escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from assistant.rendering import accounts, words
from assistant.rendering.escaping import address, inside, is_web_address, printable
from assistant.rendering.templates import template
from index import content_hash

if TYPE_CHECKING:
    from assistant.types import Answer


def as_html(answer: Answer, *, dropped: bool = False, home: str = "") -> str:
    """Render `answer` as a page: its sentences, and each source under its number.

    With `dropped`, what a model wrote and what did not hold follows, with the reasons. `home` is
    the address of the page where questions are asked, if there is one.
    """
    return _page(answer.question.text, "", [_article(answer, "h1", dropped=dropped)], home=home)


def as_fragment(answer: Answer) -> str:
    """Render `answer` as a part of a page of somebody else's, such as a notebook's."""
    place = f"answer-{content_hash(answer.question.text, answer.text)}"  # several may stand there
    return str(_article(answer, "h3", place=place))


def conversation_as_html(title: str, answers: Sequence[Answer]) -> str:
    """Render a conversation as a page: each question with its answer, numbers as they were."""
    turns = [_article(each, "h2", place=f"turn-{turn}") for turn, each in enumerate(answers, 1)]
    return _page(title, title, turns)


def _page(title: str, heading: str, articles: Sequence[Markup], *, home: str = "") -> str:
    page = template("assistant.rendering", "page.html", printable)
    return page.render(title=title, heading=heading, articles=articles, home=home) + "\n"


def _article(answer: Answer, heading: str, *, place: str = "", dropped: bool = False) -> Markup:
    article = template("assistant.rendering", "answer.html", printable).render(
        answer=answer,
        heading=heading,
        place=place,
        prefix=f"{place}-" if place else "",
        dropped=dropped,
        words=words,
        accounts=accounts,
        address=address,
        inside=_inside,
        is_web_address=is_web_address,
    )
    return Markup(article)  # noqa: S704 - the template has escaped what is in it


def _inside(text: str) -> Markup:
    return escape(inside(text, printable))

"""Writes accounts side by side, the outlets that articles name, and the articles there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from assistant.page.markers import address_of, number_html, title_of
from assistant.page.markup import day_html, joined, list_html
from assistant.page.timeline import timeline_svg
from assistant.page.turn import Turn
from assistant.rendering.accounts import COLUMNS, account_heading, agreement, cells
from assistant.types import Account, Answer, Citation, Naming, Version
from index import Article

_TABLE: Final = Markup(
    '<table class="accounts"><caption>{}</caption><thead><tr>{}</tr></thead>'
    "<tbody>{}</tbody></table>"
)


def accounts_html(turn: Turn) -> Markup:
    """Write each account: a table where it is disputed, else one line that says who agrees."""
    if turn.answer is None:
        return Markup()
    return joined(_account(each, turn.sources) for each in turn.answer.accounts)


def named_html(answer: Answer) -> Markup:
    """Write what the articles name as their sources, and say that it was not read."""
    items = list_html("ul", "namings", map(_naming, answer.named))
    return Markup('<p>{}</p><p class="unread">Named by the article, not read.</p>{}').format(
        answer.text, items
    )


def told_html(answer: Answer) -> Markup:
    """Write what Byline says of itself or of its archive, and the articles it lists."""
    items = list_html("ul", "namings", map(_listed, answer.listed)) if answer.listed else Markup()
    return Markup("<p>{}</p>{}").format(answer.text, items)


def _listed(article: Article) -> Markup:
    day = Markup(" · {}").format(day_html(article.published)) if article.published else Markup()
    return Markup('<li><a href="{}">{}</a> <span class="origin">{}{}</span></li>').format(
        address_of(article), title_of(article), article.outlet or "outlet not known", day
    )


def _account(account: Account, sources: Mapping[str, Citation]) -> Markup:
    if not account.is_disputed:
        line = agreement(account)
        return Markup('<p class="agreement">{}</p>').format(line) if line else Markup()
    heads = joined(Markup('<th scope="col">{}</th>').format(name) for name in COLUMNS)
    rows = joined(_row(version, sources) for version in account.versions)
    return _TABLE.format(account_heading(account), heads, rows) + timeline_svg(account)


def _row(version: Version, sources: Mapping[str, Citation]) -> Markup:
    value, *others = cells(version)
    numbers = joined(number_html(sources[each]) for each in version.labels if each in sources)
    # The name of its column stands before a cell where a narrow screen stacks them.
    told = joined(
        Markup('<td data-column="{}">{}</td>').format(column, cell)
        for column, cell in zip(COLUMNS[1:], (*others, numbers), strict=True)
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(value, told)


def _naming(naming: Naming) -> Markup:
    headline = Markup(": “{}”").format(naming.headline) if naming.headline else Markup()
    return Markup('<li><b>{}</b>{} <span class="origin">in {}</span></li>').format(
        naming.outlet, headline, title_of(naming.article)
    )

"""The pages to look around an archive on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode

from assistant.page.view import view
from index import Article

if TYPE_CHECKING:
    from index import Index

SIZE: Final = 50
"""Articles on a page of the list."""

ORDERS: Final[Mapping[str, str]] = {
    "newest": "newest first",
    "oldest": "oldest first",
    "outlet": "by outlet",
}
"""The orders of the list, and what they are called."""

_MOST_COUNTED: Final = 10
_PAGE: Final = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which articles are listed, in what order, and which page of them; "" limits nothing."""

    words: str = ""
    outlet: str = ""
    month: str = ""
    order: str = "newest"
    page: int = 1

    @classmethod
    def asked(
        cls, *, words: str, outlet: str, month: str, page: str, order: str = "newest"
    ) -> Self:
        """Read what an address asks for; what is no order or no page counts as the first."""
        return cls(
            words=words.strip(),
            outlet=outlet,
            month=month,
            order=order if order in ORDERS else "newest",
            page=int(page) if _PAGE.fullmatch(page) else 1,
        )

    @property
    def is_limited(self) -> bool:
        """Whether not all articles are listed."""
        return bool(self.words or self.outlet or self.month)

    def query(self, page: int) -> str:
        """Write the part of an address that asks for a page of this."""
        asked = {name: getattr(self, name) for name in ("words", "outlet", "month", "order")}
        return urlencode({name: each for name, each in asked.items() if each} | {"page": page})

    def within(self, total: int) -> tuple[Self, int, int]:
        """Give this with a page that there is, how many there are, and where that one begins."""
        pages = max(1, -(-total // SIZE))
        page = min(max(self.page, 1), pages)
        return replace(self, page=page), pages, (page - 1) * SIZE

    def ordered(
        self, ids: Sequence[str], dated: Sequence[tuple[str, str, date | None]]
    ) -> list[str]:
        """Put articles that come newest first into the order asked for; undated ones come last."""
        if self.order == "newest":
            return list(ids)
        known = {article_id: (outlet, day) for article_id, outlet, day in dated}
        if self.order == "outlet":
            return sorted(ids, key=lambda each: (not known[each][0], known[each][0].casefold()))
        return sorted(ids, key=lambda each: known[each][1] or date.max)


def archive_page(
    index: Index, asked: Listing, ids: Sequence[str], *, notice: str = "", failure: str = ""
) -> str:
    """Write the list of the articles `ids` of an archive, its outlets and who is quoted most."""
    dated = index.dated()
    asked, pages, first = asked.within(len(ids))
    shown = asked.ordered(ids, dated)[first : first + SIZE]
    return view(
        "archive.html",
        here="Archive",
        asked=asked,
        articles=[index.article(each) for each in shown],
        total=len(ids),
        overall=len(dated),
        first=first + 1,
        last=first + len(shown),
        pages=pages,
        orders=ORDERS,
        most=_MOST_COUNTED,
        notice=notice,
        failure=failure,
        **counts(dated),
        speakers=index.speakers(limit=_MOST_COUNTED),
    )


def remove_page(article: Article, *, failure: str = "") -> str:
    """Ask whether an article is to be removed for good."""
    return view("remove.html", here="Archive", depth=1, article=article, failure=failure)


def counts(dated: Sequence[tuple[str, str, date | None]]) -> dict[str, Any]:
    """Count the articles of each outlet, the largest first, and of each month, the last first."""
    outlets = Counter(outlet for _, outlet, _ in dated if outlet)
    months = Counter(day.replace(day=1) for *_, day in dated if day)
    return {
        "outlets": sorted(outlets.items(), key=lambda each: (-each[1], each[0])),
        "months": [
            (f"{month:%Y-%m}", f"{month:%B %Y}", months[month])
            for month in sorted(months, reverse=True)
        ],
    }

"""The HTTP door to the archive itself: search it, list its articles and outlets, read one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.http.asking import Day
from assistant.today import day_of_asking
from assistant.types import (
    MOST_CHARACTERS,
    Question,
    to_json,
)
from assistant.understanding import checked, filters_of
from index import InputError

if TYPE_CHECKING:
    from index import Article, Hit, Index

MOST_HITS: Final = 100
MOST_LISTED: Final = 200

MONTH: Final = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"


class Searched(BaseModel):
    """The body of `POST /api/search`; the limits are those of `POST /api/ask`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"query": "ferry aground", "since": "2031-03-01"}]},
    )

    query: str
    limit: int = Field(10, ge=1, le=MOST_HITS)
    asked_on: Day | None = None
    as_of: Day | None = None
    outlets: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None
    speaker: str = ""

    def question(self, index: Index) -> Question:
        """Give it as a question, checked.

        Raises:
            QuestionError: there is nothing to search for, or too much.
        """
        given = self.model_dump(exclude={"query", "limit"})
        if "asked_on" not in self.model_fields_set:
            given["asked_on"] = self.as_of or day_of_asking(index)
        return checked(Question(text=self.query, **given))


def add_archive_routes(api: FastAPI, index: Index) -> None:
    """Let `api` tell what stands in `index`."""
    router = APIRouter(prefix="/api", tags=["archive"])

    @router.post("/search")
    def search(searched: Searched) -> dict[str, Any]:
        """Find the passages that fit best, the best first. No answer is made of them."""
        question = searched.question(index)
        hits = index.search(
            question.text,
            limit=searched.limit,
            asked_on=question.asked_on,
            filters=filters_of(question, index.outlets),
        )
        articles = {each: index.article(each) for each in {hit.passage.article_id for hit in hits}}
        return {"hits": [_hit(each, articles[each.passage.article_id]) for each in hits]}

    @router.get("/articles")
    def articles(
        outlet: Annotated[tuple[str, ...], Query()] = (),
        month: Annotated[str, Query(pattern=MONTH, examples=["2031-03"])] = "",
        words: Annotated[str, Query(max_length=MOST_CHARACTERS)] = "",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
        size: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
    ) -> dict[str, Any]:
        """List the articles, the newest first, a page at a time, without their texts.

        `outlet` may be given several times. `month` is a year and a month. Of `words`, all must
        stand in one passage of the article or in its title.
        """
        ids = listed(index, outlets=outlet, month=month, words=words)
        shown = ids[(page - 1) * size : page * size]
        return {
            "total": len(ids),
            "page": page,
            "size": size,
            "articles": [{"id": each, **to_json(index.article(each))} for each in shown],
        }

    @router.get("/articles/{article_id:path}")
    def article(article_id: str) -> dict[str, Any]:
        """Read one article with its text, which the offsets of citations count in."""
        found = index.article(article_id)
        return {"id": found.id, "text": found.text, **to_json(found)}

    @router.get("/outlets")
    def outlets() -> dict[str, Any]:
        """List the outlets with how many articles they have and of which days."""
        return {"outlets": list(_outlets(index))}

    @router.get("/speakers")
    def speakers(
        about: Annotated[str, Query(max_length=MOST_CHARACTERS)] = "",
        limit: Annotated[int, Query(ge=1, le=1_000)] = 20,
    ) -> dict[str, Any]:
        """List who speaks in the articles, or of what is named in `about`."""
        found = index.speakers(about, limit=limit)
        return {"speakers": to_json(found)}

    api.include_router(router)


def listed(index: Index, *, outlets: Sequence[str], month: str, words: str) -> list[str]:
    """Give the ids of the articles that are asked for, the newest first; "" limits nothing.

    Raises:
        QuestionError: no outlet has one of the names.
        InputError: `month` is no month.
    """
    first, last = _days_of(month)
    named = tuple(filter(None, outlets))  # a form sends its empty fields along
    question = Question(text=words, outlets=named, since=first, until=last)
    return index.newest_first(filters_of(question, index.outlets), words=words.strip())


def _hit(hit: Hit, article: Article) -> dict[str, Any]:
    return {**to_json(hit), "article": to_json(article)}


def _days_of(month: str) -> tuple[date | None, date | None]:
    """Give the first and the last day of a month such as 2031-03; None for "".

    Raises:
        InputError: it is no month.
    """
    if not month:
        return None, None
    if not re.fullmatch(MONTH, month):
        raise InputError(f"{month!r} is no month; one is written like 2031-03.")
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _outlets(index: Index) -> Iterator[dict[str, Any]]:
    """Give each outlet, those of the most articles first; null is that of articles without one."""
    days: dict[str, list[date | None]] = {}
    for _, outlet, day in index.dated():
        days.setdefault(outlet, []).append(day)
    for outlet in sorted(days, key=lambda each: (-len(days[each]), each)):
        known = [each for each in days[outlet] if each]
        yield {
            "outlet": outlet or None,
            "articles": len(days[outlet]),
            "from": min(known).isoformat() if known else None,
            "to": max(known).isoformat() if known else None,
        }

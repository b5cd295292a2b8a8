"""Addresses to look around the archive at: its articles, listed and searched, and each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.errors import QuestionError
from assistant.http.adding import allowed_by
from assistant.http.archive import listed
from assistant.http.bounds import Bounds
from assistant.http.conversations import refuse_foreign
from assistant.page import Listing, archive_page, article_page, remove_page
from assistant.types import MOST_CHARACTERS
from index import ArchiveError, InputError

if TYPE_CHECKING:
    from assistant import Assistant
    from index import Index

_REMOVED: Final = "The article was removed."
_Text = Annotated[str, Query(max_length=MOST_CHARACTERS)]


def add_views(api: FastAPI, assistant: Assistant, bounds: Bounds) -> None:
    """Let `api` show the articles of the archive, and remove them where `bounds` allow it."""
    index = assistant.index
    guards: list[Any] = [Depends(allowed_by(bounds)), Depends(refuse_foreign)]

    @api.get("/archive", include_in_schema=False)
    def archive(
        *,
        words: _Text = "",
        outlet: _Text = "",
        month: _Text = "",
        order: _Text = "",
        page: _Text = "",
        removed: _Text = "",
    ) -> HTMLResponse:
        asked = Listing.asked(words=words, outlet=outlet, month=month, order=order, page=page)
        notice = _REMOVED if removed else ""
        try:
            ids = listed(index, outlets=(asked.outlet,), month=asked.month, words=asked.words)
        except (InputError, QuestionError) as error:
            shown = archive_page(index, asked, (), failure=str(error))
            return HTMLResponse(shown, status_code=400)
        return HTMLResponse(archive_page(index, asked, ids, notice=notice))

    @api.get("/archive/remove", include_in_schema=False, dependencies=guards)
    def sure(article: str) -> HTMLResponse:
        return HTMLResponse(remove_page(index.article(article)))

    @api.post("/archive/remove", include_in_schema=False, dependencies=guards)
    async def remove(request: Request) -> Response:
        name = str((await request.form()).get("article", ""))
        return await run_in_threadpool(_removed, index, name)

    @api.get("/article/{article_id:path}", include_in_schema=False)
    def article(article_id: str, said: _Text = "") -> HTMLResponse:
        found = index.article(article_id)
        story = assistant.stories.of([found.id], wait=False)
        return HTMLResponse(
            article_page(
                found,
                said=index.statements([found.id]).get(found.id, ()) if said else None,
                versions=index.versions(found.id),
                story=story,
                others=[index.article(each) for each in story.articles] if story else (),
                may_remove=bounds.adding,
            )
        )


def _removed(index: Index, name: str) -> Response:
    article = index.article(name)
    try:
        index.remove([article.id])
    except ArchiveError as error:
        return HTMLResponse(remove_page(article, failure=str(error)), status_code=503)
    return RedirectResponse("../archive?removed=yes", status_code=303)

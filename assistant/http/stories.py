"""Stories over HTTP: for programs under /api/, and as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import HTMLResponse

from assistant.errors import QuestionError
from assistant.http.archive import MONTH, MOST_LISTED, listed
from assistant.page import Listing, stories_page, story_page
from assistant.types import MOST_CHARACTERS, to_json
from index import InputError

if TYPE_CHECKING:
    from assistant import Assistant

_Text = Annotated[str, Query(max_length=MOST_CHARACTERS)]


def add_story_routes(api: FastAPI, assistant: Assistant) -> None:
    """Let `api` tell the stories of the archive, and show them."""
    router = APIRouter(prefix="/api", tags=["archive"])
    index, stories = assistant.index, assistant.stories

    @router.get("/stories")
    def every(
        outlet: Annotated[tuple[str, ...], Query()] = (),
        month: Annotated[str, Query(pattern=MONTH, examples=["2031-03"])] = "",
        words: _Text = "",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
        size: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
    ) -> dict[str, Any]:
        """List the stories, each the articles of one event, a page at a time.

        The one with the newest article comes first. The limits are those of `GET /api/articles`;
        a story is within them where one of its articles is.
        """
        found = stories.newest_first(listed(index, outlets=outlet, month=month, words=words))
        shown = found[(page - 1) * size : page * size]
        return {"total": len(found), "page": page, "size": size, "stories": to_json(shown)}

    @router.get("/stories/{story_id}")
    def one(story_id: str) -> dict[str, Any]:
        """Tell one story: what its articles tell by day, figures that changed, and who speaks."""
        told: dict[str, Any] = to_json(stories.told(stories.story(story_id)))
        return told

    @api.get("/stories", include_in_schema=False)
    def shown(
        *, words: _Text = "", outlet: _Text = "", month: _Text = "", page: _Text = ""
    ) -> HTMLResponse:
        asked = Listing.asked(words=words, outlet=outlet, month=month, page=page)
        try:
            held = listed(index, outlets=(asked.outlet,), month=asked.month, words=asked.words)
        except (InputError, QuestionError) as error:
            failed = stories_page(index, asked, (), failure=str(error))
            return HTMLResponse(failed, status_code=400)
        return HTMLResponse(stories_page(index, asked, stories.newest_first(held)))

    @api.get("/story/{story_id}", include_in_schema=False)
    def story(story_id: str) -> HTMLResponse:
        told = stories.told(stories.story(story_id))
        return HTMLResponse(story_page(told, [index.article(each) for each in told.story.articles]))

    api.include_router(router)

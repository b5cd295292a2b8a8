"""The doors through which articles are added and removed: `/add` for people, `/api/` for programs.

Both are shut unless whoever runs the server lets visitors change the archive, and to pages of
other sites always. What is sent is counted while it comes.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from assistant.http.bounds import Bounds
from assistant.http.conversations import refuse_foreign
from assistant.http.intake import Delivery, Intake, Parcel, TooMuchWaiting
from assistant.page import add_page, delivery_page
from index import BylineError, InputError

if TYPE_CHECKING:
    from index import Index

ADDING: Final = ("/add", "/api/articles")
"""The paths that take files."""

_MOST_FIELDS: Final = 10
_SENT: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


class AddingOff(BylineError):
    """Whoever runs this server does not let visitors change the archive."""


class TooLarge(InputError):
    """More is sent at a time than is taken."""


def add_adding_routes(api: FastAPI, index: Index, intake: Intake, bounds: Bounds) -> None:
    """Let visitors of `api` add articles to `index`, through `intake`, where `bounds` allow it."""
    desk = _Desk(index, intake, bounds)
    guards: list[Any] = [Depends(allowed_by(bounds)), Depends(refuse_foreign)]
    _add_for_programs(api, desk, guards)
    _add_for_people(api, desk, guards)


def allowed_by(bounds: Bounds) -> Callable[[], None]:
    """Give what refuses a request where `bounds` let nobody change the archive."""

    def check() -> None:
        if not bounds.adding:
            raise AddingOff(
                "This Byline lets nobody add or remove articles over HTTP; use `byline add`, or "
                "start it with `byline serve --allow-adding`."
            )

    return check


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where deliveries come in, and where it is told how far they are."""

    index: Index
    intake: Intake
    bounds: Bounds

    async def take(self, request: Request) -> Delivery:
        """Take the files of a form.

        Raises:
            InputError: it is no form, has no file, or too much.
            TooMuchWaiting: so many wait already.
        """
        self.intake.check()
        form = await _form(request, self.bounds)
        try:
            parcel = await run_in_threadpool(_packed, form)
        finally:
            await form.close()
        return self.intake.take(parcel)

    def told(self, delivery: Delivery) -> dict[str, Any]:
        """Tell how far a delivery is, as JSON values."""
        added, held = delivery.added, self.index.status()
        return {
            "id": delivery.id,
            "state": delivery.state,
            "error": delivery.error,
            "files": delivery.files,
            "added": added.added,
            "replaced": added.replaced,
            "unchanged": added.unchanged,
            "quarantined": [
                {"file": each.path, "line": each.line, "reason": each.reason}
                for each in added.quarantined
            ],
            "archive": {
                "articles": held.articles,
                "heard": held.heard,
                "tagged": held.tagged,
                "passages": held.passages,
                "embedded": held.embedded,
                "busy": self.intake.is_busy,
                "trouble": self.intake.trouble,
            },
        }

    def page(self, failure: str = "") -> str:
        """Write the page where files are chosen."""
        return add_page(self.bounds, is_empty=not len(self.index), failure=failure)


def _add_for_programs(api: FastAPI, desk: _Desk, guards: list[Any]) -> None:
    router = APIRouter(prefix="/api", tags=["archive"])

    @router.post("/articles", status_code=202, openapi_extra=_SENT, dependencies=guards)
    async def add(request: Request, response: Response) -> dict[str, Any]:
        """Add the articles in the `files` of a form, as `byline add` does.

        They are added one delivery after another; `GET /api/adding/{id}` tells how far it is. In a
        terminal: `curl -F files=@report.txt http://127.0.0.1:7860/api/articles`
        """
        delivery = await desk.take(request)
        response.headers["Location"] = f"/api/adding/{delivery.id}"
        return desk.told(delivery)

    @router.get("/adding/{delivery_id}")
    def adding(delivery_id: str) -> dict[str, Any]:
        """Tell how far a delivery is: `waiting`, `reading`, `searchable` or `refused`.

        What is searchable can be asked. `archive` tells how far who says what and the vectors are.
        """
        return desk.told(desk.intake.delivery(delivery_id))

    @router.delete("/articles/{article_id:path}", status_code=204, dependencies=guards)
    def remove(article_id: str) -> None:
        """Remove an article with all its versions, for good."""
        desk.index.remove([desk.index.article(article_id).id])

    api.include_router(router)


def _add_for_people(api: FastAPI, desk: _Desk, guards: list[Any]) -> None:
    @api.get("/add", include_in_schema=False)
    def add() -> HTMLResponse:
        return HTMLResponse(desk.page())

    @api.post("/add", include_in_schema=False, dependencies=guards)
    async def deliver(request: Request) -> Response:
        try:
            delivery = await desk.take(request)
        except (InputError, TooMuchWaiting) as error:
            status = 413 if isinstance(error, TooLarge) else 400
            page = await run_in_threadpool(desk.page, str(error))
            return HTMLResponse(page, status_code=status)
        return RedirectResponse(f"add/{delivery.id}", status_code=303)

    @api.get("/add/{delivery_id}", include_in_schema=False)
    def delivered(delivery_id: str) -> HTMLResponse:
        told = desk.told(desk.intake.delivery(delivery_id))
        return HTMLResponse(delivery_page(told), headers={"Cache-Control": "no-store"})


async def _form(request: Request, bounds: Bounds) -> FormData:
    """Read a form with files, and break off where there is more than is taken.

    Raises:
        TooLarge: it has more bytes or files than that.
        InputError: it is no form, or has no file.
    """

    async def counted() -> AsyncGenerator[bytes, None]:
        seen = 0
        async for chunk in request.stream():
            seen += len(chunk)
            if seen > bounds.adding_bytes:
                raise TooLarge(
                    f"More than {bounds.adding_megabytes:,} MB were sent, which is the most at a "
                    "time; send fewer files, or use `byline add FOLDER`."
                )
            yield chunk

    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InputError("Files are sent as multipart/form-data, in the field files.")
    parser = MultiPartParser(
        request.headers, counted(), max_files=bounds.adding_files, max_fields=_MOST_FIELDS
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        if error.message.startswith("Too many files"):
            raise TooLarge(
                f"More than {bounds.adding_files:,} files were sent, which is the most at a time; "
                "send fewer, or use `byline add FOLDER`."
            ) from None
        raise InputError(f"The form cannot be read: {error.message}") from None


def _packed(form: FormData) -> Parcel:
    """Write the files of a form where they are read.

    Raises:
        InputError: there is none.
    """
    parcel = Parcel()
    for each in form.getlist("files"):
        # A form without a file chosen sends one without a name.
        if isinstance(each, UploadFile) and each.filename:
            _write(parcel, each.filename, each.file)
    if not parcel.names:
        parcel.close()
        raise InputError("No file came with it; choose files or a folder, or drop them here.")
    return parcel


def _write(parcel: Parcel, name: str, file: BinaryIO) -> None:
    with parcel.place(name).open("xb") as written:
        copyfileobj(file, written)

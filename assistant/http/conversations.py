"""The HTTP door to a visitor's conversations: `/api/conversations`, and questions asked in one.

A visitor is known by a cookie alone (`assistant.conversations.visitors`): no header or parameter
names a user, since anybody could write one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.conversations import (
    BadReason,
    BadTitle,
    Conversation,
    Conversations,
    new_visitor,
    visitor_cookie,
    visitor_of,
)
from assistant.errors import ConversationError, UnknownConversation
from assistant.rendering import FORMATS, UnknownFormat, conversation_as
from assistant.types import Answer, Exchange
from index import BylineError

NEW: Final = "new"
"""What a question gives for the id of a conversation that begins with it."""

_LONGEST_NAME = 60
_UNSHARED = {"Cache-Control": "no-store"}  # a cache in between must not hand it to another visitor


class ForeignOrigin(BylineError):
    """A page of another site wants to change something here."""


STATUS: Final[Mapping[type[Exception], int]] = {
    UnknownConversation: 404,
    ForeignOrigin: 403,
    BadReason: 400,
    BadTitle: 400,
    UnknownFormat: 400,
}
"""The status of what is refused here."""


class Renamed(BaseModel):
    """The body of `PATCH /api/conversations/{id}`."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"title": "The ferry"}]}
    )

    title: str


class Rated(BaseModel):
    """The body of `PUT /api/conversations/{id}/turns/{number}/feedback`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"good": False, "reason": "The bridge is open again."}]},
    )

    good: bool
    reason: str = ""


def refuse_foreign(request: Request) -> None:
    """Let only pages of our own change something, and programs, which send no Origin.

    Raises:
        ForeignOrigin: the browser says that a page of another site sent it.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    origin = request.headers.get("origin")
    is_ours = origin is None or _host(origin) == request.headers.get("host", "").lower()
    if not is_ours or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise ForeignOrigin(
            f"This was sent by a page of {origin or 'another site'!r}, and only Byline's own pages "
            "may change conversations or the archive; do it there. A proxy in between must pass "
            "the header Host on."
        )


def _visitor(request: Request) -> str:
    return visitor_of(request.cookies) or ""  # of whom nothing is kept


_Visitor = Annotated[str, Depends(_visitor)]


def add_conversation_routes(api: FastAPI, conversations: Conversations) -> None:
    """Let each visitor of `api` list, read, rename, delete and export their `conversations`."""
    router = APIRouter(
        prefix="/api/conversations", tags=["conversations"], dependencies=[Depends(refuse_foreign)]
    )

    @router.get("")
    def listed(visitor: _Visitor) -> JSONResponse:
        """List the visitor's conversations, the one that changed last first."""
        known = conversations.listed(user=visitor)
        return _unshared({"conversations": [_head(each) | {"turns": each.turns} for each in known]})

    @router.get("/{conversation_id}")
    def read(conversation_id: str, visitor: _Visitor) -> JSONResponse:
        """Read a conversation with its answers."""
        turns = [
            {
                "number": turn.number,
                "asked_at": turn.asked_at.isoformat(),
                "answer": turn.answer.to_dict(),
            }
            for turn in conversations.turns(conversation_id, user=visitor)
        ]
        return _unshared(_head(conversations.get(conversation_id, user=visitor)) | {"turns": turns})

    @router.patch("/{conversation_id}")
    def rename(conversation_id: str, renamed: Renamed, visitor: _Visitor) -> JSONResponse:
        """Give a conversation another title."""
        conversations.rename(conversation_id, renamed.title, user=visitor)
        known = conversations.get(conversation_id, user=visitor)
        return _unshared(_head(known) | {"turns": known.turns})

    @router.delete("/{conversation_id}", status_code=204)
    def delete(conversation_id: str, visitor: _Visitor) -> None:
        """Delete a conversation for good."""
        conversations.delete(conversation_id, user=visitor)

    @router.put("/{conversation_id}/turns/{number}/feedback", status_code=204)
    def rate(conversation_id: str, number: int, rated: Rated, visitor: _Visitor) -> None:
        """Say whether an answer is good, and why; `byline feedback` shows it to the owner."""
        conversations.rate(
            conversation_id, number, user=visitor, good=rated.good, reason=rated.reason
        )

    @router.get("/{conversation_id}/export")
    def export(
        conversation_id: str,
        visitor: _Visitor,
        name: Annotated[str, Query(alias="format")] = "markdown",
    ) -> Response:
        """Save a conversation as a file: `markdown`, `html`, `json`, `bibtex` or `csl-json`."""
        known = conversations.get(conversation_id, user=visitor)
        turns = conversations.turns(conversation_id, user=visitor)
        text = conversation_as(name, known.title, [turn.answer for turn in turns])
        form = FORMATS[name]
        saved = f'attachment; filename="{file_name(known)}.{form.ending}"'
        return Response(
            text, media_type=form.media_type, headers={"Content-Disposition": saved, **_UNSHARED}
        )

    api.include_router(router)


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation that a question over HTTP is asked in, with what was said before it.

    `id` is "" for one that begins with the question; without `conversations`, nothing is kept.
    Where they cannot be used, `error` is the sentence for it, and the question is answered all the
    same. `cookie` is what the response must set, "" where the visitor has come before.
    """

    conversations: Conversations | None = None
    visitor: str = ""
    id: str = ""
    history: tuple[Exchange, ...] = ()
    error: str = ""
    cookie: str = ""

    @classmethod
    def take_up(
        cls, conversations: Conversations | None, wanted: str | None, request: Request
    ) -> Self:
        """Take up the conversation of the id `wanted`, or begin one where that is `NEW`.

        Raises:
            ForeignOrigin: a page of another site asks.
            UnknownConversation: the visitor has no conversation of that id.
        """
        if wanted is None:
            return cls()
        refuse_foreign(request)
        if conversations is None:
            return cls(error="This Byline keeps no conversations; give what was said as history.")
        if wanted == NEW:
            return cls._new(conversations, request)
        visitor = _visitor(request)
        try:
            history = conversations.history(wanted, user=visitor)
        except UnknownConversation:
            raise
        except ConversationError as error:
            return cls(error=str(error))
        return cls(conversations, visitor, wanted, history)

    @classmethod
    def _new(cls, conversations: Conversations, request: Request) -> Self:
        if visitor := _visitor(request):
            return cls(conversations, visitor)
        visitor = new_visitor()
        return cls(conversations, visitor, cookie=_cookie_of(visitor, request.url.scheme))

    @property
    def headers(self) -> dict[str, str]:
        """What the response must carry."""
        return {"Set-Cookie": self.cookie} if self.cookie else {}

    def keep(self, answer: Answer) -> dict[str, Any]:
        """Keep `answer`, and give what the response says of it beside the answer."""
        if not self.conversations:
            return _unkept(self.error) if self.error else {}
        try:
            known = self.id or self.conversations.start(user=self.visitor).id
            self.conversations.add(known, answer, user=self.visitor)
        except ConversationError as error:
            return _unkept(str(error))
        return {"conversation": known}


class Visited:
    """Gives a browser that opens a page the cookie that it is known by from then on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with a cookie where an HTML page goes to somebody who has none."""

        async def send_known(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", _cookie_of(new_visitor(), scope["scheme"]))
                    headers.update(_UNSHARED)
            await send(message)

        known = scope["type"] != "http" or visitor_of(Request(scope).cookies)
        await self._app(scope, receive, send if known else send_known)


def file_name(conversation: Conversation) -> str:
    """Give a file's name made of the title: small letters, digits and hyphens; no ending."""
    letters = unicodedata.normalize("NFKD", conversation.title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", letters.lower())[:_LONGEST_NAME].strip("-")
    return name or f"conversation-{conversation.id}"


def _cookie_of(visitor: str, scheme: str) -> str:
    return visitor_cookie(visitor, secure=scheme == "https")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # brackets that hold no address
        return ""


def _head(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "title": conversation.title,
        "started": conversation.started.isoformat(),
        "changed": conversation.changed.isoformat(),
    }


def _unshared(value: dict[str, Any]) -> JSONResponse:
    return JSONResponse(value, headers=_UNSHARED)


def _unkept(sentence: str) -> dict[str, Any]:
    return {"conversation": None, "conversation_error": sentence}
